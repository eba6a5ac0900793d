extension ColumnNames {
  /// The most bytes that the line may take.
  static let maximumSize = 256 << 10

  /// Reads the line at the front of `bytes`, of which `count` are text.
  ///
  /// - Returns: nil when the line is not well-formed.
  init?(_ bytes: RawSpan, from start: Int, count: Int) {
    var names: [String] = []
    var i = start
    while true {
      guard let cell = try? CSVCell(bytes, at: i, end: count) else { return nil }
      guard bytes.isValidUTF8(cell.text) else { return nil }
      let text = bytes.extracting(cell.text).text
      names.append(cell.hasDoubledQuotes ? Self.undoubled(text) : text)
      i = cell.next
      if cell.ending == .line { break }
    }
    self.init(names: names, line: bytes.extracting(start..<i).copied())
  }

  /// Reads the line at `start` of what has been read of a table.
  ///
  /// - Parameters:
  ///   - head: What has been read. Where it ends within the line, more is added to it.
  ///   - source: The rest of the table.
  /// - Throws: ``DumpError`` when there is no such line, or it is longer than ``maximumSize``.
  init(
    _ head: inout [UInt8], from start: Int, rest source: any ByteSource, path: String
  ) throws(DumpError) {
    guard start < head.count else {
      self.init(names: [], line: [])
      return
    }
    let limit = start + Self.maximumSize
    var header = Self.line(head, from: start, limit: limit)
    if header?.line.last != 0x0A, head.count < limit {
      head += try source.peek(limit - head.count)
      header = Self.line(head, from: start, limit: limit)
    }
    guard let header else {
      throw DumpError(.noColumnNames, path: path)
    }
    // Without a line feed it is whole only if the input ends there.
    if header.line.last != 0x0A, head.count >= limit {
      let isMore = head.count > limit ? true : try !source.peek(1).isEmpty
      guard !isMore else {
        throw DumpError(.columnNamesTooLong(limit: Self.maximumSize), path: path)
      }
    }
    self = header
  }

  /// Where the line starts: behind a byte order mark and blank lines.
  static func start(in head: [UInt8]) -> Int {
    var start = head.textStart
    while start < head.count, CSVCell.isLineEnd(head.rawBytes, start, end: head.count) {
      start += 1
    }
    return start
  }

  /// The line at `start`, as far as it goes in front of `limit`.
  private static func line(_ head: [UInt8], from start: Int, limit: Int) -> ColumnNames? {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    return ColumnNames(padded.rawBytes, from: start, count: min(head.count, limit))
  }

  private static func undoubled(_ text: String) -> String {
    var result: [UInt8] = []
    var isSecond = false
    for byte in text.utf8 {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
