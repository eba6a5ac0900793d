import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Texts of partial totals")
struct PartialTextTests {
  private func text(_ amount: ExactAmount) -> String {
    var buffer = TextBuffer(capacity: 64)
    amount.append(to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test("Sums beyond 128 bits are exact in text")
  func amounts() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<5000 {
      let units = Int128(truncatingIfNeeded: UInt128(random.next()) << 64 | UInt128(random.next()))
      for carry: Int32 in [0, 1, -1, 77, -77, .max - 1, .min + 1] {
        let amount = ExactAmount(units: units, carry: carry)
        let text = text(amount)
        #expect(ExactAmount(Array(text.utf8)) == amount, "\(text)")
      }
    }
    #expect(text(ExactAmount(units: 0, carry: 1)) == "340282366920938463463.374607431768211456")
    #expect(text(ExactAmount(units: 0, carry: -1)) == "-340282366920938463463.374607431768211456")
    #expect(text(ExactAmount(units: -1, carry: 0)) == "-0.000000000000000001")
    #expect(text(ExactAmount(units: .min, carry: 0)) == "-170141183460469231731.687303715884105728")
  }

  @Test(
    "What is no amount is none",
    arguments: [
      "", "-", ".", "1.", ".5", "1e5", "+1", " 1", "1 ", "1.0000000000000000000", "--1", "0x1",
      "1.2.3", "NaN", String(repeating: "9", count: 60),
    ])
  func noAmounts(text: String) {
    #expect(ExactAmount(Array(text.utf8)) == nil)
  }

  @Test("Keys are read back as they were")
  func keys() {
    var random = SplitMix64(seed: 6)
    var keys: [GroupKey] = [
      GroupKey(kind: .null, bytes: []), GroupKey(kind: .boolean, bytes: [1]),
      GroupKey(kind: .string, bytes: []), GroupKey(kind: .string, bytes: Array("5".utf8)),
      GroupKey(kind: .string, bytes: Array("a\"b\\c\n\u{1F}\u{7F}é😀".utf8)),
      GroupKey(kind: .string, bytes: [0x61, 0xFF, 0xFE]),
      GroupKey(kind: .string, bytes: Array("{\"$oid\":1}".utf8)),
      GroupKey(kind: .binary, bytes: [4] + Array(repeating: 7, count: 16)),
      GroupKey(kind: .binary, bytes: [0]), GroupKey(kind: .objectID, bytes: Array(0..<12)),
    ]
    for double in [0.1, 1e300, -2.5e-10, 0x1p70, -1e19, .nan, .infinity, -.infinity] {
      keys.append(GroupKey(kind: .number, bytes: NumberKey(double).bytes))
    }
    for integer in [0, 1, -1, Int64.max, .min] {
      keys.append(GroupKey(kind: .number, bytes: NumberKey(integer).bytes))
    }
    for _ in 0..<300 {
      let bits = random.next()
      keys.append(GroupKey(kind: .number, bytes: NumberKey(Double(bitPattern: bits)).bytes))
      var date: [UInt8] = []
      date.append(bigEndian: bits >> UInt64(random.below(40)) ^ 1 << 63)
      keys.append(GroupKey(kind: .date, bytes: date))
    }
    var reader = PartialKeyReader()
    var texts: Set<String> = []
    for key in keys {
      var buffer = TextBuffer(capacity: 64)
      PartialKey.append(key.kind, key.bytes.rawBytes, to: &buffer)
      let isRead = reader.read(buffer.bytes.rawBytes)
      let text = String(decoding: buffer.bytes, as: UTF8.self)
      #expect(isRead && reader.kind == key.kind && reader.bytes == key.bytes, "\(text)")
      texts.insert(text)
    }
    #expect(texts.count == Set(keys).count)
  }

  @Test("Places of labels sort as their texts do, in any layout")
  func places() throws {
    var random = SplitMix64(seed: 7)
    let largest = LabelPlace(file: 90_000, offset: 1 << 40, element: 60)
    let order = try #require(LabelOrder(upTo: largest))
    var known: [(text: String, position: UInt64)] = []
    for _ in 0..<500 {
      let place = LabelPlace(
        file: random.below(90_001), offset: random.below(1 << 40), element: random.below(61))
      let position = try #require(order.position(place))
      #expect(order.place(position) == place)
      var buffer = TextBuffer(capacity: 64)
      place.append(to: &buffer)
      let text = String(decoding: buffer.bytes.dropFirst().dropLast(), as: UTF8.self)
      #expect(LabelPlace(Array(text.utf8)) == place)
      known.append((text, position))
    }
    #expect(known.sorted { $0.text < $1.text }.map(\.position) == known.map(\.position).sorted())
    #expect(LabelOrder(upTo: LabelPlace(file: 1 << 21, offset: 1 << 43, element: 1)) == nil)
  }

  @Test("Digests are sums")
  func digests() {
    var random = SplitMix64(seed: 8)
    let all = (0..<50).map { _ in
      RowDigest((0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
    var sum = RowDigest(), backwards = RowDigest(), halves = (RowDigest(), RowDigest())
    for (index, digest) in all.enumerated() {
      sum.add(digest)
      if index % 2 == 0 { halves.0.add(digest) } else { halves.1.add(digest) }
    }
    for digest in all.reversed() { backwards.add(digest) }
    halves.0.add(halves.1)
    #expect(sum == backwards && sum == halves.0)
    #expect(RowDigest(text: sum.text) == sum)
    var carry = RowDigest(Array(repeating: 0xFF, count: 32))
    carry.add(RowDigest([1]))
    #expect(carry == RowDigest())
  }
}
