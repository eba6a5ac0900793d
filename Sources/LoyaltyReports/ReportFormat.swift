/// The formats of a report, named as `--format` names them.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case table
  /// One JSON object.
  case json
  /// One JSON object per user and line.
  case jsonl
  /// Comma-separated values.
  case csv
  /// Tab-separated values.
  case tsv
  /// A table of GitHub-flavoured Markdown.
  case markdown
  /// A workbook for Excel and its like.
  case xlsx
  /// A page for a browser, of totals only.
  case html

  /// Whether it is text, which a terminal can show.
  public var isText: Bool { self != .xlsx }

  /// The extensions of files that hold it, the usual one first.
  public var extensions: [String] {
    switch self {
    case .table: ["txt"]
    case .json: ["json"]
    case .jsonl: ["jsonl", "ndjson"]
    case .csv: ["csv"]
    case .tsv: ["tsv", "tab"]
    case .markdown: ["md", "markdown"]
    case .xlsx: ["xlsx"]
    case .html: ["html", "htm"]
    }
  }

  /// The formats of rows: those that lists of transactions and of differences can have. Their writers
  /// print nothing in others.
  package static let ofRows = allCases.filter { $0 != .html && $0 != .xlsx }

  /// Whether the format has a place for the summary. Where it has none, the program prints
  /// ``ReportSummary/lines`` to standard error.
  public var holdsSummary: Bool {
    switch self {
    case .table, .json, .markdown, .xlsx, .html: true
    case .jsonl, .csv, .tsv: false
    }
  }

  /// The writer for this format.
  ///
  /// - Parameters:
  ///   - style: How the table looks; other formats ignore it.
  ///   - isForSpreadsheet: Whether a spreadsheet is to open CSV and TSV, which then begin with a byte order mark.
  /// - Returns: A writer, which may be used for any number of reports.
  public func writer(
    style: TableStyle = .plain, isForSpreadsheet: Bool = false
  ) -> any ReportWriter {
    writer(style: style, isForSpreadsheet: isForSpreadsheet, workbook: XLSXWriter())
  }

  /// The writer for this format, with one of workbooks that has been told more.
  package func writer(
    style: TableStyle = .plain, isForSpreadsheet: Bool = false, workbook: XLSXWriter
  ) -> any ReportWriter {
    switch self {
    case .table: TableWriter(style: style)
    case .json: JSONWriter()
    case .jsonl: JSONLinesWriter()
    case .csv: CSVWriter(isForSpreadsheet: isForSpreadsheet)
    case .tsv: TSVWriter(isForSpreadsheet: isForSpreadsheet)
    case .markdown: MarkdownWriter(hints: style.hints)
    case .xlsx: workbook
    case .html: HTMLWriter()
    }
  }
}
