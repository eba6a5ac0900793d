import TestSupport
import Testing

@testable import DumpReader

@Suite struct CompressionTests {
  @Test("gzip is told by its header, as far as that is there")
  func gzip() {
    #expect(Compression(CompressedBytes.gzip(Array("text".utf8))) == .gzip)
    #expect(Compression([0x1F, 0x8B]) == .gzip)
    #expect(Compression([0x1F]) == nil)
    #expect(Compression([]) == nil)
    #expect(Compression([0x1F, 0x8C, 8, 0]) == nil)
  }

  @Test("zstd is told by the magic numbers of frames and of skippable frames")
  func zstd() {
    #expect(Compression(CompressedBytes.zstd(Array("text".utf8))) == .zstd)
    for number in UInt8(0)...15 {
      #expect(Compression(CompressedBytes.zstdSkippable([], number: number)) == .zstd)
    }
    #expect(Compression([0x28, 0xB5, 0x2F]) == nil)
    #expect(Compression([0x60, 0x2A, 0x4D, 0x18]) == nil)
  }

  @Test("A BSON document whose length is the magic number of gzip is no gzip")
  func bsonOfThatLength() {
    // 35,615 bytes are 1F 8B 00 00; method 0 is none that gzip knows.
    let text = BSONBytes.document([
      .int32("_id", 1), .string("text", String(repeating: "x", count: 35_615 - 25)),
    ])
    #expect(text.count == 35_615)
    #expect(Array(text[..<2]) == [0x1F, 0x8B])
    #expect(Compression(text) == nil)
  }

  @Test("What is compressed comes out again, once")
  func sources() throws {
    let text = Array("one layer".utf8)
    for (bytes, compression) in [
      (CompressedBytes.gzip(CompressedBytes.gzip(text)), Compression.gzip),
      (CompressedBytes.zstd(CompressedBytes.gzip(text)), .zstd),
    ] {
      let source = try compression.source(
        ArraySource(Array(bytes[5...])), head: Array(bytes[..<5]), path: "x", bufferSize: 128 << 10,
        windowLimit: .max)
      #expect(try source.readAll() == CompressedBytes.gzip(text))
    }
  }
}
