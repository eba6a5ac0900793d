/// The first documents of a chunk, kept for a second look.
package final class ChunkPrefix: Sendable {
  /// The order of the input.
  package let sequence: Int
  /// How many bytes of documents there are.
  package let count: Int
  private let bytes: [UInt8]
  private let encoding: DocumentEncoding
  private let columns: ColumnNames?
  private let text: TextContext
  private let input: Int

  /// Keeps the documents in front of an offset, where one ends.
  package init(_ chunk: borrowing Chunk, before end: Int) {
    bytes = chunk.bytes.extracting(0..<end).copied()
    count = end
    sequence = chunk.sequence
    encoding = chunk.encoding
    columns = chunk.columns
    text = chunk.text
    input = chunk.input
  }

  /// A chunk of these documents. Allocates.
  package func chunk() -> Chunk {
    var chunk = Chunk(capacity: count)
    chunk.buffer.replaceSubrange(0..<count, with: bytes)
    chunk.end(at: count)
    chunk.sequence = sequence
    chunk.encoding = encoding
    chunk.columns = columns
    chunk.text = text
    chunk.input = input
    return chunk
  }
}
