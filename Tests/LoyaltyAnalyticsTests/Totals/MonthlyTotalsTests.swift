import TestSupport
import Testing

@testable import LoyaltyAnalytics
@testable import LoyaltyReports

@Suite("Monthly totals")
struct MonthlyTotalsTests {
  private struct Entry {
    var kind: TransactionKind
    var points: Points
    var time: Int64?
  }

  private func entries(_ count: Int, _ generator: inout ValueGenerator) -> [Entry] {
    (0..<count).map { _ in
      // From the year 1900 to 2200, and now and then something that is in no month.
      let time: Int64? =
        switch generator.next() % 16 {
        case 0: nil
        case 1: .max
        default: Int64(generator.next() % 9_467_000_000_000) - 2_208_988_800_000
        }
      return Entry(
        kind: TransactionKind.allCases[Int(generator.next() % 3)],
        points: Points(Int64(generator.next() % 20_000) - 5000), time: time)
    }
  }

  private func totals(_ entries: some Sequence<Entry>, in zone: TimeZoneRules) -> MonthlyTotals {
    var totals = MonthlyTotals(in: zone)
    for entry in entries {
      totals.update(kind: entry.kind, points: entry.points, time: entry.time)
    }
    return totals
  }

  @Test("Parts combine to the whole, in either order", arguments: [1, 2, 3] as [UInt64])
  func combination(seed: UInt64) throws {
    print("seed \(seed)")
    var generator = ValueGenerator(seed: seed)
    let zone = TimeZoneRules(name: "+05:30", fixedOffset: 19_800)
    let all = entries(2000, &generator)
    let whole = try totals(all, in: zone).finalize()
    let cut = Int(generator.next() % 2000)
    let parts = [totals(all[..<cut], in: zone), totals(all[cut...], in: zone)]
    for order in [[0, 1], [1, 0]] {
      var combined = parts[order[0]]
      combined.combine(parts[order[1]])
      #expect(try combined.finalize() == whole)
    }
    #expect(whole.months.map(\.index) == whole.months.map(\.index).sorted())
  }

  @Test("Months and the rest add up to all", arguments: [4, 5] as [UInt64])
  func sums(seed: UInt64) throws {
    print("seed \(seed)")
    var generator = ValueGenerator(seed: seed)
    let all = entries(3000, &generator)
    let result = try totals(all, in: .utc).finalize()
    let dated = all.filter { $0.time != nil && $0.time != .max }
    #expect(result.transactionsWithoutMonth == all.count - dated.count)
    #expect(result.months.reduce(0) { $0 + $1.transactions } == dated.count)
    for (kind, sum) in [
      (TransactionKind.award, result.months.reduce(Int128(0)) { $0 + $1.awarded.units }),
      (.redeem, result.months.reduce(Int128(0)) { $0 + $1.redeemed.units }),
    ] {
      #expect(dated.filter { $0.kind == kind }.reduce(Int128(0)) { $0 + $1.points.units } == sum)
    }
    // By year, nothing is lost either.
    let bars = try result.bars(limit: 12)
    #expect(
      bars.reduce(Int128(0)) { $0 + $1.awarded.units }
        == result.months.reduce(Int128(0)) { $0 + $1.awarded.units })
    #expect(bars.allSatisfy { $0.label.utf8.count == 4 })
  }

  @Test("A month begins at midnight by the clocks of the zone")
  func zone() throws {
    let vienna = TimeZoneRules(name: "+02:00", fixedOffset: 7200)
    var totals = MonthlyTotals(in: vienna)
    // 2014-06-30T21:59:59.999Z and a millisecond later.
    totals.update(kind: .award, points: Points(1), time: 1_404_165_599_999)
    totals.update(kind: .award, points: Points(2), time: 1_404_165_600_000)
    let months = try totals.finalize().months
    #expect(months.map(\.name) == ["2014-06", "2014-07"])
    #expect(months.map(\.awarded) == [Points(1), Points(2)])
  }

  @Test("Months without transactions have a bar between those that have some")
  func skips() throws {
    var totals = MonthlyTotals(in: .utc)
    totals.update(kind: .award, points: Points(1), time: 0)
    totals.update(kind: .redeem, points: Points(2), time: 70 * 86_400_000)
    let bars = try totals.finalize().bars(limit: 3)
    #expect(bars.map(\.label) == ["1970-01", "1970-02", "1970-03"])
    #expect(bars.map(\.awarded) == [Points(1), .zero, .zero])
    #expect(try totals.finalize().bars(limit: 2).map(\.label) == ["1970"])
  }

  @Test("A sum that leaves the range of totals is an error, not a wrong number")
  func overflow() {
    var totals = MonthlyTotals(in: .utc)
    let large = Points(units: Points.maximumValue - 1)
    totals.update(kind: .award, points: large, time: 0)
    #expect(throws: Never.self) { _ = try totals.finalize() }
    totals.update(kind: .award, points: large, time: 0)
    #expect(throws: AnalysisError.self) { _ = try totals.finalize() }
  }
}
