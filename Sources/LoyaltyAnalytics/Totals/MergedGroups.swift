internal import DumpReader

/// One table on the heap, so that threads can own tables one by one.
final class TableBox: @unchecked Sendable {
  // Changed by one thread during the merge; only read afterwards.
  fileprivate(set) var table: AggregateTable

  init(_ table: consuming AggregateTable) {
    self.table = table
  }

  /// Takes over the users of another table.
  fileprivate func merge(_ other: TableBox) { table.merge(&other.table) }
}

/// All groups of a run, merged and in memory.
struct MergedGroups: Sendable {
  /// One table per partition of the hash.
  private let tables: [TableBox]

  /// How many groups there are.
  var count: Int { tables.reduce(0) { $0 + $1.table.count } }

  /// The most bytes of text that a row can have.
  private var rowByteLimit: Int { tables.reduce(0) { max($0, $1.table.rowByteLimit) } }
}

extension MergedGroups {
  /// Merges the tables of several workers, one partition per thread.
  static func merging(_ reducers: [ReducerBox], threads: Int) -> MergedGroups {
    let tables = reducers.map { $0.takeTables() }
    guard let first = tables.first else { return MergedGroups(tables: []) }
    forEachPartition(first.count, threads: threads) { partition in
      // The largest table takes in the others, which moves the fewest users.
      let parts = tables.map { $0[partition] }.sorted { $0.table.count > $1.table.count }
      for other in parts.dropFirst() { parts[0].merge(other) }
    }
    return MergedGroups(
      tables: first.indices.map { partition in
        tables.map { $0[partition] }.max { $0.table.count < $1.table.count } ?? first[partition]
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

  /// The row of a group.
  fileprivate func row(_ slot: RankEntry) throws(AnalysisError) -> TotalsRow {
    try tables[slot.partition].table.row(of: slot.reference)
  }
}

extension AggregateTable {
  /// The row of a reference.
  ///
  /// - Throws: ``AnalysisError`` that names the user when a total is out of range.
  fileprivate func row(of reference: UInt32) throws(AnalysisError) -> TotalsRow {
    let record = record(of: reference)
    guard let amounts = record.totals.finalize() else { throw record.overflow }
    return record.row(amounts)
  }

  /// Sorts an index of this table's users by rank.
  func sort(_ index: inout [RankEntry]) {
    index.sort { precedes($0, self, $1) }
  }

  /// Whether a group of this table is ranked before one of another.
  fileprivate func precedes(
    _ slot: RankEntry, _ other: borrowing AggregateTable, _ otherSlot: RankEntry
  ) -> Bool {
    guard slot.sortKey == otherSlot.sortKey else { return slot.sortKey > otherSlot.sortKey }
    let a = record(of: slot.reference)
    let b = other.record(of: otherSlot.reference)
    return GroupKey.precedes(a.totals.keyKind, a.key, b.totals.keyKind, b.key)
  }

  /// Finalizes all users, adds them up, and gathers the candidates for being shown: at most `limit`
  /// rows, or, without a limit, an index of all.
  func rank(
    by ranking: Ranking, limit: Int?, partition: Int, into result: PartitionResult
  ) {
    result.top = TopK(limit: limit ?? 0)
    if limit == nil { result.index.reserveCapacity(count) }
    forEachReference { reference in
      guard let amounts = totals(of: reference).finalize() else {
        // The first one in key order, so that the message does not depend on the hash.
        let record = record(of: reference)
        let key = record.userKey
        if let known = result.overflow, known.key < key { return }
        result.overflow = (key, record.overflow)
        return
      }
      result.grand.add(amounts)
      let sortKey = ranking.sortKey(amounts)
      if limit == nil {
        result.index.append(RankEntry(sortKey: sortKey, partition: partition, reference: reference))
      } else if result.top.mayAdmit(sortKey) {
        result.top.offer(RankedRow(sortKey: sortKey, row: record(of: reference).row(amounts)))
      }
    }
  }
}

extension GroupRecord {
  fileprivate var overflow: AnalysisError {
    AnalysisError(
      .overflow,
      "a total of user \(userKey.extendedJSON) is beyond 10^20 points, more than a decimal with 18 "
        + "fraction digits can hold; correct the dump, or leave the documents out with a filter")
  }

  /// The group key, copied.
  var userKey: GroupKey { GroupKey(kind: totals.keyKind, bytes: key.copied()) }

  /// The row of the report. Allocates.
  func row(_ amounts: Amounts) -> TotalsRow {
    func text(_ bytes: RawSpan) -> String? { bytes.byteCount == 0 ? nil : bytes.text }
    return TotalsRow(
      key: userKey, firstName: text(labels.firstName), lastName: text(labels.lastName),
      email: text(labels.email), amounts: amounts, firstTime: totals.earliest,
      lastTime: totals.latest)
  }
}

/// Groups in rank order, with the sums over all of them.
public struct RankedGroups: Sendable {
  /// How many groups there are.
  public var total: Int
  /// Sums over all of them.
  public var totals: Amounts
  /// Those to show.
  public var rows: RankedRowCursor
}

extension MergedGroups {
  /// Finalizes all groups, adds them up, and finds the ones to show.
  ///
  /// - Throws: ``AnalysisError`` for a total that is out of range.
  func ranked(by ranking: Ranking, threads: Int) throws(AnalysisError) -> RankedGroups {
    let results = tables.map { _ in PartitionResult() }
    let limit = ranking.heapLimit(parts: tables.count, rowBytes: rowByteLimit)
    Self.forEachPartition(tables.count, threads: threads) { [self] partition in
      tables[partition].table.rank(
        by: ranking, limit: limit, partition: partition, into: results[partition])
    }
    var grand = GrandTotals()
    var top = TopK(limit: limit ?? 0)
    var index: [RankEntry] = []
    if limit == nil, results.count > 1 { index.reserveCapacity(count) }
    if let first = results.compactMap(\.overflow).min(by: { $0.key < $1.key }) {
      throw first.error
    }
    for result in results {
      grand.combine(result.grand)
      top.combine(result.top)
      if results.count > 1 { index += result.index } else { index = result.index }
      result.index = []
    }
    let totals = try grand.amounts()
    let rows: RankedRowCursor
    if limit != nil {
      rows = RankedRowCursor(top.sorted().dropFirst(ranking.skip).map(\.row))
    } else {
      index.sort { tables[$0.partition].table.precedes($0, tables[$1.partition].table, $1) }
      let shown = index.dropFirst(ranking.skip).prefix(ranking.top ?? .max)
      rows = RankedRowCursor(self, shown)
    }
    return RankedGroups(total: count, totals: totals, rows: rows)
  }
}

/// What one partition contributes to the ranking; filled by one thread, read after it has ended.
final class PartitionResult: @unchecked Sendable {
  var grand = GrandTotals()
  var top = TopK(limit: 0)
  var index: [RankEntry] = []
  var overflow: (key: GroupKey, error: AnalysisError)?
}

/// A group in an index of all groups.
struct RankEntry: Sendable {
  var sortKey: Int128
  var partition: Int
  var reference: UInt32
}

/// The rows to show, made one at a time.
public struct RankedRowCursor: RowCursor, Sendable {
  private var rows: ArraySlice<TotalsRow> = []
  private var groups: MergedGroups?
  private var index: ArraySlice<RankEntry> = []
  private var merger: RunMerger?
  private var merged = 0
  /// How many rows are left.
  public var count: Int { rows.count + index.count + merged }

  init(_ rows: some Sequence<TotalsRow>) {
    self.rows = Array(rows)[...]
  }

  init(_ groups: MergedGroups, _ index: ArraySlice<RankEntry>) {
    self.groups = groups
    self.index = index
  }

  /// The rows of a merger after the first `skip`, at most `count` of `total`.
  init(_ merger: consuming RunMerger, skip: Int, count: Int, total: Int) throws(AnalysisError) {
    let skipped = min(skip, total)
    for _ in 0..<skipped { _ = try merger.next() }
    merged = min(count, total - skipped)
    self.merger = merger
  }

  /// The next row; nil after the last one, for ever.
  public mutating func next() throws(AnalysisError) -> TotalsRow? {
    if let row = rows.popFirst() { return row }
    if merged > 0 {
      merged -= 1
      return try merger?.next()?.row
    }
    guard let groups, let slot = index.popFirst() else { return nil }
    return try groups.row(slot)
  }
}

/// A reducer that a worker thread fills and the merge empties.
final class ReducerBox: @unchecked Sendable {
  var reducer: TotalsReduction

  init(_ reducer: consuming TotalsReduction) {
    self.reducer = reducer
  }

  /// The tables; the reducer is empty afterwards.
  func takeTables() -> [TableBox] {
    var empty = TotalsReduction()
    swap(&empty, &reducer)
    return empty.takeTables()
  }
}
