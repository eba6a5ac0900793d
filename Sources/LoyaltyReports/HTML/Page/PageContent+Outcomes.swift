internal import DumpReader
internal import LoyaltyAnalytics

// What was read, what was left out, and what is missing.
extension PageContent {
  /// A banner where the figures are not all; nothing where they are.
  var banner: HTML {
    guard !report.complete else { return "" }
    var items: HTML = ""
    for line in ReportSummary(report).closing {
      // The heading says so already.
      let text = line.hasPrefix("INCOMPLETE: ") ? String(line.dropFirst(12)) : line
      items += "<li>\(Self.capitalized(text))</li>"
    }
    return """
      <div class="banner" role="note"><strong>These figures are incomplete.</strong>
      <ul>\(items)</ul></div>

      """
  }

  /// What the reader must not overlook.
  var notices: HTML {
    guard !report.notices.isEmpty else { return "" }
    var items: HTML = ""
    for notice in report.notices { items += "<li>\(notice)</li>" }
    return "<div class=\"notices\" role=\"note\"><ul>\(items)</ul></div>\n"
  }

  /// The inputs, and the filters that were in force.
  var provenance: HTML {
    var inputs: HTML = ""
    for input in report.inputs.prefix(4) {
      inputs += "<li><code>\(isolated: PageText.shortened(input.path))</code></li>"
    }
    let rest = report.inputs.count - 4
    if rest > 0 { inputs += "<li>and \(rest.grouped) more</li>" }
    var filters: HTML = ""
    for (name, value) in filterTexts {
      filters += "<li><span>\(name)</span> \(isolated: PageText.shortened(value))</li>"
    }
    return """
      <div class="provenance"><p>\(report.inputs.count == 1 ? "Input" : "Inputs")</p><ul>\(inputs)</ul>
      <p>Filters</p><ul>\(filters)</ul></div>

      """
  }

  /// The options that decide which transactions count, as far as they were given.
  private var filterTexts: [(name: String, value: String)] {
    let names = [
      "by", "store", "status", "from", "to", "timezone", "where", "preset", "mapping", "namespace",
      "records", "unwind", "negative",
    ]
    return report.query.filter { names.contains($0.name) }.compactMap { entry in
      entry.value.text.map { (entry.name, $0) }
    }
  }

  /// Documents by what became of them.
  var outcomesSection: PageSection {
    let documents = report.documents
    let sentence: HTML
    if documents.read == 0 {
      sentence = "There was no document to read."
    } else if documents.counted == documents.read {
      sentence =
        documents.read == 1
        ? "The only \(documentNoun.one) was counted."
        : "All \(PageText.count(documents.read, documentNoun)) were counted."
    } else {
      let left = documents.read - documents.counted
      sentence = """
        Of \(PageText.count(documents.read, documentNoun)), \(documents.counted.grouped) \
        \(documents.counted == 1 ? "was" : "were") counted and \(left.grouped) \
        (\(PageText.percent(Double(left) / Double(documents.read)))) \(left == 1 ? "was" : "were") not.
        """
    }
    var section = PageSection(
      id: "left-out", heading: "Excluded and rejected", sentence: sentence,
      command: report.command(.rejects))
    var rows: HTML = ""
    func row(_ group: String, _ reason: String, _ count: Int) {
      guard count > 0 else { return }
      rows += """
        <tr><th scope="row">\(group)</th><td>\(reason)</td><td class="n">\(count.grouped)</td>\
        <td class="n">\(PageText.percent(Double(count) / Double(documents.read)))</td></tr>

        """
    }
    row("Counted", "in all figures above", documents.counted)
    let excluded = documents.excluded
    row("Excluded", "no element in the array that is unwound", excluded.empty)
    row("Excluded", "another store than was asked for", excluded.store)
    row(
      "Excluded", "a status that does not count" + Self.values(documents.statuses), excluded.status)
    row("Excluded", "outside of the time that was asked for", excluded.time)
    row("Excluded", "a condition does not hold", excluded.where)
    row("Excluded", "a type that means nothing here" + Self.values(documents.types), excluded.type)
    for reason in RejectReason.allCases {
      row("Rejected", reason.phrase, documents.rejected[reason])
    }
    if !rows.isEmptyMarkup {
      section.content += """
        <div class="scroll" tabindex="0" role="region" aria-label="Documents"><table class="data">\
        <thead><tr><th scope="col">Documents</th><th scope="col">Why</th>\
        <th scope="col" class="n">Number</th><th scope="col" class="n">Share</th></tr></thead>
        <tbody>
        \(rows)</tbody></table></div>

        """
    }
    section.content += inputTable
    if documents.rounded > 0 {
      section.remark = """
        \(documents.rounded.grouped) \(documents.rounded == 1 ? "amount was" : "amounts were") rounded to \
        18 fraction digits.
        """
    }
    return section
  }

