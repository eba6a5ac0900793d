import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// The picture below a table: points by month, and the users at the top.
struct ReportChart {
  /// Users that get a bar.
  static let maximumUsers = 20
  /// Months that get a bar each; a longer time is shown by year.
  private static let maximumMonths = 60

  private let months: MonthlyAmounts
  private let report: Report
  private let style: TableStyle
  private let calendar: [BarChart.Bar]

  /// Makes the bars of the months.
  ///
  /// - Throws: ``AnalysisError`` when the sum of a year is out of range.
  init(_ months: MonthlyAmounts, report: Report, style: TableStyle) throws {
    self.months = months
    self.report = report
    self.style = style
    calendar = try months.bars(limit: Self.maximumMonths)
  }

  /// Prints both charts.
  func write<Output: ReportOutput & ~Copyable>(
    users: [BarChart.Bar], to output: inout Output
  ) throws {
    let chart = BarChart(style: style)
    if let first = calendar.first {
      let unit = first.label.utf8.count == 4 ? "year" : "month"
      try print("\nPoints by \(unit), awarded above redeemed", to: &output)
      try chart.write(calendar, to: &output)
    }
    let lost = months.transactionsWithoutMonth
    if lost > 0 {
      let have = lost == 1 ? "transaction has" : "transactions have"
      try print("\(lost.grouped) \(have) no time to go by", to: &output)
    }
    guard !users.isEmpty else { return }
    let groups = report.noun.many
    try print("\nTop \(groups), awarded above redeemed", to: &output)
    try chart.write(users, to: &output)
  }

  private func print<Output: ReportOutput & ~Copyable>(
    _ line: String, to output: inout Output
  ) throws {
    try output.write(Array("\(line)\n".utf8).span)
  }
}

/// The rows of a report, of which the first are remembered for a chart while they pass.
struct ChartedRows: RowCursor {
  private var rows: RankedRowCursor
  private let limit: Int
  private let areUsers: Bool
  private let hide: (@Sendable (TotalsRow) -> TotalsRow)?
  /// Bars of the first rows.
  private(set) var charted: [BarChart.Bar] = []

  /// Passes rows on, with other names if asked.
  ///
  /// - Parameters:
  ///   - areUsers: whether a group has a name; otherwise the names in it are those of some user.
  ///   - limit: how many are remembered.
  ///   - hide: puts other names into a row.
  init(
    _ rows: RankedRowCursor, areUsers: Bool, limit: Int,
    hiding hide: (@Sendable (TotalsRow) -> TotalsRow)? = nil
  ) {
    self.rows = rows
    self.areUsers = areUsers
    self.limit = limit
    self.hide = hide
  }

  /// The next row; nil after the last one, for ever.
  mutating func next() throws -> TotalsRow? {
    guard var row = try rows.next() else { return nil }
    if let hide { row = hide(row) }
    if charted.count < limit {
      charted.append(
        BarChart.Bar(
          label: row.label(isUser: areUsers), awarded: row.amounts.awarded,
          redeemed: row.amounts.redeemed))
    }
    return row
  }
}

extension TotalsRow {
  /// What to call the group: by name, by e-mail, by its key.
  fileprivate func label(isUser: Bool) -> String {
    guard isUser else { return key.plainText ?? "(none)" }
    let name = [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }
    if !name.isEmpty { return name.joined(separator: " ") }
    if let email, !email.isEmpty { return email }
    return key.plainText ?? "(none)"
  }
}
