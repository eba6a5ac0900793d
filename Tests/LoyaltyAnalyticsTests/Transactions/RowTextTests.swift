import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Texts of rows")
struct RowTextTests {
  @Test("Times are written as ISO 8601 has them")
  func times() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    let edges: [Int64] = [
      -62_167_219_200_001, -62_167_219_200_000, -1, 0, 999, 951_782_399_999, 951_782_400_000,
      253_402_300_799_999, 253_402_300_800_000, .min, .max,
    ]
    for i in 0..<5000 {
      let time =
        i < edges.count
        ? edges[i] : Int64(bitPattern: generator.next()) >> Int64(generator.next() % 40)
      var buffer = TextBuffer(capacity: 32)
      buffer.append(time: time)
      #expect(
        String(decoding: buffer.bytes, as: UTF8.self) == ISO8601.text(milliseconds: time),
        "seed \(seed)")
    }
  }

  @Test("Bytes are written as JSON as the same text is")
  func json() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    let pieces = ["a", "\"", "\\", "\u{7F}", "\u{1F}", "é", "\u{202E}", "~", " ", "𝄞", ",", "\n"]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<generator.next() % 20 {
        // Mostly letters, so that there are runs of them.
        let index = generator.next() % 40
        text += index < UInt64(pieces.count) ? pieces[Int(index)] : "x"
      }
      var fast = TextBuffer(capacity: 64)
      let bytes = Array(text.utf8)
      fast.append(json: bytes.rawBytes)
      var slow = TextBuffer(capacity: 64)
      slow.append(json: text)
      #expect(fast.bytes == slow.bytes, "seed \(seed)")
      let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x2C }
      let found = bytes.rawBytes.isPlain(but: 0x22, 0x2C)
      #expect(found == isPlain, "seed \(seed)")
    }
  }

  @Test("Whole numbers are written as keys have them")
  func integers() {
    for number in [0, 1, -1, 12_345, Int64.max, Int64.min] {
      let key = NumberKey(number).bytes
      var buffer = TextBuffer(capacity: 32)
      let isInteger = buffer.appendInteger(key.rawBytes)
      #expect(isInteger)
      #expect(String(decoding: buffer.bytes, as: UTF8.self) == "\(number)")
    }
    var buffer = TextBuffer(capacity: 32)
    let half = NumberKey(0.5).bytes
    let isInteger = buffer.appendInteger(half.rawBytes)
    #expect(!isInteger)
    #expect(buffer.bytes.isEmpty)
  }
}
