/// How the lines and cells of a table are told apart.
package struct TableSyntax: Sendable, Hashable {
  /// The byte between two cells.
  package var delimiter: UInt8
  /// Whether a carriage return by itself ends a line, as it does in files of old Macintoshes; elsewhere
  /// it is text.
  package var endsLinesAtReturn = false
  /// Whether blanks around cells are taken off.
  package var trimsCells = false

  /// Lines of cells with a delimiter between them.
  package init(delimiter: UInt8 = UInt8(ascii: ",")) {
    self.delimiter = delimiter
  }

  /// What separates cells as a rule.
  static let usualDelimiters = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// Whether a byte may separate cells: printable ASCII that no name or number is made of, or a tab.
  package static func isDelimiter(_ byte: UInt8) -> Bool {
    let isText =
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    return byte == UInt8(ascii: "\t")
      || byte > 0x20 && byte < 0x7F && !isText && !"\"'=+-._".utf8.contains(byte)
  }

  /// Whether a byte is a blank, which may stand around a cell.
  func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && delimiter != byte
  }
}

/// The names of the columns of a table, and how its lines are written.
///
/// A table may have several headers, one below the other, where files were joined: a chunk carries the
/// names that hold for its rows.
package struct ColumnNames: Sendable, Equatable {
  /// The names in order, without the blanks around them; a column without a name has an empty one.
  package let names: [String]
  /// How the lines are written.
  package let syntax: TableSyntax
  /// The fewest cells of a row: columns without a name at the end may be missing.
  let fewestCells: Int
  /// The lines of the title above the table, by what they have in common from file to file.
  let titles: [LineShape]

  /// Names of columns.
  ///
  /// - Parameters:
  ///   - names: The names in order.
  ///   - syntax: How the lines are written.
  ///   - titles: The shapes of the lines above.
  init(_ names: [String], syntax: TableSyntax, titles: [LineShape] = []) {
    self.names = names
    self.syntax = syntax
    self.titles = titles
    fewestCells = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  /// Whether names and syntax are the same, byte by byte.
  package static func == (a: ColumnNames, b: ColumnNames) -> Bool {
    a.syntax == b.syntax && a.titles == b.titles
      && a.names.elementsEqual(b.names) { $0.hasSameBytes(as: $1) }
  }
}

/// A line with all runs of digits made equal: what the title of an export has in common with that of
/// another day.
struct LineShape: Sendable, Hashable {
  private let bytes: [UInt8]

  /// The shape of a line, without its end.
  init(_ line: RawSpan) {
    var bytes: [UInt8] = []
    for i in 0..<line.byteCount {
      let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= line[i]
      if isDigit, bytes.last == UInt8(ascii: "0") { continue }
      bytes.append(isDigit ? UInt8(ascii: "0") : line[i])
    }
    self.bytes = bytes
  }
}
