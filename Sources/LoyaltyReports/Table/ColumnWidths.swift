internal import LoyaltyAnalytics

/// How wide the columns of a table would be if there were room for everything.
struct ColumnWidths {
  /// The widest cell of each column by `rawValue`; 0 where all are empty.
  private(set) var widths = [Int](repeating: 0, count: ReportColumn.allCases.count)
  /// The widest integer part of each column of points, with sign and separators.
  private(set) var integers = [Int](repeating: 0, count: ReportColumn.allCases.count)
  /// The widest fraction of each column of points, with the point.
  private(set) var fractions = [Int](repeating: 0, count: ReportColumn.allCases.count)

  /// Whether some e-mail is not the group key itself, as it is when e-mails are grouped by.
  private(set) var emailsDiffer = false

  /// The blanks between two columns where there is room.
  private static let gap = 2

  private let text: TerminalText
  private let limit: Int
  private let report: Report
  private var scratch = TextBuffer(capacity: 64)

  /// Measures for a table of so many columns: no cell need be measured beyond them.
  init(_ report: Report, text: TerminalText, limit: Int) {
    self.report = report
    self.text = text
    self.limit = limit
  }

  /// The widest cell of a column.
  subscript(column: ReportColumn) -> Int { widths[column.rawValue] }

  /// Takes a row into account.
  mutating func add(_ row: TotalsRow, rank: Int) {
    add(count: rank, .rank)
    for column in ReportColumn.texts {
      if let label = column.text(of: row) { add(text.width(of: label, limit: limit), column) }
    }
    if let email = row.email {
      emailsDiffer = emailsDiffer || !row.key.isText(email)
    }
    add(row.amounts)
    for (column, time) in [(ReportColumn.firstTime, row.firstTime), (.lastTime, row.lastTime)] {
      guard let time else { continue }
      scratch.bytes.removeAll(keepingCapacity: true)
      scratch.append(date: report.local(time))
      add(scratch.bytes.count, column)
    }
  }

  /// Takes amounts into account, of a row or of the totals.
  mutating func add(_ amounts: Amounts) {
    for column in ReportColumn.points {
      guard let points = column.points(of: amounts) else { continue }
      scratch.bytes.removeAll(keepingCapacity: true)
      let fraction = scratch.append(points, grouped: true)
      let index = column.rawValue
      add(scratch.bytes.count, column)
      integers[index] = max(integers[index], scratch.bytes.count - fraction)
      fractions[index] = max(fractions[index], fraction)
    }
    add(count: amounts.transactions, .transactions)
  }

  /// Takes a count into account, such as the largest rank.
  mutating func add(count: Int, _ column: ReportColumn) {
    scratch.bytes.removeAll(keepingCapacity: true)
    scratch.append(count, grouped: true)
    add(scratch.bytes.count, column)
  }

  /// Takes the count of groups into account, which stands below the rank, the key and the name. Call
  /// it last: only what these leave is asked of the key.
  mutating func add(groupCount: String) {
    let others = ([ReportColumn.rank, .name] + ReportColumn.keys.dropFirst())
      .map { self[$0] }.filter { $0 > 0 }
    add(groupCount.utf8.count - others.reduce(0) { $0 + $1 + Self.gap }, .key)
  }

  private mutating func add(_ width: Int, _ column: ReportColumn) {
    widths[column.rawValue] = max(widths[column.rawValue], width)
  }
}

extension GroupKey {
  /// Whether the key, or a part of it, is a text.
  fileprivate func isText(_ text: String) -> Bool {
    guard kind == .combination else { return text.utf8.elementsEqual(bytes) }
    return parts.contains { text.utf8.elementsEqual($0.bytes) }
  }
}
