/// Why there is no workbook.
package struct SpreadsheetError: Error, Sendable, Equatable {
  /// What was found and what to do, as a sentence without a full stop.
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension SpreadsheetError: CustomStringConvertible {
  /// The reason.
  package var description: String { reason }
}
