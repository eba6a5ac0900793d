package import LoyaltyAnalytics

/// What CSV and TSV have in common: a header line, then the cells of each row in the same order.
struct DelimitedText {
  /// How cells are kept apart.
  enum Quoting {
    /// Commas, and quotation marks where needed.
    case csv
    /// Tabs, and backslash escapes where needed.
    case tsv
  }

  var quoting: Quoting
  var isForSpreadsheet: Bool

  private var delimiter: UInt8 { quoting == .csv ? 0x2C : 0x09 }

  func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    if isForSpreadsheet { buffer.append("\u{FEFF}") }
    append(names: report.keyNames, to: &buffer)
    for field in ReportField.allCases {
      buffer.append(byte: delimiter)
      buffer.append(field.rawValue)
    }
    buffer.append(byte: 0x0A)
    while let row = try rows.next() {
      append(row, to: &buffer)
      try buffer.flushIfFull(to: &output)
    }
    try buffer.flush(to: &output)
  }

  private func append(_ row: TotalsRow, to buffer: inout TextBuffer) {
    append(row.key, to: &buffer)
    for label in [row.firstName, row.lastName, row.email] {
      buffer.append(byte: delimiter)
      if let label { append(label, to: &buffer) }
    }
    let amounts = row.amounts
    for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
      buffer.append(byte: delimiter)
      buffer.append(points)
    }
    buffer.append(byte: delimiter)
    buffer.append(amounts.transactions)
    for time in [row.firstTime, row.lastTime] {
      buffer.append(byte: delimiter)
      buffer.append(time: time)
    }
    buffer.append(byte: 0x0A)
  }

  /// The names of the key, or of its parts, a cell each.
  func append(names: [String], to buffer: inout TextBuffer) {
    for (index, name) in names.enumerated() {
      if index > 0 { buffer.append(byte: delimiter) }
      append(name, to: &buffer)
    }
  }

  /// The key, or its parts, a cell each.
  func append(_ key: GroupKey, to buffer: inout TextBuffer) {
    if key.kind == .combination {
      for (index, part) in key.parts.enumerated() {
        if index > 0 { buffer.append(byte: delimiter) }
        append(part, to: &buffer)
      }
    } else if let text = key.plainText {
      // Neither a number nor a date is text that somebody made up.
      append(text, isText: key.kind.isText || key.kind == .binary, to: &buffer)
    }
  }

  func append(_ cell: String, isText: Bool = true, to buffer: inout TextBuffer) {
    let isGuarded = isText && isForSpreadsheet && cell.startsLikeFormula(in: quoting)
    switch quoting {
    case .csv:
      let isQuoted = cell.isEmpty || cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      if isQuoted { buffer.append(byte: 0x22) }
      if isGuarded { buffer.append(byte: 0x27) }
      if isQuoted {
        for byte in cell.utf8 {
          if byte == 0x22 { buffer.append(byte: byte) }
          buffer.append(byte: byte)
        }
        buffer.append(byte: 0x22)
      } else {
        buffer.append(cell)
      }
    case .tsv:
      if isGuarded { buffer.append(byte: 0x27) }
      for byte in cell.utf8 {
        switch byte {
        case 0x09: buffer.append("\\t")
        case 0x0A: buffer.append("\\n")
        case 0x0D: buffer.append("\\r")
        case 0x5C: buffer.append("\\\\")
        default: buffer.append(byte: byte)
        }
      }
    }
  }
}

extension String {
  /// Whether a spreadsheet might run this text: it starts with `=`, `+`, `-`, `@`, a tab, a line feed or
  /// a carriage return (OWASP, "CSV Injection"), or with one of the first four at full width, which
  /// East Asian versions take for the narrow ones. Without quoting of its own, as in TSV, a quotation
  /// mark is the spreadsheet's to take off, and what is behind it may be any of these.
  fileprivate func startsLikeFormula(in quoting: DelimitedText.Quoting) -> Bool {
    switch unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\n", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    case "\"": quoting == .tsv
    default: false
    }
  }
}

/// Prints comma-separated values as RFC 4180 has them, in UTF-8, with a header line.
///
/// Lines end with a line feed alone, as those of mongoexport and DuckDB do. Cells that hold a comma,
/// a quotation mark or a line break are quoted. A missing label and the null key are empty cells;
/// the key that is an empty string is a quoted empty cell.
///
/// Every text is as it is: keys join with those of other tables. For a spreadsheet a byte order mark
/// comes first, which tells it that this is UTF-8. A text that starts with `=`, `+`, `-`, `@`, as narrow
/// or as wide as a Chinese character, a tab or the end of a line is a formula to it, and whoever chose their own name would have it run on the
/// reader's machine: such a text then gets an apostrophe in front, which spreadsheets take as "this is
/// text". Numbers are never prefixed.
package struct CSVWriter: ReportWriter {
  /// Whether a spreadsheet is to open it.
  package var isForSpreadsheet: Bool

  /// A writer.
  package init(isForSpreadsheet: Bool = false) {
    self.isForSpreadsheet = isForSpreadsheet
  }

  /// Prints the header line, then a line for each row; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    try DelimitedText(quoting: .csv, isForSpreadsheet: isForSpreadsheet).write(
      report, rows: &rows, to: &output)
  }
}

/// Prints tab-separated values in UTF-8, with a header line.
///
/// The format has no quotation marks. Inside a cell a tab is written as `\t`, a line feed as `\n`, a
/// carriage return as `\r` and a backslash as `\\`, so that a line is always a row and a tab always
/// ends a cell (IANA's text/tab-separated-values forbids them; PostgreSQL's COPY writes them so).
/// A missing label, the null key and the empty string are empty cells. What is done for a spreadsheet
/// is as in ``CSVWriter``.
package struct TSVWriter: ReportWriter {
  /// Whether a spreadsheet is to open it.
  package var isForSpreadsheet: Bool

  /// A writer.
  package init(isForSpreadsheet: Bool = false) {
    self.isForSpreadsheet = isForSpreadsheet
  }

  /// Prints the header line, then a line for each row; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    try DelimitedText(quoting: .tsv, isForSpreadsheet: isForSpreadsheet).write(
      report, rows: &rows, to: &output)
  }
}
