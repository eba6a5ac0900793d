internal import DumpReader

struct MatchValue: Sendable { let bytes: [UInt8]
  init(_ s: String) { bytes = Array(s.utf8) }
  func matches(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Bool {
    guard value.type == .string || value.type == .symbol else { return false }
    return value.bytes(in: chunk, scratch: scratch).elementsEqual(bytes.rawBytes)
  }
}
