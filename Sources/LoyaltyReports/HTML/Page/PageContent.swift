internal import DumpReader
internal import LoyaltyAnalytics

/// What a page says: everything that its sections are made of.
struct PageContent {
  let report: Report
  let overview: Overview
  let periods: Periods
  /// The first rows, for the bars of the largest groups.
  let leaders: [TotalsRow]

  /// Bars of the largest groups, stores, types and statuses.
  static let maximumBars = 12

  /// Whether groups are persons, who have names.
  var arePersons: Bool { report.noun.one == "user" }
  /// Whether anything was counted.
  var isEmpty: Bool { report.documents.counted == 0 }
  /// What a group is called.
  var noun: (one: String, many: String) { report.noun }
  /// What a transaction is called.
  static let transaction = (one: "transaction", many: "transactions")

  /// The command for a question about the counted transactions.
  func command(_ words: String) -> String? {
    report.commands.map { $0.question + " " + words }
  }

  /// The command for the groups of the page.
  func groupCommand(_ words: String) -> String? {
    report.commands.map { $0.groups + " " + words }
  }

  /// Redeemed points as a share of those awarded; nil where none were.
  var redemptionRate: Double? {
    guard report.totals.awarded > .zero else { return nil }
    return Double(report.totals.redeemed.units) / Double(report.totals.awarded.units)
  }
}

extension PageContent {
  /// The first sentence of the page: what there is, since when, and what became of it.
  var summary: HTML {
    guard !isEmpty else { return "No transaction was counted." }
    let groups = PageText.count(report.total, noun)
    let transactions = PageText.count(report.totals.transactions, Self.transaction)
    var text: HTML = "\(groups), \(transactions)"
    if let first = periods.periods.first, let last = periods.periods.last {
      text +=
        first.start == last.start
        ? " in \(periods.name(first))" : " from \(periods.name(first)) to \(periods.name(last))"
    }
    let awarded = report.totals.awarded
    guard awarded > .zero else {
      text += awarded == .zero ? ". No points were awarded." : ". What was awarded is below zero."
      return text
    }
    text += ". Of \(PageText.points(awarded)) awarded, "
    guard let rate = redemptionRate, report.totals.redeemed >= .zero else {
      text += "more was given back than redeemed."
      return text
    }
    if report.totals.redeemed == .zero {
      text += "none \(awarded == Points(1) ? "was" : "were") redeemed."
    } else if rate > 1 {
      text += "more than all were redeemed: \(PageText.percent(rate))."
    } else {
      text += "\(PageText.percent(rate)) \(rate == 1 ? "(all) were" : "were") redeemed."
    }
    return text
  }

  /// The figures in large type.
  var figures: HTML {
    let totals = report.totals
    let rate = redemptionRate.map(PageText.percent) ?? "–"
    let all: [(name: String, value: String, colour: String)] = [
      (Self.capitalized(noun.many), report.total.grouped, ""),
      ("Transactions", totals.transactions.grouped, ""),
      ("Awarded", PageText.exact(totals.awarded), "a"),
      ("Redeemed", PageText.exact(totals.redeemed), "r"),
      ("Deducted", PageText.exact(totals.deducted), "d"),
      ("Net", PageText.exact(totals.net), "b"),
      ("Redemption rate", rate, ""),
    ]
    var items: HTML = ""
    for (name, value, colour) in all {
      let size = value.count > 22 ? "xl" : value.count > 12 ? "l" : "m"
      items += """
        <div><dt class="\(colour)">\(name)</dt><dd class="\(size)">\(value)</dd></div>

        """
    }
    var trace: HTML = ""
    if let command = groupCommand("--format json") {
      trace = "<p class=\"trace\">The same figures: <code>\(command)</code></p>\n"
    }
    return """
      <section class="figures" aria-label="Key figures">
      <dl>
      \(items)</dl>
      \(trace)</section>

      """
  }

  /// A noun at the beginning of a heading.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
