internal import DumpReader
internal import LoyaltyAnalytics

// Who has the points: the largest groups, how concentrated balances are, and how they spread.
extension PageContent {
  /// The groups at the top.
  var leadersSection: PageSection {
    let shown = leaders.prefix(Self.maximumBars)
    var section = PageSection(
      id: "top", heading: "Top \(noun.many)", sentence: leadersSentence,
      command: report.command(.leaders(shown.count)))
    guard !shown.isEmpty else { return section }
    let table = BarTable(
      heading: Self.capitalized(noun.one),
      rows: shown.map { .init(name: $0.displayName(isPerson: arePersons), amounts: $0.amounts) },
      label: section.label)
    section.content = "<figure>\(table.markup)</figure>\n"
    return section
  }

  private var leadersSentence: HTML {
    guard let first = leaders.first else {
      return report.total == 0
        ? "There \(noun.one == "user" ? "is nobody" : "is nothing") to show."
        : "No rows are shown, as was asked."
    }
    let name: HTML = """
      <b>\(isolated: PageText.shortened(first.displayName(isPerson: arePersons)))</b>
      """
    if report.total == 1 {
      return """
        \(name) is the only \(noun.one): \(PageText.points(first.amounts.awarded)) awarded, \
        \(PageText.exact(first.amounts.redeemed)) redeemed, \
        \(PageText.exact(first.amounts.deducted)) deducted.
        """
    }
    let ranking = report.ranking
    let place: HTML =
      ranking.skip > 0
      ? "Behind the first \(ranking.skip.grouped), \(name)" : name
    let order = ranking.ascending ? "least" : "most"
    switch ranking.column {
    case .user:
      return "In the order of \(report.groupedBy.joined(separator: ", ")), \(place) comes first."
    case .transactions:
      return """
        \(place) has the \(order) transactions of \(PageText.count(report.total, noun)): \
        \(first.amounts.transactions.grouped).
        """
    case .net:
      return """
        \(place) has the \(order) net points of \(PageText.count(report.total, noun)): \
        \(PageText.exact(first.amounts.net)).
        """
    case .awarded, .redeemed, .deducted:
      let kind: AmountKind =
        ranking.column == .awarded
        ? .awarded : ranking.column == .redeemed ? .redeemed : .deducted
      let amount = first.amounts[kind]
      guard amount > .zero || ranking.ascending else {
        return "Of \(PageText.count(report.total, noun)), none has points \(kind.verb)."
      }
      var text: HTML = """
        \(place) has the \(order) points \(kind.verb) of \(PageText.count(report.total, noun)): \
        \(PageText.exact(amount))
        """
      let whole = report.totals[kind]
      if amount > .zero, whole >= amount, report.total > 1 {
        let share = Double(amount.units) / Double(whole.units)
        text += ", \(PageText.percent(share)) of all"
      }
      text += "."
      return text
    }
  }

  /// The Lorenz curve with what can be read from it.
  var concentrationSection: PageSection {
    let balances = overview.balances
    var section = PageSection(
      id: "concentration", heading: "Concentration", sentence: concentrationSentence,
      remark: balances.count == 0
        ? nil
        : balances.negative > 0
          ? """
          Of balances; \(balances.negative == 1 ? "that of the" : "those of the") \
          \(PageText.count(balances.negative, noun)) below zero \
          \(balances.negative == 1 ? "is" : "are") taken as 0. Computed exactly over all \
          \(PageText.count(balances.count, noun)).
          """
          : "Of balances, computed exactly over all \(PageText.count(balances.count, noun)).",
      command: report.command(.balances))
    guard balances.count > 1, let gini = balances.gini, let hundredth = balances.topHundredth,
      let tenth = balances.topTenth
    else { return section }
    let curve = LorenzChart(statistics: balances, noun: noun, label: section.label)
    let data = DataTable(
      name: "Concentration",
      columns: [
        (Self.capitalized(noun.many) + ", least first", false), ("Share of \(noun.many)", true),
        ("Share of balances", true),
      ],
      rows: balances.lorenz.map { point in
        [
          point.groups.grouped,
          PageText.percent(Double(point.groups) / Double(max(balances.count, 1))),
          PageText.percent(point.share),
        ]
      })
    section.content = """
      <figure class="beside">\(curve.drawing)<dl class="facts">
      <div><dt>The top 1\u{A0}%, \(PageText.count(hundredth.groups, noun)), \
      \(hundredth.groups == 1 ? "holds" : "hold")</dt><dd>\(PageText.percent(hundredth.share))</dd></div>
      <div><dt>The top 10\u{A0}%, \(PageText.count(tenth.groups, noun)), \
      \(tenth.groups == 1 ? "holds" : "hold")</dt><dd>\(PageText.percent(tenth.share))</dd></div>
      <div><dt>Gini coefficient: 0 where all hold the same, 1 where one holds all</dt>\
      <dd>\(PageText.coefficient(gini))</dd></div>
      </dl></figure>
      \(data.markup)
      """
    return section
  }

