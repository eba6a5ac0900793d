/// Lines that stand around documents and are none of them: what a shell or an export tool writes to
/// the same file as the data.
///
///     MongoDB shell version v4.4.6                       banner
///     2024-03-01T12:00:00.000+0000  connected to: …      log line
///     /* 1 */                                            comment
///     shop> db.transactions.find()                       prompt and command
///
/// A line is judged by itself, so that the verdict does not depend on how the input was read. One
/// that might hold a document is never recognised: a bracket stands in comments, in commands and in
/// the banner alone.
package enum SurroundingText {
  /// Longer lines are no such text.
  static let maximumLine = 4096

  /// Whether a line without its line feed is recognised. Blank ones are.
  ///
  /// - Complexity: O(*n*) for the length of the line.
  static func isRecognized(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
    guard line.count <= maximumLine else { return false }
    let text = bytes.trimmed(line)
    guard !text.isEmpty else { return true }
    if isDelimitedComment(bytes, text)
      || bytes.starts(with: "... ", text) && !standsForDocuments(bytes, text)
      || bytes.starts(with: "Implicit session: session {", text)
    {
      return true
    }
    // What ends like a document may be one whose first byte is damaged.
    guard bytes[text.upperBound - 1] != UInt8(ascii: "}") else { return false }
    if isComment(bytes, text) || isPrompt(bytes, text) { return true }
    guard bytes.firstIndex(of: UInt8(ascii: "{"), in: text) == nil else { return false }
    return isLogLine(bytes, text) || isBanner(bytes, text)
  }

  /// Whether a line stands for documents that a shell did not print: `... 80 more items`. It counts as
  /// damage, and not as the prompt that it begins like.
  private static func standsForDocuments(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    var i = text.lowerBound + 4
    guard i < text.upperBound, bytes[i].isDigit else { return false }
    while i < text.upperBound, bytes[i].isDigit { i += 1 }
    return bytes.starts(with: " more item", i..<text.upperBound)
  }

  /// Where data starts that stands behind prompts on a line, as `mongosh` prints it when its input is
  /// no terminal:
  ///
  ///     shop> [
  ///     shop> ... ... { _id: 1 }
  ///
  /// - Returns: nil when the line has no prompt, or no document or array behind it.
  static func dataBehindPrompt(_ bytes: RawSpan, _ line: Range<Int>) -> Int? {
    var i = line.lowerBound
    guard let first = promptEnd(bytes, line) else { return nil }
    i = first
    while i < line.upperBound {
      i = bytes.pastBlanks(i..<line.upperBound)
      if bytes.starts(with: "... ", i..<line.upperBound) {
        i += 4
      } else if let next = promptEnd(bytes, i..<line.upperBound) {
        i = next
      } else {
        break
      }
    }
    guard i < line.upperBound, bytes[i] == UInt8(ascii: "{") || bytes[i] == UInt8(ascii: "[")
    else { return nil }
    return i
  }

  // MARK: Comments

  private static func isComment(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    switch bytes[text.lowerBound] {
    case UInt8(ascii: "#"): text.count == 1 || !bytes.isShellQuote(text.lowerBound + 1)
    case UInt8(ascii: "-"): bytes.starts(with: "--", text)
    default: false
    }
  }

  /// Whether a line is a comment of another kind, whatever is in it.
  private static func isDelimitedComment(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    switch bytes[text.lowerBound] {
    case UInt8(ascii: "/"):
      if bytes.starts(with: "//", text) { return true }
      return bytes.starts(with: "/*", text) && text.count >= 4
        && bytes.first("*/", in: text.lowerBound + 2..<text.upperBound) == text.upperBound - 2
    case UInt8(ascii: "<"):
      return bytes.starts(with: "<!--", text)
        && bytes.first("-->", in: text) == text.upperBound - 3
    default:
      return false
    }
  }

  // MARK: Prompts

  /// Whether a line is a prompt with a command or without; data behind it is none.
  private static func isPrompt(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    if bytes.isEqual("...", text) { return true }
    if let end = promptEnd(bytes, text) {
      return dataBehindPrompt(bytes, text) == nil
        && (end >= text.upperBound || !bytes.isShellQuote(end))
    }
    return isCommandLine(bytes, text)
  }

  /// The offset behind the prompt of a `mongo` shell and the blank after it:
  ///
  ///     >   shop>   rs0:PRIMARY>   rs0 [direct: primary] shop>   Atlas atlas-1a2b-shard-0 [primary] shop>
  private static func promptEnd(_ bytes: RawSpan, _ text: Range<Int>) -> Int? {
    let limit = min(text.upperBound, text.lowerBound + 128)
    var i = text.lowerBound
    var hasBlank = false
    var hasBracket = false
    while i < limit, bytes[i] != UInt8(ascii: ">") {
      switch bytes[i] {
      case UInt8(ascii: " "): hasBlank = true
      case UInt8(ascii: "["), UInt8(ascii: "]"): hasBracket = true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"),
        UInt8(ascii: "$"):
        break
      case let byte where byte.isLetterOrDigit: break
      default: return nil
      }
      i += 1
    }
    guard i < limit else { return nil }
    let isKnown =
      !hasBlank || hasBracket || bytes.starts(with: "Enterprise ", text)
      || bytes.starts(with: "MongoDB Enterprise ", text) || bytes.starts(with: "Atlas ", text)
    guard isKnown, i == text.lowerBound || bytes[i - 1].isLetterOrDigit || bytes[i - 1] == 0x5F
    else { return nil }
    i += 1
    guard i == text.upperBound || bytes[i] == 0x20 else { return nil }
    return min(i + 1, text.upperBound)
  }

  /// Whether a line is the prompt of an operating system's shell:
  ///
  ///     $ mongoexport …   ada@shop:~$ mongosh   [ada@shop ~]# mongo   bash-5.1$ mongosh   C:\Users\ada> mongosh
  private static func isCommandLine(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    if bytes.starts(with: "$ ", text) {
      return text.count > 2 && !bytes.isShellQuote(text.lowerBound + 2)
    }
    if bytes.isEqual("$", text) { return true }
    if text.count > 3, bytes[text.lowerBound].isLetterOrDigit,
      bytes.starts(with: ":\\", text.lowerBound + 1..<text.upperBound)
        || bytes.starts(with: "PS ", text)
    {
      return bytes.firstIndex(of: UInt8(ascii: ">"), in: text) != nil
    }
    let limit = min(text.upperBound, text.lowerBound + 128)
    var isUser = bytes.starts(with: "bash-", text) || bytes.starts(with: "sh-", text)
    let isBracketed = bytes[text.lowerBound] == UInt8(ascii: "[")
    var i = text.lowerBound
    while i < limit {
      switch bytes[i] {
      case UInt8(ascii: "@"): isUser = true
      case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        return isUser && (i + 1 == text.upperBound || bytes[i + 1] == 0x20)
      case 0x20 where !isBracketed: return false
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: ","): return false
      default: break
      }
      i += 1
    }
    return false
  }

  // MARK: Log lines

  /// Whether a line begins with a time, or with a level such as `INFO`.
  private static func isLogLine(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    var start = text.lowerBound
    if bytes[start] == UInt8(ascii: "[") { start += 1 }
    if let end = timeEnd(bytes, start..<text.upperBound) {
      return end == text.upperBound || bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: "]")
        || bytes[end] == UInt8(ascii: ":")
    }
    for level: StaticString in [
      "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "Warning", "warning", "info", "warn",
      "debug",
    ] where bytes.starts(with: level, start..<text.upperBound) {
      let end = start + level.utf8CodeUnitCount
      guard end < text.upperBound else { return false }
      switch bytes[end] {
      case 0x20, 0x09, UInt8(ascii: ":"), UInt8(ascii: "]"): return true
      default: continue
      }
    }
    return bytes.starts(with: "time=\"", text)
  }

  /// Where a time ends that a log line begins with.
  ///
  ///     2024-03-01T12:00:00.123+0000   2024-03-01 12:00:00,123   2024/03/01 12:00:00
  ///     Fri Apr 11 21:55:32.590        Apr 11 21:55:32
  static func timeEnd(_ bytes: RawSpan, _ text: Range<Int>) -> Int? {
    if bytes.matches("0000-00-00", text) || bytes.matches("0000/00/00", text) {
      let clock = text.lowerBound + 10
      guard clock < text.upperBound, bytes[clock] == 0x20 || bytes[clock] == UInt8(ascii: "T"),
        bytes.matches("00:00:00", clock + 1..<text.upperBound)
      else { return nil }
      return bytes.pastZone(bytes.pastFraction(clock + 9..<text.upperBound)..<text.upperBound)
    }
    var i = text.lowerBound
    // One word or two: the weekday, and the month.
    for _ in 0..<2 {
      guard bytes.isWord(i..<text.upperBound, of: 3) else { break }
      i = bytes.pastBlanks(i + 4..<text.upperBound)
    }
    guard i > text.lowerBound else { return nil }
    while i < text.upperBound, bytes[i].isDigit { i += 1 }
    i = bytes.pastBlanks(i..<text.upperBound)
    guard bytes.matches("00:00:00", i..<text.upperBound) else { return nil }
    return bytes.pastFraction(i + 8..<text.upperBound)
  }

  // MARK: Banners

  private static func isBanner(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    if bytes.isEqual("bye", text) { return true }
    for phrase in phrases where bytes.starts(with: phrase, text) { return true }
    for word: StaticString in ["exported ", "dumped ", "Fetched ", "read "]
    where bytes.starts(with: word, text) {
      let count = text.lowerBound + word.utf8CodeUnitCount
      guard count < text.upperBound, bytes[count].isDigit else { continue }
      for unit: StaticString in ["record", "document"] where bytes.first(unit, in: text) != nil {
        return true
      }
    }
    return false
  }

  /// How the lines begin that shells and tools print at their start and end.
  private static let phrases: [StaticString] = [
    // The old shell.
    "MongoDB shell version", "MongoDB server version", "connecting to: ", "connected to: ",
    "Implicit session: ", "Welcome to the MongoDB shell", "For interactive help, type \"help\"",
    "For more comprehensive documentation, see", "https://docs.mongodb.com/",
    "http://docs.mongodb.org/", "https://community.mongodb.com", "http://groups.google.com/group/",
    "Questions? Try the", "Server has startup warnings", "The server generated these startup",
    "loading file: ", "Type \"it\" for more", "switched to db ", "already on db ",
    "Enable MongoDB's free cloud-based monitoring", "metrics about your deployment",
    "The monitoring data will be available", "and anyone you share the URL with",
    "improvements and to suggest MongoDB products", "To enable free monitoring, run",
    "To permanently disable this reminder", "Powered by MongoDB", "MongoDB Enterprise ",
    // mongosh.
    "Current Mongosh Log ID:", "Connecting to:", "Using MongoDB:", "Using Mongosh:",
    "Using Mongosh Beta:", "For mongosh info see:", "To help improve our products, anonymous",
    "You can opt-out by running the", "The server generated these", "Loading file: ",
    "Error while trying to show startup warnings", "Warning: Found ~/.mongorc.js",
    "mongosh ", "Stopping cursor iteration", "(Use `node --trace-",
    // The tools.
    "writing ", "done dumping ", "dumping ", "assuming mode for ", "num failed dumps:",
    // What containers and remote shells add.
    "Defaulted container ", "Unable to use a TTY", "the input device is not a TTY",
    "If you don't see a command prompt", "Script started on ", "Script done on ",
    "Connection to ", "Pseudo-terminal will not be allocated", "DeprecationWarning: ", "(node:",
  ]
}

