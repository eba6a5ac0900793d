/// Reads the rows of a table, and keeps the selected columns.
///
/// The header maps columns to slots; a path of the selection is the name of a column as it stands, dots
/// included. All values are strings, but for `ObjectId(…)`, as mongoexport writes it; an empty cell
/// that is not in quotes is missing. Every row is checked from end to end: quotes, the number of cells,
/// UTF-8.
///
/// A row is read by a fast path that can only succeed; what it does not take is read again, cell by
/// cell, by a slow path that knows everything that can be said about a row.
struct CSVWalker: ~Copyable {
  private let selection: FieldSelection
  private var columns: ColumnNames?
  private var syntax = TableSyntax()
  /// The slot of each column, -1 for those that nobody asked for.
  private var slots: [Int32] = []
  /// Where the chunk starts in the decoded stream.
  private var chunkOffset = 0
  /// Whether bytes in a cell that are not UTF-8 are taken as they are.
  var acceptsInvalidUTF8 = false
  /// Rows that were accepted although they have such bytes.
  private(set) var invalidTextCount = 0
  /// Lines that are no rows, which have been passed over since ``takePassed()``.
  private var passed = PassedBytes()

  /// A walker for the columns of a selection.
  init(_ selection: FieldSelection) {
    self.selection = selection
  }

