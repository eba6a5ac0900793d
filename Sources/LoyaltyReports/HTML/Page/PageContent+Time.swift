internal import DumpReader
internal import LoyaltyAnalytics

// What happened when: points by month, and the balance outstanding.
extension PageContent {
  /// Awarded, redeemed and deducted points by month, one chart each with the same scale.
  var monthsSection: PageSection {
    var section = PageSection(
      id: "months", heading: "By \(periods.noun.one)", sentence: monthsSentence,
      remark: timeRemark, command: report.command(.periods(unitWord)))
    guard !periods.periods.isEmpty else { return section }
    let kinds = AmountKind.allCases.filter { kind in
      kind != .deducted || periods.periods.contains { $0.amounts[kind] != .zero }
    }
    let scale = Scale(
      periods.periods.flatMap { period in kinds.map { period.amounts[$0] } }, steps: 3)
    var charts: HTML = ""
    for kind in kinds {
      var chart = ColumnChart(
        columns: periods.periods.map { period in
          .init(
            amount: period.amounts[kind],
            text: "\(Self.capitalized(periods.name(period))): "
              + "\(PageText.exact(period.amounts[kind])) \(kind.verb)")
        }, colour: kind.colour,
        frame: Frame(height: 132, scale: scale, unit: "", label: section.label))
      chart.labels = periods.labels
      charts += """
        <figure><figcaption class="\(kind.colour)">\(kind.title) <span>points per \(periods.noun.one)</span>\
        </figcaption>
        \(chart.drawing)</figure>

        """
    }
    section.content = """
      <div class="multiples">\(charts)</div>
      \(periodData)
      """
    return section
  }

  /// Net points from the first month on.
  var balanceSection: PageSection {
    var section = PageSection(
      id: "balance", heading: "Balance outstanding", sentence: balanceSentence,
      remark: balanceRemark, command: report.command(.balance(unitWord)))
    guard !periods.periods.isEmpty else { return section }
    var chart = LineChart(
      points: periods.periods.map { period in
        .init(
          amount: period.balance,
          text: "End of \(periods.name(period)): \(PageText.points(period.balance))")
      }, colour: "b",
      frame: Frame(
        height: 240, scale: Scale(periods.periods.map(\.balance)), unit: "points",
        label: section.label))
    chart.labels = periods.labels.map { label in
      // Points of the line stand at the ends of periods, not in their middles.
      (label.isCentred ? label.border + 0.5 : label.border, label.text, label.isCentred)
    }
    let data = DataTable(
      name: "Balance outstanding",
      columns: [
        (Self.capitalized(periods.noun.one), false), ("Net", true), ("Balance at its end", true),
      ],
      rows: periods.periods.map { period in
        [
          periods.code(period), PageText.exact(period.amounts.net),
          PageText.exact(period.balance),
        ]
      })
    section.content = "<figure>\(chart.drawing)</figure>\n\(data.markup)"
    return section
  }

  private var unitWord: String { periods.length == 120 ? "year" : periods.noun.one }

  private var monthsSentence: HTML {
    let all = periods.periods
    guard let first = all.first else {
      return isEmpty
        ? "No transaction was counted, so that no month has any."
        : "No counted transaction has a time\(ofCalendar), so that nothing can be said of months."
    }
    guard all.count > 1 else {
      let amounts = first.amounts
      let transactions = PageText.count(amounts.transactions, Self.transaction)
      let verb = amounts.transactions == 1 ? "is" : "are"
      return """
        \(transactions) \(verb) of \(periods.name(first)), the only \(periods.noun.one): \
        \(PageText.points(amounts.awarded)) awarded, \(PageText.exact(amounts.redeemed)) redeemed, \
        \(PageText.exact(amounts.deducted)) deducted.
        """
    }
    var text: HTML = ""
    if let most = all.max(by: { $0.amounts.awarded < $1.amounts.awarded }),
      most.amounts.awarded > .zero
    {
      text += """
        Most points were awarded in \(periods.name(most)) (\(PageText.exact(most.amounts.awarded)))
        """
      if let spent = all.max(by: { $0.amounts.redeemed < $1.amounts.redeemed }),
        spent.amounts.redeemed > .zero
      {
        text += """
          , most were redeemed in \(periods.name(spent)) (\(PageText.exact(spent.amounts.redeemed)))
          """
      } else {
        text += ", and none were redeemed"
      }
      text += ". "
    } else {
      text += "No points were awarded. "
    }
    let falling = all.filter { $0.amounts.net < .zero }.count
    if falling == all.count {
      text += "In all \(falling.grouped) \(periods.noun.many), more was taken away than awarded."
    } else if falling == 0 {
      text += "In no \(periods.noun.one) was more taken away than awarded."
    } else {
      text += """
        In \(falling.grouped) of \(PageText.count(all.count, periods.noun)), more was taken away than \
        awarded.
        """
    }
    return text
  }