extension SurroundingText {
  /// How many bytes at the beginning of an input are recognised as such text: whole lines, and prompts
  /// before data.
  ///
  /// What stands between two lines of dashes, and comments over several lines, are recognised as well,
  /// since startup warnings may be any text.
  ///
  /// - Parameters:
  ///   - head: The first bytes of the input.
  ///   - isWhole: Whether that is all.
  /// - Returns: 0 when the input begins with something else, or is nothing but such text.
  package static func leadingCount(_ head: [UInt8], isWhole: Bool) -> Int {
    let bytes = head.rawBytes
    var i = 0
    var passed = 0
    while i < head.count {
      guard
        let feed = bytes.firstIndex(of: 0x0A, in: i..<head.count) ?? (isWhole ? head.count : nil)
      else { break }
      let line = i..<feed
      if bytes.trimmed(line).isEmpty {
        i = min(feed + 1, head.count)
        if passed > 0 { passed = i }
        continue
      }
      if let data = dataBehindPrompt(bytes, line) { return data }
      guard let end = blockEnd(bytes, line, count: head.count) ?? lineEnd(bytes, line, head.count)
      else { break }
      i = end
      passed = end
    }
    return passed < head.count || !isWhole ? passed : 0
  }

  private static func lineEnd(_ bytes: RawSpan, _ line: Range<Int>, _ count: Int) -> Int? {
    isRecognized(bytes, line) ? min(line.upperBound + 1, count) : nil
  }

