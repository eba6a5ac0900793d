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
    text += ". \(PageText.points(awarded)) \(awarded.isSingular ? "was" : "were") awarded"
    let redeemed = report.totals.redeemed
    if redeemed == .zero {
      text += ", and none redeemed."
    } else if redeemed < .zero {
      text += ", and more was given back than redeemed."
    } else if let rate = redemptionRate, rate > 1 {
      text +=
        ", and \(PageText.exact(redeemed)) redeemed, which is more (\(PageText.percent(rate)))."
    } else if let rate = redemptionRate {
      text +=
        ", of which \(PageText.percent(rate)) \(rate == 1 ? "have all" : "have") been redeemed."
    }
    return text
  }

  /// The figures in large type.
  var figures: HTML {
    let totals = report.totals
    let rate = redemptionRate.map(PageText.percent) ?? "–"
    let all: [(name: String, value: String, colour: String)] = [
      ("Awarded", PageText.exact(totals.awarded), "a"),
      ("Redeemed", PageText.exact(totals.redeemed), "r"),
      ("Deducted", PageText.exact(totals.deducted), "d"),
      ("Net", PageText.exact(totals.net), "b"),
      (Self.capitalized(noun.many), report.total.grouped, ""),
      ("Transactions", totals.transactions.grouped, ""),
      ("Redemption rate", rate, ""),
    ]
    // All in one size, which the longest decides.
    let longest = all.reduce(0) { max($0, $1.value.utf8.count) }
    let size = longest > 24 ? "xl" : longest > 16 ? "l" : longest > 12 ? "m" : "s"
    var items: HTML = ""
    for (name, value, colour) in all {
      let point = value.hasSuffix("%") ? nil : value.firstIndex(of: ".")
      let whole = String(value[..<(point ?? value.endIndex)])
      let fraction = String(value[(point ?? value.endIndex)...])
      let small: HTML = fraction.isEmpty ? "" : "<small>\(fraction)</small>"
      items += """
        <div class="\(colour)"><dt>\(name)</dt><dd>\(whole)\(small)</dd></div>

        """
    }
    var trace: HTML = ""
    if let command = report.command(.totals) {
      trace = "<p class=\"trace\">The same figures: <code>\(command)</code></p>\n"
    }
    return """
      <section class="figures" aria-label="Key figures">
      <dl class="\(size)">
      \(items)</dl>
      \(trace)</section>

      """
  }

  /// A noun at the beginning of a heading.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
