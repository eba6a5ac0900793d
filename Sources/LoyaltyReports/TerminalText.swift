internal import DumpReader
internal import LoyaltyAnalytics

/// Text that came from a dump, made fit for a terminal: measured in columns, cut to fit, and with
/// nothing in it that the terminal would obey.
///
/// Control characters, line separators and the controls that turn the direction of text are shown
/// rather than sent: as control pictures (`␛`, `␊`) where there is one, otherwise as `\u{202E}`.
/// Without Unicode, as in the C locale, they are all `\u{1B}`, and any other character that is not
/// ASCII is a question mark: `S?ren` reads better than its escapes, and the formats for machines have
/// every character. Backslashes are not doubled: this is for the eye.
package struct TerminalText {
  /// Whether the terminal takes UTF-8.
  package var isUnicode: Bool

  /// Text for a terminal that takes UTF-8, or one that does not.
  package init(isUnicode: Bool) {
    self.isUnicode = isUnicode
  }

  /// What stands for the part that was cut off.
  var ellipsis: String { isUnicode ? "…" : "..." }
  /// The columns that the ellipsis takes.
  var ellipsisWidth: Int { isUnicode ? 1 : 3 }

  /// The columns that a text takes, counted up to `limit` and a little over.
  func width(of text: String, limit: Int = .max) -> Int {
    if text.isPlainASCII { return text.utf8.count }
    var width = 0
    for character in text {
      width += self.width(of: character)
      if width > limit { break }
    }
    return width
  }

  /// Appends as much of a text as fits, with an ellipsis if that is not all of it.
  ///
  /// Characters are never cut: a family of emoji, a flag or a letter with its accents stays whole or
  /// goes.
  ///
  /// - Parameters:
  ///   - text: anything at all.
  ///   - limit: the columns that there are.
  /// - Returns: the columns that were used, at most `limit`.
  @discardableResult
  func append(_ text: String, limit: Int = .max, to buffer: inout TextBuffer) -> Int {
    if text.isPlainASCII {
      let count = text.utf8.count
      if count <= limit {
        buffer.append(text)
        return count
      }
      guard limit >= ellipsisWidth else { return 0 }
      buffer.bytes.append(contentsOf: text.utf8.prefix(limit - ellipsisWidth))
      buffer.append(ellipsis)
      return limit
    }
    // Where to cut if it turns out that the rest does not fit.
    var cut = (count: buffer.bytes.count, width: 0)
    var used = 0
    for character in text {
      let width = width(of: character)
      if width > limit - used {
        buffer.bytes.removeSubrange(cut.count...)
        guard limit >= ellipsisWidth else { return 0 }
        buffer.append(ellipsis)
        return cut.width + ellipsisWidth
      }
      append(character, to: &buffer)
      used += width
      if used <= limit - ellipsisWidth { cut = (buffer.bytes.count, used) }
    }
    return used
  }

  /// A text with nothing in it that a terminal would obey.
  package func shown(_ text: String, limit: Int = .max) -> String {
    var buffer = TextBuffer(capacity: text.utf8.count)
    append(text, limit: limit, to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Text of a format for programs, on its way to a terminal: controls are shown, line feeds and tabs
  /// stay. Without Unicode every byte that is not ASCII goes as well, since such a terminal may take
  /// some of them for controls.
  ///
  /// - Parameter bytes: whole characters of UTF-8.
  /// - Returns: nil when all of it can be sent as it is.
  package func shown(_ bytes: Span<UInt8>) -> [UInt8]? {
    var isPlain = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x09 { continue }
      if Unicode.Scalar.mayBeginControl(byte) || !isUnicode && byte >= 0x80 {
        isPlain = false
        break
      }
    }
    if isPlain { return nil }
    var buffer = TextBuffer(capacity: 2 * bytes.count)
    let text = unsafe bytes.bytes.text
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        buffer.append(scalar)
      } else {
        append(scalar, to: &buffer)
      }
    }
    return buffer.bytes
  }

  private func width(of character: Character) -> Int {
    guard character.isPrintable else {
      return character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }
    return isUnicode || character.isASCII ? character.displayWidth : 1
  }

  private func append(_ character: Character, to buffer: inout TextBuffer) {
    if !character.isPrintable {
      for scalar in character.unicodeScalars { append(scalar, to: &buffer) }
    } else if isUnicode || character.isASCII {
      for scalar in character.unicodeScalars.prefix(Character.shownScalars) {
        buffer.append(scalar)
      }
    } else {
      buffer.append("?")
    }
  }

  /// The columns that a scalar takes in a character of which some scalar is not to be sent.
  private func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isPrintable { return isUnicode || scalar.isASCII ? scalar.displayWidth : 1 }
    if isUnicode, scalar.controlPicture != nil { return 1 }
    return 4 + String(scalar.value, radix: 16).utf8.count
  }

  private func append(_ scalar: Unicode.Scalar, to buffer: inout TextBuffer) {
    if scalar.isPrintable {
      buffer.append(isUnicode || scalar.isASCII ? scalar : "?")
    } else if isUnicode, let picture = scalar.controlPicture {
      buffer.append(picture)
    } else {
      buffer.append("\\u{\(String(scalar.value, radix: 16, uppercase: true))}")
    }
  }
}

extension Character {
  /// Whether all of it can be sent to a terminal.
  fileprivate var isPrintable: Bool { unicodeScalars.allSatisfy(\.isPrintable) }
}

extension String {
  /// Whether the text is printable ASCII through and through, one column a byte.
  var isPlainASCII: Bool {
    let bytes = utf8.span
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] > 0x7E { return false }
    return true
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it, or joins it to what it shows, without obeying it.
  fileprivate var isPrintable: Bool { !isControl }

  /// The picture of a control character of ASCII.
  fileprivate var controlPicture: Unicode.Scalar? {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value)
    case 0x7F: Unicode.Scalar(0x2421 as UInt32)
    default: nil
    }
  }
}

extension TerminalText {
  /// A paragraph as lines of at most `width` columns, broken at spaces, and within a word only where
  /// that alone does not fit. Lines after the first are indented by two columns.
  ///
  /// - Parameter paragraph: text that has been made visible.
  func wrapped(_ paragraph: String, width: Int) -> [String] {
    if self.width(of: paragraph, limit: width) <= width { return [paragraph] }
    let indent = width > 20 ? "  " : ""
    var lines: [String] = []
    var line = ""
    var used = 0
    func endLine() {
      lines.append(line)
      line = indent
      used = indent.utf8.count
    }
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
      let wordWidth = self.width(of: String(word))
      let isFirst = line.isEmpty || line == indent
      if !isFirst, wordWidth <= width - used - 1 {
        line += " " + word
        used += 1 + wordWidth
        continue
      }
      if !isFirst { endLine() }
      if wordWidth <= width - used {
        line += word
        used += wordWidth
        continue
      }
      for character in word {
        let characterWidth = self.width(of: String(character))
        if used > indent.utf8.count, characterWidth > width - used { endLine() }
        line.append(character)
        used += characterWidth
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
