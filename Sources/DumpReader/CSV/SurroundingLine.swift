/// What stands around the rows of a table without being one: what programs print above, below and
/// between tables.
///
/// Only lines that cannot be rows are looked at, those with another number of cells than the header.
enum SurroundingLine {
  /// A line of the title that stands above the table, with other digits perhaps.
  case title
  /// A line of dashes, such as `-----`, `---+---`, `|---|---:|`.
  case rule
  /// `sep=;`, which tells spreadsheets what the delimiter is.
  case separator
  /// How many rows there were or how long it took: `(4 rows)`, `exported 4 records`.
  case count

  /// The longest line that is looked at.
  private static let maximumCount = 200

  /// Recognises a line; nil where it says nothing of the kind.
  ///
  /// - Parameters:
  ///   - range: The line with its end.
  ///   - end: Where the text ends.
  ///   - columns: The names above it.
  init?(_ bytes: RawSpan, _ range: Range<Int>, end: Int, _ columns: ColumnNames) {
    let last = CSVCell.lineEnd(bytes, from: range.lowerBound, end: end, columns.syntax)
    guard last - range.lowerBound <= Self.maximumCount, last <= range.upperBound else { return nil }
    let line = bytes.extracting(range.lowerBound..<last)
    if !columns.titles.isEmpty, columns.titles.contains(LineShape(line)) {
      self = .title
    } else if Self.isRule(line) {
      self = .rule
    } else if Self.separator(line) != nil {
      self = .separator
    } else if Self.isCount(line) {
      self = .count
    } else {
      return nil
    }
  }

  /// Whether a line is made of dashes, and of what stands between them.
  static func isRule(_ line: RawSpan) -> Bool {
    var (run, longest) = (0, 0)
    for i in 0..<line.byteCount {
      switch line[i] {
      case UInt8(ascii: "-"), UInt8(ascii: "="):
        run += 1
        longest = max(longest, run)
      case UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: " "),
        UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";"):
        run = 0
      default: return false
      }
    }
    // One or two are what stands for nothing in a cell.
    return longest >= 3
  }

  /// The delimiter that `sep=;` names.
  static func separator(_ line: RawSpan) -> UInt8? {
    var text = Array(line.copied()[...])
    if text.count == 7, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") {
      text = Array(text[1..<6])
    }
    guard text.count == 5, text[3] == UInt8(ascii: "="),
      text[0..<3].elementsEqual("sep".utf8, by: { $0 | 0x20 == $1 })
    else { return nil }
    return TableSyntax.isDelimiter(text[4]) ? text[4] : nil
  }

  /// Whether a line tells a number of rows, or how long a statement took.
  ///
  /// `(4 rows)` of psql, `4 rows in set (0.00 sec)` of mysql, `(4 rows affected)` of sqlcmd, `exported 4
  /// records` of mongoexport behind its time stamp, `4 rows selected.` of SQL*Plus, `Time: 1.2 ms`.
  private static func isCount(_ line: RawSpan) -> Bool {
    let text = line.copied()
    guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 || $0 == 0x09 }) else {
      return false
    }
    let words = text.split { !isWordByte($0) }
      .map { String(decoding: $0.map { isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self) }
    guard words.count <= 12,
      let number = words.lastIndex(where: { $0.utf8.allSatisfy { !isLetter($0) } })
    else { return false }
    if words.first == "time" { return words.count <= 5 && words.last == "ms" }
    let units = ["row", "rows", "record", "records", "document", "documents"]
    // The number stands right before what is counted, or right behind it.
    return words.indices.contains { index in
      guard units.contains(words[index]) else { return false }
      let before = index > 0 && words[index - 1].utf8.allSatisfy { !isLetter($0) }
      let behind = index + 1 == number && number == words.count - 1
      return before || behind
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
