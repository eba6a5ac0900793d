/// How JSON objects are laid out over lines.
enum JSONLinesDetection {
  /// Whether text that starts with an object has one object, or several, on each line.
  ///
  /// It has when no object is open at the end of the first line; or else, the first line being
  /// damaged, when some later line is an object of its own. Objects that are printed over several
  /// lines are indented, so that no line inside of them is one from its first column on; where they
  /// are not, the first one closes later, which a damaged line does not.
  static func isLines(_ text: ArraySlice<UInt8>, isWhole: Bool) -> Bool {
    let lines = text.split(separator: 0x0A, maxSplits: 64)
    // No line feed in sight: framed as values, a line of any length need not be held.
    guard lines.count > 1 || isWhole, let first = lines.first(where: { isObjectStart($0) }) else {
      return false
    }
    if isBalanced(first) || lines.count == 1 {
      return !hasSpreadObject(lines) && (isWhole || !isNarrowShell(lines))
    }
    if closes(text) { return false }
    return lines.dropFirst().contains { line in
      line.first == UInt8(ascii: "{") && line.count > 1 && isBalanced(line)
        && line.last(where: { $0 > 0x20 }) == UInt8(ascii: "}")
    }
  }

  /// Whether some later object is spread over lines, as shells print those that are long: behind its
  /// first line stands an indented one, or a bracket.
  private static func hasSpreadObject(_ lines: [ArraySlice<UInt8>]) -> Bool {
    // The last one may be the rest of all.
    zip(lines, lines.dropFirst()).dropFirst().dropLast().contains { line, next in
      guard line.first == UInt8(ascii: "{"), !isBalanced(line) else { return false }
      return next.first == 0x20 || next.first == 0x09 || next.first == UInt8(ascii: "}")
    }
  }

  /// Whether the objects are written as `mongosh` prints them, which begins a new line where one would
  /// become too long: what comes later may be spread over lines.
  private static func isNarrowShell(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let objects = lines.filter { isObjectStart($0) }.dropLast(lines.count > 64 ? 1 : 0)
    return !objects.isEmpty
      && objects.allSatisfy { line in
        guard line.count <= 120 else { return false }
        let key = line.drop { $0 <= 0x20 }.dropFirst().first { $0 > 0x20 }
        return key.map { $0.isLetter || $0 == 0x5F || $0 == UInt8(ascii: "'") } ?? false
      }
  }

  private static func isObjectStart(_ line: ArraySlice<UInt8>) -> Bool {
    line.first { $0 > 0x20 } == UInt8(ascii: "{")
  }

  /// Whether the object that the text starts with closes on some line, with nothing but blanks or
  /// another object behind it.
  private static func closes(_ text: ArraySlice<UInt8>) -> Bool {
    var nesting = Nesting()
    for (index, byte) in zip(text.indices, text) {
      if byte == 0x0A, nesting.isInString { return false }
      guard nesting.follow(byte) else { continue }
      let next = text[(index + 1)...].first { $0 > 0x20 }
      return next == nil || next == UInt8(ascii: "{")
    }
    return false
  }

  /// Whether every bracket outside of strings is closed.
  private static func isBalanced(_ line: ArraySlice<UInt8>) -> Bool {
    var nesting = Nesting()
    for byte in line { nesting.follow(byte) }
    return nesting.depth == 0 && !nesting.isInString
  }

  /// How deep in brackets, and whether in a string.
  private struct Nesting {
    private(set) var depth = 0
    private var quote: UInt8?
    private var isEscaped = false

    var isInString: Bool { quote != nil }

    /// Goes on by a byte; whether that closes the outermost bracket.
    @discardableResult
    mutating func follow(_ byte: UInt8) -> Bool {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == open {
          quote = nil
        }
        return false
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        return depth == 0
      default: break
      }
      return false
    }
  }
}
