internal import DumpReader
internal import LoyaltyAnalytics

/// The second sheet: all that the JSON result says beside its rows, a line each.
struct WorkbookSummary {
  private let report: Report
  private let shown: Int
  private let sheets: Int
  /// Amounts that are text, and texts that were cut.
  var textAmounts = 0
  var cutTexts = 0

  private static let widths: [Double] = [44, 44, 18, 16, 16, 60]

  init(_ report: Report, shown: Int, sheets: Int) {
    self.report = report
    self.shown = shown
    self.sheets = sheets
  }

  /// What the cells do not show by themselves.
  var notices: [String] {
    var notices: [String] = []
    if textAmounts > 0 {
      let amounts = textAmounts == 1 ? "1 amount has" : "\(textAmounts.grouped) amounts have"
      notices.append(
        "\(amounts) more digits than a number of a spreadsheet holds, so that the cells are text, which "
          + "sums leave out; the totals of the sheet Summary are exact")
    }
    if cutTexts > 0 {
      let texts = cutTexts == 1 ? "1 text is" : "\(cutTexts.grouped) texts are"
      notices.append(
        "\(texts) cut: a cell holds \(SpreadsheetText.limit.grouped) characters; csv has all of them"
      )
    }
    if sheets > 1 {
      notices.append(
        "\(shown.grouped) rows are more than a sheet holds; they are in \(sheets.grouped) sheets")
    }
    return notices
  }

  /// Writes the sheet.
  func append(to workbook: inout Workbook) throws {
    try workbook.addSheet("Summary")
    workbook.setWidths(Self.widths)
    try appendCompleteness(to: &workbook)
    try heading("Totals", &workbook)
    try appendTotals(to: &workbook)
    try heading("Documents", &workbook)
    for line in documentLines {
      try workbook.text(line.name, column: 0)
      try workbook.count(line.count, column: 1)
      workbook.endRow()
    }
    try heading("Query", &workbook)
    try append(report.query, under: "", to: &workbook)
    try heading("Inputs", &workbook)
    try appendInputs(to: &workbook)
    if let version = report.version {
      workbook.endRow()
      try line("version", version, &workbook)
    }
  }

  private func appendCompleteness(to workbook: inout Workbook) throws {
    try line("complete", report.complete ? "yes" : "no", &workbook)
    if !report.complete {
      for sentence in ReportSummary(report).closing { try line("", sentence, &workbook) }
    }
    for sentence in report.notices + notices { try line("note", sentence, &workbook) }
    try line("times", "UTC", &workbook)
  }

  private func appendTotals(to workbook: inout Workbook) throws {
    try line("all \(report.noun.many)", report.total, &workbook)
    try line("rows shown", shown, &workbook)
    if report.ranking.skip > 0 { try line("rows passed over", report.ranking.skip, &workbook) }
    let totals = report.totals
    for (field, points) in [
      (ReportField.awarded, totals.awarded), (.redeemed, totals.redeemed),
      (.deducted, totals.deducted), (.net, totals.net),
    ] {
      try workbook.text(field.rawValue, column: 0)
      try workbook.amount(points, column: 1)
      workbook.endRow()
    }
    try line(ReportField.transactions.rawValue, totals.transactions, &workbook)
  }

  private var documentLines: [(name: String, count: Int)] {
    let documents = report.documents
    let excluded = documents.excluded
    var lines = [
      ("read", documents.read), ("counted", documents.counted), ("excluded", excluded.total),
      ("excluded: store", excluded.store), ("excluded: status", excluded.status),
      ("excluded: time", excluded.time), ("excluded: where", excluded.where),
      ("excluded: type", excluded.type),
    ]
    if let duplicate = excluded.duplicate { lines.append(("excluded: duplicate", duplicate)) }
    if let unwound = documents.unwound {
      lines += [("excluded: empty", excluded.empty), ("unwound", unwound)]
    }
    lines.append(("rejected", documents.rejected.total))
    lines += RejectReason.allCases.map { ("rejected: \($0.rawValue)", documents.rejected[$0]) }
    lines.append(("rounded", documents.rounded))
    if documents.invalidText > 0 { lines.append(("not UTF-8", documents.invalidText)) }
    lines += documents.statuses.merged.map { ("status left out: \($0.value)", $0.count) }
    lines += documents.types.merged.map { ("type left out: \($0.value)", $0.count) }
    return lines
  }

  private func append(
    _ query: [QueryEntry], under prefix: String, to workbook: inout Workbook
  ) throws {
    for entry in query.merged {
      let name = prefix + entry.name
      switch entry.value {
      case .text(let text): try line(name, text, &workbook)
      case .number(let number): try line(name, number, &workbook)
      case .flag(let flag): try line(name, flag ? "yes" : "no", &workbook)
      case .null: continue
      case .list(let texts):
        for text in texts { try line(name, text, &workbook) }
      case .object(let entries): try append(entries, under: name + ".", to: &workbook)
      }
    }
  }

  private func appendInputs(to workbook: inout Workbook) throws {
    for (column, name) in ["path", "format", "bytes", "bytes skipped", "documents", "damage"]
      .enumerated()
    {
      try workbook.heading(name, column: column, isFlushRight: 2...4 ~= column)
    }
    workbook.endRow()
    for input in report.inputs {
      try workbook.text(input.path, column: 0)
      try workbook.text(input.format, column: 1)
      try workbook.count(input.bytes, column: 2)
      try workbook.count(input.bytesSkipped, column: 3)
      try workbook.count(input.documents, column: 4)
      if let damage = input.damage { try workbook.text(damage, column: 5) }
      workbook.endRow()
    }
  }

  private func heading(_ text: String, _ workbook: inout Workbook) throws {
    workbook.endRow()
    try workbook.heading(text, column: 0)
    workbook.endRow()
  }

  private func line(_ name: String, _ text: String, _ workbook: inout Workbook) throws {
    try workbook.text(name, column: 0)
    try workbook.text(text, column: 1, wraps: true)
    workbook.endRow()
  }

  private func line(_ name: String, _ number: Int, _ workbook: inout Workbook) throws {
    try workbook.text(name, column: 0)
    try workbook.count(number, column: 1)
    workbook.endRow()
  }
}
