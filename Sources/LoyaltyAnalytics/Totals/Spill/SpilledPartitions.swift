internal import DumpReader
internal import Synchronization

/// Groups that did not fit in memory: partial aggregates in partitions on disk.
///
/// A partition is finished by reading it into a table, which combines what the workers and the
/// passes say of the same user. Its users are then complete: they are added up, and those that may
/// be shown are kept, before the next partition takes its place.
struct SpilledPartitions: Sendable {
  private enum Task: Sendable {
    /// A partition that never left memory.
    case table(ThreadConfined<AggregateTable>)
    /// A partition on disk.
    case pages([SpillPage])

    func run(_ finisher: PartitionFinisher) {
      switch self {
      case .table(let table): finisher.finish(&table.value)
      case .pages(let pages): finisher.finish(pages, level: 0)
      }
    }
  }

  private let tasks: [Task]
  private let rowBytes: Int
  private let budget: MemoryBudget
  private let account: SpillQuota

  /// Partitions written by several writers, and those that are still in memory.
  ///
  /// - Parameter rowBytes: the most bytes of text that a row can have.
  init(
    _ parts: [[[SpillPage]]], residents: [ThreadConfined<AggregateTable>], rowBytes: Int,
    budget: MemoryBudget, account: SpillQuota
  ) {
    self.rowBytes = rowBytes
    self.budget = budget
    self.account = account
    // What is in memory first: it makes room for the others.
    tasks =
      residents.map { .table($0) }
      + (0..<1 << PartitionWriter.bits).compactMap { partition in
        let pages = parts.flatMap { $0[partition] }
        return pages.isEmpty ? nil : .pages(pages)
      }
  }

  /// Calls a body with the complete groups of each partition.
  func forEachTable(
    _ body: @escaping (borrowing AggregateTable) throws(AnalysisError) -> Void
  ) throws(AnalysisError) {
    let finisher = PartitionFinisher(
      Ranking(), limit: 0, share: budget.share(of: 1), account: account)
    finisher.visit = body
    for task in tasks {
      task.run(finisher)
      if let error = finisher.error { throw error }
    }
  }

  /// Finishes all partitions, adds up their groups, and finds the ones to show.
  ///
  /// - Parameter balances: Where the net points of all groups go, if anywhere.
  func ranked(
    by ranking: Ranking, threads: Int, collecting balances: BalanceRuns? = nil
  ) throws(AnalysisError) -> RankedGroups {
    let queue = Mutex(tasks[...])
    let workers = max(1, min(threads, tasks.count))
    let limit = ranking.heapLimit(parts: workers, rowBytes: rowBytes)
    let finishers = (0..<workers).map { _ in
      ThreadConfined(
        PartitionFinisher(
          ranking, limit: limit, share: budget.share(of: workers), account: account,
          balances: balances))
    }
    concurrentPerform(workers) { index in
      let finisher = finishers[index].value
      while finisher.error == nil, let task = queue.withLock({ $0.popFirst() }) {
        task.run(finisher)
        // There is no use in what the others would still do.
        if finisher.error != nil { queue.withLock { $0.removeAll() } }
      }
      finisher.finishBalances()
    }
    if let error = finishers.compactMap(\.value.error).first { throw error }
    if let first = finishers.compactMap(\.value.overflow).min(by: { $0.key < $1.key }) {
      throw first.error
    }
    var grand = GrandTotals()
    var top = TopK(limit: limit ?? 0)
    var runs: [SortedRun] = []
    var total = 0
    for finisher in finishers.map(\.value) {
      grand.combine(finisher.grand)
      top.combine(finisher.top)
      runs += finisher.runs
      total += finisher.total
    }
    let totals = try grand.amounts()
    let rows: RankedRowCursor
    if limit != nil {
      rows = RankedRowCursor(top.sorted().dropFirst(ranking.skip).map(\.row))
    } else {
      rows = try RankedRowCursor(
        RunMerger(runs, account: account), skip: ranking.skip, count: ranking.top ?? .max,
        total: total)
    }
    return RankedGroups(total: total, totals: totals, rows: rows)
  }
}