  private var documentNoun: (one: String, many: String) {
    report.documents.unwound == nil ? ("document", "documents") : Self.transaction
  }

  private var inputTable: HTML {
    guard !report.inputs.isEmpty else { return "" }
    let limit = DataTable.maximumRows
    var rows: HTML = ""
    for input in report.inputs.prefix(limit) {
      let damage = input.damage ?? (input.bytesSkipped > 0 ? "damaged" : "")
      rows += """
        <tr><th scope="row"><code>\(isolated: PageText.shortened(input.path))</code></th>\
        <td>\(input.format)</td><td class="n">\(input.documents.grouped)</td>\
        <td class="n">\(input.bytes.grouped)</td><td class="n">\(input.bytesSkipped.grouped)</td>\
        <td>\(damage)</td></tr>

        """
    }
    let rest = report.inputs.count - limit
    let note: HTML = rest > 0 ? "<p class=\"remark\">and \(rest.grouped) more inputs</p>" : ""
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="Inputs"><table class="data"><thead><tr>\
      <th scope="col">Input</th><th scope="col">Format</th><th scope="col" class="n">Documents</th>\
      <th scope="col" class="n">Bytes</th><th scope="col" class="n">Skipped</th>\
      <th scope="col">Damage</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>\(note)

      """
  }

  /// Such as ` (pending 11,000, cancelled 1,001)`.
  private static func values(_ counts: [ValueCount]) -> String {
    guard !counts.isEmpty else { return "" }
    var named = counts.prefix(8).map {
      "\(PageText.shortened($0.value.isEmpty ? "\"\"" : $0.value)) \($0.count.grouped)"
    }
    let rest = counts.dropFirst(8)
    if !rest.isEmpty {
      named.append("\(rest.count.grouped) more \(rest.reduce(0) { $0 + $1.count }.grouped)")
    }
    return " (" + named.joined(separator: ", ") + ")"
  }

  /// What the words mean, and how to get at the figures again.
  var definitionsSection: PageSection {
    var section = PageSection(
      id: "definitions", heading: "Definitions",
      sentence:
        "Every amount is exact: a decimal with 18 fraction digits, added up without rounding.")
    let terms: [(HTML, HTML)] = [
      (
        "Awarded, redeemed, deducted",
        "Points given, spent, and taken away otherwise, such as expired."
      ),
      ("Net, balance", "Awarded less redeemed less deducted points."),
      ("Redemption rate", "Redeemed points as a share of awarded ones."),
      (
        "Counted",
        "A document that the filters let through, of a known type, with a key and points that can be read."
      ),
      (
        "Excluded",
        "Sound, and not asked for: left out by a filter, or of a type that means nothing here."
      ),
      ("Rejected", "Not countable: malformed, or without a usable time, key or amount."),
      (
        "Top 1\u{A0}%, top 10\u{A0}%",
        "The \(noun.many) with the largest balances, rounded up to whole ones; shares are of the sum of all balances above zero."
      ),
      (
        "Gini coefficient",
        "Twice the area between the curve and the straight line: 0 where all hold the same, close to 1 where one holds all."
      ),
      ("Months", "Of the time zone \(report.timeZone.name)."),
    ]
    var list: HTML = ""
    for (term, meaning) in terms { list += "<dt>\(term)</dt><dd>\(meaning)</dd>\n" }
    var origin: HTML = ""
    if let command = report.command(.question) {
      let limit = 20_000
      let shown = command.utf8.count > limit ? command.prefix(limit / 4) + "…" : command[...]
      origin += "<dt>The question</dt><dd><code>\(String(shown))</code></dd>\n"
    }
    if let version = report.version {
      origin += "<dt>Made by</dt><dd>analyze \(version)</dd>\n"
    }
    let layout = DataTable(
      name: "Definitions",
      columns: [("Setting", false), ("Value", false)],
      rows: report.query.compactMap { entry in entry.value.text.map { [entry.name, $0] } })
    section.content = """
      <dl class="terms">
      \(list)\(origin)</dl>
      \(layout.markup)
      """
    return section
  }
}

extension HTML {
  /// Whether there is nothing in it.
  var isEmptyMarkup: Bool { bytes.isEmpty }
}

extension QueryEntry.Value {
  /// The value for people; nil where nothing was asked.
  fileprivate var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number.grouped
    case .flag(let flag): flag ? "yes" : nil
    case .list(let items): items.isEmpty ? nil : items.joined(separator: ", ")
    case .null: nil
    case .object(let entries):
      entries.isEmpty
        ? nil
        : entries.compactMap { entry in entry.value.text.map { "\(entry.name)=\($0)" } }
          .joined(separator: ", ")
    }
  }
}
