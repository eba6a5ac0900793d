/// Writes documents of any encoding as lines of Extended JSON, as `bsondump` does.
///
///     var reader = InputReader(paths: ["dump.archive"], options: InputOptions())
///     var chunk = Chunk(capacity: 256 << 10)
///     var writer = ExtendedJSONWriter()
///     while try reader.next(into: &chunk) {
///       var cursor = writer.begin(chunk)
///       var lines: [UInt8] = []
///       while true {
///         do throws(MalformedDocument) {
///           guard try writer.next(&cursor, in: chunk.bytes, to: &lines) else { break }
///         } catch {
///           print("document at byte \(cursor.documentOffset): \(error)")
///         }
///       }
///       print(String(decoding: lines, as: UTF8.self), terminator: "")
///     }
///
/// | encoding | what is written |
/// |---|---|
/// | BSON | canonical Extended JSON v2, which keeps every type |
/// | JSON | the document without blanks between its tokens; values keep the spelling that they have, and those of the shells become Extended JSON |
/// | tables | an object of texts by the names of the columns, empty cells left out |
///
/// A text that is not valid Unicode, where ``InputOptions/invalidUTF8`` lets it pass, has U+FFFD for
/// what is wrong. Each document is checked whole before anything of it is written.
public struct ExtendedJSONWriter: ~Copyable {
  private var walker = DocumentWalker(FieldSelection())
  private var csv = CSVWalker(FieldSelection())
  private var values = FieldValues(slots: FieldSelection.maximumCount)
  /// The names of the columns of a table.
  private var columns: [[UInt8]] = []
  /// The objects that are open, in BSON.
  var levels: [Level] = []

  /// A writer for the documents of any number of chunks, for use by one thread.
  public init() {}

  /// Prepares for a chunk.
  ///
  /// - Parameter chunk: What is to be written next.
  /// - Returns: A cursor before its first document.
  public mutating func begin(_ chunk: borrowing Chunk) -> ChunkCursor {
    walker.begin(chunk)
    if let header = chunk.columns {
      csv.begin(header, at: chunk.offset)
      csv.acceptsInvalidUTF8 = chunk.acceptsInvalidUTF8
      columns = header.names.map { Array($0.utf8) }
    }
    return ChunkCursor(chunk)
  }

  /// Appends the next document and a line feed.
  ///
  /// - Parameters:
  ///   - cursor: Where to go on; moved behind the document, also when that is malformed.
  ///   - bytes: The bytes of the chunk that was begun.
  ///   - text: Where the line goes, in UTF-8. Nothing is appended for a malformed document.
  /// - Returns: False when the chunk has no document left.
  /// - Throws: ``MalformedDocument`` for one that is not well-formed. The next call goes on behind it.
  /// - Complexity: O(*n*) for a document of *n* bytes. Allocates only where `text` grows.
  public mutating func next(
    _ cursor: inout ChunkCursor, in bytes: RawSpan, to text: inout [UInt8]
  ) throws(MalformedDocument) -> Bool {
    if cursor.encoding == .csv { return try nextRow(&cursor, in: bytes, to: &text) }
    let (rewrites, invalid) = (walker.rewriteCount, walker.invalidTextCount)
    guard try walker.next(&cursor, in: bytes, into: &values) else { return false }
    let start = text.count
    let isInvalid = walker.invalidTextCount != invalid
    if cursor.encoding == .bson {
      append(bson: bytes, cursor.range.lowerBound, to: &text)
      if isInvalid { text.repair(from: start) }
    } else if isInvalid || walker.rewriteCount != rewrites {
      let rewritten = walker.rewrittenText(isInvalid: isInvalid)
      text.appendCompact(rewritten.rawBytes, 0..<rewritten.count - Chunk.padding)
      if isInvalid { InvalidTextRewriter.replaceMarks(&text, from: start) }
    } else {
      text.appendCompact(bytes, cursor.range)
    }
    text.append(0x0A)
    return true
  }

  /// Appends the next row of a table.
  ///
  /// A walker keeps as many columns as a selection may have fields, and reads a row of more columns
  /// several times.
  private mutating func nextRow(
    _ cursor: inout ChunkCursor, in bytes: RawSpan, to text: inout [UInt8]
  ) throws(MalformedDocument) -> Bool {
    guard cursor.offset < cursor.end else { return false }
    let start = text.count
    let row = cursor.offset
    var separator = UInt8(ascii: "{")
    for first in stride(from: 0, to: max(1, columns.count), by: FieldSelection.maximumCount) {
      let window = first..<min(columns.count, first + FieldSelection.maximumCount)
      csv.select(window)
      values.clearScratch()
      var offset = row
      var range = cursor.range
      do throws(MalformedDocument) {
        guard try csv.next(bytes, &offset, end: cursor.end, into: &values, range: &range) else {
          cursor.meet(range, goingOnAt: cursor.end, isDocument: false)
          return false
        }
      } catch {
        cursor.meet(range, goingOnAt: offset)
        throw error
      }
      if window.upperBound == columns.count { cursor.meet(range, goingOnAt: offset) }
      for column in window {
        guard let value = values[column - first] else { continue }
        text.append(separator)
        separator = UInt8(ascii: ",")
        text.append(name: columns[column])
        text.append(UInt8(ascii: ":"))
        text.append(cell: value, in: bytes, scratch: values.scratch)
      }
    }
    if separator == UInt8(ascii: "{") { text.append(separator) }
    text.append(UInt8(ascii: "}"))
    if csv.acceptsInvalidUTF8 { text.repair(from: start) }
    text.append(0x0A)
    return true
  }
}

extension ChunkCursor {
  /// Says what somebody else has read.
  fileprivate mutating func meet(
    _ range: Range<Int>, goingOnAt offset: Int, isDocument: Bool = true
  ) {
    self.range = range
    self.offset = offset
    if isDocument { count &+= 1 }
  }
}

extension [UInt8] {
  fileprivate mutating func append(name: [UInt8]) { appendQuoted(name.rawBytes, 0..<name.count) }

  /// Appends a cell of a table: a text, or an ObjectId.
  fileprivate mutating func append(cell value: RawValue, in bytes: RawSpan, scratch: RawSpan) {
    let cell = value.bytes(in: bytes, scratch: scratch)
    if value.type == .objectID {
      append(objectID: cell, at: 0)
    } else {
      appendQuoted(cell, 0..<cell.byteCount)
    }
  }

  /// Puts U+FFFD for what is not UTF-8.
  fileprivate mutating func repair(from start: Int) {
    let text = String(decoding: self[start...], as: UTF8.self)
    removeSubrange(start...)
    append(contentsOf: text.utf8)
  }
}
