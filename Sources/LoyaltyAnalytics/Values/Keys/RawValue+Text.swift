internal import DumpReader

extension RawValue {
  /// The value as people write it, for tallies and messages: equal keys have the same text, 3 and 3.0
  /// for example. Allocates.
  func text(in chunk: RawSpan, scratch: RawSpan) -> String {
    if type == .null { return "null" }
    // Not by a slice of the scratch bytes, which may be long: they would be copied for each value.
    return groupKey(in: chunk, scratch: scratch)?.plainText ?? "(\(type))"
  }

  /// The value as a key of its own; nil for a type that cannot be one, and for one that is too long.
  private func groupKey(in chunk: RawSpan, scratch: RawSpan) -> GroupKey? {
    var key = GroupKey(kind: .null, bytes: [])
    switch type {
    case .string, .symbol, .objectID:
      key.kind = type == .objectID ? .objectID : .string
      key.bytes = bytes(in: chunk, scratch: scratch).copied()
    case .int32, .int64, .double, .decimal128:
      guard let number = NumberKey(self, in: chunk, scratch: scratch) else { return nil }
      key.kind = .number
      number.append(to: &key.bytes)
    case .bool:
      key.kind = .boolean
      key.bytes = [bits == 0 ? 0 : 1]
    case .date:
      key.kind = .date
      key.bytes.append(bigEndian: bits ^ 1 << 63)
    case .binary:
      key.kind = .binary
      key.bytes = [UInt8(truncatingIfNeeded: bits)] + bytes(in: chunk, scratch: scratch).copied()
    default: return nil
    }
    let count = type == .binary ? key.bytes.count - 1 : key.bytes.count
    return count <= GroupKey.maximumCount ? key : nil
  }
}

extension RawSpan {
  /// Whether the bytes are those of a text, the case of ASCII's letters aside.
  func equalsIgnoringCase(_ text: [UInt8]) -> Bool {
    guard byteCount == text.count else { return false }
    for i in 0..<byteCount where self[i].lowercased != text[i].lowercased { return false }
    return true
  }
}

extension UInt8 {
  /// A letter of ASCII in lower case, any other byte as it is.
  fileprivate var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
