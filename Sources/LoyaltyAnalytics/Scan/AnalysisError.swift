/// Why there is no result.
public struct AnalysisError: Error, Sendable, Equatable {
  /// What went wrong.
  public enum Code: Sendable, Equatable {
    /// The total of a group left the range of `DECIMAL(38,18)`; the reason names the group.
    case overflow
    /// A sum over several groups left it.
    case sumOverflow
    /// Temporary files could not be written or read.
    case spill
  }

  /// What went wrong.
  public let code: Code
  /// What was found and what to do, as a sentence without a full stop.
  public let reason: String

  /// Creates an error.
  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

extension AnalysisError: CustomStringConvertible {
  /// The reason.
  public var description: String { reason }
}
