import TestSupport
import Testing

@testable import DumpReader

@Suite struct ZstdSourceTests {
  private func decode(
    _ bytes: [UInt8], readSize: Int = .max, bufferSize: Int = 64 << 10, head: Int = 0
  ) throws -> (bytes: [UInt8], damage: StreamDamage?) {
    let source = try ZstdSource(
      ArraySource(Array(bytes[head...]), readSize: readSize), head: Array(bytes[0..<head]),
      path: "x", bufferSize: 128 << 10)
    return (try source.readAll(bufferSize: bufferSize), source.damage)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096, Int.max])
  func everyReadSizeGivesTheSameBytes(readSize: Int) throws {
    let text = sampleText(4_000)
    let encoded =
      CompressedBytes.zstdSkippable(Array("note".utf8), number: 7)
      + CompressedBytes.zstd(text, blockSize: 777) + CompressedBytes.zstd([])
      + CompressedBytes.zstdSkippable([]) + CompressedBytes.zstd(text)
    for bufferSize in [1, 13, 64 << 10] {
      let decoded = try decode(encoded, readSize: readSize, bufferSize: bufferSize, head: 4)
      #expect(decoded.bytes == text + text)
      #expect(decoded.damage == nil)
    }
  }

  @Test(arguments: ["-1", "-19"])
  func readsWhatZstdWrites(level: String) throws {
    let text = sampleText(300_000)
    guard let encoded = filter(text, through: ["zstd", "-c", level]) else { return }
    for readSize in [1, 61, .max] {
      for bufferSize in [170, 256 << 10] {
        let decoded = try decode(encoded + encoded, readSize: readSize, bufferSize: bufferSize)
        #expect(decoded.bytes == text + text)
        #expect(decoded.damage == nil)
      }
    }
  }

  @Test func everyTruncationIsDamageAndKeepsTheBlocksBeforeIt() throws {
    let text = sampleText(3_000)
    let encoded = CompressedBytes.zstd(text, blockSize: 500)
    for count in 4..<encoded.count {
      let decoded = try decode(Array(encoded[0..<count]))
      #expect(decoded.damage?.offset == count)
      #expect(text.starts(with: decoded.bytes))
      #expect(decoded.bytes.count >= max(0, count - 6) / 503 * 500)
    }
  }

  @Test func aBadBlockCostsOnlyWhatFollows() throws {
    let text = sampleText(3_000)
    var encoded = CompressedBytes.zstd(text, blockSize: 500)
    encoded[6 + 3 * 503] |= 6  // the reserved block type
    let decoded = try decode(encoded)
    #expect(decoded.bytes == Array(text[0..<1500]))
    #expect(decoded.damage?.reason == "the zstd stream is damaged")
  }

  /// A frame with one byte of text and a wrong checksum.
  private static let unverified: [UInt8] =
    [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x38, 0x09, 0x00, 0x00, 0x61, 1, 2, 3, 4]

  @Test(arguments: [1, 2, 3, 7, Int.max])
  func aFrameWithAWrongChecksumIsFollowedByOthers(readSize: Int) throws {
    let text = sampleText(500)
    let sound = CompressedBytes.zstd(text)
    let bytes = sound + Self.unverified + sound + Self.unverified + sound
    for bufferSize in [1, 13, 64 << 10] {
      let decoded = try decode(bytes, readSize: readSize, bufferSize: bufferSize)
      #expect(decoded.bytes == text + [0x61] + text + [0x61] + text)
      #expect(decoded.damage?.offset == sound.count + Self.unverified.count)
      #expect(decoded.damage?.isUnverified == true)
      let cut = try decode(Array(bytes.dropLast()), readSize: readSize, bufferSize: bufferSize)
      #expect(cut.damage?.reason.contains("ends in the middle") == true)
      #expect(cut.damage?.isUnverified == false)
    }
  }

  @Test func aWrongChecksumIsDamage() throws {
    let text = sampleText(500_000)
    guard var encoded = filter(text, through: ["zstd", "-c", "--check"]) else { return }
    encoded[encoded.count - 1] ^= 1
    let decoded = try decode(encoded + encoded)
    // Not ==, of which a failed expectation would look for all differences.
    #expect(decoded.bytes.elementsEqual(text + text))
    #expect(decoded.damage?.reason.contains("checksum") == true)
    #expect(decoded.damage?.isUnverified == true)
  }

  @Test func trailingGarbageIsDamage() throws {
    let text = sampleText(500)
    let encoded = CompressedBytes.zstd(text)
    let decoded = try decode(encoded + Array("more of it".utf8))
    #expect(decoded.bytes == text)
    #expect(decoded.damage?.reason.contains("not zstd") == true)
  }

  @Test func aWindowBeyondTheLimitIsRefused() throws {
    var encoded = CompressedBytes.zstd(sampleText(500))
    encoded[5] = 0x90  // 2^28 bytes
    #expect(throws: DumpError.self) { try decode(encoded) }
    encoded[5] = 0x88  // 2^27 bytes
    #expect(try decode(encoded).bytes.count == 500)
  }

  @Test(arguments: [(26, 1 << 26), (26, 100_000_000), (25, 1 << 25), (10, 0)])
  func aWindowIsRefusedBeyondWhatMayBeUsed(exponent: UInt8, limit: Int) throws {
    func read(_ exponent: UInt8) throws -> (count: Int, held: Int) {
      var encoded = CompressedBytes.zstd(sampleText(500))
      encoded[5] = (exponent - 10) << 3
      let source = try ZstdSource(
        ArraySource(encoded), head: [], path: "x", bufferSize: 128 << 10, windowLimit: limit)
      return (try source.readAll(bufferSize: 1 << 10).count, source.progress.heldBytes)
    }
    let largest = try read(exponent)
    #expect(largest.count == 500)
    #expect(largest.held >= 1 << Int(exponent))
    let error = #expect(throws: DumpError.self) { try read(exponent + 1) }
    #expect(error?.finding == .window(limit: 1 << Int(exponent), needed: nil))
  }

  @Test func aBombStaysFlat() throws {
    // 128 MiB out of 4 KB: read through one buffer, so that only its length is ever held.
    let source = try ZstdSource(
      ArraySource(CompressedBytes.zstdRun(of: 0x20, blocks: 1024)), head: [], path: "x",
      bufferSize: 128 << 10)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var total = 0
    while true {
      var span = buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      let count = try source.read(into: &bytes)
      if count == 0 { break }
      total += count
    }
    #expect(total == 1 << 27)
  }
}
