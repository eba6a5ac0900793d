// What stands between documents. Nearly all of them follow a line feed; whatever else there is is looked
// at here, and costs those that have none of it nothing.
extension JSONWalker {
  /// Prepares for the documents of a chunk.
  package mutating func begin(_ chunk: borrowing Chunk) {
    encoding = chunk.encoding
    endsAtLineFeed = encoding == .jsonLines
    text = chunk.text
    streamOffset = chunk.offset
    isOneToALine = encoding == .jsonLines
  }

  /// What has been passed over between documents since the last call.
  package mutating func takePassed() -> PassedBytes {
    defer { passed = PassedBytes() }
    return passed
  }

  /// Where the next document starts, behind blanks, separators, marks and text that is recognised as
  /// surroundings; where something begins that is none of them; or `end`.
  @inline(never)
  mutating func documentStart(_ bytes: RawSpan, from offset: Int, end: Int) -> Int {
    var i = offset
    while true {
      i = bytes.jsonBlanks(i)
      guard i < end else {
        // Blank lines at the end, or something passed over there, are lines without documents.
        if end - offset > 1 { isOneToALine = false }
        return end
      }
      let next =
        encoding == .jsonLines
        ? pastSurroundings(bytes, i, end: end) : pastSeparator(bytes, i)
      guard let next else { break }
      i = next
    }
    // The first document of a chunk is behind the line feed that ended the one before.
    if i > 0 { isOneToALine = false }
    return i
  }

  /// Passes over what may stand between the elements of an array, the values of a map, or documents of
  /// a sequence (RFC 7464); a framer has checked it.
  private func pastSeparator(_ bytes: RawSpan, _ i: Int) -> Int? {
    switch bytes[i] {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), 0x1E: return i + 1
    case UInt8(ascii: "}") where encoding == .jsonMembers: return i + 1
    case UInt8(ascii: "\"") where encoding == .jsonMembers:
      var isEscaped = false
      guard let quote = try? bytes.jsonString(i + 1, escaped: &isEscaped) else { return nil }
      let colon = bytes.jsonBlanks(quote + 1)
      return bytes[colon] == UInt8(ascii: ":") ? colon + 1 : nil
    default: return nil
    }
  }

  /// Passes over something that stands before a document on its line, or on lines of its own.
  private mutating func pastSurroundings(_ bytes: RawSpan, _ i: Int, end: Int) -> Int? {
    switch bytes[i] {
    case UInt8(ascii: "{"):
      return nil
    case 0x1E:
      return i + 1
    case 0:
      let zeros = bytes.zeroCount(in: i..<end)
      passed.zeros += zeros
      return i + zeros
    case UInt8(ascii: ","):
      return isListComma(bytes, i, end: end) ? i + 1 : nil
    default:
      guard let line = line(bytes, at: i, end: end) else { return nil }
      if bytes.starts(with: "\u{FEFF}", i..<end) { return i + 3 }
      if let start = text.prefix?.documentStart(bytes, line)
        ?? SurroundingText.dataBehindPrompt(bytes, line), bytes[start] == UInt8(ascii: "{")
      {
        passed.add(bytes, i..<start, at: streamOffset + i)
        return start
      }
      guard
        SurroundingText.isRecognized(bytes, line)
          || text.prefix?.isMessage(bytes, line) == true
      else { return nil }
      let behind = min(line.upperBound + 1, end)
      passed.add(bytes, i..<behind, at: streamOffset + i)
      return behind
    }
  }

  /// Whether a comma separates documents: the first sign of a line before one, or the last behind one.
  private func isListComma(_ bytes: RawSpan, _ comma: Int, end: Int) -> Bool {
    var next = comma + 1
    while next < end, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D {
      next += 1
    }
    var i = comma - 1
    while i >= 0, bytes[i] == 0x20 || bytes[i] == 0x09 { i -= 1 }
    let endsLine = next == end || bytes[next] == 0x0A
    let startsLine = i < 0 || bytes[i] == 0x0A
    return startsLine
      ? endsLine || bytes[next] == UInt8(ascii: "{") : endsLine && bytes[i] == UInt8(ascii: "}")
  }

  /// The line from its first byte that is neither blank nor mark, when `i` is that byte.
  private func line(_ bytes: RawSpan, at i: Int, end: Int) -> Range<Int>? {
    var start = i
    while start > 0, bytes[start - 1] != 0x0A {
      let byte = bytes[start - 1]
      guard byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF else { return nil }
      start -= 1
    }
    return i..<(bytes.firstLineFeed(in: i..<end) ?? end)
  }
}
