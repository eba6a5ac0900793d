/// How tables of text are to be read, and what is expected of their headers.
public struct TableOptions: Sendable {
  /// The byte between cells; nil finds it by the header.
  public var delimiter: UInt8?
  /// Whether blanks around cells are taken off.
  public var trimsCells = false
  /// Columns that a header must have.
  package var requiredColumns: [RequiredColumn] = []
  /// The names of all columns that mean something to the question, the required ones among them.
  package var mappedColumns: [String] = []

  /// Options that find out everything, and expect nothing.
  public init() {}
}

/// A column that a question cannot do without.
package struct RequiredColumn: Sendable, Hashable {
  /// The names that it may have: any of them will do.
  package var alternatives: [String]

  /// A column by the names that it may have.
  package init(_ alternatives: [String]) {
    self.alternatives = alternatives
  }

  /// Whether it is one of these columns, by the bytes of its name.
  func isIn(_ names: [String]) -> Bool {
    names.contains { name in alternatives.contains { $0.hasSameBytes(as: name) } }
  }
}

extension [RequiredColumn] {
  /// Those that are none of these columns.
  func missing(in names: [String]) -> [RequiredColumn] {
    filter { !$0.isIn(names) }
  }
}

/// Holds the headers of an input to what is required of them.
struct ColumnRequirement {
  /// The columns that they must have.
  let columns: [RequiredColumn]
  /// The input, as the user named it.
  let path: String

  /// Refuses a header that lacks a column.
  ///
  /// - Parameter offset: Where it is, if it is not the first one.
  func check(_ names: ColumnNames, at offset: Int?) throws(DumpError) {
    let missing = columns.missing(in: names.names)
    guard !missing.isEmpty else { return }
    throw DumpError(
      .missingColumns(
        missing.map(\.alternatives), header: names.names.filter { !$0.isEmpty }, at: offset),
      path: path)
  }
}
