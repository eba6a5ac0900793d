internal import DumpReader

/// The question of a split: totals per group that are to be merged with others.
struct PartialReduction: Reduction {
  let query: Query
  let memory: MemoryBudget
  /// How places of labels are kept; nil where they have none.
  let order: LabelOrder?
  let quota: SpillQuota
  private let shared: SharedGroups

  init(_ query: Query, memory: MemoryBudget, order: LabelOrder?) {
    self.query = query
    self.memory = memory
    self.order = order
    quota = SpillQuota(memory)
    shared = SharedGroups(quota)
  }

  /// The groups, which have not come together yet.
  struct Output {
    var shares: GroupShares
    var largest: LabelPlace
  }

  func makeLocal(_ share: ScanShare) -> PartialState {
    PartialState(
      TransactionDecoder(query, rejectLimit: share.rejectLimit),
      WorkerGroups(
        shared, workers: share.workers, bytes: share.bytes,
        sharesAtOnce: memory.forcedUsers != nil),
      order: order)
  }

  func sink(_ chunk: borrowing Chunk, into local: PartialState) -> ChunkOutcome {
    local.sink(chunk)
  }

  func memory(of local: PartialState) -> Int { local.groups.memory(memory) }

  func spill(_ local: PartialState) throws { try local.groups.spill() }

  func tally(of local: PartialState) -> DocumentTally { local.finishTally() }

  func finalize(
    _ locals: [ThreadConfined<PartialState>], stats: inout ScanStats
  ) throws -> Output {
    var largest = LabelPlace()
    for local in locals.map(\.value) {
      largest.offset = max(largest.offset, local.largest.offset)
      largest.element = max(largest.element, local.largest.element)
    }
    return Output(
      shares: GroupShares(locals.map(\.value), shared, memory, quota), largest: largest)
  }
}
