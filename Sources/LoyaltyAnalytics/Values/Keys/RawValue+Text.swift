internal import DumpReader

extension RawValue {
  /// The value as people write it, for tallies and messages: equal keys have the same text, 3 and 3.0
  /// for example. Allocates.
  func text(in chunk: RawSpan, scratch: RawSpan) -> String {
    if type == .null { return "null" }
    var encoded = scratch.copied()
    guard let reference = GroupKeySlice(self, in: chunk, scratch: &encoded) else {
      return "(\(type))"
    }
    let key = GroupKey(
      kind: reference.kind,
      bytes: DocumentSlice(
        offset: reference.offset, count: reference.count, inScratch: reference.inScratch
      ).bytes(in: chunk, scratch: encoded.rawBytes).copied())
    return key.plainText ?? "null"
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
