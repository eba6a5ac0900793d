/// Why there is no workbook.
public struct SpreadsheetError: Error, Sendable, Equatable {
  /// What was found and what to do, as a sentence without a full stop.
  public let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension SpreadsheetError: CustomStringConvertible {
  /// The reason.
  public var description: String { reason }
}
