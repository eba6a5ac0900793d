/// JSON in tokens, so that two printers can be compared that spell the same value differently.
enum JSONToken: Equatable, CustomStringConvertible {
  case mark(UInt8)
  case text(String)
  case number(Double)
  case word(String)

  var description: String {
    switch self {
    case .mark(let byte): String(UnicodeScalar(byte))
    case .text(let text): "\"\(text)\""
    case .number(let number): "\(number)"
    case .word(let word): word
    }
  }

  /// Where two texts begin to say different things; nil if they never do.
  static func difference(_ first: String, _ second: String) -> String? {
    let a = all(of: first)
    let b = all(of: second)
    guard a != b else { return nil }
    let place = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
    let around = max(0, place - 4)
    return "\(a.dropFirst(around).prefix(8)) against \(b.dropFirst(around).prefix(8))"
  }

  /// The tokens of a valid text. Numbers, also those in quotes, become numbers; the fraction of a
  /// time loses the zeros at its end.
  static func all(of json: String) -> [JSONToken] {
    let bytes = Array(json.utf8)
    var tokens: [JSONToken] = []
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case 0x20, 0x0A, 0x09: i += 1
      case UInt8(ascii: "\""): tokens.append(text(bytes, &i))
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: ","), UInt8(ascii: ":"):
        tokens.append(.mark(bytes[i]))
        i += 1
      default:
        let end = bytes[i...].firstIndex { "{}[],: \n\t".utf8.contains($0) } ?? bytes.count
        let word = String(decoding: bytes[i..<end], as: UTF8.self)
        tokens.append(number(word) ?? .word(word))
        i = end
      }
    }
    return tokens
  }

  /// A number, if it is one that equals itself.
  private static func number(_ text: String) -> JSONToken? {
    Double(text).flatMap { $0.isFinite ? .number($0) : nil }
  }

  private static func text(_ bytes: [UInt8], _ i: inout Int) -> JSONToken {
    var units: [UInt8] = []
    i += 1
    while i < bytes.count, bytes[i] != UInt8(ascii: "\"") {
      guard bytes[i] == UInt8(ascii: "\\") else {
        units.append(bytes[i])
        i += 1
        continue
      }
      i += 2
      switch bytes[i - 1] {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"):
        let code = UInt32(String(decoding: bytes[i..<i + 4], as: UTF8.self), radix: 16) ?? 0
        units += Array(String(UnicodeScalar(code).map(Character.init) ?? "?").utf8)
        i += 4
      default: units.append(bytes[i - 1])
      }
    }
    i += 1
    let text = String(decoding: units, as: UTF8.self)
    if text.first?.isNumber == true || text.first == "-", !text.hasPrefix("0x"),
      text.utf8.count < 30, let number = number(text)
    {
      return number
    }
    return .text(normalTime(text))
  }

  /// `…:32.590Z` and `…:32.59Z` are one time.
  private static func normalTime(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z"),
      bytes[19] == UInt8(ascii: ".")
    else { return text }
    var kept = bytes.dropLast()
    while kept.last == UInt8(ascii: "0") { kept.removeLast() }
    if kept.last == UInt8(ascii: ".") { kept.removeLast() }
    return String(decoding: kept, as: UTF8.self) + "Z"
  }
}

/// The documents of a sound BSON stream.
func documents(of bytes: [UInt8]) -> [[UInt8]] {
  var documents: [[UInt8]] = []
  var place = 0
  while place + 4 <= bytes.count {
    let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    guard length >= 5, place + length <= bytes.count else { break }
    documents.append(Array(bytes[place..<place + length]))
    place += length
  }
  return documents
}

/// The 64-bit FNV-1a hash.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
