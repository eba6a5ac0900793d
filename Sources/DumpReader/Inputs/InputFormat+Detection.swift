extension InputFormat {
  /// The four bytes that a mongodump archive starts with.
  static let archiveMagic: [UInt8] = [0x6D, 0xE2, 0x99, 0x81]

  /// Recognises the format of a decoded stream by its first bytes, never by its name, where they leave
  /// no doubt about it, whatever else they could be.
  ///
  /// Any length of a BSON document may look like the signature of something else: one of 8,483 bytes
  /// begins with `#!`.
  ///
  /// - Parameters:
  ///   - head: The first bytes, a chunk of them, or all there are.
  ///   - isWhole: Whether that is all.
  static func evident(_ head: [UInt8], isWhole: Bool) -> InputFormat? {
    if head.starts(with: archiveMagic) { return .archive }
    return isNamedBSON(head) ? .bson : jsonFormat(head, isWhole: isWhole)
  }

  /// Whether a stream is BSON or an archive without doubt.
  static func isBinary(_ head: [UInt8]) -> Bool {
    head.starts(with: archiveMagic) || isNamedBSON(head)
  }

  /// The format of what is neither ``evident(_:isWhole:)`` nor known to be something else.
  ///
  /// - Returns: nil when it is no format of this program.
  static func likely(
    _ head: [UInt8], isWhole: Bool, _ table: TableOptions
  ) -> InputFormat? {
    if isBSONHeader(head) { return .bson }
    if CSVDetection(head, isWhole: isWhole, table) != nil
      || CSVDetection.isCutHeader(head, isWhole: isWhole, table)
    {
      return .csv
    }
    if holdsJSONLines(head) { return .jsonl }
    return holdsBSON(head) ? .bson : nil
  }

  /// Whether the stream starts with the length and the first type byte of a BSON document.
  ///
  /// The fourth byte of a possible length is 0 or 1, which no text has there. A file cut within its
  /// first length is BSON as well, unless it is text.
  private static func isBSONHeader(_ head: [UInt8]) -> Bool {
    if head.count < 4 { return head.contains { $0 < 0x09 || 0x0E...0x1F ~= $0 } }
    let length = Int(head.rawBytes.load(0, as: Int32.self))
    guard length >= 5, length <= DocumentLimits.maximumSize else { return false }
    guard head.count > 4 else { return true }
    return length == 5 ? head[4] == 0 : BSONType(rawValue: head[4]) != nil
  }

  /// Whether a BSON header is followed by the name of a field, which has no control characters; the
  /// end of an empty document will do as well.
  ///
  /// Neither text in UTF-16 nor the headers of other files have a name there.
  static func isNamedBSON(_ head: [UInt8]) -> Bool {
    guard isBSONHeader(head), head.count > 4 else { return false }
    let name = head.dropFirst(5).prefix { $0 >= 0x20 && $0 != 0x7F }
    let isEnded = name.endIndex == head.endIndex || head[name.endIndex] == 0
    return head[4] == 0 || !name.isEmpty && isEnded
  }

  /// Whether whole BSON documents can be found behind a damaged beginning.
  ///
  /// What has been read is taken for all there is: a length that reaches further proves nothing.
  private static func holdsBSON(_ head: [UInt8]) -> Bool {
    let padded = head + [UInt8](repeating: 0, count: RawSpan.padding)
    var framer = BSONFramer()
    var start = 0
    while start < head.count {
      let rest = padded.rawBytes.extracting(start..<padded.count)
      switch framer.frame(rest, count: head.count - start, atEnd: true) {
      case .documents(let count): return count > 0
      case .skipped(let count, _, _): start += count
      case .passed(let count, _): start += count
      case .columns, .more: return false
      }
    }
    return false
  }

  /// Whether JSON documents stand on lines of their own behind others, such as the log lines of an
  /// export that went to the same file.
  private static func holdsJSONLines(_ head: [UInt8]) -> Bool {
    head.split(separator: 0x0A).contains { line in
      line.starts(with: [0x7B, 0x22]) && line.last(where: { !isBlank($0) }) == 0x7D
    }
  }

  /// Lines or values, when the first character is that of a JSON document or array.
  private static func jsonFormat(_ head: [UInt8], isWhole: Bool) -> InputFormat? {
    var text = head[head.textStart...]
    // Marks of a sequence (RFC 7464), and the comma of a list without brackets.
    if let mark = text.first(where: { !isBlank($0) }), mark == UInt8(ascii: ",") {
      text = text.drop(while: isBlank).dropFirst()
      guard text.first(where: { !isBlank($0) }) == UInt8(ascii: "{") else { return nil }
    }
    guard let first = text.first(where: { !isBlank($0) }) else {
      // Nothing but blanks: no documents, on as many lines as you like.
      return isWhole ? .jsonl : nil
    }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    guard let second = text.drop(while: isBlank).dropFirst().first(where: { !isBlank($0) }) else {
      return first == UInt8(ascii: "[") ? .json : .jsonl
    }
    guard second > 0x20, second != 0x7F else { return nil }
    if first == UInt8(ascii: "[") { return .json }
    return JSONLinesDetection.isLines(text, isWhole: isWhole) ? .jsonl : .json
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x1E
  }
}
