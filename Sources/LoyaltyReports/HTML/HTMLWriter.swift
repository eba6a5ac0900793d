internal import DumpReader
package import LoyaltyAnalytics

/// Prints a report as a page of HTML: one file that needs no other, opens without a network, and looks the
/// same whenever it is made.
///
/// What a reader asks first stands first: figures, charts with a sentence each, then the table of groups
/// and what was left out. Charts need the ``Report/overview``. The page obeys nothing but its own one style
/// sheet and its own one script, see the content security policy in it; no value can become markup, see
/// ``HTML``. Rows are written as they come, but for the first thousand, which decide about columns.
package struct HTMLWriter: ReportWriter {
  /// The rows that are looked at before the page begins.
  private static let firstRows = 1000

  /// The writer.
  package init() {}

  /// Prints the page; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var first: [TotalsRow] = []
    while first.count < Self.firstRows, let row = try rows.next() { first.append(row) }
    let overview = report.overview ?? Overview.empty
    let content = PageContent(
      report: report, overview: overview, periods: try Periods(overview.months),
      leaders: Array(first.prefix(PageContent.maximumBars)))
    var sections = [content.monthsSection, content.balanceSection, content.leadersSection]
    if report.hasBalances {
      sections += [content.concentrationSection, content.distributionSection]
    }
    sections += content.categorySections
    let last = [content.outcomesSection, content.definitionsSection]
    var buffer = TextBuffer()
    buffer.append(Self.opening(content, sections + last))
    for section in sections {
      buffer.append(section.markup)
      try buffer.flushIfFull(to: &output)
    }
    let table = GroupTable(content, first: first)
    buffer.append(table.opening)
    var count = 0
    for row in first {
      count += 1
      buffer.append(table.row(row, rank: report.ranking.skip + count))
      try buffer.flushIfFull(to: &output)
    }
    first = []
    while let row = try rows.next() {
      count += 1
      buffer.append(table.row(row, rank: report.ranking.skip + count))
      try buffer.flushIfFull(to: &output)
    }
    buffer.append(table.closing(shown: count))
    for section in last { buffer.append(section.markup) }
    buffer.append("</main>\n<script>\(PageScript.text)</script>\n</body>\n</html>\n" as HTML)
    try buffer.flush(to: &output)
  }

  /// All up to the first chart.
  private static func opening(_ content: PageContent, _ sections: [PageSection]) -> HTML {
    var links: HTML = ""
    for section in sections {
      // The table stands before the last two.
      if section.id == "left-out" {
        links += "<li><a href=\"#all\">\(PageContent.capitalized(content.noun.many))</a></li>"
      }
      links += "<li><a href=\"#\(section.id)\">\(section.heading)</a></li>"
    }
    let name =
      content.report.inputs.count == 1
      ? PageText.shortened(content.report.inputs[0].path)
      : "\(content.report.inputs.count.grouped) inputs"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
      '\(PageStyle.digest)'; script-src '\(PageScript.digest)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>Loyalty points: \(name)</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      <header>
      <h1>Loyalty points</h1>
      <p class="lead">\(content.summary)</p>
      \(content.provenance)\(content.banner)\(content.notices)<nav aria-label="Sections"><ul>\(links)</ul></nav>
      </header>
      <main>
      \(content.figures)
      """
  }
}

extension TextBuffer {
  fileprivate mutating func append(_ html: HTML) { bytes += html.bytes }
}

extension Report {
  /// Whether the net points of a group are somebody's balance: those of a stretch of time are not.
  fileprivate var hasBalances: Bool { !isByTime }
}

extension Overview {
  /// Where nothing was asked for.
  fileprivate static var empty: Overview {
    Overview(
      stores: Breakdown(field: "store", categories: []), types: nil,
      statuses: Breakdown(field: "status", categories: []), balances: BalanceStatistics())
  }
}
