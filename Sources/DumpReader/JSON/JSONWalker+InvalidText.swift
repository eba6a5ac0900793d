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
      values.present = 0
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
    values.present = 0
    var key = 0
    var behind: Int
    do throws(MalformedDocument) {
      behind = try document(bytes, at: 0, into: &values, key: &key)
      guard behind <= end else { throw MalformedDocument(.unterminated, at: end) }
      validText = bytes.extracting(0..<bytes.byteCount).copied()
    } catch {
      values.present = 0
      key = 0
      behind = try shellDocument(bytes, at: 0, end: end, into: &values, strict: error, key: &key)
      validText = translation.text
    }
    for slot in values.values.indices where values.present & 1 << UInt64(slot) != 0 {
      let value = values.values[slot]
      guard value.count > 0 else { continue }
      let found = Int(value.offset)..<Int(value.offset) + Int(value.count)
      let scratchStart = values.scratchBytes.count
      if value.type.isText {
        let source = value.inScratch ? values.scratchBytes : bytes.extracting(found).copied()
        let range = value.inScratch ? found : 0..<found.count
        InvalidTextRewriter.restore(source.rawBytes, range, into: &values.scratchBytes)
      } else if !value.inScratch {
        values.scratchBytes += bytes.extracting(found).copied()
      } else {
        continue
      }
      values.values[slot].offset = UInt32(truncatingIfNeeded: scratchStart)
      values.values[slot].count = UInt32(
        truncatingIfNeeded: values.scratchBytes.count - scratchStart)
      values.values[slot].inScratch = true
    }
    return behind
  }
}

extension BSONType {
  /// Whether values of the type are text.
  var isText: Bool { self == .string || self == .symbol || self == .code }
}
