internal import DumpReader

/// Where a decoder stands in a chunk.
struct ChunkCursor {
  /// The next byte.
  var offset: Int
  /// The end of the documents.
  let end: Int
  /// How many documents have been met.
  var index = 0
  let encoding: DocumentEncoding
  /// Where the chunk starts in the decoded stream of its input.
  let streamOffset: Int
  /// The position of the chunk's first document in the whole input.
  let position: UInt64

  init(_ chunk: borrowing Chunk) {
    offset = 0
    end = chunk.count
    encoding = chunk.encoding
    streamOffset = chunk.offset
    position = UInt64(chunk.sequence) << 32
  }

  /// The place of the document that was met last.
  @inline(__always)
  func last(_ range: Range<Int>) -> DocumentPlace {
    DocumentPlace(index: index &- 1, offset: streamOffset &+ range.lowerBound)
  }
}

/// Which document of a chunk, and where it starts in the decoded stream of its input.
struct DocumentPlace {
  let index: Int
  let offset: Int
}
