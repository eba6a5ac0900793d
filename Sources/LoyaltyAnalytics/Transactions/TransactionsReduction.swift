internal import DumpReader

/// The question which transactions there are: rows in the order of the input, or of the users that are
/// asked for.
struct TransactionsReduction<Format: TransactionRowFormat>: Reduction {
  let plan: TransactionsPlan
  let format: Format
  let output: OrderedOutput
  let memory: MemoryBudget
  private let quota: SpillQuota

  init(
    _ plan: TransactionsPlan, _ format: Format, _ output: OrderedOutput, memory: MemoryBudget
  ) {
    self.plan = plan
    self.format = format
    self.output = output
    self.memory = memory
    quota = SpillQuota(memory)
  }

  func makeLocal(_ share: ScanShare) -> TransactionsState<Format> {
    TransactionsState(plan, format, rejectLimit: share.rejectLimit)
  }

  func sink(
    _ chunk: borrowing Chunk, into local: TransactionsState<Format>
  ) throws -> ChunkOutcome {
    do {
      return try local.sink(chunk, output)
    } catch {
      // Others wait for this chunk.
      output.fail(error)
      throw error
    }
  }

  func memory(of local: TransactionsState<Format>) -> Int {
    local.sorter.count >= memory.forcedUsers ?? .max ? .max : local.sorter.byteCount
  }

  func spill(_ local: TransactionsState<Format>) throws { try local.spill(quota) }

  func tally(of local: TransactionsState<Format>) -> DocumentTally { local.finishTally() }

  /// The rows that were kept, in their order.
  func finalize(
    _ locals: [ThreadConfined<TransactionsState<Format>>], stats: inout ScanStats
  ) throws -> UserTransactions {
    let merge = Stopwatch()
    let merger = try RecordMerger(locals.map { $0.value.sorter }, quota)
    stats.mergeSeconds = merge.seconds
    stats.spilledBytes = quota.byteCount
    return UserTransactions(merger)
  }
}

/// Rows that were kept: of users that are asked for, each with the balance after it, or of documents that
/// are told apart by their ids.
struct UserTransactions {
  private var merger: RecordMerger<StoredTransaction>
  private var previous: [UInt8]?
  private var balance = ExactSum()
  /// How many users there are so far.
  private(set) var userCount = 0
  /// How many rows there have been.
  private(set) var rowCount = 0
  private let isOfUsers: Bool

  init(_ merger: RecordMerger<StoredTransaction>, isOfUsers: Bool = true) {
    self.merger = merger
    self.isOfUsers = isOfUsers
  }

  /// The next row as bytes, and the balance of its user after it; nil after the last one.
  ///
  /// - Throws: ``AnalysisError`` where a balance is out of range.
  mutating func next() throws(AnalysisError) -> (record: [UInt8], balance: Points?)? {
    guard let record = try merger.next() else { return nil }
    rowCount += 1
    guard isOfUsers else { return (record, nil) }
    if previous.map({ !StoredTransaction.haveSameKey($0.rawBytes, record.rawBytes) }) ?? true {
      balance = ExactSum()
      userCount += 1
    }
    let row = StoredTransaction.decode(record.rawBytes)
    if row.disposition == .counted, let points = row.points {
      balance.add(row.kind == .award ? points.units : -points.units)
    }
    guard let sum = balance.points else {
      let key = GroupKey(kind: row.key.kind, bytes: row.key.bytes.copied())
      throw AnalysisError(.overflow("the balance of user \(key.extendedJSON)"))
    }
    previous = record
    return (record, sum)
  }
}
