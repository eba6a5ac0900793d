internal import DumpReader

/// Sums per calendar month of the years 1900 to 2199, by the clocks of a zone.
///
/// A row of fixed size for each of them, so that a transaction costs an index and no search, and a dump
/// whose times are noise costs no more memory than one of a single month: 400 KiB a thread.
struct MonthTable: Sendable {
  /// The years that are kept by month.
  static let years = 1900...2199

  private let zone: TimeZoneRules
  private var sums = [PartialSums](repeating: PartialSums(), count: years.count * 12)
  /// Of transactions without a time.
  private(set) var withoutTime = PartialSums()
  /// Of transactions with a time before or after those years.
  private(set) var outside = PartialSums()

  /// No transactions yet.
  init(in zone: TimeZoneRules) {
    self.zone = zone
  }

  /// Takes in one transaction, or a further amount of one that has been counted.
  @inline(__always)
  mutating func update(
    _ kind: TransactionKind, _ points: Points, time: Int64?, isFurther: Bool
  ) {
    guard let time else { return withoutTime.update(kind, points, isFurther: isFurther) }
    guard let index = index(of: time) else {
      return outside.update(kind, points, isFurther: isFurther)
    }
    sums[index].update(kind, points, isFurther: isFurther)
  }

  /// Takes in what another part of the input says.
  mutating func combine(_ other: MonthTable) {
    for index in sums.indices where !other.sums[index].isEmpty {
      sums[index].combine(other.sums[index])
    }
    withoutTime.combine(other.withoutTime)
    outside.combine(other.outside)
  }

  /// The months that have transactions, in order.
  ///
  /// - Throws: ``AnalysisError`` when a sum is out of range.
  func months() throws(AnalysisError) -> [Overview.Month] {
    var months: [Overview.Month] = []
    for index in sums.indices where !sums[index].isEmpty {
      let number = Self.years.lowerBound * 12 + index
      let amounts = try sums[index].finalize("the month \(MonthlyAmounts.name(number))")
      months.append(Overview.Month(index: number, amounts: amounts))
    }
    return months
  }

  /// The row of an instant; nil outside of the years that are kept.
  @inline(__always)
  private func index(of time: Int64) -> Int? {
    let (local, overflow) = time.addingReportingOverflow(Int64(zone.offset(at: time)) * 1000)
    guard !overflow else { return nil }
    let date = CivilDate(daysSince1970: Int(local.flooredQuotient(86_400_000)))
    guard Self.years.contains(date.year) else { return nil }
    return (date.year &- Self.years.lowerBound) &* 12 &+ date.month &- 1
  }
}
