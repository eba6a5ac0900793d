import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite struct KeyHashTests {
  private func hash(_ bytes: [UInt8], _ kind: GroupKey.Kind = .string) -> UInt64 {
    KeyHash.shared(kind, bytes.rawBytes)
  }

  @Test("Equal keys have equal hashes, wherever they lie")
  func equality() {
    for count in 0..<80 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
      let elsewhere = [9] + bytes + [9]
      let slice = elsewhere.rawBytes.extracting(1..<1 + count)
      #expect(hash(bytes) == KeyHash.shared(.string, slice))
    }
  }

  @Test("Each bit of a key, its length and its kind count")
  func sensitivity() {
    var seen: Set<UInt64> = []
    var keys = 0
    for count in 0..<70 {
      let bytes = [UInt8](repeating: 0, count: count)
      #expect(seen.insert(hash(bytes)).inserted)
      #expect(seen.insert(hash(bytes, .binary)).inserted)
      keys += 2
      for bit in 0..<count * 8 {
        var other = bytes
        other[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(seen.insert(hash(other)).inserted, "\(count) bytes, bit \(bit)")
        keys += 1
      }
    }
    // One in 2⁶⁴/n² would be chance.
    #expect(seen.count == keys)
  }

  @Test("The upper bits, which choose the table, are spread evenly")
  func spread() {
    var counts = [Int](repeating: 0, count: 16)
    for i in 0..<16_000 { counts[Int(hash(Array("user-\(i)".utf8)) >> 60)] += 1 }
    for count in counts { #expect((800...1200).contains(count)) }
  }

  @Test("Constants differ from one process to the next")
  func constants() {
    var generator = SystemRandomNumberGenerator()
    let (a, b) = (KeyHash(using: &generator), KeyHash(using: &generator))
    let key = Array("key".utf8)
    #expect(a(.string, key.rawBytes) != b(.string, key.rawBytes))
  }
}
