/// The first line of comma-separated text: the names of the columns.
public struct CSVHeader: Sendable, Equatable {
  /// Field names as they stand, dotted paths included.
  public let names: [String]
  /// The line as it stands, its line feed included.
  private let line: [UInt8]
  /// The most bytes that the line may take.
  static let maximumSize = 256 << 10

  /// How many bytes the line takes, its line feed included.
  var size: Int { line.count }

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
    self.names = names
    line = bytes.extracting(start..<i).copied()
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
      self.init()
      return
    }
    let limit = start + Self.maximumSize
    var header = Self.line(head, from: start, limit: limit)
    if header?.line.last != 0x0A, head.count < limit {
      head += try source.peek(limit - head.count)
      header = Self.line(head, from: start, limit: limit)
    }
    guard let header else {
      throw DumpError(.notADump, path: path, "its first line is no list of column names")
    }
    // Without a line feed it is whole only if the input ends there.
    if header.line.last != 0x0A, head.count >= limit {
      let isMore = head.count > limit ? true : try !source.peek(1).isEmpty
      guard !isMore else {
        throw DumpError(
          .notADump, path: path,
          "its line of column names is longer than \(Self.maximumSize >> 10) KiB")
      }
    }
    self = header
  }

  /// Where the line starts: behind a byte order mark and blank lines.
  static func start(in head: [UInt8]) -> Int {
    var start = InputFormat.textStart(head)
    while start < head.count, CSVCell.isLineEnd(head.rawBytes, start, end: head.count) {
      start += 1
    }
    return start
  }

  /// The line at `start`, as far as it goes in front of `limit`.
  private static func line(_ head: [UInt8], from start: Int, limit: Int) -> CSVHeader? {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    return CSVHeader(padded.rawBytes, from: start, count: min(head.count, limit))
  }

  /// No columns.
  private init() {
    names = []
    line = []
  }

  /// Whether the lines are the same, byte by byte.
  public static func == (a: CSVHeader, b: CSVHeader) -> Bool { a.line == b.line }

  private static func undoubled(_ text: String) -> String {
    var result: [UInt8] = []
    var isSecond = false
    for byte in text.utf8 {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether text looks like a table: a line of two or more names, and one of the lines after
  /// it, if there are any, with as many cells.
  static func isLikely(_ head: [UInt8], isWhole: Bool) -> Bool {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    let start = start(in: head)
    guard head[start...].contains(0x0A) || isWhole,
      let header = CSVHeader(bytes, from: start, count: head.count), header.names.count > 1,
      header.names.allSatisfy(isName)
    else { return false }
    var i = start + header.size
    for _ in 0..<10 where i < head.count {
      guard let row = CSVHeader(bytes, from: i, count: head.count) else {
        i = (bytes.first(0x0A, in: i..<head.count) ?? head.count) + 1
        continue
      }
      if row.names.count == header.names.count { return true }
      i += row.size
    }
    return start + header.size >= head.count
  }

  /// Whether a cell may be the name of a field: printable, not empty, no blanks around it.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, let last = name.utf8.last else { return false }
    return first > 0x20 && last > 0x20
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x7B && $0 != 0x22 }
  }

  /// What separates the cells of a table that has no commas; nil when it is none.
  static func foreignSeparator(_ head: [UInt8]) -> String? {
    let line = head.prefix { $0 != 0x0A }
    guard line.count > 2, line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 || $0 == 0x0D })
    else { return nil }
    if line.contains(0x09) { return "tabs" }
    return line.filter { $0 == UInt8(ascii: ";") }.count > 1 ? "semicolons" : nil
  }
}
