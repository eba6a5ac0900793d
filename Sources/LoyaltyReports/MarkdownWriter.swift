internal import DumpReader
public import LoyaltyAnalytics

/// Prints a report as a table of GitHub-flavoured Markdown, with the summary below it.
///
/// Texts are text: characters that mean something in Markdown or HTML are escaped with a backslash,
/// line breaks become spaces, and control characters are shown. All columns are always there, because
/// rows are printed as they come.
public struct MarkdownWriter: ReportWriter {
  /// The writer.
  public init() {}

  /// Prints the table and the summary; see ``ReportWriter``.
  public func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    buffer.append("| # | ")
    buffer.append(markdown: report.groupedBy)
    buffer.append(" | Name | E-mail | Awarded | Redeemed | Deducted | Net | Transactions |\n")
    buffer.append("| ---: | :--- | :--- | :--- | ---: | ---: | ---: | ---: | ---: |\n")
    var rank = report.ranking.skip
    while let row = try rows.next() {
      rank += 1
      buffer.append("| ")
      buffer.append(rank, grouped: true)
      for column in ReportColumn.texts {
        buffer.append(" | ")
        if let label = column.text(of: row) { buffer.append(markdown: label) }
      }
      buffer.append(markdown: row.amounts)
      try buffer.flushIfFull(to: &output)
    }
    buffer.append("| | \(report.groupCount) | |")
    buffer.append(markdown: report.totals)
    buffer.append(byte: 0x0A)
    if report.more {
      buffer.append("- … \((report.total - rank).grouped) more (use --skip or --all)\n")
    }
    for line in ReportSummary(report).lines {
      buffer.append("- ")
      buffer.append(markdown: line)
      buffer.append(byte: 0x0A)
    }
    try buffer.flush(to: &output)
  }
}

extension TextBuffer {
  /// Appends the cells of amounts and the end of the line.
  fileprivate mutating func append(markdown amounts: Amounts) {
    for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
      append(" | ")
      append(points, grouped: true)
    }
    append(" | ")
    append(amounts.transactions, grouped: true)
    append(" |\n")
  }

  /// Appends a text so that Markdown shows it as it is, on one line.
  ///
  /// The characters are those that start something in CommonMark 0.31 or in GitHub's extensions
  /// anywhere in a line; a backslash takes away the meaning of any punctuation of ASCII.
  mutating func append(markdown text: String) {
    for byte in TerminalText(isUnicode: true).shown(text.withoutLineBreaks).utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "&"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "$"):
        append(byte: 0x5C)
        append(byte: byte)
      default: append(byte: byte)
      }
    }
  }
}

extension String {
  /// The text with a space for each line feed and carriage return.
  fileprivate var withoutLineBreaks: String {
    guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return self }
    return String(decoding: utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }
}
