/// What to do about documents that are refused.
public struct RejectPolicy: Sendable {
  /// Whether the first one ends the run.
  public var isStrict = false
  /// How many malformed documents end the run.
  public var maximumMalformed = 1000
  /// Called for each of them in input order, one at a time; may throw to end the run.
  public var onReject: (@Sendable (LocatedReject) throws -> Void)?

  /// Whether an example is kept of each finding as well, such as a string without its terminator.
  package var keepsEachFinding = false
  /// Whether so many are kept that those of several parts of the input tell which are the first of all.
  var keepsForMerging = false
  /// The first of each reason that are kept.
  static let examplesPerReason = 5
  /// The most examples that are kept in all.
  static let maximumExamples = 32

  /// Whether a refused document is told about beside those before it.
  func isExample(_ reject: Reject, beside others: [LocatedReject]) -> Bool {
    let same = others.count { $0.reject.reason == reject.reason }
    if keepsForMerging {
      return same < Self.examplesPerReason
        || others.count < 2 * Self.maximumExamples
          && !others.contains { $0.reject.detail == reject.detail }
    }
    guard others.count < Self.maximumExamples else { return false }
    return same < Self.examplesPerReason
      || keepsEachFinding && !others.contains { $0.reject.detail == reject.detail }
  }

  /// Salvage: go on after up to a thousand malformed documents.
  public init() {}

  /// How many accounts of a chunk's rejects are needed.
  var limitPerChunk: Int {
    onReject != nil ? .max : isStrict ? 1 : max(16, min(maximumMalformed, 1 << 20))
  }
}

/// The document at which a run was given up.
public struct RejectLimitReached: Error, Sendable {
  /// Which one it was.
  public let located: LocatedReject
  /// How many malformed documents there were by then; nil when the first reject ends the run.
  public let count: Int?

  init(_ located: LocatedReject, count: Int? = nil) {
    self.located = located
    self.count = count
  }
}
