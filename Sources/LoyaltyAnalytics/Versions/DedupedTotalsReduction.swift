internal import DumpReader

/// Totals of documents of which those with one id count once, by the last one in input order.
///
///     sink      each document with its id into the log of its worker
///     settle    which ones stand; those are added up, and refused ones among them told about
///     finalize  as without ids
struct DedupedTotalsReduction: Reduction {
  private let totals: TotalsReduction
  private let places: ChunkPlaces

  init(_ totals: TotalsReduction) {
    self.totals = totals
    places = ChunkPlaces(totals.quota)
  }

  func makeLocal(_ share: ScanShare) -> DedupedTotalsState {
    // Malformed documents have as many accounts as ever, all others one each.
    let each = ScanShare(workers: share.workers, bytes: share.bytes, rejectLimit: .max)
    return DedupedTotalsState(
      totals.makeLocal(each), totals.query, rejectLimit: share.rejectLimit, totals.quota)
  }

  func sink(_ chunk: borrowing Chunk, into local: DedupedTotalsState) throws -> ChunkOutcome {
    try local.sink(chunk, places)
  }

  func memory(of local: DedupedTotalsState) -> Int {
    isForced(local) ? .max : local.load
  }

  private func isForced(_ local: DedupedTotalsState) -> Bool {
    guard let users = totals.memory.forcedUsers else { return false }
    return local.keeper.log.count >= users || local.totals.groups.load.users >= users
  }

  func spill(_ local: DedupedTotalsState) throws {
    try local.spill(all: totals.memory.forcedUsers != nil)
  }

  func settle(
    _ locals: [ThreadConfined<DedupedTotalsState>], _ inputs: [InputOutcome],
    _ outcomes: ReorderBuffer
  ) throws {
    try VersionSettlement.settle(
      locals, memory: totals.memory, quota: totals.quota,
      pages: { try $0.finishReading(toDisk: $1) }, hasSpilled: { $0.keeper.log.hasSpilled })
    try VersionSettlement.tell(
      locals.map(\.value.outcome.rejects) + [places.records], totals.quota, inputs, outcomes)
  }

  func tally(of local: DedupedTotalsState) -> DocumentTally { local.tally }

  func finalize(
    _ locals: [ThreadConfined<DedupedTotalsState>], stats: inout ScanStats
  ) throws -> TotalsReduction.Output {
    let output = try totals.finalize(
      locals.map { ThreadConfined($0.value.totals) }, stats: &stats)
    stats.spilledBytes = totals.quota.byteCount
    stats.spillPasses += locals.reduce(0) { $0 + $1.value.keeper.log.spillPasses }
    return output
  }
}

/// What follows the reading where documents are told apart by their ids.
enum VersionSettlement {
  /// Decides which documents stand, and hands them to the workers as consumers.
  static func settle<Local: VersionConsumer>(
    _ locals: [ThreadConfined<Local>], memory: MemoryBudget, quota: SpillQuota,
    pages: (Local, Bool) throws -> [[VersionPage]], hasSpilled: (Local) -> Bool
  ) throws {
    // Where one had to write, all do: then there is room for what comes next.
    let toDisk = locals.contains { hasSpilled($0.value) }
    let parts = try locals.map { try pages($0.value, toDisk) }
    try StandingVersions(
      parts, share: memory.share(of: locals.count), quota: quota, consumers: locals
    ).run()
  }

  /// Tells about the refused documents that stand, in input order.
  static func tell(
    _ sorters: [RecordSorter<LateReject>], _ quota: SpillQuota, _ inputs: [InputOutcome],
    _ outcomes: ReorderBuffer
  ) throws {
    var records = try RecordMerger(sorters, quota)
    var place = ChunkPlace(input: 0, documents: 0, lineFeeds: 0)
    while let record = try records.next() {
      switch LateReject.read(record) {
      case .chunk(let found): place = found
      case .reject(let reject):
        guard inputs.indices.contains(place.input) else { continue }
        try outcomes.tell(reject, at: place, of: inputs[place.input])
      }
    }
  }
}
