/// One cell of a table (RFC 4180, and what spreadsheets make of it).
///
///     cell    = plain │ '"' quoted '"' │ '="' text '"'
///     plain   = no delimiter, quote or line end
///     quoted  = anything, a quote doubled
///     text    = no line end, a quote doubled
///
/// The last form is how spreadsheets are kept from taking text for a number; `"=""0001"""` is the same
/// in quotes. This reads any cell and says what is wrong with it; ``CSVWalker`` reads the usual ones by
/// itself.
struct CSVCell {
  /// What comes after a cell.
  enum Ending {
    case delimiter
    case line
  }

  /// The text, without the quotes around it.
  var text: Range<Int>
  /// Whether it stood in quotes: an empty cell in quotes is text, one without is missing.
  var isQuoted: Bool
  /// Whether there are doubled quotes in it, which stand for single ones.
  var hasDoubledQuotes = false
  /// What follows.
  var ending: Ending
  /// Where the next cell, or the next line, starts.
  var next: Int

  /// Whether there is nothing in it.
  var isMissing: Bool { text.isEmpty && !isQuoted }

  /// Reads the cell at `start`.
  ///
  /// - Parameters:
  ///   - end: Where the text ends; that counts as the end of a line.
  ///   - syntax: How the table is written.
  /// - Throws: ``MalformedDocument`` when quotes do not close, or stand inside of text. Its offset
  ///   is that in `bytes`.
  init(
    _ bytes: RawSpan, at start: Int, end: Int, _ syntax: TableSyntax
  ) throws(MalformedDocument) {
    var i = start
    if syntax.trimsCells {
      while i < end, syntax.isBlank(bytes[i]) { i += 1 }
    }
    let isFormula = i + 1 < end && bytes[i] == UInt8(ascii: "=") && bytes[i + 1] == Self.quote
    isQuoted = isFormula || i < end && bytes[i] == Self.quote
    if isQuoted {
      i += isFormula ? 2 : 1
      let first = i
      let limit = isFormula ? Self.lineEnd(bytes, from: i, end: end, syntax) : end
      while true {
        guard let quote = bytes.first(Self.quote, in: i..<limit) else {
          throw MalformedDocument(.quote, at: start)
        }
        i = quote + 1
        guard i < limit, bytes[i] == Self.quote else { break }
        hasDoubledQuotes = true
        i += 1
      }
      text = Self.trimmed(bytes, first..<i - 1, syntax)
      if syntax.trimsCells {
        while i < end, syntax.isBlank(bytes[i]) { i += 1 }
      }
    } else {
      let first = i
      while i < end, bytes[i] != syntax.delimiter, bytes[i] != Self.quote,
        !Self.isLineEnd(bytes, i, end: end, syntax)
      {
        i += 1
      }
      text = Self.trimmed(bytes, first..<i, syntax)
    }
    if i < end, bytes[i] == syntax.delimiter {
      ending = .delimiter
      next = i + 1
    } else if Self.isLineEnd(bytes, i, end: end, syntax) {
      ending = .line
      next = Self.behindLineEnd(bytes, i, end: end)
    } else {
      throw MalformedDocument(.quote, at: i)
    }
    if hasDoubledQuotes, let formula = Self.formula(bytes, text) {
      text = formula
      hasDoubledQuotes = false
    }
  }

  private static let quote = UInt8(ascii: "\"")

  /// A text without the blanks around it, where they are taken off.
  private static func trimmed(
    _ bytes: RawSpan, _ text: Range<Int>, _ syntax: TableSyntax
  ) -> Range<Int> {
    guard syntax.trimsCells else { return text }
    var (first, last) = (text.lowerBound, text.upperBound)
    while first < last, syntax.isBlank(bytes[first]) { first += 1 }
    while last > first, syntax.isBlank(bytes[last - 1]) { last -= 1 }
    return first..<last
  }

  /// The text within `=""0001""`, which is what is left of `"=""0001"""` without the quotes around it.
  static func formula(_ bytes: RawSpan, _ text: Range<Int>) -> Range<Int>? {
    guard text.count >= 5, bytes[text.lowerBound] == UInt8(ascii: "="),
      bytes[text.lowerBound + 1] == quote, bytes[text.lowerBound + 2] == quote,
      bytes[text.upperBound - 1] == quote, bytes[text.upperBound - 2] == quote
    else { return nil }
    let inner = text.lowerBound + 3..<text.upperBound - 2
    return bytes.first(quote, in: inner) == nil ? inner : nil
  }

  /// Whether a line ends at `i`: by LF, CR LF or the CR CR LF of a file that was written as text twice,
  /// by a carriage return alone where the table has it so, or by the end of the text.
  static func isLineEnd(_ bytes: RawSpan, _ i: Int, end: Int, _ syntax: TableSyntax) -> Bool {
    if i == end || bytes[i] == 0x0A { return true }
    guard bytes[i] == 0x0D else { return false }
    return syntax.endsLinesAtReturn || lineFeed(bytes, i, end: end) != nil
  }

  /// Where the next line starts, a line ending at `i`.
  static func behindLineEnd(_ bytes: RawSpan, _ i: Int, end: Int) -> Int {
    min((lineFeed(bytes, i, end: end) ?? i) + 1, end)
  }

  /// The line feed, or the end of the text, behind up to two carriage returns; nil where none is.
  private static func lineFeed(_ bytes: RawSpan, _ i: Int, end: Int) -> Int? {
    for next in i...min(i + 2, end) {
      if next == end || bytes[next] == 0x0A { return next }
      if bytes[next] != 0x0D { return nil }
    }
    return nil
  }

  /// Where the line ends that `start` is in.
  static func lineEnd(_ bytes: RawSpan, from start: Int, end: Int, _ syntax: TableSyntax) -> Int {
    var i = start
    while !isLineEnd(bytes, i, end: end, syntax) { i += 1 }
    return i
  }
}
