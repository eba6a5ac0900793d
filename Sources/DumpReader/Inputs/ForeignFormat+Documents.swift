extension ForeignFormat {
  /// Recognises what begins like JSON, but is written as a programming language prints documents, or
  /// holds no documents.
  ///
  /// For inputs of which nothing could be counted: a document may hold any of it in a text.
  ///
  /// - Parameter beginning: The first bytes of the text.
  init?(documentsOf beginning: [UInt8]) {
    let start = beginning.textStart
    let bytes = beginning[start...].prefix(16 << 10)
    guard !bytes.contains(0) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    rest = rest.drop(while: \.isWhitespace)
    let opening = String(rest.prefix(64).filter { !$0.isWhitespace })
    if rest.hasPrefix("{\\rtf") {
      self = .rtf
    } else if opening.hasPrefix("[\"{\\\"") {
      self = .jsonTextArray
    } else if opening.hasPrefix("[[") || Self.holdsRows(rest) {
      self = .rowArrays
    } else if let language = Self.language(of: rest) {
      self = language
    } else {
      return nil
    }
  }

  /// Whether an object has an array of arrays as a member: `{"columns": [ … ], "data": [[`.
  private static func holdsRows(_ text: Substring) -> Bool {
    text.first == "{" && text.filter { !$0.isWhitespace }.contains("\":[[")
  }

  /// The programming language that printed documents which begin with a bracket.
  private static func language(of text: Substring) -> ForeignFormat? {
    let line = text.prefix(while: { !$0.isNewline })
    let body = line.drop { $0 == "[" }
    if body.hasPrefix("%{") { return .elixir }
    if body.hasPrefix("{'") {
      let values = [
        "None", "True", "False", "datetime.", "b'", "Decimal(", "Decimal128(", "OrderedDict(",
        "Int64(", "Timestamp(", "UUID(", "nan", "inf", "array(",
      ]
      if values.contains(where: { text.contains("': \($0)") || text.contains("', \($0)") }) {
        return .python
      }
    }
    if body.hasPrefix("{:") || line.contains("\"=>") || line.contains("\" => ") { return .ruby }
    guard body.first == "{" else { return nil }
    let name = body.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
    guard !name.isEmpty else { return nil }
    let next = body.dropFirst(1 + name.count)
    if next.hasPrefix("=") { return .javaMap }
    // What fmt.Println makes of a bson.D: `[{_id ObjectID("…")} {user_id u1}]`.
    if next.hasPrefix(" "), line.hasPrefix("[{"), line.contains("} {") { return .go }
    return nil
  }
}
