/// The first lines of text in which a table is looked for.
struct TextLines {
  /// The text, with padding behind it.
  let bytes: [UInt8]
  /// How many bytes are text.
  let count: Int
  /// Whether that is all there is.
  let isWhole: Bool
  /// Where lines start that are not blank.
  private(set) var starts: [Int] = []

  /// Where the lines have to be.
  private static let limit = 64 << 10

  /// Takes the first lines apart, at any kind of line end.
  init(_ head: [UInt8], isWhole: Bool, maximum: Int) {
    bytes = head + [UInt8](repeating: 0, count: RawSpan.padding)
    count = head.count
    self.isWhole = isWhole
    var i = head.textStart
    while i < count, starts.count < maximum, i < Self.limit || starts.isEmpty {
      let end = lineEnd(from: i)
      if end.last > i { starts.append(i) }
      i = end.next
    }
  }

  /// Where the line ends that starts at an offset, and where the next one starts.
  func lineEnd(from start: Int) -> (last: Int, next: Int) {
    var syntax = TableSyntax()
    syntax.endsLinesAtReturn = true
    let last = CSVCell.lineEnd(bytes.rawBytes, from: start, end: count, syntax)
    return (last, CSVCell.behindLineEnd(bytes.rawBytes, last, end: count))
  }

  /// The delimiter that a line names, such as `sep=;`.
  func separator(at start: Int) -> UInt8? {
    SurroundingLine.separator(bytes.rawBytes.extracting(start..<lineEnd(from: start).last))
  }

  /// The header that a line is, read to its end.
  func header(at start: Int, _ delimiter: UInt8) -> CSVHeader? {
    let header = CSVHeader(
      bytes.rawBytes, from: start, count: count, TableSyntax(delimiter: delimiter))
    guard let header, isWhole || header.end < count || bytes[count - 1] == 0x0A else { return nil }
    return header
  }

  /// Whether there is a blank line between two lines.
  func hasBlankLine(between first: Int, and last: Int) -> Bool {
    var i = first
    while i < last {
      let end = lineEnd(from: i)
      if end.last == i { return true }
      i = end.next
    }
    return false
  }

  /// How many rows below a header there are, up to a number, and how many of them have its cells, or those
  /// of a header again.
  func rows(below header: CSVHeader, most: Int) -> (looked: Int, agreed: Int) {
    var columns = ColumnNames(header.names, syntax: header.syntax)
    var rows = (looked: 0, agreed: 0)
    var i = header.end
    while i < count, rows.looked < most {
      let start = i
      let cells = cells(from: &i, columns.syntax)
      if let cells {
        // The last row may go on behind what has been read.
        guard isWhole || i < count || bytes[count - 1] == 0x0A else { break }
        guard cells.count > 1 || cells.filled > 0,
          !SurroundingLine.isRule(
            bytes.rawBytes.extracting(start..<lineEnd(from: start).last)),
          SurroundingLine(bytes.rawBytes, start..<i, end: count, columns) == nil
        else { continue }
        if cells.filled <= columns.names.count, cells.count >= columns.fewestCells {
          rows.looked += 1
          rows.agreed += 1
          continue
        }
      }
      if let again = again(at: start, below: columns) {
        columns = ColumnNames(again.names, syntax: again.syntax)
        i = again.end
        continue
      }
      if cells == nil { i = lineEnd(from: start).next }
      rows.looked += 1
    }
    return rows
  }

  /// The header that a line is which does not agree with the one above, where files were joined.
  private func again(at start: Int, below columns: ColumnNames) -> CSVHeader? {
    CSVHeaderSearch(below: columns, options: TableOptions())
      .header(bytes.rawBytes, from: start, end: count, columns)
  }

  /// The cells of the row at `i`, and how many there are up to the last one with anything in it; nil when
  /// the row is malformed.
  private func cells(from i: inout Int, _ syntax: TableSyntax) -> (count: Int, filled: Int)? {
    var cells = (count: 0, filled: 0)
    while true {
      guard let cell = try? CSVCell(bytes.rawBytes, at: i, end: count, syntax) else { return nil }
      cells.count += 1
      if !cell.isMissing { cells.filled = cells.count }
      i = cell.next
      if cell.ending == .line { return cells }
    }
  }
}
