import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import Synchronization
import SystemPackage

/// Messages to people, on standard error.
///
/// There is one standard error, so there is one of these. It knows about the progress line, which
/// goes before anything else is written.
enum Diagnostics {
  /// How much is said.
  enum Level: Int {
    /// Errors only.
    case quiet
    /// Errors and warnings.
    case normal
    /// And what is going on.
    case verbose
  }

  private struct State {
    var level = Level.normal
    var isColored = false
    /// Columns of the progress line that stands there.
    var lineWidth = 0
  }

  private static let state = Mutex(State())

  /// Chooses how much is said, and whether with colour.
  static func configure(_ level: Level, color: Bool) {
    state.withLock { state in
      state.level = level
      state.isColored = color
    }
  }

  /// Says why there is no result.
  static func error(_ text: some CustomStringConvertible) {
    state.withLock { write(text.description, .red, &$0) }
  }

  /// Says what is wrong with a result, unless nobody wants to know.
  static func warn(_ text: String) {
    state.withLock { state in
      if state.level != .quiet { write(text, .yellow, &state) }
    }
  }

  /// Says what nobody must miss, to those who want to know of nothing else as well.
  static func remark(_ text: String) {
    state.withLock { write(text, .yellow, &$0) }
  }

  /// Says what is going on, to those who want to know.
  static func note(_ text: @autoclosure () -> String) {
    state.withLock { state in
      if state.level == .verbose { write(text(), .plain, &state) }
    }
  }

  /// Writes lines without the program's name; a closed or full standard error is nobody's business.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    state.withLock { state in
      send(lines.map { shown(String($0)) }.joined(separator: "\n") + "\n", &state)
    }
  }

  /// Puts a line in the place of the progress line; an empty one clears it.
  static func showProgress(_ text: String, width: Int) {
    state.withLock { state in
      let blank = String(repeating: " ", count: max(0, state.lineWidth - width))
      // Blanks rather than an escape sequence: every terminal knows them.
      put("\r\(text)\(blank)")
      state.lineWidth = width
      if width == 0 { put("\r") }
    }
  }

  private enum Color: String {
    case red = "\u{1B}[31m"
    case yellow = "\u{1B}[33m"
    case plain = ""
  }

  /// Writes a message under the program's name, on one line.
  private static func write(_ message: String, _ color: Color, _ state: inout State) {
    let isPlain = !state.isColored || color == .plain
    let name = isPlain ? "analyze: " : "\(color.rawValue)analyze:\u{1B}[0m "
    send(name + shown(message) + "\n", &state)
  }

  /// A line with nothing in it that a terminal would obey. A line feed in it came with a value or a
  /// name, which could make up a message of its own.
  private static func shown(_ line: String) -> String {
    TerminalText(isUnicode: Terminal.isUnicode).shown(line)
  }

  private static func send(_ text: String, _ state: inout State) {
    if state.lineWidth > 0 {
      put("\r\(String(repeating: " ", count: state.lineWidth))\r")
      state.lineWidth = 0
    }
    put(text)
  }

  private static func put(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}

extension LocatedReject {
  /// Such as `dump.bson: document 1,204 at byte 88231 (+17, "points"): string length -4 is not valid`,
  /// and of text `at line 1310, byte 88231`. Offsets are digits that can be pasted.
  ///
  /// - Parameter hidingNames: whether only fields are named that the question names; another one may
  ///   be anything that stands in the document.
  func sentence(hidingNames: Bool) -> String {
    var place: [String] = []
    if let finding = reject.finding, finding.offset > 0 {
      place.append("+\(finding.offset)")
    }
    if let field = hidingNames ? reject.fieldAskedFor : reject.field {
      place.append("\"\(TerminalText(isUnicode: Terminal.isUnicode).shown(field))\"")
    }
    var text = "\(input.displayName): document \(document.grouped) at "
    if let line { text += "line \(line), " }
    text += "byte \(reject.offset)"
    if input.isDecoded { text += " of the decoded stream" }
    if !place.isEmpty { text += " (\(place.joined(separator: ", ")))" }
    text += ": \(reject.detail)"
    if let finding = reject.finding, finding.isInvalidTextOnly {
      text += "; --invalid-utf8 accept reads it"
    }
    if let advice = reject.advice { text += "; \(advice)" }
    switch reject.bytesSkipped {
    case ...0: break
    case 1: text += "; 1 byte skipped"
    case let count: text += "; \(count.grouped) bytes skipped"
    }
    return text
  }
}

extension InputOutcome {
  /// The path as the user knows it, with the collection where there are several.
  var displayName: String {
    let name = path == "-" ? "standard input" : path
    return namespace.map { "\(name) (\($0))" } ?? name
  }
}
