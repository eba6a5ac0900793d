/// Finds headers between the rows of a table, where files were joined.
///
/// A header below another one has the same names, in the same order or another, or other names beside
/// some of them. It is found by one name, the *anchor*, which is searched for like any text; where it
/// stands as a cell, its line is read as a header and compared with the one in force. Names that differ
/// in letter case only are the same column, which goes on under the name that the first header has for it.
///
/// A row that only looks like a header stays one: where all cells but one are the names of their
/// columns, and that one is in a column that means something, it is a row with odd values.
struct CSVHeaderSearch {
  /// A header between rows.
  struct Found {
    var start: Int
    var end: Int
    var columns: ColumnNames
  }

  /// The columns that the question needs, by which headers are known best.
  private let required: [RequiredColumn]
  /// The names that mean something to the question.
  private let mapped: Set<BytewiseString>
  /// The delimiter of all headers, if there is just one.
  private let delimiter: UInt8?
  private var anchor = ByteNeedle([])
  /// The names in force, in lower case.
  private var known: Set<BytewiseString> = []
  /// The names in the first header, by how they are in lower case; nil where it has several such.
  private var spellings: [BytewiseString: String?] = [:]
  /// How often the delimiter may still change: rows are looked at again where it does.
  private var changesLeft = 100

  /// A search below the first header.
  init(below columns: ColumnNames, options: TableOptions) {
    required = options.requiredColumns
    mapped = Set(options.mappedColumns.map { BytewiseString($0) })
    delimiter = options.delimiter
    for name in columns.names where !name.isEmpty {
      let key = Self.folded(name)
      spellings[key] = .some(spellings[key] == nil ? name : nil)
    }
    prepare(for: columns)
  }

  /// Goes on below another header.
  mutating func goOn(below columns: ColumnNames, isChanged: Bool) {
    if isChanged { changesLeft -= 1 }
    prepare(for: columns)
  }

  private mutating func prepare(for columns: ColumnNames) {
    known = Set(columns.names.lazy.filter { !$0.isEmpty }.map(Self.folded))
    let needed = columns.names.filter { name in required.contains { $0.isIn([name]) } }
    let candidates = needed.isEmpty ? columns.names : needed
    let longest = candidates.max { $0.utf8.count < $1.utf8.count } ?? ""
    anchor = ByteNeedle(Array(longest.utf8))
  }

  /// The first header in a range that begins and ends with rows.
  func first(
    in bytes: RawSpan, _ range: Range<Int>, _ columns: ColumnNames
  ) -> Found? {
    var from = range.lowerBound
    var row = range.lowerBound
    while let hit = anchor.first(in: bytes, from..<range.upperBound) {
      from = hit + anchor.count
      guard isCell(bytes, hit..<from, within: range, columns.syntax) else { continue }
      var start = hit
      while start > row, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
      guard let header = header(bytes, from: start, end: range.upperBound, columns) else {
        from = CSVCell.lineEnd(bytes, from: from, end: range.upperBound, columns.syntax)
        continue
      }
      // Within quotes it is text.
      while row < start {
        row = CSVFramer.rowEnd(bytes, from: row, end: range.upperBound, columns.syntax)
      }
      guard row == start else { continue }
      return Found(
        start: start, end: header.end,
        columns: ColumnNames(
          spelled(header.names), syntax: header.syntax, titles: columns.titles))
    }
    return nil
  }

  /// The names, those that differ from one in the first header in letter case only as they are there. What
  /// the question knows as it stands is left so, and so are two names that would be one.
  private func spelled(_ names: [String]) -> [String] {
    var counts: [BytewiseString: Int] = [:]
    for name in names { counts[Self.folded(name), default: 0] += 1 }
    return names.map { name in
      let key = Self.folded(name)
      guard counts[key] == 1, !mapped.contains(BytewiseString(name)),
        let spelling = spellings[key] ?? nil
      else { return name }
      return spelling
    }
  }

  private static func folded(_ name: String) -> BytewiseString {
    BytewiseString(name.lowercased())
  }

  /// Whether the text in a range may be a whole cell.
  private func isCell(
    _ bytes: RawSpan, _ text: Range<Int>, within range: Range<Int>, _ syntax: TableSyntax
  ) -> Bool {
    func isBorder(_ byte: UInt8) -> Bool {
      byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == syntax.delimiter
        || TableSyntax.usualDelimiters.contains(byte)
    }
    let (first, last) = (text.lowerBound, text.upperBound)
    return (first == range.lowerBound || isBorder(bytes[first - 1]) || bytes[first - 1] == 0xBF)
      && (last == range.upperBound || isBorder(bytes[last]))
  }

  /// The header that a line is, compared with the one in force.
  func header(
    _ bytes: RawSpan, from start: Int, end: Int, _ columns: ColumnNames
  ) -> CSVHeader? {
    var syntaxes = [columns.syntax]
    if delimiter == nil, changesLeft > 0 {
      for other in TableSyntax.usualDelimiters where other != columns.syntax.delimiter {
        var syntax = columns.syntax
        syntax.delimiter = other
        syntaxes.append(syntax)
      }
    }
    for syntax in syntaxes {
      if let header = CSVHeader(bytes, from: start, count: end, syntax),
        isHeader(header.names, below: columns.names)
      {
        return header
      }
    }
    return nil
  }

  private func isHeader(_ names: [String], below old: [String]) -> Bool {
    let names = names.withoutEmptyEnd
    let old = old.withoutEmptyEnd
    let isUnchanged =
      names.count == old.count && names.indices.allSatisfy { isSame(names[$0], old[$0]) }
    if isUnchanged { return true }
    let named = names.filter { !$0.isEmpty }
    let count = named.count { known.contains(Self.folded($0)) }
    guard count >= 2, 2 * count >= named.count,
      named.allSatisfy({ CSVHeader.isName($0) }),
      Set(named.map { BytewiseString($0) }).count == named.count
    else { return false }
    guard names.count == old.count else { return true }
    let odd = names.indices.filter { !isSame(names[$0], old[$0]) }
    return odd.count > 1 || !mapped.contains(BytewiseString(old[odd[0]]))
  }

  private func isSame(_ name: String, _ other: String) -> Bool {
    name.hasSameBytes(as: other) || Self.folded(name) == Self.folded(other)
  }
}

extension [String] {
  /// The names up to the last one that is not empty.
  var withoutEmptyEnd: ArraySlice<String> {
    self[..<((lastIndex { !$0.isEmpty } ?? -1) + 1)]
  }
}
