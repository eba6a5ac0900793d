/// Why there is no workbook.
package struct SpreadsheetError: Error, Sendable, Equatable {
  /// The kinds, by what can be done about them.
  package enum Code: Sendable {
    /// The C library that makes workbooks is not installed.
    case missingLibrary
    /// Temporary files would take more than they may.
    case temporaryLimit
    /// No temporary file can be made.
    case noTemporaryFile
    /// It was not made, most often because the disk is full.
    case temporaryFileFailed
    /// There is not enough memory.
    case noMemory
    /// A cell could not be written.
    case cell
  }

  /// Which kind it is.
  package let code: Code
  /// What was found, as a sentence without a full stop.
  package let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

extension SpreadsheetError: CustomStringConvertible {
  /// The reason.
  package var description: String { reason }
}
