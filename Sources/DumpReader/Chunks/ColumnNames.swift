/// The first line of comma-separated text: the names of the columns.
public struct ColumnNames: Sendable, Equatable {
  /// Field names as they stand, dotted paths included.
  public let names: [String]
  /// The line as it stands, its line feed included.
  let line: [UInt8]

  /// How many bytes the line takes, its line feed included.
  var size: Int { line.count }

  /// The names on a line.
  init(names: [String], line: [UInt8]) {
    self.names = names
    self.line = line
  }

  /// Whether the lines are the same, byte by byte.
  public static func == (a: ColumnNames, b: ColumnNames) -> Bool { a.line == b.line }
}
