internal import DumpReader
internal import LoyaltyAnalytics

/// The groups that differ as a table for people: what is more with a plus, and, where there is colour,
/// what was added in green, removed in red and changed in yellow.
struct DifferenceTable {
  private var table: CellTable
  private let report: DifferenceReport
  private let style: TableStyle
  private var hasRows = false

  init(_ report: DifferenceReport, style: TableStyle) {
    self.report = report
    self.style = style
    func number(_ title: String, _ dispensability: Int?) -> CellTable.Column {
      CellTable.Column(title: title, isNumber: true, dispensability: dispensability)
    }
    table = CellTable(
      report.before.groupedBy.map { CellTable.Column(title: $0, isNeeded: true) } + [
        CellTable.Column(title: "Name", dispensability: 0),
        CellTable.Column(title: "Change", isNeeded: true),
        number("Awarded", 4), number("Redeemed", 5), number("Deducted", 3), number("Net", nil),
        number("Net before", 1), number("Net after", 2), number("Txns", 6),
      ], style: style)
  }

  mutating func append<Output: ReportOutput & ~Copyable>(
    _ row: GroupDifference, to output: inout Output
  ) throws {
    hasRows = true
    let change = row.difference
    let color: CellTable.Color =
      switch row.change {
      case .added: .green
      case .removed: .red
      case .changed: .yellow
      }
    try table.append(
      row.key.parts.map(\.shown) + [
        row.name, row.change.rawValue, signed(change.awarded),
        signed(change.redeemed), signed(change.deducted), signed(change.net),
        text(row.before.net), text(row.after.net), signed(change.transactions),
      ], color, to: &output)
  }

  /// Prints the totals, how many groups differ, and what was read.
  mutating func end<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    let (before, after, change) = (report.before.totals, report.after.totals, report.difference)
    if hasRows {
      try table.append(
        ["Total"] + report.before.groupedBy.dropFirst().map { _ in "" } + [
          "", "", signed(change.awarded), signed(change.redeemed),
          signed(change.deducted), signed(change.net), text(before.net), text(after.net),
          signed(change.transactions),
        ], .plain, to: &output)
    }
    var remarks: [String] = []
    if !hasRows { remarks.append("(no difference\(report.total == 0 ? "" : " here"))") }
    if report.rest > 0 { remarks.append(table.more(report.rest)) }
    let (opening, closing) = report.summary(unicode: style.unicode)
    try table.end(
      remarks: remarks, summary: [report.finding] + opening, warnings: closing + report.notices,
      to: &output)
  }

  private func text(_ points: Points) -> String {
    var buffer = TextBuffer(capacity: 48)
    buffer.append(points, grouped: true)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func signed(_ points: Points) -> String {
    points.units == 0 ? "" : (points.units > 0 ? "+" : "") + text(points)
  }

  private func signed(_ count: Int) -> String {
    count == 0 ? "" : (count > 0 ? "+" : "") + count.grouped
  }
}
