extension RawSpan {
  /// The length of the bytes that the beginning of a block of an archive is known by.
  static let archiveBlockSize = 12

  /// Whether a block of a mongodump archive ends at `i`, and the document that begins the next one can be
  /// seen behind it. Documents of another collection may follow.
  ///
  ///     FF FF FF FF │ length │ 02 'd' 'b' 00 …
  func isArchiveBlock(at i: Int, count: Int) -> Bool {
    guard i + Self.archiveBlockSize <= count, load(i, as: Int32.self) == -1,
      load(i + 8, as: UInt32.self) == 0x0062_6402
    else { return false }
    return (5...1024).contains(Int(load(i + 4, as: Int32.self)))
  }
}
