internal import DumpReader

/// Points awarded and redeemed per calendar month, over all users: what a chart of a run shows.
///
/// Kept beside the totals of users where it is asked for. Its size does not depend on the input:
/// there are 119,988 months from the year 1 to 9999, and times outside of them, or none, are not
/// kept by month.
struct MonthlyTotals: Sendable {
  private struct Sums: Sendable {
    var awarded = ExactSum(), redeemed = ExactSum()
    var transactions = 0
  }

  private let zone: TimeZoneRules
  private var months: [Int: Sums] = [:]
  private var withoutMonth = 0

  /// No transactions yet.
  ///
  /// - Parameter zone: whose calendar the months are of.
  init(in zone: TimeZoneRules) {
    self.zone = zone
  }

  /// Takes in one transaction, or a further amount of one that has been counted.
  mutating func update(
    kind: TransactionKind, points: Points, time: Int64?, isFurther: Bool = false
  ) {
    guard let month = month(of: time) else {
      withoutMonth += isFurther ? 0 : 1
      return
    }
    switch kind {
    case .award: months[month, default: Sums()].awarded.add(points.units)
    case .redeem: months[month, default: Sums()].redeemed.add(points.units)
    case .deduct: break
    }
    months[month, default: Sums()].transactions += isFurther ? 0 : 1
  }

  /// Takes in what another part of the input says.
  mutating func combine(_ other: MonthlyTotals) {
    withoutMonth += other.withoutMonth
    for (month, sums) in other.months {
      months[month, default: Sums()].awarded.add(sums.awarded)
      months[month, default: Sums()].redeemed.add(sums.redeemed)
      months[month, default: Sums()].transactions += sums.transactions
    }
  }

  /// The months in order, only those with transactions.
  ///
  /// - Throws: ``AnalysisError`` when a sum is out of range.
  func finalize() throws(AnalysisError) -> MonthlyAmounts {
    var result = MonthlyAmounts(transactionsWithoutMonth: withoutMonth)
    for month in months.keys.sorted() {
      guard let sums = months[month] else { continue }
      guard let awarded = sums.awarded.points, let redeemed = sums.redeemed.points else {
        throw AnalysisError(.sumOverflow("the sum of the month \(MonthlyAmounts.name(month))"))
      }
      result.months.append(
        .init(
          index: month, awarded: awarded, redeemed: redeemed, transactions: sums.transactions))
    }
    return result
  }

  /// Months since January of the year 0, by the clocks of the zone.
  private func month(of time: Int64?) -> Int? {
    guard let time else { return nil }
    let (local, overflow) = time.addingReportingOverflow(Int64(zone.offset(at: time)) * 1000)
    guard !overflow else { return nil }
    let date = CivilDate(daysSince1970: Int(local.flooredQuotient(86_400_000)))
    guard (1...9999).contains(date.year) else { return nil }
    return date.year * 12 + date.month - 1
  }
}

/// Points awarded and redeemed per calendar month.
package struct MonthlyAmounts: Sendable, Equatable {
  /// One month of them.
  package struct Month: Sendable, Equatable {
    /// Months since January of the year 0.
    package var index: Int
    /// Points awarded in it.
    package var awarded: Points
    /// Points redeemed in it.
    package var redeemed: Points
    /// Transactions counted in it.
    package var transactions: Int

    /// Its name, such as `2014-07`.
    package var name: String { MonthlyAmounts.name(index) }
  }

  /// The months with transactions, in order.
  package var months: [Month] = []
  /// Counted transactions without a time, or with one outside of the years 1 to 9999.
  package var transactionsWithoutMonth = 0

  /// The name of a month by its number since January of the year 0.
  package static func name(_ index: Int) -> String {
    let year = String(index / 12 + 10_000).dropFirst()
    let month = String(index % 12 + 101).dropFirst()
    return "\(year)-\(month)"
  }
}
