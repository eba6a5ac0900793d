internal import DumpReader
package import LoyaltyAnalytics
internal import Synchronization

/// Prints a report as an Excel workbook (ECMA-376), by libxlsxwriter in constant memory.
///
/// The sheet `Totals` has the columns of ``CSVWriter`` under a header that stays in sight; `Summary` has
/// what was read, counted and left out, the totals, the question and the inputs. A sheet has 1,048,576
/// rows: where there are more, they go on in `Totals 2` and so on, each with the header.
///
/// - Keys, names and addresses are text, whatever they look like: leading zeros and long numbers stay,
///   and nothing is a formula. The null key and the empty one are empty cells. A key of several fields
///   has a column for each.
/// - Amounts are numbers where 15 digits hold them, else text, which is told.
/// - Times are dates in UTC; before March 1900 and after 9999, text.
/// - A text of more than 32,767 UTF-16 units is cut, which is told.
///
/// The bytes are the same for the same report. Only one workbook is made at a time, whatever the number of
/// threads: the C library shares memory between workbooks.
package struct XLSXWriter: ReportWriter {
  /// Where temporary files go: twice the size of the sheets, and the workbook.
  package var space: TemporarySpace
  /// Called with what the cells do not show, a sentence each.
  package var onNotice: @Sendable (String) -> Void
  /// Rows of a sheet, its header among them.
  var rowLimit = Workbook.rowLimit

  /// A writer.
  package init(
    space: TemporarySpace = TemporarySpace(),
    onNotice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.space = space
    self.onNotice = onNotice
  }

  /// Looks whether the library is there.
  ///
  /// - Throws: ``SpreadsheetError`` that says how it is installed.
  package static func checkLibrary() throws { _ = try SpreadsheetLibrary() }

  /// Widths of the columns, of a key of one field, in digits; they cannot follow from rows that are not
  /// known yet. A UUID fits, and an amount of 15 digits with its commas.
  private static let widths: [Double] = [36, 16, 18, 30, 22, 22, 22, 22, 14, 28, 28]
  /// The columns of names and the address.
  private static let labelColumns = 3

  private static let turn = Mutex(())

  /// Prints the workbook; see ``ReportWriter``.
  package func write<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    try Self.turn.withLock { _ in try makeWorkbook(report, rows: &rows, to: &output) }
  }

  private func makeWorkbook<Rows: RowCursor & ~Copyable, Output: ReportOutput & ~Copyable>(
    _ report: Report, rows: inout Rows, to output: inout Output
  ) throws {
    // ZIP64 only where it may be needed: not every reader of small files knows it.
    let ranking = report.ranking
    let count = min(ranking.top ?? .max, report.total - min(ranking.skip, report.total))
    var workbook = try Workbook(space, isHuge: count >= Int(rowLimit))
    var sheets = 0
    var shown = 0
    // A sheet is there even if no row is.
    var rowOfSheet = rowLimit
    while true {
      let row = try rows.next()
      if rowOfSheet == rowLimit, row != nil || sheets == 0 {
        if sheets > 0 { endSheet(workbook, keyColumns: report.groupedBy.count) }
        sheets += 1
        try begin(sheets, report, &workbook)
        rowOfSheet = 1
      }
      guard let row else { break }
      try append(row, to: &workbook)
      rowOfSheet += 1
      shown += 1
    }
    endSheet(workbook, keyColumns: report.groupedBy.count)
    var summary = WorkbookSummary(report, shown: shown, sheets: sheets)
    summary.textAmounts = workbook.textAmounts
    summary.cutTexts = workbook.cutTexts
    try summary.append(to: &workbook)
    // The summary's own texts may be long as well.
    summary.cutTexts = workbook.cutTexts
    try workbook.finish(to: &output)
    for notice in summary.notices { onNotice(notice) }
  }

  private func begin(_ number: Int, _ report: Report, _ workbook: inout Workbook) throws {
    try workbook.addSheet(number == 1 ? "Totals" : "Totals \(number)")
    let keys = report.keyNames
    workbook.setWidths(keys.dropFirst().map { _ in Self.widths[0] } + Self.widths)
    for (index, name) in keys.enumerated() { try workbook.heading(name, column: index) }
    for (index, field) in ReportField.allCases.enumerated() {
      try workbook.heading(
        field.rawValue, column: keys.count + index, isFlushRight: index >= Self.labelColumns)
    }
    workbook.endRow()
  }

  private func endSheet(_ workbook: borrowing Workbook, keyColumns: Int) {
    let last = UInt8(ascii: "A") + UInt8(keyColumns + Self.labelColumns - 1)
    workbook.endTable(
      columns: ReportField.allCases.count + keyColumns,
      textColumns: "A"...Character(Unicode.Scalar(last)))
  }

  private func append(_ row: TotalsRow, to workbook: inout Workbook) throws {
    var column = 0
    let keys = row.key.parts.map(\.plainText)
    for text in keys + [row.firstName, row.lastName, row.email] {
      if let text { try workbook.text(text, column: column) }
      column += 1
    }
    let amounts = row.amounts
    for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
      try workbook.amount(points, column: column)
      column += 1
    }
    try workbook.count(amounts.transactions, column: column)
    if let time = row.firstTime { try workbook.time(time, column: column + 1) }
    if let time = row.lastTime { try workbook.time(time, column: column + 2) }
    workbook.endRow()
  }
}
