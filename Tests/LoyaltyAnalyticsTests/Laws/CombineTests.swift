import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Partial aggregates")
struct CombineTests {
  /// Everything in a partial aggregate, private fields included.
  private func state(_ totals: GroupTotals) -> String { String(reflecting: totals) }

  private func random(_ generator: inout ValueGenerator) -> GroupTotals {
    var totals = GroupTotals(keyKind: .string, keyCount: 1)
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      // Near the limits of Int128 as well, so that sums leave the range and come back.
      let bits = Int128(truncatingIfNeeded: generator.next()) << 64 | Int128(generator.next())
      let points = Points(units: bits >> Int128(generator.next() % 128))
      let time = generator.next() % 3 == 0 ? Int64.min : Int64(bitPattern: generator.next())
      let kind = [TransactionKind.award, .redeem, .deduct].randomElement(
        using: &generator, or: .award)
      totals.update(kind: kind, points: points, time: time, isFurther: false)
    }
    return totals
  }

  private func sum(_ parts: [GroupTotals]) -> GroupTotals {
    var result = GroupTotals(keyKind: .string, keyCount: 1)
    for part in parts { result.combine(part) }
    return result
  }

  @Test("Combining is commutative and associative, and nothing changes nothing")
  func algebra() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<500 {
      let (a, b, c) = (random(&generator), random(&generator), random(&generator))
      let comment: Comment = "seed \(seed)"
      #expect(state(sum([a, b])) == state(sum([b, a])), comment)
      #expect(state(sum([sum([a, b]), c])) == state(sum([a, sum([b, c])])), comment)
      #expect(state(sum([a])) == state(a), comment)
    }
  }

  /// The largest value, 2ⁿ times.
  private func extreme(_ sign: Int128, _ n: Int) -> GroupTotals {
    var totals = GroupTotals(keyKind: .string, keyCount: 1)
    totals.update(
      kind: .award, points: Points(units: sign * Points.maximumValue), time: nil, isFurther: false)
    for _ in 0..<n { totals.combine(totals) }
    return totals
  }

  @Test("Sums far out of range come back exactly, or never", arguments: [1, 16, 18, 30, 40, 60])
  func farOut(n: Int) {
    var one = GroupTotals(keyKind: .string, keyCount: 1)
    one.update(kind: .award, points: Points(7), time: nil, isFurther: false)
    let (up, down) = (extreme(1, n), extreme(-1, n))
    #expect(sum([up]).finalize() == nil)
    for parts in [[up, down, one], [down, one, up], [one, up, down]] {
      let awarded = sum(parts).finalize()?.awarded
      #expect(awarded == (n <= 30 ? Points(7) : nil), "2^\(n)")
    }
    #expect(sum([up, up, down, one]).finalize() == nil)
  }

  @Test("A net amount is exact however far it was out on its way")
  func net() throws {
    var totals = GroupTotals(keyKind: .string, keyCount: 1)
    let most = Points(units: Points.maximumValue - 1)
    totals.update(kind: .award, points: Points(units: -most.units), time: nil, isFurther: false)
    totals.update(kind: .redeem, points: most, time: nil, isFurther: false)
    totals.update(kind: .deduct, points: Points(units: -most.units), time: nil, isFurther: false)
    #expect(try #require(totals.finalize()).net == Points(units: -most.units))
  }

  @Test("Tables combine to the same whatever is in which, labels included")
  func tables() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var query = Query()
    query.statuses = .any
    let bytes = SampleRecipe(.awkward, documents: 300, users: 64, seed: seed).bytes(as: .bson)
    let whole = try StreamRun(bytes, query: query, parts: 1)
    for parts in [2, 3, 8] {
      #expect(try StreamRun(bytes, query: query, parts: parts).answer == whole.answer, "\(seed)")
      let reversed = try StreamRun(bytes, query: query, parts: parts, reversed: true)
      #expect(reversed.answer == whole.answer, "seed \(seed)")
    }
  }

  @Test("The order of ranks is total")
  func order() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    var keys: [GroupKey] = []
    for kind in 0..<7 {
      guard let kind = GroupKey.Kind(rawValue: UInt8(kind)) else { continue }
      for _ in 0..<12 {
        var bytes = (0..<Int(generator.next() % 4)).map { _ in UInt8(generator.next() % 3) }
        if kind == .number {
          bytes = []
          NumberKey(generator.double()).append(to: &bytes)
        }
        keys.append(GroupKey(kind: kind, bytes: bytes))
      }
    }
    for a in keys {
      #expect(!(a < a))
      for b in keys {
        #expect([a < b, a == b, b < a].filter { $0 }.count == 1, "\(a) \(b), seed \(seed)")
      }
    }
    let sorted = keys.sorted()
    for i in sorted.indices.dropLast() {
      for j in sorted.indices.suffix(from: i + 1) { #expect(!(sorted[j] < sorted[i])) }
    }
    #expect(keys.shuffled(using: &generator).sorted() == sorted)
  }
}
