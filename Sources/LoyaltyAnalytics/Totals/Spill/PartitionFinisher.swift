internal import DumpReader

/// Finishes partitions on one thread.
final class PartitionFinisher {
  private let ranking: Ranking
  private let limit: Int?
  private let share: Int
  private let account: SpillQuota
  private var table = AggregateTable(hugePages: false)
  private var runWriter: SortedRunWriter?
  private let balances: BalanceRuns?
  private var balanceBlock: [Int128] = []

  private(set) var grand = GrandTotals()
  private(set) var top: TopK
  private(set) var runs: [SortedRun] = []
  private(set) var total = 0
  private(set) var error: AnalysisError?
  private(set) var overflow: (key: GroupKey, error: AnalysisError)?
  /// Called with the complete groups of each partition instead of ranking them.
  var visit: ((borrowing AggregateTable) throws(AnalysisError) -> Void)?

  init(
    _ ranking: Ranking, limit: Int?, share: Int, account: SpillQuota, balances: BalanceRuns? = nil
  ) {
    self.balances = balances
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
          try finishTable()
        }
        table.removeAll()
      }
    } catch {
      self.error = error
    }
  }

  /// Finishes the groups of a partition that is in memory, which are gone afterwards.
  func finish(_ resident: inout AggregateTable) {
    var kept = AggregateTable(hugePages: false)
    swap(&kept, &table)
    swap(&table, &resident)
    do throws(AnalysisError) {
      try finishTable()
    } catch {
      self.error = error
    }
    // All of its memory, and not only what a table gives back when it is emptied.
    swap(&table, &kept)
  }

  private func finishTable() throws(AnalysisError) {
    if let visit { try visit(table) } else { try rank() }
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
        throw AnalysisError(.temporaryFileChanged(in: account.directory))
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
    var result = PartitionResult()
    table.rank(by: ranking, limit: limit, partition: 0, into: &result)
    if let balances { table.collectBalances(into: balances, &balanceBlock) }
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

  /// Hands over the net points that are still held back.
  func finishBalances() { balances?.store(&balanceBlock) }
}
