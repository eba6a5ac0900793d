internal import DumpReader

/// What a reader can do about what a report leaves out, in the words of the program that prints it.
///
/// A library knows no options; without hints a report says what is left out and no more.
package struct ReportHints: Sendable, Equatable {
  /// About rows that follow, such as `use --all`.
  package var moreRows: String?
  /// About columns that there is no room for, such as `use a wider window`.
  package var hiddenColumns: String?

  /// Creates hints.
  package init(moreRows: String? = nil, hiddenColumns: String? = nil) {
    self.moreRows = moreRows
    self.hiddenColumns = hiddenColumns
  }

  /// How many rows follow: `… 12 more`; nil where that is not known.
  func more(_ count: Int?, ellipsis: String = "…") -> String {
    let number = count.map { "\($0.grouped) " } ?? ""
    return "\(ellipsis) \(number)more\(Self.inParentheses(moreRows))"
  }

  /// Which columns are not shown.
  func noRoom(for columns: [String], ellipsis: String) -> String {
    let names =
      columns.count < 2
      ? columns.joined()
      : columns.dropLast().joined(separator: ", ") + " and " + columns[columns.count - 1]
    return "\(ellipsis) no room for \(names)\(Self.inParentheses(hiddenColumns))"
  }

  private static func inParentheses(_ hint: String?) -> String { hint.map { " (\($0))" } ?? "" }
}
