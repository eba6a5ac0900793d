/// Walks the documents of a chunk one after the other, whatever their encoding: checks each from end to
/// end and keeps the values of the selected fields.
///
///     var selection = FieldSelection()
///     let points = selection.insert("points", unique: true)
///     var walker = DocumentWalker(selection)
///     var values = FieldValues(for: selection)
///     while try reader.next(into: &chunk) {
///       walker.begin(chunk)
///       var cursor = ChunkCursor(chunk)
///       while true {
///         do throws(MalformedDocument) {
///           guard try walker.next(&cursor, in: chunk.bytes, into: &values) else { break }
///         } catch {
///           print("document at byte \(cursor.documentOffset): \(error)")
///           continue
///         }
///         if let value = values[points] { print(value.type) }
///       }
///       values.clearScratch()
///     }
///
/// A walker remembers the layout of the documents before, so one should be kept for a whole input. It
/// allocates nothing per document but for escaped text, which is added to the scratch bytes of the
/// values.
public struct DocumentWalker: ~Copyable {
  private var bson: BSONWalker
  private var json: JSONWalker
  private var csv: CSVWalker

  /// A walker that keeps the values of a selection of fields.
  ///
  /// - Parameter selection: The fields that are wanted.
  public init(_ selection: FieldSelection) {
    bson = BSONWalker(selection)
    json = JSONWalker(selection)
    csv = CSVWalker(selection)
  }

  /// Prepares for a chunk: to be called before the first document of each.
  ///
  /// - Parameter chunk: The chunk that is walked next.
  public mutating func begin(_ chunk: borrowing Chunk) {
    begin(chunk.encoding, chunk.columns, at: chunk.offset)
    json.begin(chunk)
    bson.acceptsInvalidUTF8 = chunk.acceptsInvalidUTF8
    csv.acceptsInvalidUTF8 = chunk.acceptsInvalidUTF8
  }

  /// What has been passed over between documents since the last call; offsets are those of the stream.
  package mutating func takePassed() -> PassedBytes {
    var passed = json.takePassed()
    passed.combine(csv.takePassed())
    return passed
  }

  /// Documents that were accepted although text in them is not valid Unicode.
  public var invalidTextCount: Int {
    bson.invalidTextCount + json.invalidTextCount + csv.invalidTextCount
  }

  /// Whether the documents of the chunk, as far as they have been walked, stand on lines of their own,
  /// one behind the other.
  package var isOneToALine: Bool { json.isOneToALine }

  /// How many documents were rewritten before they were read; see ``rewrittenText``.
  package var rewriteCount: Int { json.translation.rewrites &+ json.invalidTextCount }

  /// The text of the document that was rewritten last, in the notation of the shells or with text that
  /// is not valid Unicode: what the documents and arrays among its values point into.
  ///
  /// - Parameter isInvalid: Whether ``invalidTextCount`` has grown with it.
  package func rewrittenText(isInvalid: Bool) -> [UInt8] {
    isInvalid ? json.validText : json.translation.text
  }

  /// Prepares for documents of an encoding; the rows of a table need the names of columns.
  package mutating func begin(
    _ encoding: DocumentEncoding, _ columns: ColumnNames? = nil, at offset: Int = 0
  ) {
    json.encoding = encoding
    json.endsAtLineFeed = encoding == .jsonLines
    if let columns { csv.begin(columns, at: offset) }
  }

  /// Walks the next document.
  ///
  /// - Parameters:
  ///   - cursor: Where to go on. Afterwards its `range` is where the document stands, also when it is
  ///     malformed, and it stands where the next one is to be looked for.
  ///   - bytes: The bytes of the chunk, the zero bytes behind its documents included.
  ///   - values: Emptied first. Valid until the next call; offsets are those of the chunk, or of the
  ///     scratch bytes, which the caller clears.
  /// - Returns: False when there is no document left.
  /// - Throws: ``MalformedDocument`` at the first thing that is wrong with a document, with its offset
  ///   from the start of the document. The next call goes on behind it.
  /// - Complexity: O(*n*) for a document of *n* bytes.
  public mutating func next(
    _ cursor: inout ChunkCursor, in bytes: RawSpan, into values: inout FieldValues
  ) throws(MalformedDocument) -> Bool {
    guard cursor.offset < cursor.end else { return false }
    switch cursor.encoding {
    case .bson:
      let length = Int(bytes.load(cursor.offset, as: Int32.self))
      let range = cursor.offset..<cursor.offset &+ length
      cursor.range = range
      cursor.offset = range.upperBound
      cursor.count &+= 1
      do throws(MalformedDocument) {
        try bson.walk(bytes, range, into: &values)
      } catch {
        cursor.offset = bson.resumption(after: error, in: bytes, range)
        throw error
      }
    case .jsonLines, .jsonValues, .jsonMembers:
      do throws(MalformedDocument) {
        guard
          try json.next(
            bytes, &cursor.offset, end: cursor.end, into: &values, range: &cursor.range)
        else { return false }
      } catch {
        cursor.count &+= 1
        cursor.offset = json.resumption(bytes, from: cursor.range.lowerBound, end: cursor.end)
        throw error
      }
      cursor.count &+= 1
    case .csv:
      do throws(MalformedDocument) {
        guard
          try csv.next(
            bytes, &cursor.offset, end: cursor.end, into: &values, range: &cursor.range)
        else { return false }
      } catch {
        cursor.count &+= 1
        throw error
      }
      cursor.count &+= 1
    }
    return true
  }

  /// Walks on through the array that is unwound, in the document that was walked last: to the elements
  /// that have no row in the ``ElementTable`` yet.
  package mutating func walkRest(
    _ encoding: DocumentEncoding, _ bytes: RawSpan, into values: inout FieldValues
  ) {
    switch encoding {
    case .bson: bson.walkRest(bytes, into: &values)
    case .jsonLines, .jsonValues, .jsonMembers: json.walkRest(bytes, into: &values)
    case .csv: break
    }
  }
}
