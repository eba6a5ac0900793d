internal import DumpReader

/// Tells on which line of a text a document starts, counted from the end of the chunk before.
///
/// Line feeds are counted up to documents that are told about, and to the end of a chunk; where its
/// documents stand on lines of their own, there are as many of those.
struct LineCounter {
  /// Whether the chunk has lines at all.
  private(set) var isActive = false
  /// Where the chunk starts in the decoded stream.
  private var chunkOffset = 0
  /// How far line feeds have been counted, and how many there are before.
  private var countedTo = 0
  private(set) var lineFeeds = 0

  /// Prepares for a chunk.
  mutating func begin(_ chunk: borrowing Chunk) {
    // Where a carriage return ends lines, line feeds count none.
    isActive = chunk.encoding != .bson && chunk.columns?.syntax.endsLinesAtReturn != true
    chunkOffset = chunk.offset
    countedTo = 0
    lineFeeds = chunk.lineFeedsBefore
  }

  /// How many lines end before an offset of the stream; nil where there are none. Offsets only grow.
  mutating func line(at offset: Int, in chunk: RawSpan) -> Int? {
    guard isActive else { return nil }
    let end = max(countedTo, min(offset - chunkOffset, chunk.byteCount - Chunk.padding))
    lineFeeds += chunk.lineFeedCount(in: countedTo..<end)
    countedTo = end
    return lineFeeds
  }

  /// The line feeds between the chunk before and the end of this one.
  ///
  /// - Parameter documents: How many documents stand one to a line; nil where they do not.
  func total(of chunk: borrowing Chunk, documents: Int?) -> Int {
    guard isActive else { return 0 }
    let outside = chunk.lineFeedsBefore + chunk.skippedLineFeeds
    if chunk.count == 0 { return outside }
    return outside + (documents ?? chunk.bytes.lineFeedCount(in: 0..<chunk.count))
  }
}
