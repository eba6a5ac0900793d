internal import DumpReader

/// A worker's share of the groups: in memory, or written out as far as they did not fit.
protocol GroupShare: AnyObject {
  /// The groups in memory.
  var reducerLoad: (users: Int, bytes: Int, rowBytes: Int) { get }
  /// Whether not all groups are in memory.
  var hasSpilled: Bool { get }
  /// How often groups were written out.
  var spillPasses: Int { get }
  /// The tables; nothing is left afterwards.
  func takeTables() -> [ThreadConfined<AggregateTable>]
  /// Writes out what is left, and hands over the pages of each partition.
  func finishSpilling(_ quota: SpillQuota) throws(AnalysisError) -> [[SpillPage]]
}

/// The shares of all workers, which come together in memory or, if those of one did not fit, on disk.
struct GroupShares {
  private let states: [any GroupShare]
  private let memory: MemoryBudget
  private let quota: SpillQuota

  init(_ states: [any GroupShare], _ memory: MemoryBudget, _ quota: SpillQuota) {
    self.states = states
    self.memory = memory
    self.quota = quota
  }

  private func load() -> (users: Int, bytes: Int, rowBytes: Int) {
    states.reduce((0, 0, 0)) { sum, state in
      let load = state.reducerLoad
      return (sum.0 + load.users, sum.1 + load.bytes, max(sum.2, load.rowBytes))
    }
  }

  /// Brings the groups together and ranks them.
  ///
  /// - Parameter collectsBalances: Whether the balances of all groups are wanted beside them.
  func ranked(
    by ranking: Ranking, _ stats: inout ScanStats, collectsBalances: Bool = false
  ) throws -> (groups: RankedGroups, balances: BalanceRuns?) {
    let (users, bytes, rowBytes) = load()
    stats.tableBytes = bytes
    let merge = Stopwatch()
    // An index of all groups is put together from those of the partitions.
    let parts = TotalsReduction.partitions(for: states.count)
    let indexBytes =
      ranking.heapLimit(parts: parts, rowBytes: rowBytes) == nil
      ? 2 * users * MemoryLayout<RankEntry>.stride : 0
    expectMemory(indexBytes)
    if states.allSatisfy({ !$0.hasSpilled }), bytes + indexBytes <= memory.bytes ?? .max {
      let groups = MergedGroups.merging(states.map { $0.takeTables() }, threads: states.count)
      stats.mergeSeconds = merge.seconds
      let rank = Stopwatch()
      defer { stats.rankSeconds = rank.seconds }
      // What the tables leave of the budget.
      let allowance = (memory.bytes ?? .max) - bytes - indexBytes
      let balances = collectsBalances ? BalanceRuns(quota, allowance: allowance) : nil
      if let balances { groups.collectBalances(into: balances, threads: states.count) }
      return (try groups.ranked(by: ranking, threads: states.count), balances)
    }
    let spilled = try spilledPartitions(rowBytes, &stats)
    stats.mergeSeconds = merge.seconds
    let rank = Stopwatch()
    let balances = collectsBalances ? BalanceRuns(quota, allowance: 0) : nil
    let ranked = try spilled.ranked(by: ranking, threads: states.count, collecting: balances)
    stats.spilledBytes = quota.byteCount
    stats.rankSeconds = rank.seconds
    return (ranked, balances)
  }

  /// Brings the groups together and calls a body with one table of them after the other; a group is in
  /// one of them only.
  func forEachTable(
    _ stats: inout ScanStats,
    _ body: @escaping (borrowing AggregateTable) throws(AnalysisError) -> Void
  ) throws {
    if states.allSatisfy({ !$0.hasSpilled }) {
      try MergedGroups.merging(states.map { $0.takeTables() }, threads: states.count)
        .forEachTable(body)
    } else {
      try spilledPartitions(load().rowBytes, &stats).forEachTable(body)
    }
  }

  private func spilledPartitions(
    _ rowBytes: Int, _ stats: inout ScanStats
  ) throws -> SpilledPartitions {
    let parts = try states.map { try $0.finishSpilling(quota) }
    stats.spillPasses = states.reduce(0) { $0 + $1.spillPasses }
    stats.partitions = parts.first?.count ?? 0
    return SpilledPartitions(parts, rowBytes: rowBytes, budget: memory, account: quota)
  }
}
