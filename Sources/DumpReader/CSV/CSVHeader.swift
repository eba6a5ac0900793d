/// A line with the names of columns, as it is read out of the text.
struct CSVHeader {
  /// The names without the blanks around them.
  let names: [String]
  /// Which of them stood in quotes, where a name may have anything in it.
  let areQuoted: [Bool]
  /// How the line is written, and so those below it.
  let syntax: TableSyntax
  /// Where the line ends, its end included.
  let end: Int

  /// The most bytes that the line may take.
  static let maximumSize = 1 << 20

  /// Reads the line at `start`.
  ///
  /// Blanks may stand around names and their quotes; a carriage return ends the line by itself, and then
  /// does so in the table.
  ///
  /// - Parameters:
  ///   - start: Where the line starts; a mark of byte order is passed over.
  ///   - count: How many bytes are text. Whether the last line goes on behind them is for the caller to
  ///     know.
  ///   - syntax: How the table is written; whether carriage returns end lines is found out.
  /// - Returns: nil when the line is not well-formed.
  init?(_ bytes: RawSpan, from start: Int, count: Int, _ syntax: TableSyntax) {
    var reading = syntax
    reading.trimsCells = true
    reading.endsLinesAtReturn = true
    var names: [String] = []
    var areQuoted: [Bool] = []
    var i = start + 3 <= count && bytes.isByteOrderMark(at: start) ? start + 3 : start
    var last = i
    while true {
      guard let cell = try? CSVCell(bytes, at: i, end: count, reading) else { return nil }
      guard bytes.isValidUTF8(cell.text) else { return nil }
      let text = bytes.extracting(cell.text).text
      names.append(Self.trimmed(cell.hasDoubledQuotes ? Self.undoubled(text) : text))
      areQuoted.append(cell.isQuoted)
      last = cell.text.upperBound
      i = cell.next
      if cell.ending == .line { break }
    }
    self.names = names
    self.areQuoted = areQuoted
    self.end = i
    self.syntax = Self.syntax(syntax, bytes, lineEnd: last..<i)
  }

  /// How the table goes on below a line that ends so.
  private static func syntax(
    _ syntax: TableSyntax, _ bytes: RawSpan, lineEnd: Range<Int>
  ) -> TableSyntax {
    var last = lineEnd.lowerBound
    while last < lineEnd.upperBound, bytes[last] != 0x0D, bytes[last] != 0x0A { last += 1 }
    var syntax = syntax
    // Where returns end lines, line feeds do as well: that holds for ever.
    if !CSVCell.isLineEnd(bytes, last, end: lineEnd.upperBound, syntax)
      || last + 1 == lineEnd.upperBound && bytes[last] == 0x0D
    {
      syntax.endsLinesAtReturn = true
    }
    return syntax
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = text.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    guard let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return "" }
    return String(Substring(bytes[...last]))
  }

  private static func undoubled(_ text: String) -> String {
    var result: [UInt8] = []
    var isSecond = false
    for byte in text.utf8 {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a text may be the name of a column rather than a value: it begins with a letter or the like,
  /// and has nothing in it that text in sentences, statements or JSON has.
  static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= 128, let first = bytes.first else { return false }
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
    guard isLetter || first >= 0x80 || "_$@#".utf8.contains(first) else { return false }
    return isPlausible(text) && !text.contains("  ")
  }

  /// Whether a text could be a name at all: printable, no quotes, no braces, as many parentheses open as
  /// close.
  static func isPlausible(_ text: String) -> Bool {
    var depth = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "\"") else {
        return false
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
