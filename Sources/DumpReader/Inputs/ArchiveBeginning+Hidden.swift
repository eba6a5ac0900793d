extension ArchiveBeginning {
  /// Looks for an archive that does not begin with its magic number, where a stream may be one.
  ///
  /// What begins with a document of BSON is one only if that belongs to archives. In text there are
  /// none of the bytes that are looked for.
  init?(hiddenIn head: [UInt8]) {
    if head.starts(with: InputFormat.archiveMagic) { return nil }
    if InputFormat.isNamedBSON(head) {
      let name = head.dropFirst(5).prefix { $0 != 0 }
      guard
        name.elementsEqual("concurrent_collections".utf8) || name.elementsEqual("db".utf8)
          || Self.hasHeaderEnd(head)
      else { return nil }
    }
    guard let found = ArchiveBeginning(in: head) ?? ArchiveBeginning(middleOf: head) else {
      return nil
    }
    self = found
  }
}