  private var concentrationSentence: HTML {
    let balances = overview.balances
    guard let hundredth = balances.topHundredth, let tenth = balances.topTenth else {
      return balances.count == 0
        ? "There are no balances."
        : "No \(noun.one) has a balance above zero, so that nothing is concentrated."
    }
    if balances.count == 1 { return "There is only one \(noun.one), who holds all." }
    if balances.count < 10 {
      return """
        The largest balance is \(PageText.percent(tenth.share)) of those of all \
        \(balances.count.grouped) \(noun.many).
        """
    }
    if balances.count < 100 {
      return """
        The top 10\u{A0}% of \(noun.many) (\(tenth.groups) of \(balances.count)) \
        \(tenth.groups == 1 ? "holds" : "hold") \(PageText.percent(tenth.share)) of the points.
        """
    }
    return """
      The top 1\u{A0}% of \(noun.many) (\(hundredth.groups.grouped) of \(balances.count.grouped)) \
      \(hundredth.groups == 1 ? "holds" : "hold") \(PageText.percent(hundredth.share)) of the points, \
      the top 10\u{A0}% hold \(PageText.percent(tenth.share)).
      """
  }

  /// How many have how much.
  var distributionSection: PageSection {
    let balances = overview.balances
    var section = PageSection(
      id: "distribution", heading: "Distribution of balances", sentence: distributionSentence,
      command: report.command(.balances))
    guard !balances.bins.isEmpty else { return section }
    section.remark = """
      A column is for balances from one border up to the next, in steps of 1, 2 and 5, so that columns \
      further from zero are of wider ranges.
      """
    let scale = Scale(balances.bins.map { Points(Int64($0.count)) }, isWhole: true)
    var chart = ColumnChart(
      columns: balances.bins.map { bin in
        .init(
          amount: Points(Int64(bin.count)),
          text: "\(PageText.count(bin.count, noun)) \(Self.range(bin, isSentence: true))")
      }, colour: "b",
      frame: Frame(height: 220, scale: scale, unit: noun.many, label: section.label))
    chart.fill = 0.94
    chart.labels = binLabels
    let data = DataTable(
      name: "Distribution of balances",
      columns: [
        ("Balance", false), (Self.capitalized(noun.many), true),
        ("Share of \(noun.many)", true),
      ],
      rows: balances.bins.map { bin in
        [
          Self.range(bin, isSentence: false), bin.count.grouped,
          PageText.percent(Double(bin.count) / Double(max(balances.count, 1))),
        ]
      })
    section.content = """
      <figure>\(chart.drawing)\
      <p class="axis">balance in points</p></figure>
      \(data.markup)
      """
    return section
  }

  private var distributionSentence: HTML {
    let balances = overview.balances
    guard let median = balances.median, let extremes = balances.extremes else {
      return "There are no balances."
    }
    if balances.count == 1 {
      return "The only balance is \(PageText.points(extremes.upperBound))."
    }
    if extremes.lowerBound == extremes.upperBound {
      return "All \(balances.count.grouped) balances are \(PageText.points(median))."
    }
    var text: HTML = """
      Half of the \(noun.many) have at most \(PageText.points(median)); the largest balance is \
      \(PageText.exact(extremes.upperBound))
      """
    var parts: [HTML] = []
    if balances.zero > 0 {
      parts.append(
        "\(balances.zero.grouped) \(balances.zero == 1 ? "has" : "have") exactly nothing")
    }
    if balances.negative > 0 {
      parts.append(
        """
        \(balances.negative == balances.count ? "all" : balances.negative.grouped) \
        \(balances.negative == 1 ? "is" : "are") below zero, down to \
        \(PageText.exact(extremes.lowerBound))
        """)
    }
    for (index, part) in parts.enumerated() {
      text += index == 0 ? "; \(part)" : ", and \(part)"
    }
    text += "."
    return text
  }

  /// The borders that are powers of ten, which stand between columns, and zero, which has a column.
  private var binLabels: [(border: Double, text: String, isCentred: Bool)] {
    let bins = overview.balances.bins
    var labels: [(border: Double, text: String, isCentred: Bool)] = []
    for (index, bin) in bins.enumerated() {
      if bin.isOfZero {
        labels.append((Double(index) + 0.5, "0", true))
        continue
      }
      if let lower = bin.lower, index > 0, lower.isPowerOfTen {
        labels.append((Double(index), PageText.compact(lower), true))
      } else if index == 0, bins.count < 4, let lower = bin.lower {
        labels.append((0, PageText.compact(lower), true))
      }
    }
    if let upper = bins.last?.upper, bins.count < 4 || upper.isPowerOfTen {
      labels.append((Double(bins.count), PageText.compact(upper), true))
    }
    return labels
  }

  private static func range(_ bin: BalanceStatistics.Bin, isSentence: Bool) -> String {
    if bin.isOfZero { return isSentence ? "with exactly 0" : "0" }
    let lower = bin.lower.map { $0.units == 1 ? "0" : PageText.exact($0) }
    let upper = bin.upper.map(PageText.exact)
    switch (lower, upper) {
    case (let lower?, let upper?):
      return bin.lower?.units == 1
        ? "above 0, below \(upper)"
        : isSentence ? "from \(lower) to below \(upper)" : "\(lower) to below \(upper)"
    case (let lower?, nil): return isSentence ? "with \(lower) or more" : "\(lower) or more"
    case (nil, let upper?): return "below \(upper)"
    case (nil, nil): return "of any balance"
    }
  }
}

extension BalanceStatistics.Bin {
  /// Whether only a balance of exactly zero is in it.
  fileprivate var isOfZero: Bool { lower == .zero && upper?.units == 1 }
}

extension Points {
  /// Whether it is 1, 10, 0.1 and so on, of either sign.
  fileprivate var isPowerOfTen: Bool {
    var rest = units.magnitude
    guard rest > 1 else { return false }
    while rest % 10 == 0 { rest /= 10 }
    return rest == 1
  }
}
