public import DumpReader

/// A reduction of one's own over all transactions that count, on all cores.
///
///     var query = Query()
///     query.grouping = .combination([.store, .calendar(.weekday)])
///     var scan = TransactionScan(query)
///     scan.threads = 8
///     let largest = try scan.reduce(paths: ["dump.bson"], into: [GroupKey: Points]()) {
///       largest, transaction in
///       largest[transaction.key, default: .zero] = max(
///         largest[transaction.key, default: .zero], transaction.points)
///     } combine: {
///       $0.merge($1) { max($0, $1) }
///     }
///
/// Each thread reduces the transactions of the chunks that it happens to be given into a value of its
/// own; at the end these values are combined. Which thread gets what is left to chance, so the result
/// is the same on every run only where `combine` is associative and commutative, and `update` takes
/// transactions in any order: sums, counts, extremes and sets are like that, a last value is not.
///
/// ``Analysis`` is this with totals as the reduction, and with temporary files where groups outgrow
/// memory: here the value stays in memory.
public struct TransactionScan: Sendable {
  /// Which transactions count, and what their ``Transaction/key`` is.
  public var query: Query
  /// How the inputs are to be read.
  public var input = InputOptions()
  /// What to do about documents that are refused.
  public var rejects = RejectPolicy()
  /// How many threads work.
  public var threads = 1

  /// A scan with default settings, on one thread.
  ///
  /// - Parameter query: Which transactions count, and what their ``Transaction/key`` is.
  public init(_ query: Query) {
    self.query = query
  }

  /// What came of a scan.
  public struct Result<Value: Sendable>: Sendable {
    /// What all transactions were reduced to.
    public let value: Value
    /// What became of the documents.
    public let documents: DocumentCounts
    /// What became of the inputs.
    public let inputs: [InputOutcome]
    /// The first refused documents for each reason.
    public let firstRejects: [LocatedReject]

    /// Whether every byte of input was understood: false when anything was rejected, cut off or skipped.
    public var isComplete: Bool {
      documents.rejected.total == 0
        && inputs.allSatisfy { $0.bytesSkipped == 0 && $0.damage == nil }
    }
  }

  /// Reads all inputs and reduces their transactions.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - initial: The value of no transactions; each thread begins with it.
  ///   - progress: Where the scan tells how far it has got.
  ///   - update: Takes a transaction into the value of a thread. It is called on several threads at once,
  ///     with values of their own; the transaction ends its life with the call.
  ///   - combine: Takes the value of one thread into that of another.
  /// - Returns: The value, and what became of documents and inputs.
  /// - Throws: `DumpError` for an input that cannot be read, ``RejectLimitReached`` when the policy on
  ///   rejects ends the scan, and what `update` and `combine` throw.
  /// - Precondition: The query does not ask for the last version of each document only
  ///   (``Query/dedupes``).
  /// - Complexity: O(*n*) for *n* bytes. Beside the values, memory does not depend on the inputs.
  public func reduce<Value: Sendable>(
    paths: [String], into initial: Value, progress: ScanProgress = ScanProgress(),
    _ update: @escaping @Sendable (inout Value, borrowing Transaction) throws -> Void,
    combine: @escaping @Sendable (inout Value, Value) throws -> Void
  ) throws -> Result<Value> {
    precondition(!query.dedupes, "A reduction cannot take back what it has been given.")
    var scan = Scan()
    scan.input = query.options(input)
    scan.rejects = rejects
    scan.threads = threads
    let outcome = try scan.run(
      paths: paths, progress: progress,
      ClosureReduction(query: query, initial: initial, update: update, combine: combine))
    return Result(
      value: outcome.output, documents: outcome.tally.finished(), inputs: outcome.inputs,
      firstRejects: outcome.firstRejects)
  }
}

/// A reduction whose steps are closures over single transactions.
private struct ClosureReduction<Value: Sendable>: Reduction {
  let query: Query
  let initial: Value
  let update: @Sendable (inout Value, borrowing Transaction) throws -> Void
  let combine: @Sendable (inout Value, Value) throws -> Void

  /// What one thread gathers.
  final class Local {
    var value: Value
    var decoder: TransactionDecoder

    init(_ value: Value, _ decoder: consuming TransactionDecoder) {
      self.value = value
      self.decoder = decoder
    }
  }

  func makeLocal(_ share: ScanShare) -> Local {
    Local(initial, TransactionDecoder(query, rejectLimit: share.rejectLimit))
  }

  func sink(_ chunk: borrowing Chunk, into local: Local) throws -> ChunkOutcome {
    try sink(chunk, &local.decoder, &local.value)
  }

  /// Apart from the class: its properties are checked for exclusive access once a chunk.
  private func sink(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ value: inout Value
  ) throws -> ChunkOutcome {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
    let bytes = chunk.bytes
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      try update(&value, Transaction(record, chunk: bytes, scratch: decoder.values.scratch))
      decoder.clearScratch()
    }
    decoder.clearScratch()
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: cursor.count,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: cursor.count),
      rejects: decoder.rejects)
  }

  /// What a value takes is its owner's affair.
  func memory(of local: Local) -> Int { 0 }

  func spill(_ local: Local) {}

  func tally(of local: Local) -> DocumentTally { local.decoder.finishTally() }

  func finalize(_ locals: [ThreadConfined<Local>], stats: inout ScanStats) throws -> Value {
    var value = initial
    var isFirst = true
    for local in locals {
      if isFirst { value = local.value.value } else { try combine(&value, local.value.value) }
      isFirst = false
    }
    return value
  }
}
