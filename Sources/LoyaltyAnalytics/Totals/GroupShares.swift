internal import DumpReader

/// A worker's share of the groups: in its own tables, or in those of all workers.
protocol GroupShare: AnyObject {
  /// The groups in memory.
  var load: (users: Int, bytes: Int, rowBytes: Int) { get }
  /// Whether the groups are those that all workers share.
  var isSharing: Bool { get }
  /// Moves the own groups to those that all workers share.
  func share()
  /// The own tables; nothing is left afterwards.
  func takeTables() -> [ThreadConfined<AggregateTable>]
}

/// The shares of all workers, which come together in memory or, as far as they do not fit, on disk.
struct GroupShares {
  private let states: [any GroupShare]
  private let shared: SharedGroups
  private let memory: MemoryBudget
  private let quota: SpillQuota

  init(
    _ states: [any GroupShare], _ shared: SharedGroups, _ memory: MemoryBudget, _ quota: SpillQuota
  ) {
    self.states = states
    self.shared = shared
    self.memory = memory
    self.quota = quota
  }

  /// What there is before the groups have come together.
  private func load() -> (users: Int, bytes: Int, rowBytes: Int) {
    var sum = (users: shared.users, bytes: shared.bytes, rowBytes: 0)
    for state in states {
      let load = state.load
      sum.rowBytes = max(sum.rowBytes, load.rowBytes)
      guard !state.isSharing else { continue }
      sum.users += load.users
      sum.bytes += load.bytes
    }
    for partition in shared.partitions { sum.rowBytes = max(sum.rowBytes, partition.rowByteLimit) }
    return sum
  }

  /// Where the groups are once they have come together.
  private enum Place {
    case memory(MergedGroups)
    case disk(SpilledPartitions)
  }

  /// Brings the groups together.
  ///
  /// - Parameter indexBytes: What an index of so many users takes, texts of so many bytes.
  private func merged(
    _ stats: inout ScanStats, indexBytes: (_ users: Int, _ rowBytes: Int) -> Int
  ) throws(AnalysisError) -> (place: Place, allowance: Int) {
    let merge = Stopwatch()
    defer { stats.mergeSeconds = merge.seconds }
    let before = load()
    stats.tableBytes = before.bytes
    let limit = memory.bytes ?? .max
    if !states.contains(where: { $0.isSharing }) {
      let index = indexBytes(before.users, before.rowBytes)
      if index <= limit - before.bytes {
        let groups = MergedGroups.merging(states.map { $0.takeTables() }, threads: states.count)
        return (.memory(groups), limit - before.bytes - index)
      }
    }
    let confined = states.map { ThreadConfined($0) }
    concurrentPerform(confined.count) { confined[$0].value.share() }
    let (users, bytes, rowBytes) = load()
    let partitions = shared.partitions
    stats.spillPasses = partitions.reduce(0) { $0 + $1.spillPasses }
    let index = indexBytes(users, rowBytes)
    if stats.spillPasses == 0, index <= limit - bytes {
      return (
        .memory(MergedGroups(partitions.map { $0.takeTable() })), limit - bytes - index
      )
    }
    var pages: [[[SpillPage]]] = []
    var residents: [ThreadConfined<AggregateTable>] = []
    for partition in partitions {
      if partition.hasSpilled {
        pages.append(try partition.finishSpilling(quota))
      } else {
        residents.append(partition.takeTable())
      }
    }
    stats.spillPasses = partitions.reduce(0) { $0 + $1.spillPasses }
    stats.partitions = 1 << PartitionWriter.bits
    let spilled = SpilledPartitions(
      pages, residents: residents, rowBytes: rowBytes, budget: memory, account: quota)
    return (.disk(spilled), 0)
  }

  /// Brings the groups together and ranks them.
  ///
  /// - Parameter collectsBalances: Whether the balances of all groups are wanted beside them.
  func ranked(
    by ranking: Ranking, _ stats: inout ScanStats, collectsBalances: Bool = false
  ) throws -> (groups: RankedGroups, balances: BalanceRuns?) {
    // An index of all groups is put together from those of the partitions.
    let parts = max(TotalsReduction.partitions(for: states.count), shared.partitions.count)
    let (place, allowance) = try merged(&stats) { users, rowBytes in
      let indexBytes =
        ranking.heapLimit(parts: parts, rowBytes: rowBytes) == nil
        ? 2 * users * MemoryLayout<RankEntry>.stride : 0
      expectMemory(indexBytes)
      return indexBytes
    }
    let rank = Stopwatch()
    defer { stats.rankSeconds = rank.seconds }
    // What the tables leave of the budget.
    let balances = collectsBalances ? BalanceRuns(quota, allowance: allowance) : nil
    switch place {
    case .memory(let groups):
      if let balances { groups.collectBalances(into: balances, threads: states.count) }
      return (try groups.ranked(by: ranking, threads: states.count), balances)
    case .disk(let spilled):
      let ranked = try spilled.ranked(by: ranking, threads: states.count, collecting: balances)
      stats.spilledBytes = quota.byteCount
      return (ranked, balances)
    }
  }

  /// Brings the groups together and calls a body with one table of them after the other; a group is in
  /// one of them only.
  func forEachTable(
    _ stats: inout ScanStats,
    _ body: @escaping (borrowing AggregateTable) throws(AnalysisError) -> Void
  ) throws {
    switch try merged(&stats, indexBytes: { _, _ in 0 }).place {
    case .memory(let groups): try groups.forEachTable(body)
    case .disk(let spilled): try spilled.forEachTable(body)
    }
  }
}
