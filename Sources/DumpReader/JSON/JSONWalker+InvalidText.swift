internal import BasicContainers

extension JSONWalker {
  /// Reads a document again in which text is not valid Unicode.
  ///
  /// - Parameters:
  ///   - start: Where it starts.
  ///   - finding: What was found; anything but invalid text is thrown again.
  /// - Returns: The offset behind the document.
  /// - Throws: The finding, unless such text is accepted and nothing else is wrong. Its
  ///   ``MalformedDocument/detail`` is 1 where nothing else is.
  @inline(never)
  mutating func invalidTextDocument(
    _ bytes: RawSpan, at start: Int, end: Int, into values: inout FieldValues,
    finding: MalformedDocument
  ) throws(MalformedDocument) -> Int {
    guard finding.code == .invalidUTF8 || finding.code == .loneSurrogate else { throw finding }
    var range = start..<end
    if encoding == .jsonLines {
      range = start..<(bytes.firstLineFeed(in: range) ?? end)
    } else {
      var i = start
      guard Self.skipValue(bytes, &i, end: end, text.notation) else { throw finding }
      range = start..<i
    }
    var rewriter = InvalidTextRewriter()
    guard rewriter.rewrite(bytes, range) else { throw finding }

    let behind: Int
    do throws(MalformedDocument) {
      behind = try rewrittenDocument(rewriter.text.rawBytes, into: &values)
    } catch {
      throw finding
    }
    // In the notation of the shells the frame is checked as ever.
    let inputEnd = rewriter.inputOffset(of: behind, bytes, range)
    guard encoding == .jsonLines || inputEnd == range.upperBound else { throw finding }
    guard text.acceptsInvalidUTF8 else {
      values.present = marks.noValues
      var only = finding
      only.detail = 1
      throw only
    }
    invalidTextCount += 1
    return inputEnd
  }

  /// Walks a rewritten document, and puts the bytes of its texts as they were into the scratch bytes.
  private mutating func rewrittenDocument(
    _ bytes: RawSpan, into values: inout FieldValues
  ) throws(MalformedDocument) -> Int {
    let end = bytes.byteCount - Chunk.padding
    values.beginAgain(marks.noValues)
    var key = 0
    var behind: Int
    do throws(MalformedDocument) {
      behind = try document(bytes, at: 0, into: &values, key: &key)
      guard behind <= end else { throw MalformedDocument(.unterminated, at: end) }
      validText = bytes.extracting(0..<bytes.byteCount).copied()
    } catch {
      values.beginAgain(marks.noValues)
      key = 0
      behind = try shellDocument(bytes, at: 0, end: end, into: &values, strict: error, key: &key)
      validText = translation.text
    }
    let text = validText
    values.updateAll { $0.restore(text, in: &$1) }
    values.elements.source = .validText
    return behind
  }
}

extension RawValue {
  /// Moves the bytes of the value from a rewritten document to the scratch bytes, those of text as they
  /// were.
  mutating func restore(_ document: [UInt8], in scratch: inout [UInt8]) {
    guard count > 0 else { return leaveText() }
    let found = Int(offset)..<Int(offset) + Int(count)
    let start = scratch.count
    if type.isText {
      // A copy of its own: the scratch bytes grow meanwhile.
      let source = Array((inScratch ? scratch : document)[found])
      InvalidTextRewriter.restore(source.rawBytes, 0..<source.count, into: &scratch)
    } else if !inScratch {
      scratch += document[found]
    } else {
      return
    }
    offset = UInt32(truncatingIfNeeded: start)
    count = UInt32(truncatingIfNeeded: scratch.count - start)
    inScratch = true
  }
}

extension BSONType {
  /// Whether values of the type are text.
  var isText: Bool { self == .string || self == .symbol || self == .code }
}
