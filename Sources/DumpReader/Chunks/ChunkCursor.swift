/// How far a ``DocumentWalker`` has got in a chunk, and which document it met last.
public struct ChunkCursor: Sendable {
  /// The next byte to look at.
  public internal(set) var offset = 0
  /// Where the documents end.
  public let end: Int
  /// How many documents have been met, malformed ones included.
  public internal(set) var count: Int
  /// Where the last document stands in the chunk; where that is malformed, an empty range at its
  /// start will do.
  public internal(set) var range = 0..<0
  /// How the documents are written.
  public let encoding: DocumentEncoding
  /// Where the chunk starts in the decoded stream of its input.
  public let streamOffset: Int
  /// The position of the chunk's first document among all documents of all inputs: larger for those
  /// that come later, whatever the number of threads.
  public let position: UInt64

  /// A cursor before the first document. Bytes that were skipped count as a document.
  ///
  /// - Parameter chunk: The chunk whose documents are to be met.
  public init(_ chunk: borrowing Chunk) {
    end = chunk.count
    encoding = chunk.encoding
    streamOffset = chunk.offset
    count = chunk.skipped == nil ? 0 : 1
    position = UInt64(chunk.sequence) << 32
  }

  /// A cursor over bytes that are no chunk.
  package init(end: Int, encoding: DocumentEncoding, streamOffset: Int = 0) {
    self.end = end
    self.encoding = encoding
    self.streamOffset = streamOffset
    count = 0
    position = 0
  }

  /// Where the last document starts in the decoded stream of its input.
  @inlinable
  public var documentOffset: Int {
    @inline(__always) get { streamOffset &+ range.lowerBound }
  }
}
