internal import DumpReader
struct KeyReference { var kind: UserKey.Kind; var inScratch: Bool; var offset: UInt32; var count: UInt32
  init?(_ value: RawValue?, in chunk: RawSpan, values: inout FieldValues) {
    guard let value else { kind = .null; inScratch = false; offset = 0; count = 0; return }
    switch value.type {
    case .string, .symbol: kind = .string
    case .objectID: kind = .objectID
    case .null: kind = .null
    default: return nil
    }
    inScratch = value.inScratch; offset = value.offset; count = value.count
  }
}
extension Points {
  @inline(__always)
  init?(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan, rounded: inout Bool) {
    switch value.type {
    case .int32, .int64: self.init(value.int64)
    case .double:
      let d = value.double * 100
      guard d.magnitude < 1e15, d.rounded() == d else { return nil }
      self.init(units: Int128(Int64(d)) * 10_000_000_000_000_000)
    default: return nil
    }
  }
}
enum TransactionTime {
  static func milliseconds(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Int64? {
    value.type == .date ? value.int64 : nil
  }
}
struct MatchValue: Sendable { let bytes: [UInt8]
  init(_ s: String) { bytes = Array(s.utf8) }
  func matches(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Bool {
    guard value.type == .string || value.type == .symbol else { return false }
    return value.bytes(in: chunk, scratch: scratch).elementsEqual(bytes.rawBytes)
  }
}
extension UserKey: Comparable {
  public static func < (a: UserKey, b: UserKey) -> Bool {
    a.kind != b.kind ? a.kind.rawValue < b.kind.rawValue : a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}
extension UserKey: CustomStringConvertible { public var description: String { String(decoding: bytes, as: UTF8.self) } }
