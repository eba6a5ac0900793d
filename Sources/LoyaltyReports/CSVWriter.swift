public import LoyaltyAnalytics

/// Prints comma-separated values as RFC 4180 has them, in UTF-8, with a header line.
///
/// Lines end with a line feed alone, as those of mongoexport and DuckDB do. Cells that hold a comma,
/// a quotation mark or a line break are quoted. A missing label and the null key are empty cells;
/// the key that is an empty string is a quoted empty cell.
///
/// A text that starts with `=`, `+`, `-`, `@`, a tab or a carriage return is a formula to a
/// spreadsheet, and whoever chose their own name would have it run on the reader's machine. Such a
/// text gets an apostrophe in front, which spreadsheets take as "this is text". With `rawCells` it
/// stays as it is, for programs that read it. Numbers are never prefixed.
public struct CSVWriter: ReportWriter {
  /// Whether text cells stay as they are.
  public var rawCells: Bool

  /// A writer.
  public init(rawCells: Bool = false) {
    self.rawCells = rawCells
  }

  /// Prints the header line, then a line for each row; see ``ReportWriter``.
  public func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    try DelimitedText(quoting: .csv, rawCells: rawCells).write(report, rows: &rows, to: &output)
  }
}

/// Prints tab-separated values in UTF-8, with a header line.
///
/// The format has no quotation marks. Inside a cell a tab is written as `\t`, a line feed as `\n`, a
/// carriage return as `\r` and a backslash as `\\`, so that a line is always a row and a tab always
/// ends a cell (IANA's text/tab-separated-values forbids them; PostgreSQL's COPY writes them so).
/// A missing label, the null key and the empty string are empty cells. What looks like a formula
/// gets an apostrophe in front, as in ``CSVWriter``.
public struct TSVWriter: ReportWriter {
  /// Whether text cells that look like formulas go without the apostrophe.
  public var rawCells: Bool

  /// A writer.
  public init(rawCells: Bool = false) {
    self.rawCells = rawCells
  }

  /// Prints the header line, then a line for each row; see ``ReportWriter``.
  public func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    try DelimitedText(quoting: .tsv, rawCells: rawCells).write(report, rows: &rows, to: &output)
  }
}
