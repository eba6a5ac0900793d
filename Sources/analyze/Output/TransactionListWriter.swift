import LoyaltyReports

/// Where a list of transactions goes, piece by piece, from whatever thread has one.
///
/// Not locked: the scan hands over one piece at a time, each when the one before it has been taken. What
/// stands before the rows is printed with the first of them, or at the end: nothing is when no input
/// can be read.
final class TransactionListWriter<Output: ReportOutput & ~Copyable>: @unchecked Sendable {
  private var list: TransactionListReport
  private var output: Output?
  private var hasBegun = false

  init(_ list: TransactionListReport, _ output: consuming Output) {
    self.list = list
    self.output = consume output
  }

  /// Prints a piece, which holds whole rows.
  @Sendable
  func append(_ piece: [UInt8]) throws {
    try withOutput { list, output in try list.append(piece, to: &output) }
  }

  /// Prints what stands behind the rows.
  func end(_ report: Report, rows: Int, shown: Range<Int>) throws {
    try withOutput { list, output in
      try list.end(report, rows: rows, shown: shown, to: &output)
    }
  }

  /// Hands over the output.
  func finish() -> Output? { output.take() }

  private func withOutput(
    _ body: (inout TransactionListReport, inout Output) throws -> Void
  ) throws {
    guard var output = output.take() else { return }
    do {
      if !hasBegun {
        hasBegun = true
        try list.begin(to: &output)
      }
      try body(&list, &output)
    } catch {
      self.output = consume output
      throw error
    }
    self.output = consume output
  }
}
