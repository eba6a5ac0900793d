/// Frames the lines of a table: cuts behind line ends that are not inside of quotes, and finds headers.
///
/// A quote opens at the start of a cell only, and the quote that closes it must have a delimiter or the
/// end of the line behind it. Where that fails, the damage ends with the line that it began on: one
/// stray quote does not swallow the rest of the file.
///
/// What has been looked at behind that line is looked at again, which costs the budget. Where that is
/// used up, a line that ends inside of quotes is damage by itself.
///
/// Rows are handed out when they have been searched for another header, which ends them:
///
///     ──┬───────────────────────┬────────┬─────────────────┬──
///       │ row │ row │ … │ row   │ header │ row │ … │ row   │ half a row
///     ──┴───────────────────────┴────────┴─────────────────┴──
///        .documents               .columns   .documents       .more
struct CSVFramer: Framer {
  private let maximumSize: Int
  private var columns: ColumnNames
  private var search: CSVHeaderSearch
  /// Whether the next row may be the line of dashes below a header.
  private var isBelowHeader = true
  /// How far the bytes at the front have been looked at; never inside of quotes.
  private var scanned = 0
  /// Where the last whole row before `scanned` ends.
  private var rowsEnd = 0
  private var inLongLine = false
  private var budget: RescanBudget

  /// A framer for the lines below a header.
  ///
  /// - Parameters:
  ///   - columns: The names in the header.
  ///   - search: What another header is known by.
  init(
    maximumSize: Int, columns: ColumnNames, search: CSVHeaderSearch,
    budget: RescanBudget = RescanBudget()
  ) {
    self.maximumSize = maximumSize
    self.columns = columns
    self.search = search
    self.budget = budget
  }

