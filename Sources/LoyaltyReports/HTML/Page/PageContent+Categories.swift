internal import DumpReader
internal import LoyaltyAnalytics

// Where the points come from: stores, types, statuses.
extension PageContent {
  /// A section each for stores, types and statuses.
  var categorySections: [PageSection] {
    var sections = [
      categories(overview.stores, id: "stores", noun: ("store", "stores"))
    ]
    if let types = overview.types {
      sections.append(categories(types, id: "types", noun: ("type", "types")))
    }
    sections.append(
      categories(overview.statuses, id: "statuses", noun: ("status", "statuses")))
    return sections
  }

  private func categories(
    _ breakdown: Overview.Breakdown, id: String, noun: (one: String, many: String)
  ) -> PageSection {
    let all = breakdown.categories
    var section = PageSection(
      id: id, heading: "By \(noun.one)", sentence: sentence(breakdown, noun),
      command: report.command(.categories(noun.one)))
    let without = breakdown.withoutKey.transactions
    if without > 0 {
      section.remark = """
        \(PageText.count(without, Self.transaction)) \(without == 1 ? "has" : "have") an array, a document \
        or the like there, and \(without == 1 ? "is" : "are") not shown.
        """
    }
    guard !all.isEmpty, !(all.count == 1 && all[0].key.kind == .null) else { return section }
    let isLong = all.count > Self.maximumBars
    let named = all.prefix(isLong ? Self.maximumBars - 1 : all.count)
    var rows = named.map { BarTable.Row(name: $0.key.displayText, amounts: $0.amounts) }
    if isLong {
      var sums = GrandTotals()
      for category in all.dropFirst(named.count) { sums.add(category.amounts) }
      if let amounts = try? sums.amounts() {
        rows.append(
          .init(
            name: "\((all.count - named.count).grouped) others together", amounts: amounts))
      }
    }
    let table = BarTable(
      heading: Self.capitalized(noun.one), rows: rows, label: section.label)
    let data = DataTable(
      name: "By \(noun.one)",
      columns: [
        (Self.capitalized(noun.one), false), ("Transactions", true), ("Awarded", true),
        ("Redeemed", true), ("Deducted", true), ("Net", true),
      ],
      rows: all.map { category in
        [category.key.displayText, category.amounts.transactions.grouped]
          + category.amounts.all.map(PageText.exact)
      })
    section.content = "<figure>\(table.markup)</figure>\n\(data.markup)"
    return section
  }

  private func sentence(
    _ breakdown: Overview.Breakdown, _ noun: (one: String, many: String)
  ) -> HTML {
    let all = breakdown.categories
    guard !breakdown.hasTooMany else {
      let command: HTML =
        report.command(.categories(noun.one)) == nil ? "" : "; the command below has them all"
      return """
        \(breakdown.field) has more than \(Overview.Breakdown.maximumCount.grouped) values, too many for a \
        page\(command).
        """
    }
    guard let first = all.first else {
      return "No transaction was counted, so that no \(noun.one) has any."
    }
    let name: HTML = "<b>\(isolated: PageText.shortened(first.key.displayText))</b>"
    if all.count == 1 {
      return first.key.kind == .null
        ? "No counted transaction has a \(noun.one) (\(breakdown.field))."
        : """
        \(first.amounts.transactions == 1 ? "The only transaction has" : "All \(first.amounts.transactions.grouped) transactions have") \
        the \(noun.one) \(name).
        """
    }
    guard first.amounts.awarded > .zero else {
      return "Of \(PageText.count(all.count, noun)), none has points awarded."
    }
    let sums = all.reduce(into: GrandTotals()) { $0.add($1.amounts) }
    let whole = (try? sums.amounts())?.awarded ?? .zero
    let isAll = whole == first.amounts.awarded
    let named = all.filter { $0.key.kind != .null }.count
    var text: HTML = """
      Of \(PageText.count(all.count, noun)), \(name) awarded the most points: \
      \(PageText.exact(first.amounts.awarded))
      """
    if noun.one != "store" {
      text = """
        Of \(PageText.count(all.count, noun)), \(isAll ? "all" : "most") points awarded are of \(name): \
        \(PageText.exact(first.amounts.awarded))
        """
    }
    if whole > first.amounts.awarded {
      let share = Double(first.amounts.awarded.units) / Double(whole.units)
      text += ", \(PageText.percent(share)) of all"
    }
    text += named == all.count ? "." : "; (none) has no \(noun.one)."
    return text
  }
}
