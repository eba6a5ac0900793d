internal import DumpReader

/// All groups of a run, merged and in memory.
struct MergedGroups: Sendable {
  /// One table per partition of the hash.
  private let tables: [ThreadConfined<AggregateTable>]

  /// How many groups there are.
  var count: Int { tables.reduce(0) { $0 + $1.value.count } }

  /// The most bytes of text that a row can have.
  private var rowByteLimit: Int { tables.reduce(0) { max($0, $1.value.rowByteLimit) } }

  /// The groups of one worker.
  init(_ tables: [ThreadConfined<AggregateTable>]) {
    self.tables = tables
  }
}

extension MergedGroups {
  /// Merges the tables of several workers, one partition per thread.
  ///
  /// - Parameter tables: Those of each worker, in the order of the partitions.
  static func merging(
    _ tables: [[ThreadConfined<AggregateTable>]], threads: Int
  ) -> MergedGroups {
    guard let first = tables.first else { return MergedGroups([]) }
    forEachPartition(first.count, threads: threads) { partition in
      // The largest table takes in the others, which moves the fewest users.
      let parts = tables.map { $0[partition] }.sorted { $0.value.count > $1.value.count }
      for other in parts.dropFirst() { parts[0].value.merge(&other.value) }
    }
    return MergedGroups(
      first.indices.map { partition in
        tables.map { $0[partition] }.max { $0.value.count < $1.value.count } ?? first[partition]
      })
  }

  /// Calls a body once per partition, on several threads.
  private static func forEachPartition(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void
  ) {
    let workers = max(1, min(threads, count))
    concurrentPerform(workers) { worker in
      for partition in stride(from: worker, to: count, by: workers) { body(partition) }
    }
  }

  /// Calls a body with each table.
  func forEachTable(
    _ body: (borrowing AggregateTable) throws(AnalysisError) -> Void
  ) throws(AnalysisError) {
    for table in tables { try body(table.value) }
  }

  /// The row of a group.
  func row(_ slot: RankEntry) throws(AnalysisError) -> TotalsRow {
    try tables[slot.partition].value.row(of: slot.reference)
  }
}

extension MergedGroups {
  /// Hands over the net points of all groups.
  func collectBalances(into runs: BalanceRuns, threads: Int) {
    Self.forEachPartition(tables.count, threads: threads) { [self] partition in
      var block: [Int128] = []
      tables[partition].value.collectBalances(into: runs, &block)
      runs.store(&block)
    }
  }

  /// Finalizes all groups, adds them up, and finds the ones to show.
  ///
  /// - Throws: ``AnalysisError`` for a total that is out of range.
  func ranked(by ranking: Ranking, threads: Int) throws(AnalysisError) -> RankedGroups {
    let results = tables.map { _ in ThreadConfined(PartitionResult()) }
    let limit = ranking.heapLimit(parts: tables.count, rowBytes: rowByteLimit)
    Self.forEachPartition(tables.count, threads: threads) { [self] partition in
      tables[partition].value.rank(
        by: ranking, limit: limit, partition: partition, into: &results[partition].value)
    }
    var grand = GrandTotals()
    var top = TopK(limit: limit ?? 0)
    var index: [RankEntry] = []
    if limit == nil, results.count > 1 { index.reserveCapacity(count) }
    if let first = results.compactMap(\.value.overflow).min(by: { $0.key < $1.key }) {
      throw first.error
    }
    for result in results {
      grand.combine(result.value.grand)
      top.combine(result.value.top)
      if results.count > 1 { index += result.value.index } else { index = result.value.index }
      result.value.index = []
    }
    let totals = try grand.amounts()
    let rows: RankedRowCursor
    if limit != nil {
      rows = RankedRowCursor(top.sorted().dropFirst(ranking.skip).map(\.row))
    } else {
      index.sort { tables[$0.partition].value.precedes($0, tables[$1.partition].value, $1) }
      let shown = index.dropFirst(ranking.skip).prefix(ranking.top ?? .max)
      rows = RankedRowCursor(self, shown)
    }
    return RankedGroups(total: count, totals: totals, rows: rows)
  }
}
