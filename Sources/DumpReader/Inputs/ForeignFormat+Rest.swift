extension ForeignFormat {
  /// How much is looked at.
  private static let size = 4 << 10

  /// Recognises what could be text of another kind as well, once that is out of the question.
  init?(restOf head: [UInt8]) {
    if Self.isZlib(head) {
      self = .zlib
      return
    }
    let bytes = head[head.textStart...].prefix(Self.size)
    guard !bytes.contains(0) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    guard let first = lines.first else { return nil }
    if first.drop(while: { $0 == " " || $0 == "[" }).hasPrefix("%{") {
      self = .elixir
    } else if Self.isCall(lines) {
      self = .call
    } else if Self.isFixedWidth(lines) {
      self = .fixedWidth
    } else {
      return nil
    }
  }

  /// Whether bytes begin with the two of RFC 1950: deflate, a window of up to 32 KiB, a multiple of 31; and
  /// are no text.
  private static func isZlib(_ head: [UInt8]) -> Bool {
    guard head.count > 8, head[0] & 0x0F == 8, head[0] >> 4 <= 7, head[1] & 0x20 == 0,
      (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
    else { return false }
    return head.prefix(64).contains { $0 < 0x09 || 0x0E...0x1F ~= $0 || $0 >= 0x80 }
  }

  /// Whether a function is called with what follows, and nothing more is done: `callback([{…`.
  private static func isCall(_ lines: [Substring]) -> Bool {
    guard let first = lines.first, let parenthesis = first.firstIndex(of: "(") else { return false }
    // Some servers put an empty comment in front of it.
    let name = first[..<parenthesis].trimmingPrefix("/**/")
    guard !name.isEmpty, name.utf8.count <= 64,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "_$.".contains($0) }),
      name.first?.isNumber == false
    else { return false }
    let next = first[first.index(after: parenthesis)...].first { $0 != " " }
    return (next == "{" || next == "[") && !lines.dropFirst().contains { $0.hasPrefix("\(name)(") }
  }

  /// Whether lines are cells in columns of a certain width: dashes below names, as sqlcmd prints them, or
  /// words that begin or end where the names do.
  private static func isFixedWidth(_ lines: [Substring]) -> Bool {
    guard lines.count >= 2, let first = lines.first else { return false }
    let names = words(of: first)
    guard names.count >= 2,
      names.allSatisfy({ CSVHeader.isName(String($0.text)) && !$0.text.contains(",") })
    else { return false }
    let rule = words(of: lines[1])
    if rule.allSatisfy({ $0.text.allSatisfy { $0 == "-" } }) { return rule.count >= 2 }
    // A line that has been cut off would prove nothing.
    return lines.dropFirst().prefix(5).allSatisfy { line in
      let cells = words(of: line)
      return names.allSatisfy { name in
        cells.contains { $0.start == name.start || $0.end == name.end }
      }
    }
  }

  /// The words between blanks, with where they begin and end.
  private static func words(of line: Substring) -> [(text: Substring, start: Int, end: Int)] {
    line.split(separator: " ").map { word in
      let start = line.distance(from: line.startIndex, to: word.startIndex)
      return (word, start, start + word.count)
    }
  }
}
