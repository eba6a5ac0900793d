internal import LoyaltyAnalytics

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
