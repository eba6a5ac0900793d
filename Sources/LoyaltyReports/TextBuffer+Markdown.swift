internal import LoyaltyAnalytics

extension TextBuffer {
  /// Appends a text so that Markdown shows it as it is, on one line of a table.
  ///
  /// Line breaks become spaces, and controls are shown. Characters that start something in CommonMark
  /// 0.31 or in GitHub's extensions anywhere in a line get a backslash, which takes away the meaning of
  /// any punctuation of ASCII. That is not enough for what is found by its look: addresses, `www.` and
  /// names of domains become links in many renderers even when some of their characters are escaped, and
  /// on GitHub `@name` and `#12` as well. A word with such a thing in it is a code span: nothing comes
  /// alive in there.
  package mutating func append(markdown text: String) {
    let shown = TerminalText(isUnicode: true).shown(text.withoutLineBreaks)
    for (index, word) in shown.split(separator: " ", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { append(byte: 0x20) }
      guard String(word).looksLikeLink else {
        appendEscaped(word)
        continue
      }
      // What ends a part of a sentence is not of the word.
      let isMark = word.utf8.count > 1 && (word.last == ":" || word.last == ",")
      appendCode(isMark ? word.dropLast() : word)
      if isMark { append(byte: word.last == ":" ? 0x3A : 0x2C) }
    }
  }

  private mutating func appendEscaped(_ word: Substring) {
    for byte in word.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "`"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "&"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "$"),
        UInt8(ascii: "!"):
        append(byte: 0x5C)
        append(byte: byte)
      default: append(byte: byte)
      }
    }
  }

  /// Appends a code span: between more backticks than stand next to each other in the text. In a table
  /// a bar has a backslash in front even there.
  private mutating func appendCode(_ word: Substring) {
    var longest = 0
    var run = 0
    for byte in word.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let isPadded = word.first == "`" || word.last == "`"
    append(fence)
    if isPadded { append(" ") }
    for byte in word.utf8 {
      if byte == UInt8(ascii: "|") { append(byte: 0x5C) }
      append(byte: byte)
    }
    if isPadded { append(" ") }
    append(fence)
  }
}

extension String {
  /// The text with a space for each line feed and carriage return.
  fileprivate var withoutLineBreaks: String {
    guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return self }
    return String(decoding: utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }

  /// Whether a renderer may find a link in it: an at sign, a scheme, `mailto:` and its like, two slashes
  /// before a host, a number sign before a letter or digit, `www.` before anything, or a point between
  /// letters, as in the name of a domain.
  fileprivate var looksLikeLink: Bool {
    let bytes = utf8.span
    func isWord(_ index: Int) -> Bool {
      guard index >= 0, index < bytes.count else { return false }
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: return true
      default: return false
      }
    }
    func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(bytes[index]) }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: "#") where isWord(index + 1): return true
      case UInt8(ascii: ":") where isWord(index - 1) && !isDigit(index - 1):
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "/") || isWord(index + 1) {
          return true
        }
      case UInt8(ascii: "/") where index > 0 && bytes[index - 1] == UInt8(ascii: "/"): return true
      // GitHub asks for nothing behind it but what is no blank.
      case UInt8(ascii: ".") where index >= 3 && index + 1 < bytes.count:
        if (1...3).allSatisfy({ bytes[index - $0] | 0x20 == UInt8(ascii: "w") }) { return true }
        guard isWord(index - 1), isWord(index + 1) else { continue }
        // Not the point of a number or a version.
        if !isDigit(index - 1) || !isDigit(index + 1) { return true }
      default: continue
      }
    }
    return false
  }
}
