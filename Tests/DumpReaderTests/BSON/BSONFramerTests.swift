import TestSupport
import Testing

@testable import DumpReader

@Suite struct BSONFramerTests {
  private static let sound = BSONBytes.document([.int32("_id", 1)])

  /// Damaged documents, two sound ones behind each, that all jump to the same long tail of elements.
  private static func jumps(_ count: Int, tail: Int) -> [UInt8] {
    let head = 4 + 8
    let unit = head + 2 * sound.count
    var out = sound
    for i in 0..<count {
      // A binary value up to the tail, and a length that ends amid it.
      let value = (count - i) * unit - head
      let length = head + value + 3 * tail - 1
      out += CompressedBytes.littleEndian(Int32(length)) + [0x05, 0x61, 0x00]
      out += CompressedBytes.littleEndian(Int32(value)) + [0x00] + sound + sound
    }
    for _ in 0..<tail { out += [0x0A, 0x61, 0x00] }
    return out
  }

  /// The bytes of documents that a framer finds.
  private func found(_ bytes: [UInt8], credit: Int, portion: Int = 1 << 30) -> Int {
    let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
    var framer = BSONFramer(credit: credit)
    var (start, end, found) = (0, 0, 0)
    while start < bytes.count {
      // A framer is never asked about nothing.
      if start == end { end = min(bytes.count, end + portion) }
      let rest = padded.rawBytes.extracting(start..<padded.count)
      switch framer.frame(rest, count: end - start, atEnd: end == bytes.count) {
      case .passed(let count, _): start += count
      case .more: end = min(bytes.count, end + portion)
      case .documents(let count):
        start += count
        found += count
      case .skipped(let count, _, _), .columns(let count, _): start += count
      }
    }
    return found
  }

  /// The tail that all of them share would otherwise be walked once for each.
  @Test func looksAtDamagedDocumentsCostCredit() {
    let bytes = Self.jumps(50, tail: 2_000)
    let all = (1 + 2 * 50) * Self.sound.count
    #expect(found(bytes, credit: BSONFramer.maximumCredit) == all)
    let few = found(bytes, credit: 1_000)
    #expect(few < all)
    #expect(few >= 3 * Self.sound.count)
    for portion in [1, 7, 100, 1_000] {
      #expect(found(bytes, credit: 1_000, portion: portion) == few, "portion \(portion)")
    }
  }

  /// A document whose length alone is wrong is passed over, and has earned more than the look cost.
  @Test func repairedLengthsNeedNoCredit() {
    let long = BSONBytes.document([.string("_id", String(repeating: "a", count: 300))])
    var bad = long
    bad[0] += 30
    let unit = Self.sound + bad + Self.sound + Self.sound
    let bytes = (0..<100).flatMap { _ in unit }
    for portion in [1, 500, 1 << 30] {
      #expect(found(bytes, credit: 1_000, portion: portion) == 300 * Self.sound.count)
    }
  }

  /// A transaction nested in a document that has lost its length, where the input is cut.
  @Test(arguments: ["was", "", "\u{3}", "0"]) func aNestedDocumentAtTheEndIsNone(name: String) {
    let inner = [0x03] + Array(name.utf8) + [0] + Self.sound
    let damaged = [0, 0, 0, 0, 0x10, 0x61, 0, 1, 0, 0, 0] + inner
    for portion in [1, 2, 3, 7, 1 << 30] {
      let credit = BSONFramer.maximumCredit
      #expect(found(Self.sound + Self.sound + damaged, credit: credit, portion: portion) == 28)
      // The last document of the dump is one.
      let last = Self.sound + Self.sound + damaged + [0] + Self.sound
      #expect(found(last, credit: credit, portion: portion) == 42)
    }
  }
}
