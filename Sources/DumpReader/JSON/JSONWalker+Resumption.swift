extension JSONWalker {
  /// Where to go on after a malformed document.
  ///
  /// On lines that is the next line. Between the brackets of an array it is the end of the document
  /// itself, wherever that stands: the framer has made sure that its brackets and quotes match.
  ///
  /// - Parameters:
  ///   - bytes: The chunk.
  ///   - offset: Where the malformed document starts.
  ///   - end: Where the documents end.
  ///   - encoding: How the documents are written.
  static func resumption(
    _ bytes: RawSpan, from offset: Int, end: Int, encoding: DocumentEncoding
  ) -> Int {
    resumption(bytes, from: offset, end: end, encoding: encoding, notation: .strict)
  }

  /// The same in the notation of the text that the walker is in.
  package func resumption(_ bytes: RawSpan, from offset: Int, end: Int) -> Int {
    Self.resumption(
      bytes, from: offset, end: end, encoding: encoding, notation: text.notation)
  }

  private static func resumption(
    _ bytes: RawSpan, from offset: Int, end: Int, encoding: DocumentEncoding,
    notation: JSONNotation
  ) -> Int {
    if encoding != .jsonLines {
      var i = offset
      if skipValue(bytes, &i, end: end, notation) { return i }
    }
    return lineEnd(bytes, from: offset, end: end)
  }

  /// Passes over the value at `offset` as a framer does; whether it is closed before `end`.
  static func skipValue(
    _ bytes: RawSpan, _ offset: inout Int, end: Int, _ notation: JSONNotation
  ) -> Bool {
    if notation == .strict {
      var brackets = JSONStructureScanner()
      return brackets.scan(bytes, &offset, count: end, atEnd: true) == .closed
    }
    var brackets = ShellStructureScanner()
    return brackets.scan(bytes, &offset, count: end) == .closed
  }
}