  private var syntax: TableSyntax { columns.syntax }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    if inLongLine {
      return passLine(tooLong, bytes, count: count, atEnd: atEnd)
    }
    // What is known to be sound goes first: it is not looked at again for each header in it.
    if rowsEnd > 0 { return emit(rowsEnd, bytes) }
    if budget.isExhausted, let frame = frameLine(bytes, count: count, atEnd: atEnd) {
      return frame
    }
    // No row can be too long as long as all of them together are not.
    if count > maximumSize, let frame = frameLongRow(bytes, count: count, atEnd: atEnd) {
      return frame
    }
    switch scan(bytes, count: count, atEnd: atEnd) {
    case .stray(let quote):
      return damaged(bytes, count: count, atEnd: atEnd, lookedAt: quote)
    case .open where atEnd:
      return damaged(bytes, count: count, atEnd: atEnd, lookedAt: count)
    case .open, .plain: break
    }
    if atEnd { return emit(count, bytes) }
    return rowsEnd > 0 ? emit(rowsEnd, bytes) : .more
  }

  /// Hands out the row at the front if it is one whole line, else passes over the line; nil when no
  /// line ends within the limit.
  ///
  /// One row at a time, because the budget that it earns may be enough for the next one.
  private mutating func frameLine(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    guard let last = bytes.firstLineEnd(in: 0..<min(count, maximumSize + 1), syntax) else {
      return atEnd || count > maximumSize ? nil : .more
    }
    if case .ends(let end) = Self.row(bytes, from: 0, limit: last + 1, syntax) {
      scanned = 0
      rowsEnd = 0
      return emit(end, bytes)
    }
    return passLine(stray, bytes, count: count, atEnd: atEnd)
  }

  /// Deals with the first row that is over the limit; nil when there is none.
  ///
  /// What is behind the limit is not looked at, because it may not have been read yet: a quote that
  /// is open there is taken for a stray one.
  private mutating func frameLongRow(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    var start = 0
    while count - start > maximumSize {
      let limit = start + maximumSize + 1
      let row = Self.row(bytes, from: start, limit: limit, syntax)
      if case .ends(let end) = row {
        start = end
        continue
      }
      if start > 0 { return emit(start, bytes) }
      if case .stray(let quote) = row {
        budget.spend(quote)
        return passLine(stray, bytes, count: count, atEnd: atEnd)
      }
      budget.spend(limit)
      let isStray = row == .open && bytes.firstLineEnd(in: 0..<limit, syntax) != nil
      return passLine(isStray ? stray : tooLong, bytes, count: count, atEnd: atEnd)
    }
    return nil
  }

  /// How the search for the end of a row ended.
  private enum Row: Equatable { case ends(Int), plain, open, stray(Int) }

  /// Where the row at `start` ends, which the reader of rows needs for one that is malformed.
  static func rowEnd(
    _ bytes: RawSpan, from start: Int, end: Int, _ syntax: TableSyntax
  ) -> Int {
    switch row(bytes, from: start, limit: end, syntax) {
    case .ends(let next): next
    case .plain, .open: end
    case .stray: bytes.firstLineEnd(in: start..<end, syntax).map { $0 + 1 } ?? end
    }
  }

  /// Looks for the end of the row at `start`, byte by byte.
  private static func row(
    _ bytes: RawSpan, from start: Int, limit: Int, _ syntax: TableSyntax
  ) -> Row {
    var i = start
    while i < limit {
      if syntax.isLineEnd(bytes[i]) { return .ends(i + 1) }
      let isQuote = bytes[i] == UInt8(ascii: "\"") && opens(bytes, i, from: start, syntax)
      i += 1
      guard isQuote else { continue }
      while true {
        guard let quote = bytes.first(UInt8(ascii: "\""), in: i..<limit), quote + 1 < limit else {
          return .open
        }
        i = quote + 1
        if bytes[i] == UInt8(ascii: "\"") {
          i += 1
          continue
        }
        switch cellEnds(bytes, at: i, limit: limit, syntax) {
        case .needsMore: return .open
        case .no: return .stray(i)
        case .yes: break
        }
        break
      }
    }
    return .plain
  }

  /// Whether a quote stands at the start of a cell, in text that starts with a row.
  private static func opens(
    _ bytes: RawSpan, _ quote: Int, from start: Int, _ syntax: TableSyntax
  ) -> Bool {
    var i = quote
    if syntax.trimsCells {
      while i > start, syntax.isBlank(bytes[i - 1]) { i -= 1 }
    }
    if i > start, bytes[i - 1] == syntax.delimiter { return true }
    // Where files were joined, a line may begin with a mark of byte order.
    if i - 3 >= start, bytes[i - 1] == 0xBF, bytes.isByteOrderMark(at: i - 3) { i -= 3 }
    return i == start || syntax.isLineEnd(bytes[i - 1])
  }

  private enum Answer { case yes, no, needsMore }

  /// Whether a cell in quotes ends at `i`, behind them.
  private static func cellEnds(
    _ bytes: RawSpan, at i: Int, limit: Int, _ syntax: TableSyntax
  ) -> Answer {
    var i = i
    if syntax.trimsCells {
      while i < limit, syntax.isBlank(bytes[i]) { i += 1 }
    }
    guard i < limit else { return .needsMore }
    if bytes[i] == syntax.delimiter || syntax.isLineEnd(bytes[i]) { return .yes }
    for next in i..<i + 3 {
      guard next < limit else { return .needsMore }
      if bytes[next] == 0x0A { return .yes }
      if bytes[next] != 0x0D { return .no }
    }
    return .no
  }

  private var tooLong: MalformedDocument {
    MalformedDocument(.tooLong, at: 0, detail: Int64(maximumSize))
  }

  private var stray: MalformedDocument { MalformedDocument(.quote, at: 0) }

  /// Hands out the rows in front of `count`, up to a header, or the header at the front.
  private mutating func emit(_ count: Int, _ bytes: RawSpan) -> Frame {
    if isBelowHeader {
      isBelowHeader = false
      if let rule = ruleEnd(bytes, count: count) { return goOn(below: rule, columns) }
    }
    guard let header = search.first(in: bytes, 0..<count, columns) else {
      advance(count)
      return .documents(count)
    }
    if header.start > 0 {
      advance(header.start)
      return .documents(header.start)
    }
    isBelowHeader = true
    return goOn(below: header.end, header.columns)
  }

  /// Where the line of dashes at the front ends, if there is one.
  private func ruleEnd(_ bytes: RawSpan, count: Int) -> Int? {
    guard "-=+|: \t".utf8.contains(bytes[0]) else { return nil }
    let end = CSVCell.lineEnd(bytes, from: 0, end: count, syntax)
    guard SurroundingLine.isRule(bytes.extracting(0..<end)) else { return nil }
    return CSVCell.behindLineEnd(bytes, end, end: count)
  }

  /// Passes over a header, or what belongs to it.
  private mutating func goOn(below end: Int, _ columns: ColumnNames) -> Frame {
    advance(end)
    let isChanged = columns.syntax != syntax
    if isChanged {
      // What has been looked at meant something else there.
      scanned = 0
      rowsEnd = 0
    }
    self.columns = columns
    search.goOn(below: columns, isChanged: isChanged)
    return .columns(end, columns)
  }

  private mutating func advance(_ count: Int) {
    scanned -= min(scanned, count)
    rowsEnd -= min(rowsEnd, count)
    budget.earn(count)
  }

  /// What was found; a stray quote with where it was noticed.
  private enum Scan { case plain, open, stray(Int) }

  /// Looks for quotes and for the last line end outside of them.
  private mutating func scan(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Scan {
    while scanned < count {
      let quote = bytes.first(UInt8(ascii: "\""), in: scanned..<count)
      if let last = bytes.lastLineEnd(in: scanned..<(quote ?? count), syntax) {
        rowsEnd = last + 1
      }
      guard let quote else {
        scanned = count
        break
      }
      scanned = quote
      guard Self.opens(bytes, quote, from: 0, syntax) else {
        // Within a plain cell: whoever reads the row refuses it.
        scanned += 1
        continue
      }
      var i = quote + 1
      while true {
        guard let next = bytes.first(UInt8(ascii: "\""), in: i..<count) else { return .open }
        i = next + 1
        if i < count, bytes[i] == UInt8(ascii: "\"") {
          i += 1
          continue
        }
        switch Self.cellEnds(bytes, at: i, limit: count, syntax) {
        case .needsMore:
          if !atEnd { return .open }
          scanned = count
          return .plain
        case .no: return .stray(i)
        case .yes: break
        }
        scanned = i
        break
      }
    }
    return .plain
  }

  /// Hands out what is sound before the damaged row, or passes over its first line.
  private mutating func damaged(
    _ bytes: RawSpan, count: Int, atEnd: Bool, lookedAt: Int
  ) -> Frame {
    scanned = rowsEnd
    if rowsEnd > 0 { return emit(rowsEnd, bytes) }
    budget.spend(lookedAt)
    return passLine(stray, bytes, count: count, atEnd: atEnd)
  }

  /// Passes over a line while it streams by.
  private mutating func passLine(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame {
    scanned = 0
    rowsEnd = 0
    isBelowHeader = false
    let last = bytes.firstLineEnd(in: 0..<count, syntax)
    inLongLine = last == nil && !atEnd
    let passed = last.map { $0 + 1 } ?? count
    budget.earn(passed)
    return .skipped(passed, finding, ends: !inLongLine)
  }
}

extension TableSyntax {
  /// Whether a byte ends lines by itself.
  @inline(__always)
  func isLineEnd(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == 0x0D && endsLinesAtReturn
  }
}

extension RawSpan {
  /// The first byte in a range that ends a line by itself.
  func firstLineEnd(in range: Range<Int>, _ syntax: TableSyntax) -> Int? {
    let feed = firstLineFeed(in: range)
    guard syntax.endsLinesAtReturn else { return feed }
    return firstIndex(of: 0x0D, in: range.lowerBound..<(feed ?? range.upperBound)) ?? feed
  }

  /// The last byte in a range that ends a line by itself.
  func lastLineEnd(in range: Range<Int>, _ syntax: TableSyntax) -> Int? {
    let feed = last(0x0A, in: range)
    guard syntax.endsLinesAtReturn else { return feed }
    return last(0x0D, in: (feed ?? range.lowerBound)..<range.upperBound) ?? feed
  }

  /// Whether the three bytes at an offset are the mark of byte order of UTF-8.
  func isByteOrderMark(at offset: Int) -> Bool {
    self[offset] == 0xEF && self[offset + 1] == 0xBB && self[offset + 2] == 0xBF
  }
}
