internal import DumpReader

extension RawValue {
  /// The value as people write it, for tallies and messages: equal keys have the same text, 3 and 3.0
  /// for example. Allocates.
  func text(in chunk: RawSpan, scratch: RawSpan) -> String {
    if type == .null { return "null" }
    var encoded = scratch.copied()
    guard let reference = KeyReference(self, in: chunk, scratch: &encoded) else {
      return "(\(type))"
    }
    let key = UserKey(
      kind: reference.kind,
      bytes: Slice(
        offset: reference.offset, count: reference.count, inScratch: reference.inScratch
      ).bytes(in: chunk, scratch: encoded.rawBytes).copied())
    return key.plainText ?? "null"
  }
}

extension RawSpan {
  /// Whether the bytes are those of a lower-case ASCII text, letter case aside.
  func equalsIgnoringCase(_ lowercase: [UInt8]) -> Bool {
    guard byteCount == lowercase.count else { return false }
    for i in 0..<byteCount {
      let byte = self[i]
      let folded = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if folded != lowercase[i] { return false }
    }
    return true
  }
}
