internal import DumpReader
internal import Synchronization

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
    /// Documents of each input, in order.
    var documentsByInput: [Int] = []
    /// Documents and line feeds of the current input so far.
    var documents = 0
    var lineFeeds = 0
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

  /// What became of the inputs, with the documents of each.
  func counted(_ inputs: [InputOutcome]) -> [InputOutcome] {
    let counts = state.withLock { $0.documentsByInput }
    var inputs = inputs
    for (index, count) in zip(inputs.indices, counts) { inputs[index].documents = count }
    return inputs
  }

  /// Line feeds of the last input.
  var lineFeedCount: Int { state.withLock { $0.lineFeeds } }

  private func take(_ outcome: ChunkOutcome, _ state: inout State) throws {
    if let failure = outcome.failure { throw failure }
    if outcome.input != state.input {
      state.input = outcome.input
      state.documents = 0
      state.lineFeeds = 0
    }
    let place = ChunkPlace(
      input: outcome.input, documents: state.documents, lineFeeds: state.lineFeeds)
    for reject in outcome.rejects {
      try tell(
        reject, at: place, of: outcome.record ?? InputOutcome(path: "", format: ""), &state)
    }
    try outcome.onPlaced?(place)
    state.documents += outcome.documents
    while state.documentsByInput.count <= outcome.input { state.documentsByInput.append(0) }
    state.documentsByInput[outcome.input] += outcome.documents
    state.lineFeeds += outcome.lineFeeds
  }

  /// Tells about a refused document after all chunks are in.
  ///
  /// - Throws: What ends the run, as for those that are told about at once.
  func tell(_ reject: Reject, at place: ChunkPlace, of input: InputOutcome) throws {
    try state.withLock { try tell(reject, at: place, of: input, &$0) }
  }

  private func tell(
    _ reject: Reject, at place: ChunkPlace, of input: InputOutcome, _ state: inout State
  ) throws {
    let located = LocatedReject(
      input: input, document: place.documents + reject.index + 1,
      line: reject.line.map { place.lineFeeds + $0 + 1 }, reject: reject)
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
}
