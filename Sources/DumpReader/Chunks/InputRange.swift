/// A range of bytes of one file, cut anywhere: a unit of work.
///
/// It stands for the records that start in it. Where its first one is, it finds itself, and how far its
/// last one reaches; the borders that it reports prove that nothing between two ranges was lost or
/// doubled: each begins where the one before it ended.
///
///     range     │<──── offset ..< offset + length ────>│
///     records  ─┬────────┬───────────┬──────────┬──────┴───┬────
///               │        first       …          │          last
///               of the range before             the last one that starts here
package struct InputRange: Sendable, Equatable {
  /// The file.
  package var path: String
  /// The collection, where the place of the file tells it.
  package var namespace: String?
  /// Where the range starts.
  package var offset: Int
  /// How many bytes it has.
  package var length: Int
  /// The size of the whole file, which must still be the same when it is read.
  package var size: Int
  /// When the file was modified last, in nanoseconds since 1970; likewise.
  package var modified: Int64
  /// Where the first record is known to be: the end of the range before; nil where it is to be found.
  package var first: Int?

  /// Creates a range.
  package init(
    path: String, namespace: String? = nil, offset: Int, length: Int, size: Int, modified: Int64,
    first: Int? = nil
  ) {
    self.path = path
    self.namespace = namespace
    self.offset = offset
    self.length = length
    self.size = size
    self.modified = modified
    self.first = first
  }

  /// Where it ends.
  package var end: Int { offset + length }
  /// Whether it is all of the file.
  package var isWhole: Bool { offset == 0 && length == size }

  /// Finds out whether the file is still the one that was cut.
  func check() throws(DumpError) {
    guard let status = PlatformPath.status(of: path) else {
      throw DumpError(.cannotOpen(errno: PlatformPath.lastError), path: path)
    }
    guard status.isRegular, status.size == size else {
      throw DumpError(
        .usage, path: path,
        "it has \(status.size.grouped) bytes, and had \(size.grouped) when it was cut; cut it again"
      )
    }
    guard status.modified == modified else {
      throw DumpError(.usage, path: path, "it has been modified since it was cut; cut it again")
    }
  }
}

/// Where the records of a range start and end: borders of the file, no documents.
package struct RangeBorders: Sendable, Equatable {
  /// Where the first record starts, and where the one behind the last one does, or the file ends, or
  /// damage does.
  package var first: Int
  package var last: Int

  package init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }
}

extension RangeBorders {
  /// Takes from a chunk what belongs to the range that ends at an offset.
  ///
  /// What a framer hands out is final. So a document at or behind the end is where the range is over;
  /// damage right at the border is still its own, because the one that looks for its first document
  /// behind it comes to the end of the damage only.
  ///
  /// - Returns: Whether anything of it does, and whether that is the last.
  mutating func take(_ chunk: inout Chunk, endingAt end: Int) -> (isOurs: Bool, isLast: Bool) {
    if let skipped = chunk.skipped {
      last = chunk.offset + skipped.count
      return (true, false)
    }
    guard chunk.offset < end else {
      last = chunk.offset
      return (false, true)
    }
    let count = chunk.count
    var cut = 0
    while cut < count, chunk.offset + cut < end {
      cut += Int(chunk.bytes.load(cut, as: Int32.self))
    }
    last = chunk.offset + cut
    guard cut < count else { return (true, false) }
    chunk.end(at: cut)
    return (true, true)
  }
}