  /// The end of the fields of an HTTP response (RFC 9112, 2.1), as `curl -i` prints them: behind the line
  /// that is empty.
  private static func headEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while i < range.upperBound, let feed = bytes.firstIndex(of: 0x0A, in: i..<range.upperBound) {
      let text = bytes.trimmed(i..<feed)
      if text.isEmpty { return feed + 1 }
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: text),
        !(text.lowerBound..<colon).contains(where: {
          !bytes[$0].isLetterOrDigit && bytes[$0] != UInt8(ascii: "-")
        })
      else { return nil }
      i = feed + 1
    }
    return nil
  }

  /// The end of the lines between two lines of dashes, of a comment, or of the head of an HTTP response,
  /// that begins with a line.
  private static func blockEnd(_ bytes: RawSpan, _ line: Range<Int>, count: Int) -> Int? {
    let text = bytes.trimmed(line)
    let limit = min(count, line.lowerBound + 16 * maximumLine)
    if bytes.starts(with: "/*", text) {
      guard let close = bytes.first("*/", in: text.lowerBound + 2..<limit) else { return nil }
      return close + 2
    }
    if bytes.starts(with: "HTTP/", text) { return headEnd(bytes, line.upperBound + 1..<limit) }
    guard bytes.isDashes(text) else { return nil }
    var i = line.upperBound + 1
    while i < limit, let feed = bytes.firstIndex(of: 0x0A, in: i..<limit) {
      let inner = bytes.trimmed(i..<feed)
      if bytes.isDashes(inner) { return feed + 1 }
      // A document is no warning.
      if !inner.isEmpty, bytes[inner.lowerBound] == UInt8(ascii: "{") { return nil }
      i = feed + 1
    }
    return nil
  }
}
