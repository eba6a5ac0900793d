public import DumpReader
internal import Synchronization

/// What a worker has to tell about one chunk.
struct ChunkOutcome: Sendable {
  var sequence: Int
  var input = 0
  /// The input itself, where there are rejects to tell about.
  var record: InputOutcome?
  /// Documents in the chunk, refused ones included; a gap is one.
  var documents = 0
  /// Accounts of refused documents, in order, as many as were kept.
  var rejects: [Reject] = []
  /// Why there is no such chunk, and the run ends.
  var failure: (any Error)?
}

/// A refused document with its place in its input.
public struct LocatedReject: Sendable {
  /// The input, as far as it had been read when its chunk was done.
  public var input: InputOutcome
  /// Which document of the input, from 1.
  public var document: Int
  /// Why and where.
  public var reject: Reject
}

/// Brings what the workers tell into the order of the input, and applies the policy on rejects.
///
/// Chunks finish in any order; the journal holds an outcome back until all before it are in. So
/// document numbers, the rejects file, and what ends a run, be it a document or an input that cannot
/// be read, are the same for every number of threads.
final class ReorderBuffer: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: ChunkOutcome] = [:]
    var input = -1
    /// Documents of the current input so far.
    var documents = 0
    var malformed = 0
    var firsts: [LocatedReject] = []
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  private let policy: RejectPolicy
  /// Set when there is no use in reading on.
  let isOver = Atomic(false)
  /// Documents in chunks that are done; for progress displays.
  let documentCount = Atomic(0)

  init(_ policy: RejectPolicy) {
    self.policy = policy
  }

  /// Takes the outcome of a chunk.
  func append(_ outcome: ChunkOutcome) {
    documentCount.add(outcome.documents, ordering: .relaxed)
    state.withLock { state in
      guard state.failure == nil else { return }
      state.waiting[outcome.sequence] = outcome
      while let outcome = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        do {
          try take(outcome, &state)
        } catch {
          state.failure = error
          isOver.store(true, ordering: .relaxed)
          return
        }
      }
    }
  }

  /// Ends the run at once, with an error that has no place in the input; the first one stays.
  func fail(_ error: any Error) {
    state.withLock { state in
      if state.failure == nil { state.failure = error }
    }
    isOver.store(true, ordering: .relaxed)
  }

  /// The first refused documents of each reason, in input order.
  ///
  /// - Throws: The error that ended the run, if one did.
  func finish() throws -> [LocatedReject] {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.firsts
    }
  }

  private func take(_ outcome: ChunkOutcome, _ state: inout State) throws {
    if let failure = outcome.failure { throw failure }
    if outcome.input != state.input {
      state.input = outcome.input
      state.documents = 0
    }
    for reject in outcome.rejects {
      let located = LocatedReject(
        input: outcome.record ?? InputOutcome(path: "", format: ""),
        document: state.documents + reject.index + 1, reject: reject)
      if policy.isExample(reject, beside: state.firsts) { state.firsts.append(located) }
      try policy.onReject?(located)
      if policy.isStrict { throw RejectLimitReached(located) }
      if reject.reason == .malformed {
        state.malformed += 1
        if state.malformed >= policy.maximumMalformed {
          throw RejectLimitReached(located, count: state.malformed)
        }
      }
    }
    state.documents += outcome.documents
  }
}

/// What to do about documents that are refused.
public struct RejectPolicy: Sendable {
  /// Whether the first one ends the run.
  public var isStrict = false
  /// How many malformed documents end the run.
  public var maximumMalformed = 1000
  /// Called for each of them in input order, one at a time; may throw to end the run.
  public var onReject: (@Sendable (LocatedReject) throws -> Void)?

  /// Whether an example is kept of each finding as well, such as a string without its terminator.
  public var keepsEachFinding = false
  /// The first of each reason that are kept.
  static let examplesPerReason = 5
  /// The most examples that are kept in all.
  static let maximumExamples = 32

  /// Whether a refused document is told about beside those before it.
  func isExample(_ reject: Reject, beside others: [LocatedReject]) -> Bool {
    guard others.count < Self.maximumExamples else { return false }
    let same = others.count { $0.reject.reason == reject.reason }
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
