public import LoyaltyAnalytics

/// A way to print a report: one type per format.
public protocol ReportWriter: Sendable {
  /// Prints a report.
  ///
  /// Rows are taken from the cursor one at a time and printed as they come, so that memory does not
  /// grow with their number. The bytes depend on nothing but the report and its rows.
  ///
  /// - Parameters:
  ///   - report: everything but the rows.
  ///   - rows: the rows to show, in rank order; read to the end.
  ///   - output: where the text goes.
  /// - Throws: whatever the cursor or the output throws.
  func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws
}