  /// Takes the columns of the chunk that is read next.
  ///
  /// - Parameters:
  ///   - columns: The names in the header above its rows.
  ///   - offset: Where it starts in the decoded stream.
  mutating func begin(_ columns: ColumnNames, at offset: Int = 0) {
    chunkOffset = offset
    guard self.columns != columns else { return }
    self.columns = columns
    syntax = columns.syntax
    slots = columns.names.map { name in
      name.isEmpty
        ? -1 : selection.paths.firstIndex { $0.hasSameBytes(as: name) }.map { Int32($0) } ?? -1
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

  /// What has been passed over between rows since the last call.
  mutating func takePassed() -> PassedBytes {
    guard passed.count > 0 else { return passed }
    defer { passed = PassedBytes() }
    return passed
  }

  /// Reads the next row.
  ///
  /// - Parameters:
  ///   - bytes: The chunk; at least ``Chunk/padding`` bytes follow `end`.
  ///   - offset: Where to read; moved behind the row, also where that is malformed.
  ///   - end: Where the rows end.
  ///   - values: Emptied first. Unescaped text is added to its scratch bytes.
  ///   - range: Set to where the row stands, its line end included.
  /// - Returns: False when there is no row left.
  /// - Throws: ``MalformedDocument`` when the row is not well-formed.
  mutating func next(
    _ bytes: RawSpan, _ offset: inout Int, end: Int, into values: inout FieldValues,
    range: inout Range<Int>
  ) throws(MalformedDocument) -> Bool {
    precondition(offset >= 0 && offset <= end && end + RawSpan.padding <= bytes.byteCount)
    while true {
      values.present = 0
      // Blank lines are no rows, and a mark of byte order is no text, where files were joined.
      while offset < end, bytes[offset] < 0x20 || bytes[offset] == 0xEF,
        skipBlank(bytes, &offset, end: end)
      {}
      guard offset < end else { return false }
      let start = offset
      if !syntax.trimsCells, let next = fastPath(bytes, from: start, end: end, into: &values) {
        offset = next
        range = start..<next
        return true
      }
      if try slowPath(bytes, &offset, end: end, into: &values, range: &range) { return true }
    }
  }

  /// Goes on behind the end of a blank line, or behind a mark of byte order.
  private func skipBlank(_ bytes: RawSpan, _ offset: inout Int, end: Int) -> Bool {
    if CSVCell.isLineEnd(bytes, offset, end: end, syntax) {
      offset = CSVCell.behindLineEnd(bytes, offset, end: end)
      return true
    }
    guard offset + 3 <= end, bytes.isByteOrderMark(at: offset) else { return false }
    offset += 3
    return true
  }

  /// Reads a row of plain cells and cells in quotes; nil, and nothing but some values, where there is
  /// anything else.
  ///
  /// It goes from mark to mark: delimiters, quotes and the bytes of line ends, found 32 bytes at a time.
  @inline(__always)
  private mutating func fastPath(
    _ bytes: RawSpan, from start: Int, end: Int, into values: inout FieldValues
  ) -> Int? {
    var marks = CellMarks(bytes, from: start, delimiter: syntax.delimiter)
    var column = 0
    var first = start
    while true {
      var mark = marks.next(bytes, end: end)
      var text = first..<mark
      var hasDoubledQuotes = false
      let isQuoted = mark < end && bytes[mark] == UInt8(ascii: "\"")
      if isQuoted {
        guard mark == first else { return nil }
        while true {
          repeat {
            mark = marks.next(bytes, end: end)
          } while mark < end && bytes[mark] != UInt8(ascii: "\"")
          guard mark < end else { return nil }
          guard mark + 1 < end, bytes[mark + 1] == UInt8(ascii: "\"") else { break }
          hasDoubledQuotes = true
          _ = marks.next(bytes, end: end)
        }
        text = first + 1..<mark
        mark = marks.next(bytes, end: end)
        guard mark == text.upperBound + 1 else { return nil }
      }
      if column < slots.count, slots[column] >= 0, isQuoted || !text.isEmpty {
        var isDoubled = hasDoubledQuotes
        if isDoubled, let formula = CSVCell.formula(bytes, text) {
          text = formula
          isDoubled = false
        }
        guard set(Int(slots[column]), text, isDoubled: isDoubled, bytes, &values) else {
          return nil
        }
      }
      column += 1
      if mark < end, bytes[mark] == syntax.delimiter {
        first = mark + 1
        continue
      }
      guard column == slots.count, CSVCell.isLineEnd(bytes, mark, end: end, syntax) else {
        return nil
      }
      let next = CSVCell.behindLineEnd(bytes, mark, end: end)
      return bytes.isValidUTF8(start..<next) ? next : nil
    }
  }

  /// Reads any row, or passes over a line that is none.
  ///
  /// - Returns: Whether there was a row.
  @inline(never)
  private mutating func slowPath(
    _ bytes: RawSpan, _ offset: inout Int, end: Int, into values: inout FieldValues,
    range: inout Range<Int>
  ) throws(MalformedDocument) -> Bool {
    values.present = 0
    let start = offset
    var column = 0
    // How many cells there are up to the last one with anything in it.
    var filled = 0
    // What that means for the row shows when it is known whether anything else is wrong.
    var invalidText: MalformedDocument?
    do throws(MalformedDocument) {
      while true {
        let cell = try CSVCell(bytes, at: offset, end: end, syntax)
        offset = cell.next
        if invalidText == nil, !bytes.isValidUTF8(cell.text) {
          invalidText = MalformedDocument(.invalidUTF8, at: cell.text.lowerBound - start)
        }
        if column < slots.count, slots[column] >= 0, !cell.isMissing {
          let isFirst = set(
            Int(slots[column]), cell.text, isDoubled: cell.hasDoubledQuotes, bytes, &values)
          guard isFirst || selection.unique & (1 << UInt64(slots[column])) == 0 else {
            throw MalformedDocument(.duplicateField, at: cell.text.lowerBound)
          }
        }
        column += 1
        if !cell.isMissing { filled = column }
        if cell.ending == .line { break }
        // A delimiter at the very end stands before an empty cell.
      }
    } catch {
      // Where the framer has it end, so that both are in step.
      offset = CSVFramer.rowEnd(bytes, from: start, end: end, syntax)
      range = start..<offset
      throw invalidText
        ?? MalformedDocument(
          error.code, at: error.offset - start, detail: error.detail, key: error.key)
    }
    range = start..<offset
    // Empty cells too many say nothing, and a column without a name may end where its rows do.
    if filled <= slots.count, column >= columns?.fewestCells ?? slots.count {
      if var invalidText {
        invalidText.detail = 1
        guard acceptsInvalidUTF8 else { throw invalidText }
        invalidTextCount += 1
      }
      return true
    }
    guard invalidText == nil, let columns,
      SurroundingLine(bytes, range, end: end, columns) != nil
    else {
      throw invalidText
        ?? MalformedDocument(.columns, at: 0, detail: Int64(column - slots.count))
    }
    passed.add(bytes, range, at: chunkOffset + range.lowerBound)
    return false
  }

  /// Keeps the value of a cell; false where there is one already.
  @inline(__always)
  private func set(
    _ slot: Int, _ text: Range<Int>, isDoubled: Bool, _ bytes: RawSpan,
    _ values: inout FieldValues
  ) -> Bool {
    let value: RawValue
    if bytes[text.lowerBound] == UInt8(ascii: "O"),
      let objectID = objectID(text, bytes, &values)
    {
      value = objectID
    } else if isDoubled {
      value = undoubled(text, bytes, &values)
    } else {
      value = RawValue(.string, at: text)
    }
    return values.set(slot, value)
  }

  /// The text of a cell with single quotes for doubled ones.
  @inline(never)
  private func undoubled(
    _ text: Range<Int>, _ bytes: RawSpan, _ values: inout FieldValues
  ) -> RawValue {
    let start = values.scratchBytes.count
    var i = text.lowerBound
    while i < text.upperBound {
      values.scratchBytes.append(bytes[i])
      i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return RawValue(.string, at: start..<values.scratchBytes.count, inScratch: true)
  }

  /// The value of `ObjectId(0123456789abcdef01234567)`, with or without quotes around the digits.
  @inline(never)
  private func objectID(
    _ text: Range<Int>, _ bytes: RawSpan, _ values: inout FieldValues
  ) -> RawValue? {
    guard text.count >= 34, text.count <= 38,
      bytes.extracting(text.lowerBound..<text.lowerBound + 9).elementsEqual("ObjectId("),
      bytes[text.upperBound - 1] == UInt8(ascii: ")")
    else { return nil }
    var i = text.lowerBound + 9
    var end = text.upperBound - 1
    while i < end, bytes[i] == bytes[end - 1],
      bytes[i] == UInt8(ascii: "\"") || bytes[i] == UInt8(ascii: "'")
    {
      i += 1
      end -= 1
    }
    guard end - i == 24 else { return nil }
    let start = values.scratchBytes.count
    guard bytes.decodeObjectID(i, into: &values.scratchBytes) else { return nil }
    return RawValue(.objectID, at: start..<start + 12, inScratch: true)
  }
}

/// The places of delimiters, quotes, line feeds and carriage returns in order.
private struct CellMarks {
  private let delimiter: UInt8
  private var block: Int
  private var mask: UInt32

  @inline(__always)
  init(_ bytes: RawSpan, from start: Int, delimiter: UInt8) {
    self.delimiter = delimiter
    block = start
    mask = bytes.cellMask(start, delimiter)
  }

  /// The next one, or `end` where none is before it.
  @inline(__always)
  mutating func next(_ bytes: RawSpan, end: Int) -> Int {
    while mask == 0 {
      block &+= 32
      guard block < end else { return end }
      mask = bytes.cellMask(block, delimiter)
    }
    let mark = block &+ mask.trailingZeroBitCount
    mask &= mask &- 1
    return min(mark, end)
  }
}
