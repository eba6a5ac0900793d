internal import LoyaltyAnalytics

/// How a table looks.
public struct TableStyle: Sendable, Equatable {
  /// The columns of the terminal; 80 where there is none. Lines keep within it, unless the amounts,
  /// which are never cut, need more.
  public var width: Int
  /// Whether the terminal takes the escape sequences for bold and dim.
  public var color: Bool
  /// Whether the terminal takes UTF-8. Without it the table is ASCII: `...` for `…`, hyphens for
  /// lines, and `?` for what is not ASCII.
  public var unicode: Bool
  /// What is said about rows and columns that are not shown.
  package var hints = ReportHints()

  /// A style.
  ///
  /// - Parameters:
  ///   - width: The columns of the terminal.
  ///   - color: Whether it takes escape sequences for bold and dim.
  ///   - unicode: Whether it takes UTF-8.
  public init(width: Int, color: Bool, unicode: Bool) {
    self.width = width
    self.color = color
    self.unicode = unicode
  }

  /// For a file or a pipe: 80 columns of UTF-8 without colour.
  public static let plain = TableStyle(width: 80, color: false, unicode: true)

  /// No terminal is wider than this; it bounds what a line and its parts can grow to.
  static let maximumWidth = 4096

  /// An emphasis of text, as the terminal has it.
  enum Emphasis: String {
    case bold = "\u{1B}[1m"
    case dim = "\u{1B}[2m"
    case yellow = "\u{1B}[33m"
  }

  /// Appends what `body` appends, emphasised.
  func emphasize(
    _ emphasis: Emphasis?, in buffer: inout TextBuffer, _ body: (inout TextBuffer) -> Void
  ) {
    guard color, let emphasis else { return body(&buffer) }
    buffer.append(emphasis.rawValue)
    body(&buffer)
    buffer.append("\u{1B}[0m")
  }
}
