import TestSupport

/// A group key as the oracle sees it.
enum OracleKey: Comparable {
  case null, notANumber, negativeInfinity
  case number(ExactDecimal)
  case infinity
  case string([UInt8])
  case binary([UInt8])
  case objectID(String)
  case bool(Bool)
  case date(Int64)
  /// Of several fields.
  case combination([OracleKey])

  /// A key as it is printed.
  init?(printed: JSONValue?) {
    guard case .array(let elements) = printed else {
      self.init(printed.map { OracleValue($0) })
      return
    }
    let parts = elements.compactMap { OracleKey(OracleValue($0)) }
    guard parts.count == elements.count else { return nil }
    self = .combination(parts)
  }

  /// nil for what cannot be a key.
  init?(_ value: OracleValue?) {
    switch value {
    case nil, .null: self = .null
    case .number(.notANumber): self = .notANumber
    case .number(.infinity(let isNegative)): self = isNegative ? .negativeInfinity : .infinity
    case .number(.finite(let exact, _)): self = .number(exact)
    case .string(let bytes):
      guard bytes.count <= 16_384 else { return nil }
      self = .string(bytes)
    case .binary(let subtype, let base64):
      self = .binary([UInt8(subtype, radix: 16) ?? 0] + Self.payload(base64))
    case .objectID(let text): self = .objectID(text)
    case .bool(let value): self = .bool(value)
    case .date(let milliseconds): self = .date(milliseconds)
    case .timestamp, .other: return nil
    }
  }

  static func < (a: OracleKey, b: OracleKey) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a < b
    case (.string(let a), .string(let b)): a.lexicographicallyPrecedes(b)
    // As MongoDB has it: by length, subtype, content.
    case (.binary(let a), .binary(let b)):
      a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
    case (.objectID(let a), .objectID(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    case (.date(let a), .date(let b)): a < b
    case (.combination(let a), .combination(let b)): a.lexicographicallyPrecedes(b)
    default: a.rank < b.rank
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .notANumber: 1
    case .negativeInfinity: 2
    case .number: 3
    case .infinity: 4
    case .string: 5
    case .binary: 6
    case .objectID: 7
    case .bool: 8
    case .date: 9
    case .combination: 10
    }
  }

  /// Base 64, six bits at a time.
  private static func payload(_ base64: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = base64.filter { $0 != "=" }.flatMap { character in
      let digit = alphabet.firstIndex(of: character) ?? 0
      return (0..<6).map { digit >> (5 - $0) & 1 }
    }
    return (0..<bits.count / 8).map { byte in
      bits[byte * 8..<byte * 8 + 8].reduce(0) { $0 << 1 | UInt8($1) }
    }
  }
}
