import TestSupport
import Testing

@testable import DumpReader

/// Text with repetitions, so that compressors have something to do.
func sampleText(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  var out: [UInt8] = []
  while out.count < count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    out += Array("{\"user_id\":\"u\(state >> 54)\",\"points\":\(state >> 58)}\n".utf8)
  }
  return Array(out[0..<count])
}

@Suite struct GzipSourceTests {
  private func decode(
    _ bytes: [UInt8], readSize: Int = .max, bufferSize: Int = 64 << 10, head: Int = 0
  ) throws -> (bytes: [UInt8], damage: StreamDamage?) {
    let source = GzipSource(
      ArraySource(Array(bytes[head...]), readSize: readSize), head: Array(bytes[0..<head]),
      bufferSize: 128 << 10)
    return (try source.readAll(bufferSize: bufferSize), source.damage)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096, Int.max])
  func everyReadSizeGivesTheSameBytes(readSize: Int) throws {
    let text = sampleText(4_000)
    let encoded =
      CompressedBytes.gzip(text, blockSize: 777, name: "dump.bson")
      + CompressedBytes.gzip([]) + CompressedBytes.gzip(text) + [0, 0, 0]
    for bufferSize in [1, 13, 64 << 10] {
      let decoded = try decode(encoded, readSize: readSize, bufferSize: bufferSize, head: 2)
      #expect(decoded.bytes == text + text)
      #expect(decoded.damage == nil)
    }
  }

  @Test(arguments: ["-1", "-6", "-9"])
  func readsWhatGzipWrites(level: String) throws {
    let text = sampleText(90_000)
    guard let encoded = filter(text, through: ["gzip", "-c", level]) else { return }
    for readSize in [1, 61, .max] {
      for bufferSize in [17, 256 << 10] {
        let decoded = try decode(encoded + encoded, readSize: readSize, bufferSize: bufferSize)
        #expect(decoded.bytes == text + text)
        #expect(decoded.damage == nil)
      }
    }
  }

  @Test func everyHeaderFieldIsPassedOver() throws {
    let text = sampleText(100)
    let encoded = CompressedBytes.gzip(
      text, extra: Array(repeating: 0, count: 65535), name: "n", comment: "c", headerChecksum: true)
    #expect(try decode(encoded, readSize: 1).bytes == text)
    #expect(try decode(CompressedBytes.gzip(text, extra: [])).bytes == text)
  }

  @Test func everyTruncationIsDamageAndKeepsAPrefix() throws {
    let text = sampleText(1_500)
    let stored = CompressedBytes.gzip(text, blockSize: 250)
    for encoded in [stored, filter(text, through: ["gzip", "-c"]) ?? stored] {
      for count in 2..<encoded.count {
        let decoded = try decode(Array(encoded[0..<count]), readSize: 100)
        #expect(decoded.damage?.offset == count)
        #expect(text.starts(with: decoded.bytes))
      }
    }
    // All whole stored blocks before the cut are there.
    #expect(try decode(Array(stored[0..<10 + 2 * 255])).bytes.count == 500)
  }

  @Test func flippedBitsNeverPassUnnoticed() throws {
    let text = sampleText(700)
    guard let encoded = filter(text, through: ["gzip", "-nc"]) else { return }
    for i in 10..<encoded.count {
      for bit in [0, 3, 7] {
        var bad = encoded
        bad[i] ^= 1 << bit
        let decoded = try decode(bad, bufferSize: 4096)
        // The last byte of the data has bits that mean nothing.
        #expect(decoded.damage != nil || decoded.bytes == text, "bit \(bit) of byte \(i)")
      }
    }
  }

  @Test func aWrongChecksumIsDamageAndTheNextMemberStillComes() throws {
    let text = sampleText(500)
    for place in [8, 4] {
      var bad = CompressedBytes.gzip(text)
      bad[bad.count - place] ^= 1
      let decoded = try decode(bad + CompressedBytes.gzip(text))
      #expect(decoded.bytes == text + text)
      #expect(decoded.damage?.reason.contains("checksum") == true)
      #expect(decoded.damage?.offset == bad.count)
      #expect(decoded.damage?.isUnverified == true)
      // A cut says more than a checksum.
      let cut = try decode(bad + CompressedBytes.gzip(text).dropLast())
      #expect(cut.damage?.isUnverified == false)
    }
  }

  @Test func trailingGarbageIsDamage() throws {
    let text = sampleText(500)
    let encoded = CompressedBytes.gzip(text)
    let decoded = try decode(encoded + Array("more".utf8))
    #expect(decoded.bytes == text)
    #expect(decoded.damage?.offset == encoded.count)
  }

  @Test func aHeaderWithoutAnEndIsBounded() throws {
    let endless: [UInt8] =
      [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3] + Array(repeating: 0x61, count: 3 << 20)
    let decoded = try decode(endless)
    #expect(decoded.bytes.isEmpty)
    #expect(decoded.damage?.offset == GzipHeaderParser.maximumSize + 1)
  }
}
