internal import BasicContainers

extension JSONWalker {
  /// Reads a document again that is no strict JSON, as one in the notation of the shells.
  ///
  /// - Parameters:
  ///   - start: Where it starts.
  ///   - finding: What the strict scanner found, with offsets of `bytes`.
  ///   - key: The opening quote of the field where it was found; after an error in a shell document
  ///     that of the field there.
  /// - Returns: The offset behind the document.
  /// - Throws: The strict scanner's finding, unless the document uses shell forms.
  @inline(never)
  mutating func shellDocument(
    _ bytes: RawSpan, at start: Int, end: Int, into values: inout FieldValues,
    strict finding: MalformedDocument, key: inout Int
  ) throws(MalformedDocument) -> Int {
    // Every shell form stands where a key or a value was expected, but for the sign that joins texts.
    guard finding.offset < end,
      finding.code == .expectedKey || finding.code == .badLiteral || finding.code == .badNumber
        || finding.code == .expectedComma && bytes[finding.offset] == UInt8(ascii: "+")
    else { throw finding }
    // Taken out, so that its text can be walked while the walker changes.
    var translation = ShellRewriter()
    swap(&translation, &self.translation)
    defer { swap(&translation, &self.translation) }

    let behind: Int
    do throws(MalformedDocument) {
      behind = try translation.translate(bytes, from: start)
      guard behind <= end else { throw MalformedDocument(.unterminated, at: end) }
    } catch {
      guard translation.usesShellForms else { throw finding }
      key = start
      throw error
    }
    var textKey = 0
    do throws(MalformedDocument) {
      let text = translation.text
      defer { textKey = text.rawBytes.jsonBlanks(textKey) }
      _ = try document(text.rawBytes, at: 0, into: &values, key: &textKey)
    } catch {
      key = translation.inputOffset(of: textKey, bytes, from: start)
      var finding = error
      finding.offset = translation.inputOffset(of: error.offset, bytes, from: start)
      throw finding
    }
    // What points into the rewritten text has to outlive it.
    values.updateAll { $0.keep(translation.text, in: &$1) }
    values.elements.source = .shellText
    return behind
  }
}
