internal import DumpReader
internal import LoyaltyAnalytics

/// A piece of a page: markup that stands in the program's text, and values that are shown by it.
///
///     let cell: HTML = "<td>\(name)</td>"
///
/// Only a literal is markup. Literals are `StaticString`, which no value can become, and everything that
/// is interpolated is escaped, so that there is no way to write a page in which a value is more than
/// text. Text and quoted attributes are escaped alike. Controls and marks that turn the direction of
/// text are shown as a terminal has them, see ``TerminalText``.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  /// UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Nothing.
  init() {}

  init(stringLiteral literal: StaticString) {
    append(literal)
  }

  init(stringInterpolation interpolation: StringInterpolation) {
    bytes = interpolation.html.bytes
  }

  /// Appends a piece.
  static func += (piece: inout HTML, other: HTML) {
    piece.bytes += other.bytes
  }

  /// The pieces one after the other.
  init(_ pieces: [HTML]) {
    for piece in pieces { bytes += piece.bytes }
  }

  /// What an interpolated literal gathers.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = HTML()

    init(literalCapacity: Int, interpolationCount: Int) {
      html.bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { html.append(literal) }

    /// Takes in another piece as it is.
    mutating func appendInterpolation(_ piece: HTML) { html += piece }

    /// Takes in a text that is shown as text.
    mutating func appendInterpolation(_ text: String) { html.append(text) }

    /// Takes in a number in plain digits.
    mutating func appendInterpolation(_ number: Int) { html.append("\(number)") }

    /// Takes in a length or a place in hundredths: `12.5`.
    mutating func appendInterpolation(_ place: Double) { html.append(place.hundredths) }

    /// Takes in a text from a dump, of any direction, which does not turn the text around it.
    mutating func appendInterpolation(isolated text: String) {
      html.append("<bdi>" as StaticString)
      html.append(text)
      html.append("</bdi>" as StaticString)
    }
  }

  private mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends a text in which nothing is markup.
  private mutating func append(_ text: String) {
    let hasControls = text.utf8.contains { Unicode.Scalar.mayBeginControl($0) }
    let shown = hasControls ? TerminalText(isUnicode: true).shown(text) : text
    for byte in shown.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
  }
}

extension Double {
  /// The number in hundredths at most, without an exponent: what lengths in a drawing need, and the
  /// same text on every machine.
  fileprivate var hundredths: String {
    guard isFinite, magnitude < 1e9 else { return "0" }
    let number = Int((self * 100).rounded())
    let magnitude = number.magnitude
    let sign = number < 0 ? "-" : ""
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(sign)\(whole).\(digits)"
  }
}
