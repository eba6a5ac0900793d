/// The formats of a report, named as `--format` names them.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal; see ``TableWriter``.
  case table
  /// One JSON object; see ``JSONWriter``.
  case json
  /// One JSON object per user and line; see ``JSONLinesWriter``.
  case jsonl
  /// Comma-separated values; see ``CSVWriter``.
  case csv
  /// Tab-separated values; see ``TSVWriter``.
  case tsv
  /// A table of GitHub-flavoured Markdown; see ``MarkdownWriter``.
  case markdown

  /// Whether the format has a place for the summary. Where it has none, the program prints
  /// ``ReportSummary/lines`` to standard error.
  public var holdsSummary: Bool {
    switch self {
    case .table, .json, .markdown: true
    case .jsonl, .csv, .tsv: false
    }
  }

  /// The writer for this format.
  ///
  /// - Parameters:
  ///   - style: how the table looks; other formats ignore it.
  ///   - rawCells: whether CSV and TSV leave text cells as they are; see ``CSVWriter``.
  public func writer(style: TableStyle = .plain, rawCells: Bool = false) -> any ReportWriter {
    switch self {
    case .table: TableWriter(style: style)
    case .json: JSONWriter()
    case .jsonl: JSONLinesWriter()
    case .csv: CSVWriter(rawCells: rawCells)
    case .tsv: TSVWriter(rawCells: rawCells)
    case .markdown: MarkdownWriter()
    }
  }
}
