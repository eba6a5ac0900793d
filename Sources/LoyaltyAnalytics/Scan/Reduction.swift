internal import DumpReader

/// A question that a ``Scan`` answers: what a worker gathers from the chunks that it is given, and how
/// the workers' shares become one output.
///
///     local   = makeLocal(share)            once a worker
///     outcome = sink(chunk, into: local)    for each chunk, on the worker's thread
///     spill(local)                          when memory(of: local) is over the worker's share
///     settle([local], …)                    when all have ended
///     tally(of: local)
///     output  = finalize([local], …)        combines the shares and makes the output
///
/// The steps are those of DuckDB's parallel operators (`Sink`, `Combine`, `Finalize` in its
/// `physical_operator.hpp`). Which worker is given which chunk is left to chance, so that combining
/// has to be associative and commutative: then the output is the same for every number of threads.
///
/// A local state is a class, because it is handed from thread to thread. It is used by one at a time.
protocol Reduction: Sendable {
  /// What one worker gathers.
  associatedtype Local: AnyObject
  /// What is made of all of it.
  associatedtype Output

  /// The state of a worker that has seen nothing.
  func makeLocal(_ share: ScanShare) throws -> Local

  /// Takes in the documents of a chunk, which are gone afterwards.
  ///
  /// - Returns: How many documents there were, and accounts of those that were refused.
  func sink(_ chunk: borrowing Chunk, into local: Local) throws -> ChunkOutcome

  /// Bytes that the state takes; `Int.max` when it can grow no further.
  ///
  /// - Complexity: Called once a chunk, so it has to be cheap.
  func memory(of local: Local) -> Int

  /// Writes the state to temporary files, so that it takes less memory. One that is bounded by itself
  /// is never asked to.
  func spill(_ local: Local) throws

  /// Decides, when all is read, about documents that could not be decided about before.
  ///
  /// - Parameters:
  ///   - inputs: What became of the inputs.
  ///   - outcomes: Told of refused documents, in input order.
  func settle(
    _ locals: [ThreadConfined<Local>], _ inputs: [InputOutcome], _ outcomes: ReorderBuffer
  ) throws

  /// What became of the documents that the worker was given.
  func tally(of local: Local) -> DocumentTally

  /// Combines the workers' states and makes the output.
  ///
  /// - Parameter stats: Where it says how long which part took.
  func finalize(_ locals: [ThreadConfined<Local>], stats: inout ScanStats) throws -> Output
}

extension Reduction {
  /// Nothing was left open.
  func settle(
    _ locals: [ThreadConfined<Local>], _ inputs: [InputOutcome], _ outcomes: ReorderBuffer
  ) throws {}
}

/// What a worker may take of the machine.
struct ScanShare: Sendable {
  /// How many workers there are.
  let workers: Int
  /// Bytes that its state may take: from there on it is asked to spill; `Int.max` for no limit.
  let bytes: Int
  /// How many refused documents of a chunk are worth an account.
  let rejectLimit: Int
}
