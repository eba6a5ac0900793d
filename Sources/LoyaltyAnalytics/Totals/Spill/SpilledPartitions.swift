internal import DumpReader
internal import Synchronization

/// Groups that did not fit in memory: partial aggregates in partitions on disk.
///
/// A partition is finished by reading it into a table, which combines what the workers and the
/// passes say of the same user. Its users are then complete: they are added up, and those that may
/// be shown are kept, before the next partition takes its place.
struct SpilledPartitions: Sendable {
  private struct Task: Sendable {
    var pages: [SpillPage]
    var level: Int
  }

  private let tasks: [Task]
  private let rowBytes: Int
  private let budget: MemoryBudget
  private let account: SpillQuota

  /// Partitions written by several workers.
  ///
  /// - Parameter rowBytes: the most bytes of text that a row can have.
  init(_ parts: [[[SpillPage]]], rowBytes: Int, budget: MemoryBudget, account: SpillQuota) {
    self.rowBytes = rowBytes
    self.budget = budget
    self.account = account
    tasks = (0..<1 << PartitionWriter.bits).map { partition in
      Task(pages: parts.flatMap { $0[partition] }, level: 0)
    }
  }

  /// Finishes all partitions, adds up their groups, and finds the ones to show.
  func ranked(by ranking: Ranking, threads: Int) throws(AnalysisError) -> RankedGroups {
    let queue = Mutex(tasks[...])
    let workers = max(1, min(threads, tasks.count))
    let limit = ranking.heapLimit(parts: workers, rowBytes: rowBytes)
    let finishers = (0..<workers).map { _ in
      PartitionFinisher(ranking, limit: limit, share: budget.share(of: workers), account: account)
    }
    concurrentPerform(workers) { index in
      let finisher = finishers[index]
      while finisher.error == nil, let task = queue.withLock({ $0.popFirst() }) {
        finisher.finish(task.pages, level: task.level)
        // There is no use in what the others would still do.
        if finisher.error != nil { queue.withLock { $0.removeAll() } }
      }
    }
    if let error = finishers.compactMap(\.error).first { throw error }
    if let first = finishers.compactMap(\.overflow).min(by: { $0.key < $1.key }) {
      throw first.error
    }
    var grand = GrandTotals()
    var top = TopK(limit: limit ?? 0)
    var runs: [SortedRun] = []
    var total = 0
    for finisher in finishers {
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

/// Finishes partitions on one thread.
private final class PartitionFinisher: @unchecked Sendable {
  private let ranking: Ranking
  private let limit: Int?
  private let share: Int
  private let account: SpillQuota
  private var table = AggregateTable(hugePages: false)
  private var runWriter: SortedRunWriter?

  private(set) var grand = GrandTotals()
  private(set) var top: TopK
  private(set) var runs: [SortedRun] = []
  private(set) var total = 0
  private(set) var error: AnalysisError?
  private(set) var overflow: (key: GroupKey, error: AnalysisError)?

  init(_ ranking: Ranking, limit: Int?, share: Int, account: SpillQuota) {
    self.ranking = ranking
    self.limit = limit
    // The index, and the room to sort it in, take up to half of what the users take.
    self.share = limit == nil ? share / 3 * 2 : share
    self.account = account
    top = TopK(limit: limit ?? 0)
  }

  /// Finishes the partition of these pages, or the smaller ones that it is spread over.
  func finish(_ pages: [SpillPage], level: Int) {
    do throws(AnalysisError) {
      var waiting = [(pages: pages, level: level)]
      while let (pages, level) = waiting.popLast() {
        if let parts = try load(pages, level: level) {
          for part in parts where !part.isEmpty { waiting.append((part, level + 1)) }
        } else {
          try rank()
        }
        table.removeAll()
      }
    } catch {
      self.error = error
    }
  }

  /// Reads pages into the table; when it gets too large, spreads everything over partitions of the
  /// next level instead, and returns these.
  private func load(_ pages: [SpillPage], level: Int) throws(AnalysisError) -> [[SpillPage]]? {
    var writer: PartitionWriter?
    var buffer: [UInt8] = []
    for page in pages {
      try page.file.read(at: page.offset, count: page.count, into: &buffer)
      let bytes = buffer.rawBytes.extracting(0..<page.count)
      guard SpillPageFormat.isIntact(bytes) else {
        throw account.corrupt("does not hold what was written to it")
      }
      var offset = SpillPageFormat.headerSize
      while offset < page.count {
        let (hash, size) = GroupRecord.header(bytes.extracting(offset..<page.count))
        table.combine(hash, GroupRecord.decode(bytes.extracting(offset..<offset + size)))
        offset += size
      }
      if table.byteCount > share, table.count > 1, level + 1 < PartitionWriter.maximumLevel {
        if writer == nil { writer = try PartitionWriter(account, level: level + 1) }
        try writer?.spill(&table)
      }
    }
    guard writer != nil else { return nil }
    try writer?.spill(&table)
    return try writer?.finish()
  }

  /// Adds up the users of the table, and keeps what may be shown.
  private func rank() throws(AnalysisError) {
    let result = PartitionResult()
    table.rank(by: ranking, limit: limit, partition: 0, into: result)
    total += table.count
    grand.combine(result.grand)
    top.combine(result.top)
    if let found = result.overflow {
      if let known = overflow, known.key < found.key { return }
      overflow = found
    }
    guard limit == nil, !result.index.isEmpty else { return }
    table.sort(&result.index)
    if runWriter == nil { runWriter = try SortedRunWriter(account) }
    for slot in result.index {
      try runWriter?.append(slot.sortKey, table.record(of: slot.reference))
    }
    if let run = try runWriter?.finishRun() { runs.append(run) }
  }
}
