import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("How balances spread")
struct BalanceStatisticsTests {
  private static func runs(
    _ values: [Int128], blocks: Int = 1, allowance: Int = .max
  ) -> BalanceRuns {
    let runs = BalanceRuns(SpillQuota(MemoryBudget()), allowance: allowance)
    for block in 0..<blocks {
      var part = values.indices.filter { $0 % blocks == block }.map { values[$0] }
      runs.store(&part)
    }
    return runs
  }

  private static func random(_ generator: inout ValueGenerator) -> [Int128] {
    let count = Int.random(in: 1...400, using: &generator)
    let range = Int64(1) << Int64.random(in: 1...62, using: &generator)
    let scale: Int128 =
      [1, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000].randomElement(
        using: &generator) ?? 1
    return (0..<count).map { _ in
      Int128(Int64.random(in: -range / 4...range, using: &generator)) * scale
    }
  }

  @Test("Gini, shares and median are those of a slow and obvious computation")
  func oracle() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<60 {
      let values = Self.random(&generator)
      let statistics = try BalanceStatistics(Self.runs(values, blocks: 3))
      let sorted = values.sorted()
      let balances = sorted.map { Double(max($0, 0)) }
      let whole = balances.reduce(0, +)
      #expect(statistics.count == values.count)
      #expect(statistics.negative == values.filter { $0 < 0 }.count)
      #expect(statistics.zero == values.filter { $0 == 0 }.count)
      #expect(statistics.median?.units == sorted[(values.count - 1) / 2], "seed \(seed)")
      guard whole > 0 else {
        #expect(statistics.gini == nil && statistics.lorenz.isEmpty)
        continue
      }
      // The mean difference of all pairs, as Gini has it.
      var differences = 0.0
      for a in balances { for b in balances { differences += (a - b).magnitude } }
      let gini = differences / (2 * Double(values.count) * whole)
      #expect(abs((statistics.gini ?? -1) - gini) < 1e-9, "seed \(seed)")
      for (share, part) in [(statistics.topHundredth, 100), (statistics.topTenth, 10)] {
        let count = (values.count + part - 1) / part
        let held = balances.suffix(count).reduce(0, +) / whole
        #expect(share?.groups == count)
        #expect(abs((share?.share ?? -1) - held) < 1e-9, "seed \(seed)")
      }
      for point in statistics.lorenz {
        let held = balances.prefix(point.groups).reduce(0, +) / whole
        #expect(abs(point.share - held) < 1e-9, "seed \(seed)")
      }
      #expect(statistics.lorenz.last?.groups == values.count)
      #expect(statistics.lorenz.count <= BalanceStatistics.lorenzSteps + 1)
    }
  }

  @Test("Each balance is in the one bin that its borders say")
  func bins() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<60 {
      let values = Self.random(&generator)
      let bins = try BalanceStatistics(Self.runs(values)).bins
      #expect(bins.reduce(0) { $0 + $1.count } == values.count, "seed \(seed)")
      for bin in bins {
        let within = values.filter { value in
          (bin.lower.map { $0.units <= value } ?? true)
            && (bin.upper.map { value < $0.units } ?? true)
        }
        #expect(within.count == bin.count, "\(bin), seed \(seed)")
      }
      for (bin, next) in zip(bins, bins.dropFirst()) { #expect(bin.upper == next.lower) }
    }
  }

  @Test("The same however the values came, in memory or on disk")
  func same() throws {
    var generator = ValueGenerator(seed: 3)
    let values = (0..<5).flatMap { _ in Self.random(&generator) }
    let expected = try BalanceStatistics(Self.runs(values))
    for (blocks, allowance) in [(1, 0), (7, 0), (7, 4096), (50, .max)] {
      let other = try BalanceStatistics(
        Self.runs(values.shuffled(using: &generator), blocks: blocks, allowance: allowance))
      #expect(other == expected)
    }
  }

  @Test("The largest amounts there can be")
  func extremes() throws {
    let most = Points.totalLimit - 1
    let statistics = try BalanceStatistics(Self.runs([most, most, most, -most]))
    #expect(statistics.positiveSum == nil)
    #expect(statistics.gini == 0.25)
    #expect(statistics.topTenth?.share == 1.0 / 3)
    #expect(try BalanceStatistics(Self.runs([])) == BalanceStatistics())
    #expect(try BalanceStatistics(Self.runs([0, 0])).gini == nil)
    #expect(try BalanceStatistics(Self.runs([5])).gini == 0)
  }
}
