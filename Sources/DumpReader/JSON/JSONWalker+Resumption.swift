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
    if encoding == .jsonValues {
      var brackets = JSONStructureScanner()
      var i = offset
      if brackets.scan(bytes, &i, count: end, atEnd: true) == .closed { return i }
    }
    return lineEnd(bytes, from: offset, end: end)
  }
}
