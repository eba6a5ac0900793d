import TestSupport
import Testing

@testable import DumpReader

@Suite struct ChunkReaderTests {
  /// What comes out: the documents of all chunks, back to back, and the bytes that were skipped.
  private func read(
    _ bytes: [UInt8], head: Int, readSize: Int, chunkSize: Int
  ) throws -> (documents: [UInt8], skipped: Int, offsets: [Int]) {
    var reader = ChunkReader(
      ArraySource(Array(bytes[head...]), readSize: readSize), framer: BSONFramer(),
      encoding: .bson, input: 0, head: Array(bytes[..<head]), chunkSize: chunkSize)
    var chunk = Chunk(capacity: 0)
    var documents: [UInt8] = []
    var skipped = 0
    var offsets: [Int] = []
    while try reader.next(into: &chunk) {
      offsets.append(chunk.offset)
      #expect(chunk.offset == documents.count + skipped)
      documents += chunk.bytes.extracting(0..<chunk.count).copied()
      // Whoever loads vectors from documents counts on it.
      if chunk.skipped == nil {
        for i in chunk.count..<chunk.count + Chunk.padding { #expect(chunk.bytes[i] == 0) }
      }
      skipped += chunk.skipped?.count ?? 0
    }
    #expect(try !reader.next(into: &chunk))
    return (documents, skipped, offsets)
  }

  private static let stream = (0..<40).flatMap { i in
    BSONBytes.document([
      .int32("_id", Int32(i)), .string("text", String(repeating: "x", count: i * 7)),
    ])
  }

  @Test(
    "Every size of reads and chunks, and every head, gives the same documents",
    arguments: [1, 2, 7, 64, 300, Int.max])
  func sizes(readSize: Int) throws {
    for chunkSize in [16, 100, 1000, 1 << 20] {
      for head in [0, 1, 5, 100, Self.stream.count] {
        let found = try read(Self.stream, head: head, readSize: readSize, chunkSize: chunkSize)
        #expect(found.documents == Self.stream)
        #expect(found.skipped == 0)
      }
    }
  }

  @Test("Damage is skipped, and every byte is accounted for")
  func damage() throws {
    let sound = Self.stream
    let damaged = sound + [UInt8](repeating: 0xFF, count: 77) + sound
    for chunkSize in [100, 1 << 20] {
      let found = try read(damaged, head: 0, readSize: 50, chunkSize: chunkSize)
      #expect(found.skipped == 77)
      #expect(found.documents == sound + sound)
    }
  }

  @Test("An empty stream has no chunk")
  func empty() throws {
    let found = try read([], head: 0, readSize: 1, chunkSize: 100)
    #expect(found.offsets.isEmpty && found.skipped == 0)
  }
}
