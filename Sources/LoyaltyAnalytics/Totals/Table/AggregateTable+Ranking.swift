internal import DumpReader

/// A group in an index of all groups.
struct RankEntry: Sendable {
  var sortKey: Int128
  var partition: Int
  var reference: UInt32
}

/// What one partition contributes to the ranking.
struct PartitionResult {
  var grand = GrandTotals()
  var top = TopK(limit: 0)
  var index: [RankEntry] = []
  var overflow: (key: GroupKey, error: AnalysisError)?
}

extension AggregateTable {
  /// The row of a reference.
  ///
  /// - Throws: ``AnalysisError`` that names the user when a total is out of range.
  func row(of reference: UInt32) throws(AnalysisError) -> TotalsRow {
    let record = record(of: reference)
    guard let amounts = record.totals.finalize() else { throw record.overflow }
    return record.row(amounts)
  }

  /// Sorts an index of this table's users by rank.
  func sort(_ index: inout [RankEntry]) {
    index.sort { precedes($0, self, $1) }
  }

  /// Whether a group of this table is ranked before one of another.
  func precedes(
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
    by ranking: Ranking, limit: Int?, partition: Int, into result: inout PartitionResult
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
