internal import DumpReader
internal import LoyaltyAnalytics

/// What stands around the rows of a list of transactions, and around the pieces that they come in.
///
///     var list = TransactionListReport(.csv, formatter, keyNames: ["user_id"], style: style)
///     list.begin(to: &output)
///     for piece in pieces { list.append(piece, to: &output) }
///     list.end(report, rows: 12, skip: 0, to: &output)
package struct TransactionListReport: Sendable {
  private let format: ReportFormat
  /// The columns with their names, and their headings for people.
  private let columns: [(column: TransactionColumn, name: String, title: String)]
  private let isForSpreadsheet: Bool
  private let isUnicode: Bool
  private let hints: ReportHints
  private var isFirst = true
  private var table: CellTable

  /// A report.
  ///
  /// - Parameters:
  ///   - formatter: What makes the rows.
  ///   - keyNames: What the group key is called, or each of its parts.
  ///   - isOfOneUser: Whether the rows are of one user, so that a narrow table can do without the key.
  ///   - isForSpreadsheet: Whether CSV and TSV begin with a byte order mark.
  ///   - style: How a table looks.
  package init(
    _ format: ReportFormat, _ formatter: TransactionFormatter, keyNames: [String],
    isOfOneUser: Bool = false, isForSpreadsheet: Bool = false, style: TableStyle = .plain
  ) {
    self.format = format
    self.isForSpreadsheet = isForSpreadsheet
    columns =
      keyNames.map { (.key, $0, $0) }
      + formatter.columns.dropFirst().map { ($0, $0.rawValue, $0.title) }
    isUnicode = style.unicode
    hints = style.hints
    table = CellTable(
      columns.map { column, _, title in
        CellTable.Column(
          title: title, isNumber: column.isFlushRight,
          // That of the one user goes behind all others.
          dispensability: isOfOneUser && column == .key ? .max : column.dispensability,
          isNeeded: column == .key || column == .points)
      }, style: style)
  }

  /// Prints what stands before the rows.
  package func begin<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    var buffer = TextBuffer(capacity: 256)
    switch format {
    case .csv, .tsv:
      if isForSpreadsheet { buffer.append("\u{FEFF}") }
      let cells = DelimitedText(
        quoting: format == .csv ? .csv : .tsv, isForSpreadsheet: isForSpreadsheet)
      for (index, column) in columns.enumerated() {
        if index > 0 { buffer.append(format == .csv ? "," : "\t") }
        cells.append(column.name, to: &buffer)
      }
      buffer.append(byte: 0x0A)
    case .json: buffer.append("{\"transactions\": [")
    case .markdown:
      for column in columns {
        buffer.append("| ")
        buffer.append(markdown: column.title)
        buffer.append(byte: 0x20)
      }
      buffer.append("|\n")
      for column in columns { buffer.append(column.column.isFlushRight ? "| ---: " : "| :--- ") }
      buffer.append("|\n")
    case .jsonl, .table, .xlsx, .html: return
    }
    try buffer.flush(to: &output)
  }

  /// Prints a piece, which holds whole rows.
  package mutating func append<Output: ReportOutput & ~Copyable>(
    _ piece: [UInt8], to output: inout Output
  ) throws {
    guard !piece.isEmpty else { return }
    if format == .table { return try appendCells(piece, to: &output) }
    // Before the first object of an array there is no comma.
    let start = format == .json && isFirst ? 1 : 0
    isFirst = false
    try output.write(piece.span.extracting(start...))
  }

  /// Prints what stands behind the rows.
  ///
  /// - Parameters:
  ///   - report: What became of documents and inputs, and the question.
  ///   - rows: How many rows there are.
  ///   - shown: Which of them are shown.
  package mutating func end<Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: Int, shown: Range<Int>, to output: inout Output
  ) throws {
    var buffer = TextBuffer(capacity: 1024)
    switch format {
    case .json:
      buffer.append(isFirst ? "],\n" : "\n ],\n")
      buffer.append(" \"documents\": ")
      buffer.append(json: report.documents)
      buffer.append(",\n \"complete\": ")
      buffer.append(json: report.complete)
      buffer.append(",\n \"query\": ")
      buffer.append(json: report.query)
      buffer.append(",\n \"inputs\": ")
      buffer.append(json: report.inputs)
      buffer.append("}\n")
    case .markdown:
      buffer.append(byte: 0x0A)
      if shown.upperBound < rows {
        buffer.append("- \(hints.more(rows - shown.upperBound))\n")
      }
      for line in ReportSummary(report).lines {
        buffer.append("- ")
        buffer.append(markdown: line)
        buffer.append(byte: 0x0A)
      }
    case .table:
      var remarks: [String] = []
      if shown.isEmpty { remarks.append("(no transactions\(rows == 0 ? "" : " here"))") }
      if shown.upperBound < rows { remarks.append(table.more(rows - shown.upperBound)) }
      let summary = ReportSummary(report, unicode: isUnicode)
      try table.end(
        remarks: remarks, summary: summary.opening, warnings: summary.closing + report.notices,
        to: &output)
    case .csv, .tsv, .jsonl, .xlsx, .html: return
    }
    try buffer.flush(to: &output)
  }

  /// Prints cells that stand behind their lengths; see ``TransactionFormatter``.
  private mutating func appendCells<Output: ReportOutput & ~Copyable>(
    _ piece: [UInt8], to output: inout Output
  ) throws {
    let bytes = piece.rawBytes
    var offset = 0
    while offset < piece.count {
      var cells: [String] = []
      for _ in columns {
        let count = Int(bytes.load(offset, as: UInt32.self))
        cells.append(bytes.extracting(offset + 4..<offset + 4 + count).text)
        offset += 4 + count
      }
      try table.append(cells, to: &output)
    }
  }
}
