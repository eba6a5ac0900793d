/// Reads the records of comma-separated text, and keeps the selected columns.
///
/// The header maps columns to slots; a path of the selection is a column name as it stands, dots
/// included. All values are strings, but for `ObjectId(…)`, as mongoexport writes it; an empty cell
/// that is not in quotes is missing. Every record is checked from end to end: quotes, the number of
/// cells, UTF-8.
struct CSVWalker: ~Copyable {
  private let selection: FieldSelection
  private var header: ColumnNames?
  /// The slot of each column, -1 for those that are not selected.
  private var slots: [Int32] = []

  /// A walker for the columns of a selection.
  init(_ selection: FieldSelection) {
    self.selection = selection
  }

  /// Takes the header of the chunk that is read next.
  mutating func begin(_ header: ColumnNames) {
    guard self.header != header else { return }
    self.header = header
    slots = header.names.map { name in
      selection.paths.firstIndex { $0.hasSameBytes(as: name) }.map { Int32($0) } ?? -1
    }
  }

  /// Keeps some columns, whatever their names, instead of the selection: the first of them in slot 0.
  ///
  /// - Parameter columns: At most ``FieldSelection/maximumCount`` of those in the header.
  mutating func select(_ columns: Range<Int>) {
    for i in slots.indices {
      slots[i] = columns.contains(i) ? Int32(i - columns.lowerBound) : -1
    }
  }

  /// Reads the next record.
  ///
  /// - Parameters:
  ///   - bytes: The chunk; at least ``Chunk/padding`` bytes follow `end`.
  ///   - offset: Where to read; moved behind the record, also where that is malformed.
  ///   - end: Where the records end.
  ///   - values: Emptied first. Unescaped text is added to its scratch bytes.
  ///   - range: Set to where the record stands, its line end included.
  /// - Returns: False when there is no record left.
  /// - Throws: ``MalformedDocument`` when the record is not well-formed.
  mutating func next(
    _ bytes: RawSpan, _ offset: inout Int, end: Int, into values: inout FieldValues,
    range: inout Range<Int>
  ) throws(MalformedDocument) -> Bool {
    precondition(offset >= 0 && offset <= end && end + Chunk.padding <= bytes.byteCount)
    values.present = 0
    // Blank lines are no records.
    while offset < end, CSVCell.isLineEnd(bytes, offset, end: end) { offset += 1 }
    guard offset < end else { return false }
    let start = offset
    var column = 0
    do throws(MalformedDocument) {
      while true {
        let cell = try CSVCell(bytes, at: offset, end: end)
        offset = cell.next
        guard bytes.isValidUTF8(cell.text) else {
          throw MalformedDocument(.invalidUTF8, at: cell.text.lowerBound)
        }
        if column < slots.count, slots[column] >= 0 {
          try set(Int(slots[column]), cell, bytes, &values)
        }
        column += 1
        if cell.ending == .line { break }
        // A comma at the very end stands before an empty cell.
      }
    } catch {
      // Where the framer has it end, so that both are in step.
      offset = CSVFramer.recordEnd(bytes, from: start, end: end)
      range = start..<offset
      throw MalformedDocument(
        error.code, at: error.offset - start, detail: error.detail, key: error.key)
    }
    range = start..<offset
    guard column == slots.count else {
      throw MalformedDocument(.columns, at: 0, detail: Int64(column - slots.count))
    }
    return true
  }

  private func set(
    _ slot: Int, _ cell: CSVCell, _ bytes: RawSpan, _ values: inout FieldValues
  ) throws(MalformedDocument) {
    if cell.text.isEmpty, !cell.isQuoted { return }
    let value: RawValue
    if let objectID = objectID(cell, bytes, &values) {
      value = objectID
    } else if cell.hasDoubledQuotes {
      let start = values.scratchBytes.count
      var i = cell.text.lowerBound
      while i < cell.text.upperBound {
        values.scratchBytes.append(bytes[i])
        i += bytes[i] == 0x22 ? 2 : 1
      }
      value = RawValue(.string, at: start..<values.scratchBytes.count, inScratch: true)
    } else {
      value = RawValue(.string, at: cell.text)
    }
    if !values.set(slot, value), selection.unique & (1 << UInt64(slot)) != 0 {
      throw MalformedDocument(.duplicateField, at: cell.text.lowerBound)
    }
  }

  /// The value of `ObjectId(0123456789abcdef01234567)`, with or without quotes around the digits.
  private func objectID(
    _ cell: CSVCell, _ bytes: RawSpan, _ values: inout FieldValues
  ) -> RawValue? {
    let text = cell.text
    guard text.count >= 34, text.count <= 38, bytes[text.lowerBound] == UInt8(ascii: "O"),
      bytes.extracting(text.lowerBound..<text.lowerBound + 9).elementsEqual("ObjectId("),
      bytes[text.upperBound - 1] == UInt8(ascii: ")")
    else { return nil }
    var i = text.lowerBound + 9
    var end = text.upperBound - 1
    while i < end, bytes[i] == 0x22, bytes[end - 1] == 0x22 {
      i += 1
      end -= 1
    }
    guard end - i == 24 else { return nil }
    let start = values.scratchBytes.count
    guard bytes.decodeObjectID(i, into: &values.scratchBytes) else { return nil }
    return RawValue(.objectID, at: start..<start + 12, inScratch: true)
  }
}