  /// Which times make a month, where there are others.
  private var ofCalendar: HTML {
    overview.outsideCalendar.transactions > 0 ? " from 1900 to 2199" : ""
  }

  private var balanceSentence: HTML {
    let all = periods.periods
    guard let first = all.first, let last = all.last else {
      return isEmpty
        ? "No transaction was counted: nothing is outstanding."
        : "No counted transaction has a time\(ofCalendar); the balance of all is \(PageText.points(overview.withoutTime.net + overview.outsideCalendar.net))."
    }
    guard last.balance >= .zero else {
      return """
        At the end of \(periods.name(last)) the balance is \(PageText.points(last.balance)): more was taken \
        away than awarded.
        """
    }
    var text: HTML = """
      At the end of \(periods.name(last)), \(PageText.points(last.balance)) \
      \(last.balance.isSingular ? "is" : "are") outstanding
      """
    guard all.count > 1 else {
      text += "."
      return text
    }
    if let highest = all.max(by: { $0.balance < $1.balance }), highest.balance > last.balance {
      text += """
        ; the most, \(PageText.exact(highest.balance)), was reached at the end of \
        \(periods.name(highest)).
        """
    } else if last.balance > first.balance {
      text += ", more than ever since \(periods.name(first))."
    } else {
      text += "."
    }
    return text
  }

  /// What the months do not have in them.
  private var timeRemark: HTML? {
    var parts: [HTML] = []
    let lost = overview.withoutTime
    if lost.transactions > 0 {
      parts.append(
        """
        \(PageText.count(lost.transactions, Self.transaction)) without a time \
        \(lost.transactions == 1 ? "is" : "are") in no \(periods.noun.one): \
        \(PageText.points(lost.awarded)) awarded, \(PageText.exact(lost.redeemed)) redeemed, \
        \(PageText.exact(lost.deducted)) deducted.
        """)
    }
    let far = overview.outsideCalendar
    if far.transactions > 0 {
      let years = Overview.years
      parts.append(
        """
        \(PageText.count(far.transactions, Self.transaction)) \(far.transactions == 1 ? "has" : "have") \
        a time before \(years.lowerBound) or after \(years.upperBound), which is not drawn: \
        \(PageText.points(far.awarded)) awarded, \(PageText.exact(far.redeemed)) redeemed, \
        \(PageText.exact(far.deducted)) deducted.
        """)
    }
    return Self.joined(parts)
  }

  private var balanceRemark: HTML? {
    guard let first = periods.periods.first else { return nil }
    let excluded = report.documents.excluded
    let isFiltered = excluded.store + excluded.time + excluded.where > 0
    let before: HTML =
      isFiltered
      ? "it begins at 0, and what the filters leave out is not in it"
      : "what was outstanding before that is not in the dump"
    var parts: [HTML] = [
      """
      Awarded less redeemed less deducted points, added up from \(periods.name(first)) on; \(before).
      """
    ]
    let lost = overview.withoutTime.transactions + overview.outsideCalendar.transactions
    if lost > 0, let last = periods.periods.last {
      let rest = report.totals.net - last.balance
      parts.append(
        """
        \(PageText.count(lost, Self.transaction)) without a time that can be drawn \
        \(lost == 1 ? "is" : "are") not in it: net \(PageText.exact(rest)).
        """)
    }
    return Self.joined(parts)
  }

  private static func joined(_ parts: [HTML]) -> HTML? {
    guard var text = parts.first else { return nil }
    for part in parts.dropFirst() { text += " \(part)" }
    return text
  }

  private var periodData: HTML {
    DataTable(
      name: "By \(periods.noun.one)",
      columns: [
        (Self.capitalized(periods.noun.one), false), ("Transactions", true), ("Awarded", true),
        ("Redeemed", true), ("Deducted", true), ("Net", true),
      ],
      rows: periods.periods.map { period in
        [periods.code(period), period.amounts.transactions.grouped]
          + period.amounts.all.map(PageText.exact)
      }
    ).markup
  }
}

extension Amounts {
  /// Awarded, redeemed, deducted, net.
  var all: [Points] { [awarded, redeemed, deducted, net] }
}

extension Points {
  /// Whether one says "is" of so many.
  var isSingular: Bool { self == Points(1) || self == Points(-1) }

  /// The sum, as far as there is one.
  static func + (a: Points, b: Points) -> Points { Points(units: a.units &+ b.units) }

  /// The difference, as far as there is one: totals stay below 10³⁸ units, and so this is exact.
  static func - (a: Points, b: Points) -> Points { Points(units: a.units &- b.units) }
}
