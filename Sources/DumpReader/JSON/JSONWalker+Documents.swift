extension JSONWalker {
  /// Walks the next document of a chunk.
  ///
  ///     ··{"a":1}␤{"a":2}␤
  ///     ↑  range ↑
  ///     offset   offset after it
  ///
  /// - Parameters:
  ///   - bytes: The chunk; at least ``Chunk/padding`` zero bytes follow `end`.
  ///   - offset: Where to look: blanks are passed over, and separators between the elements of an
  ///     array. After the call just behind the document; at its start when it throws.
  ///   - end: Where the documents end.
  ///   - values: Emptied first. Offsets are those of the chunk, or of its scratch bytes.
  ///   - range: Where the document stands; empty, at its start, when it is malformed.
  /// - Returns: Whether there was a document before `end`.
  /// - Throws: ``MalformedDocument`` at the first thing that is wrong, with its offset from the
  ///   start of the document. The next offset to look at is what
  ///   ``resumption(_:from:end:encoding:)`` says.
  mutating func next(
    _ bytes: RawSpan, _ offset: inout Int, end: Int, into values: inout FieldValues,
    range: inout Range<Int>
  ) throws(MalformedDocument) -> Bool {
    precondition(offset >= 0 && offset <= end && end &+ Chunk.padding <= bytes.byteCount)
    values.present = marks.noValues
    // Nearly all documents follow a line feed.
    var start = offset &+ 1
    if bytes[offset] != 0x0A || bytes[start] != UInt8(ascii: "{") {
      start = documentStart(bytes, from: offset, end: end)
    }
    guard start < end else {
      offset = end
      range = end..<end
      return false
    }
    range = start..<start
    // No field yet: what stands there is no name.
    var key = start
    do throws(MalformedDocument) {
      var behind: Int
      do throws(MalformedDocument) {
        behind = try document(bytes, at: start, into: &values, key: &key)
        guard behind <= end else { throw MalformedDocument(.unterminated, at: end) }
      } catch {
        values.beginAgain(marks.noValues)
        do throws(MalformedDocument) {
          behind = try shellDocument(
            bytes, at: start, end: end, into: &values, strict: error, key: &key)
          if encoding != .jsonLines { try checkFrame(bytes, start..<behind, end: end) }
        } catch {
          behind = try invalidTextDocument(
            bytes, at: start, end: end, into: &values, finding: error)
        }
        // What was walked is a translation, whose line feeds are not those of the text.
        tookFullWay = true
      }
      // What is remembered has no line feeds, unless the memory has.
      if endsAtLineFeed, tookFullWay || layout.hasLineFeeds,
        let feed = bytes.firstLineFeed(in: start..<behind)
      {
        throw MalformedDocument(.unterminated, at: feed)
      }
      offset = behind
      range = start..<behind
      return true
    } catch {
      values.present = marks.noValues
      offset = start
      var limit = end
      if endsAtLineFeed { limit = bytes.firstLineFeed(in: start..<end) ?? end }
      throw Self.finding(error, bytes, from: start, end: limit, key: key)
    }
  }

  /// Makes sure that a document in the notation of the shells ends where the framer has seen its
  /// end: what else is in the chunk is up to how the input was read.
  private func checkFrame(
    _ bytes: RawSpan, _ document: Range<Int>, end: Int
  ) throws(MalformedDocument) {
    var i = document.lowerBound
    guard Self.skipValue(bytes, &i, end: end, text.notation), i == document.upperBound
    else { throw MalformedDocument(.expectedComma, at: min(i, document.upperBound)) }
  }

  /// Where to go on after a malformed document: behind the first line feed at or after `offset`, or
  /// at the end.
  static func lineEnd(_ bytes: RawSpan, from offset: Int, end: Int) -> Int {
    bytes.firstLineFeed(in: offset..<end).map { $0 + 1 } ?? end
  }

  /// Says what is wrong in terms of the document: where it starts, ends, and which field it was.
  @inline(never)
  private static func finding(
    _ error: MalformedDocument, _ bytes: RawSpan, from start: Int, end: Int, key: Int
  ) -> MalformedDocument {
    var finding = error
    if error.offset >= end {
      // What is behind the end does not belong to it, and is up to how the input was read.
      let inString =
        error.offset == end
        && (error.code == .controlCharacter || error.code == .unterminatedString)
      finding.code = inString ? .unterminatedString : .unterminated
      finding.offset = end
    } else if error.code == .expectedDocument, follows(bytes, start) {
      finding.code = .trailingBytes
    }
    finding.offset -= start
    // Where no field has been met, what stands at the beginning is a value.
    finding.key = key == start || key >= end ? 0..<0 : name(bytes, at: bytes.jsonBlanks(key))
    return finding
  }

  /// Whether something else stands before `start` on its line.
  private static func follows(_ bytes: RawSpan, _ start: Int) -> Bool {
    var i = start
    while i > 0 {
      i -= 1
      switch bytes[i] {
      case 0x20, 0x09, 0x0D: continue
      case 0x0A: return false
      default: return true
      }
    }
    return false
  }

  /// The name of the field at `offset`, without its quotes; empty when there is none.
  private static func name(_ bytes: RawSpan, at offset: Int) -> Range<Int> {
    var isEscaped = false
    switch bytes[offset] {
    case UInt8(ascii: "\""):
      let quote = try? bytes.jsonString(offset + 1, escaped: &isEscaped)
      return quote.map { offset + 1..<$0 } ?? 0..<0
    case UInt8(ascii: "'"):
      return offset + 1..<bytes.shellIdentifier(offset + 1)
    default:
      let end = bytes.shellIdentifier(offset)
      return end > offset ? offset..<end : 0..<0
    }
  }
}
