internal import DumpReader

/// The question which transactions there are in documents of which those with one id count once.
struct DedupedListReduction: Reduction {
  private let plan: TransactionsPlan
  private let output: OrderedOutput
  private let memory: MemoryBudget
  private let quota: SpillQuota
  private let places: ChunkPlaces

  init(_ plan: TransactionsPlan, _ output: OrderedOutput, memory: MemoryBudget) {
    self.plan = plan
    self.output = output
    self.memory = memory
    quota = SpillQuota(memory)
    places = ChunkPlaces(quota)
  }

  func makeLocal(_ share: ScanShare) -> DedupedListState {
    DedupedListState(plan, rejectLimit: share.rejectLimit, quota)
  }

  func sink(_ chunk: borrowing Chunk, into local: DedupedListState) throws -> ChunkOutcome {
    do {
      return try local.sink(chunk, output, places)
    } catch {
      // Others wait for this chunk.
      output.fail(error)
      throw error
    }
  }

  func memory(of local: DedupedListState) -> Int {
    local.keeper.log.count >= memory.forcedUsers ?? .max ? .max : local.load
  }

  func spill(_ local: DedupedListState) throws {
    try local.spill(all: memory.forcedUsers != nil)
  }

  func settle(
    _ locals: [ThreadConfined<DedupedListState>], _ inputs: [InputOutcome],
    _ outcomes: ReorderBuffer
  ) throws {
    try VersionSettlement.settle(
      locals, memory: memory, quota: quota, pages: { try $0.finishReading(toDisk: $1) },
      hasSpilled: { $0.keeper.log.hasSpilled })
    try VersionSettlement.tell(
      locals.map(\.value.outcome.rejects) + [places.records], quota, inputs, outcomes)
  }

  func tally(of local: DedupedListState) -> DocumentTally { local.tally }

  /// The rows of documents that stand, in their order.
  func finalize(
    _ locals: [ThreadConfined<DedupedListState>], stats: inout ScanStats
  ) throws -> UserTransactions {
    let merge = Stopwatch()
    let merger = try RecordMerger(locals.map { $0.value.sorter }, quota)
    stats.mergeSeconds = merge.seconds
    stats.spilledBytes = quota.byteCount
    return UserTransactions(
      merger, isOfUsers: !plan.users.isEmpty || !plan.userKeys.isEmpty)
  }
}
