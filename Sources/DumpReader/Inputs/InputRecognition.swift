/// What the beginning of a decoded stream was found to be.
struct InputRecognition {
  /// The format.
  let format: InputFormat
  /// Where the documents begin: behind text that stands in front of them, and a byte order mark.
  let start: Int
  /// How many bytes in front are recognised as surroundings.
  let surroundings: Int
  /// What holds for all of the text.
  let text: TextContext

  /// Recognises a stream by its content, or takes it for what it is said to be.
  ///
  /// - Throws: ``DumpError`` that says what else it is.
  init(_ beginning: StreamBeginning, path: String, options: InputOptions) throws(DumpError) {
    if let archive = beginning.archive {
      self.format = .archive
      self.start = 0
      self.surroundings = archive.offset
      self.text = TextContext()
      return
    }
    let head = beginning.head
    let isWhole = beginning.isWhole
    let lead = Self.leadingText(head, isWhole: isWhole, options)
    let rest = lead > 0 ? Array(head[lead...]) : head
    var text = TextContext()
    text.acceptsInvalidUTF8 = options.invalidUTF8 == .accept
    var format = options.forcedFormat
    if format == nil || format == .jsonl {
      text.prefix = Self.prefix(rest, isWhole: isWhole)
      if format == nil, text.prefix != nil { format = .jsonl }
    }
    if let format {
      // There would be no end of it.
      if !isWhole, head.allSatisfy({ $0 == 0 }) { throw DumpError(.zeros, path: path) }
      self.format = format
    } else {
      self.format = try Self.format(of: rest, isWhole: isWhole, path: path, options.table)
    }
    if self.format == .json { text.notation = JSONNotation(of: rest.rawBytes) }
    surroundings = lead
    switch self.format {
    // The header of a table is looked for in the rest.
    case .bson, .archive, .csv: start = lead
    case .jsonl, .json: start = lead + rest.textStart
    }
    self.text = text
  }

  /// How many bytes of text stand in front of documents.
  private static func leadingText(
    _ head: [UInt8], isWhole: Bool, _ options: InputOptions
  ) -> Int {
    switch options.forcedFormat {
    case .bson, .archive: return 0
    case .csv, .json, .jsonl: return SurroundingText.leadingCount(head, isWhole: isWhole)
    case nil:
      guard !InputFormat.isBinary(head) else { return 0 }
      let lead = SurroundingText.leadingCount(head, isWhole: isWhole)
      guard lead > 0 else {
        // Line feeds in front of BSON, which are no line of it.
        let feeds = head.prefix { $0 == 0x0A || $0 == 0x0D }.count
        return feeds > 0 && InputFormat.isNamedBSON(Array(head[feeds...])) ? feeds : 0
      }
      // Only in front of what is a dump without it.
      let rest = Array(head[lead...])
      let isDump =
        InputFormat.evident(rest, isWhole: isWhole) != nil
        || CSVDetection(rest, isWhole: isWhole, options.table) != nil
        || prefix(rest, isWhole: isWhole) != nil
      return isDump ? lead : 0
    }
  }

  /// What stands before every document, where the stream does not begin with one.
  private static func prefix(_ head: [UInt8], isWhole: Bool) -> LinePrefix? {
    guard !InputFormat.isBinary(head) else { return nil }
    let text = head.rawBytes.extracting(head.textStart..<head.count)
    let first = head[head.textStart...].first {
      $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09
    }
    // A bracket begins an array, or a prefix such as `[INFO] `.
    let mayBeArray = first == UInt8(ascii: "[")
    guard mayBeArray || InputFormat.evident(head, isWhole: isWhole) == nil,
      DumpError.Finding(foreign: head) == nil,
      let prefix = LinePrefix(text, isWhole: isWhole),
      prefix.isBracketed || !mayBeArray
    else { return nil }
    return prefix
  }

  /// The format that is found; an error that says what else it is.
  private static func format(
    of head: [UInt8], isWhole: Bool, path: String, _ table: TableOptions
  ) throws(DumpError) -> InputFormat {
    if head.isEmpty { return .bson }
    if let format = InputFormat.evident(head, isWhole: isWhole) { return format }
    if let finding = DumpError.Finding(foreign: head) { throw DumpError(finding, path: path) }
    if let format = InputFormat.likely(head, isWhole: isWhole, table) { return format }
    throw DumpError(DumpError.Finding(unrecognized: head), path: path)
  }
}
