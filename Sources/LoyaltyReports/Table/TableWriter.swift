package import LoyaltyAnalytics

/// Prints a report as a table for people at a terminal.
///
/// Above it stands what was read, counted and left out; below it the totals over all users, how many
/// users there are beyond those shown, and, so that nobody overlooks them, the notices and what makes
/// the totals incomplete.
///
/// Widths come from the first 10,000 rows, which are held in memory. Rows after them are printed in
/// the same widths as they come; an amount that is too wide for them moves the rest of its line.
package struct TableWriter: ReportWriter {
  /// How the table looks.
  package var style: TableStyle

  /// A writer.
  package init(style: TableStyle = .plain) {
    self.style = style
    self.style.width = min(max(style.width, 1), TableStyle.maximumWidth)
  }

  /// Rows that are held to find the widths.
  static let measuredRows = 10_000
  /// Bytes of texts that are held to find the widths; labels may be long.
  static let measuredBytes = 8 << 20

  /// Prints the table; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    let text = TerminalText(isUnicode: style.unicode)
    let summary = ReportSummary(report, unicode: style.unicode)
    var measure = ColumnWidths(report, text: text, limit: style.width)
    var held: [TotalsRow] = []
    var heldBytes = 0
    var isWhole = false
    while held.count < Self.measuredRows, heldBytes < Self.measuredBytes {
      guard let row = try rows.next() else {
        isWhole = true
        break
      }
      measure.add(row, rank: report.ranking.skip + held.count + 1)
      heldBytes += row.textCount
      held.append(row)
    }
    measure.add(report.totals)
    if !isWhole { measure.add(count: report.total, .rank) }
    measure.add(groupCount: report.groupCount)

    let layout = TableLayout(measure, report: report, style: style, text: text)
    let lines = TableRenderer(layout: layout, report: report, style: style, text: text)
    var buffer = TextBuffer()
    for line in summary.opening {
      let emphasis = line.hasPrefix("rejected: ") ? TableStyle.Emphasis.yellow : .dim
      lines.append(paragraphs: [line], emphasis, to: &buffer)
    }
    buffer.append(byte: 0x0A)
    lines.appendHeader(to: &buffer)
    lines.appendRule(to: &buffer)
    var rank = report.ranking.skip
    for row in held {
      rank += 1
      lines.append(row, rank: rank, to: &buffer)
      try buffer.flushIfFull(to: &output)
    }
    held = []
    while !isWhole, let row = try rows.next() {
      rank += 1
      lines.append(row, rank: rank, to: &buffer)
      try buffer.flushIfFull(to: &output)
    }
    if rank == report.ranking.skip { lines.appendNobody(to: &buffer) }
    lines.appendRule(to: &buffer)
    lines.appendTotals(to: &buffer)
    if report.more { lines.appendMore(report.total - rank, to: &buffer) }
    lines.appendHidden(to: &buffer)
    if !summary.closing.isEmpty || !report.notices.isEmpty { buffer.append(byte: 0x0A) }
    lines.append(paragraphs: summary.closing, .yellow, to: &buffer)
    lines.append(paragraphs: report.notices.map { text.shown($0) }, .yellow, to: &buffer)
    try buffer.flush(to: &output)
  }
}

extension TotalsRow {
  /// The bytes of its texts.
  fileprivate var textCount: Int {
    key.bytes.count + (firstName?.utf8.count ?? 0) + (lastName?.utf8.count ?? 0)
      + (email?.utf8.count ?? 0)
  }
}
