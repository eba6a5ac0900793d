import TestSupport
import Testing

@testable import DumpReader

@Suite struct StreamBufferTests {
  private static let stream = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test(
    "What is looked at and used is the stream, whatever the sizes", arguments: [1, 3, 100, Int.max])
  func reading(readSize: Int) throws {
    var generator = SplitMix(seed: 7)
    for size in [1, 16, 500] {
      var buffer = StreamBuffer(
        ArraySource(Array(Self.stream[10...]), readSize: readSize),
        head: Array(Self.stream[..<10]), size: size)
      var read: [UInt8] = []
      while true {
        let wanted = Int.random(in: 1...300, using: &generator)
        let isThere = try buffer.fill(wanted)
        #expect(isThere == (buffer.count >= wanted))
        #expect(buffer.offset == read.count)
        let used = Int.random(in: 0...buffer.count, using: &generator)
        read += buffer.readable.extracting(0..<used).copied()
        buffer.use(used)
        // Loads of vectors reach behind the readable bytes.
        #expect(buffer.bytes.byteCount >= buffer.count + RawSpan.padding)
        if !isThere, buffer.count == 0 { break }
      }
      #expect(read == Self.stream)
      #expect(buffer.isAtEnd)
    }
  }

  @Test("Bytes come one at a time, and nil at the end, for ever")
  func bytes() throws {
    var buffer = StreamBuffer(ArraySource([2, 3], readSize: 1), head: [1], size: 1)
    #expect(try [buffer.next(), buffer.next(), buffer.next()] == [1, 2, 3])
    #expect(try buffer.next() == nil)
    #expect(try buffer.next() == nil)
    #expect(buffer.offset == 3)
  }
}

/// A generator whose numbers are the same at every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
