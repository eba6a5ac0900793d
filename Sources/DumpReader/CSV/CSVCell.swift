/// One cell of comma-separated text (RFC 4180, lines ending in LF or CRLF).
///
///     cell   = plain │ '"' quoted '"'        plain has no comma, quote or line end
///     quoted = anything, a quote doubled
struct CSVCell {
  /// What comes after a cell.
  enum Ending {
    case comma
    case line
  }

  /// The text, without the quotes around it.
  var text: Range<Int>
  /// Whether it stood in quotes: an empty cell in quotes is text, one without is missing.
  var isQuoted: Bool
  /// Whether there are doubled quotes in it, which stand for single ones.
  var hasDoubledQuotes: Bool
  /// What follows.
  var ending: Ending
  /// Where the next cell, or the next line, starts.
  var next: Int

  /// Reads the cell at `start`.
  ///
  /// - Parameter end: Where the text ends; that counts as the end of a line.
  /// - Throws: ``MalformedDocument`` when quotes do not close, or stand inside of text. Its offset
  ///   is that in `bytes`.
  init(_ bytes: RawSpan, at start: Int, end: Int) throws(MalformedDocument) {
    isQuoted = start < end && bytes[start] == UInt8(ascii: "\"")
    hasDoubledQuotes = false
    var i = start
    if isQuoted {
      i += 1
      while true {
        guard let quote = bytes.first(UInt8(ascii: "\""), in: i..<end) else {
          throw MalformedDocument(.quote, at: start)
        }
        i = quote + 1
        guard i < end, bytes[i] == UInt8(ascii: "\"") else { break }
        hasDoubledQuotes = true
        i += 1
      }
      text = start + 1..<i - 1
    } else {
      while i < end, !Self.ends[Int(bytes[i])] { i += 1 }
      // A carriage return belongs to the end of the line only in front of a line feed.
      while i < end, bytes[i] == 0x0D, !Self.isLineEnd(bytes, i, end: end) {
        i += 1
        while i < end, !Self.ends[Int(bytes[i])] { i += 1 }
      }
      text = start..<i
    }
    if i < end, bytes[i] == UInt8(ascii: ",") {
      ending = .comma
      next = i + 1
    } else if Self.isLineEnd(bytes, i, end: end) {
      ending = .line
      if i < end, bytes[i] == 0x0D { i += 1 }
      next = min(i + 1, end)
    } else {
      throw MalformedDocument(.quote, at: i)
    }
  }

  /// Whether a line ends at `i`, by LF, CRLF or the end of the text.
  static func isLineEnd(_ bytes: RawSpan, _ i: Int, end: Int) -> Bool {
    if i == end { return true }
    if bytes[i] == 0x0A { return true }
    return bytes[i] == 0x0D && (i + 1 == end || bytes[i + 1] == 0x0A)
  }

  /// The bytes at which a plain cell ends, or at least has to be looked at.
  private static let ends: [Bool] = (0..<256).map {
    $0 == 0x0A || $0 == 0x0D || $0 == 0x22 || $0 == 0x2C
  }
}
