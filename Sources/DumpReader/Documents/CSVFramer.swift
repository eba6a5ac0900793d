/// Frames comma-separated text: cuts behind line feeds that are not inside of quotes.
///
/// A quote opens at the start of a cell only, and the quote that closes it must have a comma or the
/// end of the line behind it. Where that fails, the damage ends with the line that it began on: one
/// stray quote does not swallow the rest of the file.
struct CSVFramer: Framer {
  private let maximumSize: Int
  /// How far the bytes at the front have been looked at; never inside of quotes.
  private var scanned = 0
  /// Where the last whole record before `scanned` ends.
  private var recordEnd = 0
  private var inLongLine = false

  init(maximumSize: Int) {
    self.maximumSize = maximumSize
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    if inLongLine { return passLine(bytes, count: count, atEnd: atEnd) }
    let isOpen: Bool
    switch scan(bytes, count: count, atEnd: atEnd) {
    case .stray: return damaged(bytes, count: count, atEnd: atEnd)
    case .open where atEnd: return damaged(bytes, count: count, atEnd: atEnd)
    case .open: isOpen = true
    case .plain: isOpen = false
    }
    if atEnd { return hand(count) }
    if recordEnd > 0 { return hand(recordEnd) }
    guard count > maximumSize else { return .more }
    return isOpen
      ? damaged(bytes, count: count, atEnd: atEnd)
      : passLine(bytes, count: count, atEnd: atEnd)
  }

  private mutating func hand(_ count: Int) -> Frame {
    scanned -= min(scanned, count)
    recordEnd = 0
    return .documents(count)
  }

  private enum Scan { case plain, open, stray }

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
        guard next + 1 < count else {
          if !atEnd { return .open }
          scanned = count
          return .plain
        }
        i = next + 2
        let after = bytes[next + 1]
        if after == UInt8(ascii: "\"") { continue }
        guard after == UInt8(ascii: ",") || after == 0x0A || after == 0x0D else { return .stray }
        scanned = next + 1
        break
      }
    }
    return .plain
  }

  /// Hands out what is sound before the damaged record, or passes over its first line.
  private mutating func damaged(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    scanned = 0
    if recordEnd > 0 { return hand(recordEnd) }
    guard let feed = bytes.firstLineFeed(in: 0..<count) else {
      return passLine(bytes, count: count, atEnd: atEnd)
    }
    return .gap(feed + 1, MalformedDocument(.quote, at: 0), ends: true)
  }

  /// Passes over a line while it streams by.
  private mutating func passLine(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    let finding = MalformedDocument(
      count > maximumSize || inLongLine ? .tooLong : .quote, at: 0, detail: Int64(maximumSize))
    scanned = 0
    let feed = bytes.firstLineFeed(in: 0..<count)
    inLongLine = feed == nil && !atEnd
    return .gap(feed.map { $0 + 1 } ?? count, finding, ends: !inLongLine)
  }
}
