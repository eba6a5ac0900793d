internal import BasicContainers
internal import DumpReader

/// The first question: totals per group, ranked.
///
/// Each worker has a decoder and a reducer of its own. Their groups come together in memory or, if
/// those of one did not fit, on disk.
struct TotalsReduction: Reduction {
  let query: Query
  let ranking: Ranking
  let memory: MemoryBudget
  /// Whether points are also added up by month, for a chart.
  let addsUpMonths: Bool
  /// Whether all that a page shows is added up as well.
  let addsUpOverview: Bool
  let quota: SpillQuota

  init(
    _ query: Query, ranking: Ranking, memory: MemoryBudget, addsUpMonths: Bool,
    addsUpOverview: Bool = false
  ) {
    self.addsUpOverview = addsUpOverview
    self.query = query
    self.ranking = ranking
    self.memory = memory
    self.addsUpMonths = addsUpMonths
    quota = SpillQuota(memory)
  }

  /// What comes out.
  struct Output {
    var groups: RankedGroups
    /// Points by month in the zone of the question; nil unless asked for.
    var months: MonthlyAmounts?
    /// What a page shows beside the groups; nil unless asked for.
    var overview: Overview?
  }

  func makeLocal(_ share: ScanShare) -> TotalsState {
    TotalsState(
      TransactionDecoder(query, rejectLimit: share.rejectLimit),
      // One partition per thread, so that the tables can be merged side by side. Huge pages round up
      // what a table takes; a small budget cannot afford that.
      Reducer(partitions: Self.partitions(for: share.workers), hugePages: share.bytes >= 256 << 20),
      months: addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil,
      overview: addsUpOverview ? OverviewTally(query) : nil)
  }

  private static func partitions(for workers: Int) -> Int {
    var partitions = 1
    while partitions < workers, partitions < 64 { partitions *= 2 }
    return partitions
  }

  func sink(_ chunk: borrowing Chunk, into local: TotalsState) -> ChunkOutcome {
    local.sink(chunk)
  }

  func memory(of local: TotalsState) -> Int {
    let load = local.reducer.load
    guard !load.isFull, load.users < memory.forcedUsers ?? .max else { return .max }
    return load.bytes + local.overviewByteCount
  }

  func spill(_ local: TotalsState) throws { try local.spill(quota) }

  func tally(of local: TotalsState) -> DocumentTally { local.finishTally() }

  func finalize(
    _ locals: [ThreadConfined<TotalsState>], stats: inout ScanStats
  ) throws -> Output {
    var months = addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil
    for local in locals {
      if let part = local.value.months { months?.combine(part) }
    }
    let (groups, balances) = try ranked(locals, &stats)
    stats.users = groups.total
    var output = Output(groups: groups, months: try months?.finalize())
    if let balances {
      var sums = OverviewTally(query)
      for local in locals { local.value.combineOverview(into: &sums) }
      let rank = Stopwatch()
      output.overview = try sums.finalize(BalanceStatistics(balances))
      stats.rankSeconds += rank.seconds
    }
    return output
  }

  /// Brings the workers' groups together and ranks them.
  private func ranked(
    _ locals: [ThreadConfined<TotalsState>], _ stats: inout ScanStats
  ) throws -> (groups: RankedGroups, balances: BalanceRuns?) {
    let states = locals.map(\.value)
    stats.tableBytes = states.reduce(0) { $0 + $1.reducer.byteCount }
    let merge = Stopwatch()
    let users = states.reduce(0) { $0 + $1.reducer.userCount }
    let rowBytes = states.reduce(0) { max($0, $1.reducer.rowByteLimit) }
    // An index of all groups is put together from those of the partitions.
    let indexBytes =
      ranking.heapLimit(parts: Self.partitions(for: states.count), rowBytes: rowBytes) == nil
      ? 2 * users * MemoryLayout<RankEntry>.stride : 0
    expectMemory(indexBytes)
    if states.allSatisfy({ !$0.hasSpilled }),
      stats.tableBytes + indexBytes <= memory.bytes ?? .max
    {
      let groups = MergedGroups.merging(states.map { $0.takeTables() }, threads: states.count)
      stats.mergeSeconds = merge.seconds
      let rank = Stopwatch()
      defer { stats.rankSeconds = rank.seconds }
      // What the tables leave of the budget.
      let balances = balances((memory.bytes ?? .max) - stats.tableBytes - indexBytes)
      if let balances { groups.collectBalances(into: balances, threads: states.count) }
      return (try groups.ranked(by: ranking, threads: states.count), balances)
    }
    let parts = try states.map { try $0.finishSpilling(quota) }
    stats.spillPasses = states.reduce(0) { $0 + $1.spillPasses }
    stats.partitions = parts.first?.count ?? 0
    stats.mergeSeconds = merge.seconds
    let rank = Stopwatch()
    let balances = balances(0)
    let ranked = try SpilledPartitions(parts, rowBytes: rowBytes, budget: memory, account: quota)
      .ranked(by: ranking, threads: states.count, collecting: balances)
    stats.spilledBytes = quota.byteCount
    stats.rankSeconds = rank.seconds
    return (ranked, balances)
  }

  /// What the balances of all groups go into; nil where nobody asks for them.
  private func balances(_ allowance: Int) -> BalanceRuns? {
    addsUpOverview ? BalanceRuns(quota, allowance: allowance) : nil
  }
}
