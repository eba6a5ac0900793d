internal import DumpReader
internal import LoyaltyAnalytics

/// The table of all groups that are shown, row by row, so that memory does not grow with their number.
struct GroupTable {
  private let content: PageContent
  private let ranking: Ranking
  private let hasNames: Bool
  private let hasEmails: Bool
  private let hasTimes: Bool
  /// The most fraction digits of each amount among the first rows.
  private let fractions: [Int]

  /// A table of a page.
  ///
  /// - Parameter first: The first rows, which decide about columns and padding.
  init(_ content: PageContent, first rows: [TotalsRow]) {
    self.content = content
    ranking = content.report.ranking
    hasNames = rows.contains { $0.firstName != nil || $0.lastName != nil }
    hasEmails = rows.contains { $0.email != nil }
    hasTimes = rows.contains { $0.firstTime != nil }
    let totals = content.report.totals
    fractions = (0..<4).map { index in
      rows.reduce(Self.fraction(totals.all[index])) {
        max($0, Self.fraction($1.amounts.all[index]))
      }
    }
  }

  /// All up to the first row.
  var opening: HTML {
    let report = content.report
    let noun = content.noun
    var head: HTML = "<th scope=\"col\" class=\"n\">#</th>"
    for (index, name) in report.groupedBy.enumerated() {
      head +=
        index == 0
        ? column(name, .user, isNumber: false)
        : "<th scope=\"col\">\(PageText.shortened(name))</th>"
    }
    if hasNames { head += "<th scope=\"col\">Name</th>" }
    if hasEmails { head += "<th scope=\"col\">E-mail</th>" }
    head += column("Awarded", .awarded)
    head += column("Redeemed", .redeemed)
    head += column("Deducted", .deducted)
    head += column("Net", .net)
    head += column("Transactions", .transactions)
    if hasTimes { head += "<th scope=\"col\">First</th><th scope=\"col\">Last</th>" }
    return """
      <section id="all" aria-labelledby="all-title" class="wide">
      <h2 id="all-title">\(PageContent.capitalized(noun.many))</h2>
      <div class="body">
      <p class="says" id="all-says">\(sentence)</p>
      <div id="filter"></div>
      <div class="scroll" tabindex="0" role="region" aria-label="Table: \(noun.many)">
      <table class="data groups" id="groups"><thead><tr>\(head)</tr></thead>
      <tbody>

      """
  }

  private var sentence: HTML {
    let report = content.report
    let noun = content.noun
    let all = PageText.count(report.total, noun)
    if report.total == 0 { return "There are no \(noun.many)." }
    guard report.more || ranking.skip > 0 else {
      return report.total == 1
        ? "The only \(noun.one), with exact amounts." : "All \(all), with exact amounts."
    }
    let first = min(ranking.skip, report.total)
    let last = min(report.total, first + min(ranking.top ?? report.total, report.total - first))
    let order =
      ranking.column == .user ? report.groupedBy.joined(separator: ", ") : ranking.column.rawValue
    guard last > first else { return "None of \(all), as was asked." }
    return first == 0
      ? "The first \(last.grouped) of \(all) by \(order), with exact amounts."
      : "Places \((first + 1).grouped) to \(last.grouped) of \(all) by \(order), with exact amounts."
  }

  /// A row.
  func row(_ row: TotalsRow, rank: Int) -> HTML {
    var cells: HTML = "<tr><td class=\"n\">\(rank.grouped)</td>"
    for (index, part) in row.key.parts.enumerated() {
      let text = part.displayText
      let cell: HTML = "\(Self.wrapping(text))>\(isolated: PageText.shortened(text))"
      cells += index == 0 ? "<th scope=\"row\"\(cell)</th>" : "<td\(cell)</td>"
    }
    if hasNames {
      let name = ReportColumn.name.text(of: row) ?? ""
      cells += "<td\(Self.wrapping(name))>\(isolated: PageText.shortened(name))</td>"
    }
    if hasEmails {
      let email = row.email ?? ""
      cells += "<td\(Self.wrapping(email))>\(isolated: PageText.shortened(email))</td>"
    }
    cells += amounts(row.amounts)
    if hasTimes {
      for time in [row.firstTime, row.lastTime] {
        cells +=
          "<td class=\"t\">\(time.map { PageText.date(content.report.local($0)) } ?? "")</td>"
      }
    }
    cells += "</tr>\n"
    return cells
  }

  /// All behind the last row.
  ///
  /// - Parameter shown: How many rows there were.
  func closing(shown: Int) -> HTML {
    let report = content.report
    let span = 1 + report.groupedBy.count + (hasNames ? 1 : 0) + (hasEmails ? 1 : 0)
    var rest: HTML = ""
    if report.more {
      let more = report.total - min(ranking.skip, report.total) - shown
      let command: HTML =
        report.command(.allGroups).map { ", which <code>\($0)</code> prints" } ?? ""
      rest = """
        <p class="remark">and \(PageText.count(more, content.noun)) more\(command).</p>

        """
    }
    let times: HTML = hasTimes ? "<td></td><td></td>" : ""
    var trace: HTML = ""
    if let command = report.command(.groups(shown)) {
      trace = "<p class=\"trace\">The same figures: <code>\(command)</code></p>\n"
    }
    return """
      </tbody>
      <tfoot><tr><th scope="row" colspan="\(span)">\(whole)</th>\
      \(amounts(report.totals))\(times)</tr></tfoot></table></div>
      \(rest)\(trace)</div>
      </section>

      """
  }

  /// What the row of sums is of.
  private var whole: HTML {
    let all = PageText.count(content.report.total, content.noun)
    return content.report.total == 1 ? "The only \(content.noun.one)" : "All \(all)"
  }

  private func amounts(_ amounts: Amounts) -> HTML {
    var cells: HTML = ""
    for (index, points) in amounts.all.enumerated() {
      let text = PageText.exact(points)
      cells += "<td class=\"\(DecimalPadding.name(text, in: fractions[index]))\">\(text)</td>"
    }
    cells += "<td class=\"n\">\(amounts.transactions.grouped)</td>"
    return cells
  }

  private func column(
    _ title: String, _ column: Ranking.Column, isNumber: Bool = true
  ) -> HTML {
    let isRanked = ranking.column == column
    let isUp = ranking.ascending || column == .user
    let order: HTML =
      isRanked ? (isUp ? " aria-sort=\"ascending\"" : " aria-sort=\"descending\"") : ""
    return isNumber
      ? "<th scope=\"col\" class=\"n\"\(order)>\(title)</th>"
      : "<th scope=\"col\"\(order)>\(PageText.shortened(title))</th>"
  }

  /// Keys and names stay on one line as far as that is sensible.
  private static func wrapping(_ text: String) -> HTML {
    text.utf8.count > 36 ? " class=\"w\"" : ""
  }

  private static func fraction(_ points: Points) -> Int {
    DecimalPadding.fraction(of: PageText.exact(points))
  }
}
