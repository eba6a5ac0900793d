import DumpReader
import Testing

@testable import LoyaltyAnalytics

private func key(_ number: Int) -> GroupKey {
  GroupKey(kind: .string, bytes: Array("v\(number)".utf8))
}

private func values(_ numbers: [Int], _ limit: DistinctValues.Limit = .first) -> DistinctValues {
  var values = DistinctValues(limit)
  for number in numbers {
    let key = key(number)
    if values.insert(values.hash(1, key.bytes.rawBytes)) {
      values.append(ValueHash.fixed(1, key.bytes.rawBytes), key)
    }
  }
  return values
}

@Suite("Distinct values")
struct DistinctValuesTests {
  @Test("Up to twenty are counted one by one, the most frequent first")
  func few() throws {
    let values = values([3, 1, 3, 2, 1, 3])
    #expect(values.distinct == (3, true))
    let list = try #require(values.values)
    #expect(list.map(\.text.plain) == ["v3", "v1", "v2"])
    #expect(list.map(\.count) == [3, 2, 1])
  }

  @Test("Then how many, exactly up to the limit", arguments: [20, 21, 50, 1000])
  func exact(count: Int) {
    let values = values(Array(0..<count) + Array(0..<count))
    #expect(values.distinct == (count, true))
    #expect((values.values == nil) == (count > 20))
  }

  @Test("Beyond it about how many", arguments: [1001, 5000, 100_000])
  func estimate(count: Int) {
    let (estimate, isExact) = values(Array(0..<count)).distinct
    #expect(!isExact)
    // Four standard errors.
    #expect(Double(abs(estimate - count)) < 0.1 * Double(count))
  }

  @Test("An estimate goes by all values, and is the same in each process")
  func sameEverywhere() {
    for count in [51, 1001, 30_000] {
      let limit = count == 51 ? DistinctValues.Limit.further : .first
      var sketch = HyperLogLog(indexBits: count == 51 ? 9 : 11)
      for number in 0..<count { sketch.insert(ValueHash.fixed(1, key(number).bytes.rawBytes)) }
      let least = count == 51 ? 51 : 1001
      let found = values(Array(0..<count), limit).distinct
      #expect(found == (max(least, sketch.estimate), false))
      #expect(found == values(Array((0..<count).reversed()), limit).distinct)
    }
  }

  @Test("Values that collide with the constants that are published are told apart")
  func collisions() {
    // The first word decides what the second one has to be.
    func text(_ word: UInt64) -> [UInt8] {
      let state = UInt64(1 + 16 << 8) &* 0x9E37_79B9_7F4A_7C15
      func fold(_ x: UInt64) -> UInt64 {
        let product = x.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low ^ x
      }
      let second = fold(state ^ word)
      return [word, second].flatMap { word in
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
    }
    let texts = (1...100).map { text(UInt64($0)) }
    #expect(Set(texts.map { ValueHash.fixed(1, $0.rawBytes) }).count == 1)
    #expect(Set(texts.map { ValueHash.keyed(1, $0.rawBytes) }).count == 100)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let hash = ValueHash(using: &generator)
      #expect(Set(texts.map { hash(1, $0.rawBytes) }).count == 100)
    }
  }

  @Test("Two combine to the one of all values, in either order")
  func combine() {
    for (a, b) in [(5, 5), (15, 30), (25, 30), (10, 1200), (800, 900), (2000, 3000), (0, 7)] {
      let left = Array(0..<a)
      let right = Array(b / 2..<b / 2 + b)
      let all = values(left + right)
      for parts in [[left, right], [right, left]] {
        var sum = values(parts[0])
        sum.combine(values(parts[1]))
        #expect(sum.distinct == all.distinct)
        #expect(sum.values?.map(\.text) == all.values?.map(\.text))
        #expect(sum.values?.map(\.count) == all.values?.map(\.count))
      }
    }
  }

  @Test("Further fields are counted less exactly")
  func further() {
    #expect(values(Array(0..<50), .further).distinct == (50, true))
    #expect(!values(Array(0..<51), .further).distinct.isExact)
  }

  @Test("Long texts are cut between characters")
  func longTexts() {
    let long = GroupKey(kind: .string, bytes: Array(String(repeating: "é", count: 40).utf8))
    #expect(ValueText(ValueText.cut(long)).plain == String(repeating: "é", count: 24) + "…")
  }
}
