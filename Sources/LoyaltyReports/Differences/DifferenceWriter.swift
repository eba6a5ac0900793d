internal import DumpReader
package import LoyaltyAnalytics

/// Prints the groups that differ, in any format.
package struct DifferenceWriter: Sendable {
  private let format: ReportFormat
  private let style: TableStyle
  private let isForSpreadsheet: Bool

  /// A writer.
  ///
  /// - Parameters:
  ///   - isForSpreadsheet: Whether CSV and TSV begin with a byte order mark, and what a spreadsheet
  ///     would run gets an apostrophe in front.
  ///   - style: How a table looks.
  package init(_ format: ReportFormat, isForSpreadsheet: Bool = false, style: TableStyle = .plain) {
    self.format = format
    self.isForSpreadsheet = isForSpreadsheet
    self.style = style
  }

  /// Prints the report.
  ///
  /// - Parameters:
  ///   - rows: The differences to show; read to the end.
  ///   - hide: Puts other names into a row.
  package func write<Output: ReportOutput & ~Copyable>(
    _ report: DifferenceReport, rows: inout DifferenceCursor,
    hiding hide: ((TotalsRow) -> TotalsRow)?, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    let fields = JSONRow(keyNames: report.keyNames)
    var table = DifferenceTable(report, style: style)
    begin(report, &buffer)
    var isFirst = true
    while var row = try rows.next() {
      if let hide { row = row.named(hide) }
      switch format {
      case .table: try table.append(row, to: &output)
      case .json:
        buffer.append(isFirst ? "\n  " : ",\n  ")
        buffer.append(json: row, fields)
      case .jsonl:
        buffer.append(json: row, fields)
        buffer.append(byte: 0x0A)
      case .csv, .tsv: append(row, to: &buffer)
      case .markdown: buffer.append(markdown: row)
      case .xlsx, .html: break
      }
      isFirst = false
      try buffer.flushIfFull(to: &output)
    }
    switch format {
    case .table: try table.end(to: &output)
    case .json: buffer.append(jsonEndOf: report, isEmpty: isFirst)
    case .markdown:
      buffer.append(byte: 0x0A)
      if report.rest > 0 {
        buffer.append("- \(style.hints.more(report.rest))\n")
      }
      for line in report.lines(unicode: true) {
        buffer.append("- ")
        buffer.append(markdown: line)
        buffer.append(byte: 0x0A)
      }
    case .jsonl, .csv, .tsv, .xlsx, .html: break
    }
    try buffer.flush(to: &output)
  }

  private var cells: DelimitedText {
    DelimitedText(quoting: format == .tsv ? .tsv : .csv, isForSpreadsheet: isForSpreadsheet)
  }
  private var delimiter: UInt8 { format == .tsv ? 0x09 : 0x2C }

  private func begin(_ report: DifferenceReport, _ buffer: inout TextBuffer) {
    switch format {
    case .json:
      buffer.append(
        "{\"total\": \(report.total), \"more\": \(report.rest > 0), \"added\": \(report.added), "
          + "\"removed\": \(report.removed), \"changed\": \(report.changed), \"equal\": "
          + "\(report.equal),\n \"groups\": [")
    case .csv, .tsv:
      if isForSpreadsheet { buffer.append("\u{FEFF}") }
      cells.append(names: report.keyNames, to: &buffer)
      var names = ["first_name", "last_name", "email", "change"]
      for side in DifferenceSide.allCases {
        for field in ["awarded_points", "redeemed_points", "deducted_points", "net_points"] {
          names.append("\(side.rawValue)_\(field)")
        }
        names.append("\(side.rawValue)_transactions")
      }
      for name in names {
        buffer.append(byte: delimiter)
        buffer.append(name)
      }
      buffer.append(byte: 0x0A)
    case .markdown:
      for name in report.before.groupedBy {
        buffer.append("| ")
        buffer.append(markdown: name)
        buffer.append(byte: 0x20)
      }
      buffer.append(
        "| Name | Change | Awarded | Redeemed | Deducted | Net | Net before | Net after | Txns |\n")
      for _ in report.before.groupedBy { buffer.append("| :--- ") }
      buffer.append("| :--- | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
    case .jsonl, .table, .xlsx, .html: return
    }
  }

  private func append(_ row: GroupDifference, to buffer: inout TextBuffer) {
    cells.append(row.key, to: &buffer)
    for label in [row.firstName, row.lastName, row.email] {
      buffer.append(byte: delimiter)
      if let label { cells.append(label, to: &buffer) }
    }
    buffer.append(byte: delimiter)
    buffer.append(row.change.rawValue)
    for side in DifferenceSide.allCases {
      let amounts = side.amounts(of: row)
      for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
        buffer.append(byte: delimiter)
        buffer.append(points)
      }
      buffer.append(byte: delimiter)
      buffer.append(amounts.transactions)
    }
    buffer.append(byte: 0x0A)
  }
}

extension TextBuffer {
  fileprivate mutating func append(json row: GroupDifference, _ fields: JSONRow) {
    append(json: row.key, fields)
    append(jsonFirstName: row.firstName, lastName: row.lastName, email: row.email)
    append(", \"change\": \"\(row.change.rawValue)\"")
    for side in DifferenceSide.allCases {
      append(", \"\(side.rawValue)\": {")
      append(json: side.amounts(of: row))
      append(byte: 0x7D)
    }
    append(byte: 0x7D)
  }

  fileprivate mutating func append(jsonEndOf report: DifferenceReport, isEmpty: Bool) {
    append(isEmpty ? "],\n" : "\n ],\n")
    append(" \"totals\": {")
    for (index, side) in DifferenceSide.allCases.enumerated() {
      append(index == 0 ? "" : ", ")
      append("\"\(side.rawValue)\": {")
      append(json: side.amounts(of: report))
      append(byte: 0x7D)
    }
    append("},\n \"documents\": {\"before\": ")
    append(json: report.before.documents)
    append(", \"after\": ")
    append(json: report.after.documents)
    append("},\n \"complete\": ")
    append(json: report.complete)
    append(",\n \"query\": ")
    append(json: report.before.query)
    append(",\n \"inputs\": {\"before\": ")
    append(json: report.before.inputs)
    append(", \"after\": ")
    append(json: report.after.inputs)
    append("}}\n")
  }

  fileprivate mutating func append(markdown row: GroupDifference) {
    for part in row.key.parts {
      append("| ")
      append(markdown: part.shown)
      append(byte: 0x20)
    }
    append("| ")
    append(markdown: row.name)
    append(" | \(row.change.rawValue)")
    let change = row.difference
    for points in [
      change.awarded, change.redeemed, change.deducted, change.net, row.before.net, row.after.net,
    ] {
      append(" | ")
      append(points, grouped: true)
    }
    append(" | ")
    append(change.transactions, grouped: true)
    append(" |\n")
  }
}

extension GroupDifference {
  /// What to call the group, empty where nothing is known.
  var name: String {
    let names = [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }
    return names.isEmpty ? email ?? "" : names.joined(separator: " ")
  }
}
