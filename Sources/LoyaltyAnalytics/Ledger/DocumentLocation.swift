internal import DumpReader

/// Which document of a chunk, and where it starts in the decoded stream of its input.
struct DocumentLocation {
  let index: Int
  let offset: Int
  /// Which element of the array that is unwound, from 0 on; nil for the document itself.
  var element: Int?

  init(index: Int, offset: Int) {
    self.index = index
    self.offset = offset
  }

  /// The document that was met last.
  @inline(__always)
  init(_ cursor: ChunkCursor) {
    index = cursor.count &- 1
    offset = cursor.documentOffset
  }
}
