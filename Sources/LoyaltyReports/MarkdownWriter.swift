internal import DumpReader
package import LoyaltyAnalytics

/// Prints a report as a table of GitHub-flavoured Markdown, with the summary below it.
///
/// Texts are text, see ``TextBuffer/append(markdown:)``. All columns are always there, because
/// rows are printed as they come.
package struct MarkdownWriter: ReportWriter {
  private let hints: ReportHints

  /// The writer.
  package init(hints: ReportHints = ReportHints()) { self.hints = hints }

  /// Prints the table and the summary; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    let keys = ReportColumn.keys.prefix(report.groupedBy.count)
    buffer.append("| #")
    for name in report.groupedBy {
      buffer.append(" | ")
      buffer.append(markdown: name)
    }
    buffer.append(" | Name | E-mail | Awarded | Redeemed | Deducted | Net | Transactions |\n")
    buffer.append("| ---:")
    for _ in keys { buffer.append(" | :---") }
    buffer.append(" | :--- | :--- | ---: | ---: | ---: | ---: | ---: |\n")
    var rank = report.ranking.skip
    while let row = try rows.next() {
      rank += 1
      buffer.append("| ")
      buffer.append(rank, grouped: true)
      for column in keys + [.name, .email] {
        buffer.append(" | ")
        if let label = column.text(of: row) { buffer.append(markdown: label) }
      }
      buffer.append(markdown: row.amounts)
      try buffer.flushIfFull(to: &output)
    }
    buffer.append("| | \(report.groupCount) |")
    for _ in keys { buffer.append(" |") }
    buffer.append(markdown: report.totals)
    buffer.append(byte: 0x0A)
    if report.more {
      buffer.append("- \(hints.more(report.total - rank))\n")
    }
    for line in ReportSummary(report).lines {
      buffer.append("- ")
      buffer.append(markdown: line)
      buffer.append(byte: 0x0A)
    }
    try buffer.flush(to: &output)
  }
}

extension TextBuffer {
  /// Appends the cells of amounts and the end of the line.
  fileprivate mutating func append(markdown amounts: Amounts) {
    for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
      append(" | ")
      append(points, grouped: true)
    }
    append(" | ")
    append(amounts.transactions, grouped: true)
    append(" |\n")
  }
}
