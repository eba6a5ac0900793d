/// Frames comma-separated text: cuts behind line feeds that are not inside of quotes.
///
/// A quote opens at the start of a cell only, and the quote that closes it must have a comma or the
/// end of the line behind it. Where that fails, the damage ends with the line that it began on: one
/// stray quote does not swallow the rest of the file.
///
/// What has been looked at behind that line is looked at again, which costs credit. Where that is used
/// up, a line that ends inside of quotes is damage by itself.
struct CSVFramer: Framer {
  private let maximumSize: Int
  /// How far the bytes at the front have been looked at; never inside of quotes.
  private var scanned = 0
  /// Where the last whole record before `scanned` ends.
  private var recordEnd = 0
  private var inLongLine = false
  private var credit: RescanBudget

  init(maximumSize: Int, credit: RescanBudget = RescanBudget()) {
    self.maximumSize = maximumSize
    self.credit = credit
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    if inLongLine {
      return passLine(tooLong, bytes, count: count, atEnd: atEnd)
    }
    if credit.isExhausted, let frame = frameLine(bytes, count: count, atEnd: atEnd) {
      return frame
    }
    // No record can be too long as long as all of them together are not.
    if count > maximumSize, let frame = frameLongRecord(bytes, count: count, atEnd: atEnd) {
      return frame
    }
    switch scan(bytes, count: count, atEnd: atEnd) {
    case .stray(let place):
      return damaged(bytes, count: count, atEnd: atEnd, lookedAt: place)
    case .open where atEnd:
      return damaged(bytes, count: count, atEnd: atEnd, lookedAt: count)
    case .open, .plain: break
    }
    if atEnd { return emit(count) }
    return recordEnd > 0 ? emit(recordEnd) : .more
  }

  /// Hands out the record at the front if it is one whole line, else passes over the line; nil when no
  /// line ends within the limit.
  ///
  /// One record at a time, because the credit that it earns may be enough for the next one.
  private mutating func frameLine(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    guard let feed = bytes.firstLineFeed(in: 0..<min(count, maximumSize + 1)) else {
      return atEnd || count > maximumSize ? nil : .more
    }
    if case .ends(let end) = Self.record(bytes, from: 0, limit: feed + 1) {
      scanned = 0
      return emit(end)
    }
    return passLine(stray, bytes, count: count, atEnd: atEnd)
  }

  /// Deals with the first record that is over the limit; nil when there is none.
  ///
  /// What is behind the limit is not looked at, because it may not have been read yet: a quote that
  /// is open there is taken for a stray one.
  private mutating func frameLongRecord(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    var start = 0
    while count - start > maximumSize {
      let limit = start + maximumSize + 1
      let record = Self.record(bytes, from: start, limit: limit)
      if case .ends(let end) = record {
        start = end
        continue
      }
      if start > 0 { return emit(start) }
      if case .stray(let place) = record {
        credit.spend(place)
        return passLine(stray, bytes, count: count, atEnd: atEnd)
      }
      credit.spend(limit)
      let isStray = record == .open && bytes.firstLineFeed(in: 0..<limit) != nil
      return passLine(isStray ? stray : tooLong, bytes, count: count, atEnd: atEnd)
    }
    return nil
  }

  /// How the search for the end of a record ended.
  private enum Record: Equatable { case ends(Int), plain, open, stray(Int) }

  /// Where the record at `start` ends, which the reader of records needs for one that is malformed.
  static func recordEnd(_ bytes: RawSpan, from start: Int, end: Int) -> Int {
    switch record(bytes, from: start, limit: end) {
    case .ends(let next): next
    case .plain, .open: end
    case .stray: bytes.firstLineFeed(in: start..<end).map { $0 + 1 } ?? end
    }
  }

  /// Looks for the end of the record at `start`, byte by byte.
  private static func record(_ bytes: RawSpan, from start: Int, limit: Int) -> Record {
    var i = start
    while i < limit {
      if bytes[i] == 0x0A { return .ends(i + 1) }
      let isQuote = bytes[i] == 0x22 && (i == start || bytes[i - 1] == UInt8(ascii: ","))
      i += 1
      guard isQuote else { continue }
      while true {
        guard let quote = bytes.first(0x22, in: i..<limit), quote + 1 < limit else { return .open }
        i = quote + 1
        if bytes[i] == 0x22 {
          i += 1
          continue
        }
        if bytes[i] == 0x0D, i + 1 == limit { return .open }
        guard isCellEnd(bytes, i) else { return .stray(i) }
        break
      }
    }
    return .plain
  }

  /// Whether a comma or a line end stands at `i`; what follows a carriage return has to be there.
  private static func isCellEnd(_ bytes: RawSpan, _ i: Int) -> Bool {
    bytes[i] == UInt8(ascii: ",") || bytes[i] == 0x0A || bytes[i] == 0x0D && bytes[i + 1] == 0x0A
  }

  private var tooLong: MalformedDocument {
    MalformedDocument(.tooLong, at: 0, detail: Int64(maximumSize))
  }

  private var stray: MalformedDocument { MalformedDocument(.quote, at: 0) }

  private mutating func emit(_ count: Int) -> Frame {
    scanned -= min(scanned, count)
    recordEnd = 0
    credit.earn(count)
    return .documents(count)
  }

  /// What was found; a stray quote with where it was noticed.
  private enum Scan { case plain, open, stray(Int) }

  /// Looks for quotes and for the last line feed outside of them.
  private mutating func scan(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Scan {
    while scanned < count {
      let quote = bytes.first(UInt8(ascii: "\""), in: scanned..<count)
      if let feed = bytes.lastLineFeed(in: scanned..<(quote ?? count)) { recordEnd = feed + 1 }
      guard let quote else {
        scanned = count
        break
      }
      scanned = quote
      let before = quote > 0 ? bytes[quote - 1] : 0x0A
      guard before == UInt8(ascii: ",") || before == 0x0A else {
        // Within a plain cell: whoever reads the record refuses it.
        scanned += 1
        continue
      }
      var i = quote + 1
      while true {
        guard let next = bytes.first(UInt8(ascii: "\""), in: i..<count) else { return .open }
        guard next + 1 < count, bytes[next + 1] != 0x0D || next + 2 < count else {
          if !atEnd { return .open }
          scanned = count
          return .plain
        }
        i = next + 2
        let after = bytes[next + 1]
        if after == UInt8(ascii: "\"") { continue }
        guard Self.isCellEnd(bytes, next + 1) else { return .stray(next + 1) }
        scanned = next + 1
        break
      }
    }
    return .plain
  }

  /// Hands out what is sound before the damaged record, or passes over its first line.
  private mutating func damaged(
    _ bytes: RawSpan, count: Int, atEnd: Bool, lookedAt: Int
  ) -> Frame {
    scanned = 0
    if recordEnd > 0 { return emit(recordEnd) }
    credit.spend(lookedAt)
    return passLine(stray, bytes, count: count, atEnd: atEnd)
  }

  /// Passes over a line while it streams by.
  private mutating func passLine(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame {
    scanned = 0
    let feed = bytes.firstLineFeed(in: 0..<count)
    inLongLine = feed == nil && !atEnd
    let passed = feed.map { $0 + 1 } ?? count
    credit.earn(passed)
    return .skipped(passed, finding, ends: !inLongLine)
  }
}
