internal import DumpReader

/// A run over two lists of inputs: which groups differ.
///
///     let result = try Comparison(analysis).run(old: ["may.bson"], new: ["june.bson"])
///
/// Each side is added up as ``Analysis`` does it. Groups then meet in the order of their keys, and the
/// differences are sorted, on disk where they do not fit: the result is exact, and memory is bounded.
package struct Comparison: Sendable {
  /// The question, how it is read, and, by its ranking, which differences are shown: those of the
  /// largest magnitude first.
  package var analysis: Analysis

  /// A comparison by an analysis.
  package init(_ analysis: Analysis) {
    self.analysis = analysis
  }

  /// What came of it.
  package struct Result: Sendable {
    /// The sides; their rows have been used up.
    package var before: Analysis.Result, after: Analysis.Result
    /// Whether a group of each has a key: not so where no document has the field that groups.
    package var hasKeys: (before: Bool, after: Bool)
    /// How many groups there are in the newer dump only, in the older one only, in both with a
    /// difference, and without one.
    package var added = 0, removed = 0, changed = 0, equal = 0
    /// The totals of the newer dump less those of the older one.
    package var difference: Amounts
    /// The differences to show.
    package var rows: DifferenceCursor

    /// How many groups differ.
    package var total: Int { added + removed + changed }
  }

  /// Reads both sides, the older one first.
  ///
  /// - Throws: As `Analysis.run(paths:progress:)`.
  package func run(
    old: [String], new: [String], progress: ScanProgress = ScanProgress()
  ) throws -> Result {
    var side = analysis
    side.ranking = Ranking()
    side.ranking.column = .user
    side.ranking.top = nil
    side.addsUpMonths = false
    // The sides are in memory together, and the differences beside them.
    side.memory.bytes = analysis.memory.bytes.map { $0 / 8 * 3 }
    let share = analysis.memory.bytes.map { $0 / 4 } ?? .max
    var before = try side.run(paths: old, progress: progress)
    var after = try side.run(paths: new, progress: progress)
    guard let difference = after.totals.subtracting(before.totals) else {
      throw AnalysisError(.sumOverflow("the difference of the totals"))
    }
    let quota = SpillQuota(analysis.memory)
    var sorter = RecordSorter<StoredDifference>()
    var counts = (added: 0, removed: 0, changed: 0, equal: 0)
    var oldRow = try before.rows.next()
    var newRow = try after.rows.next()
    // Null is one group, and the first one.
    let hasKeys = (
      before: before.total > 1 || oldRow.map { $0.key.kind != .null } ?? false,
      after: after.total > 1 || newRow.map { $0.key.kind != .null } ?? false
    )
    while oldRow != nil || newRow != nil {
      let isOld = newRow.map { new in oldRow.map { $0.key <= new.key } ?? false } ?? true
      let isNew = oldRow.map { old in newRow.map { $0.key <= old.key } ?? false } ?? true
      let row = try GroupDifference(isOld ? oldRow : nil, isNew ? newRow : nil)
      switch row?.change {
      case .added: counts.added += 1
      case .removed: counts.removed += 1
      case .changed: counts.changed += 1
      case nil: counts.equal += 1
      }
      if let row {
        sorter.append(StoredDifference.encode(row, by: analysis.ranking))
        if sorter.byteCount >= share || sorter.count >= analysis.memory.forcedUsers ?? .max {
          try sorter.spill(quota)
        }
      }
      if isOld { oldRow = try before.rows.next() }
      if isNew { newRow = try after.rows.next() }
    }
    let rows = try DifferenceCursor(
      RecordMerger([sorter], quota), analysis.ranking,
      total: counts.added + counts.removed + counts.changed)
    return Result(
      before: before, after: after, hasKeys: hasKeys, added: counts.added, removed: counts.removed,
      changed: counts.changed, equal: counts.equal, difference: difference, rows: rows)
  }
}

/// The differences to show, made one at a time.
package struct DifferenceCursor: Sendable {
  private var merger: RecordMerger<StoredDifference>
  /// How many are left.
  package private(set) var count: Int

  init(
    _ merger: RecordMerger<StoredDifference>, _ ranking: Ranking, total: Int
  ) throws(AnalysisError) {
    self.merger = merger
    let skipped = min(ranking.skip, total)
    for _ in 0..<skipped { _ = try self.merger.next() }
    count = min(ranking.top ?? .max, total - skipped)
  }

  /// The next one; nil after the last one.
  package mutating func next() throws -> GroupDifference? {
    guard count > 0, let record = try merger.next() else { return nil }
    count -= 1
    return StoredDifference.decode(record)
  }
}
