package import LoyaltyAnalytics

/// Prints a report as one JSON object in UTF-8.
///
/// Each user and each input stands on a line of its own; nothing else is broken, and there is no
/// indentation beyond one space per level, so that the text is as easy to page through and to
/// compare line by line as it is to parse. Key order is fixed, and new keys come last.
///
/// Amounts are number literals with all their digits: a reader that wants them exact must not go
/// through doubles.
package struct JSONWriter: ReportWriter {
  /// The writer.
  package init() {}

  /// Prints the object; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    buffer.append("{\"total\": ")
    buffer.append(report.total)
    buffer.append(", \"more\": ")
    buffer.append(json: report.more)
    buffer.append(",\n \"top_users\": [")
    let fields = JSONRow(keyNames: report.keyNames)
    var isFirst = true
    while let row = try rows.next() {
      buffer.append(isFirst ? "\n  " : ",\n  ")
      isFirst = false
      buffer.append(json: row, fields)
      try buffer.flushIfFull(to: &output)
    }
    buffer.append(isFirst ? "],\n" : "\n ],\n")
    buffer.append(" \"totals\": {")
    buffer.append(json: report.totals)
    buffer.append("},\n \"documents\": ")
    buffer.append(json: report.documents)
    buffer.append(",\n \"complete\": ")
    buffer.append(json: report.complete)
    buffer.append(",\n \"query\": ")
    buffer.append(json: report.query)
    buffer.append(",\n \"inputs\": ")
    buffer.append(json: report.inputs)
    if let version = report.version {
      buffer.append(",\n \"version\": ")
      buffer.append(json: version)
    }
    buffer.append("}\n")
    try buffer.flush(to: &output)
  }
}

/// Prints one JSON object per user, each on a line; the same text as in the `top_users` of
/// ``JSONWriter``. The summary has no place in it.
package struct JSONLinesWriter: ReportWriter {
  /// The writer.
  package init() {}

  /// Prints a line for each row; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    let fields = JSONRow(keyNames: report.keyNames)
    while let row = try rows.next() {
      buffer.append(json: row, fields)
      buffer.append(byte: 0x0A)
      try buffer.flushIfFull(to: &output)
    }
    try buffer.flush(to: &output)
  }
}
