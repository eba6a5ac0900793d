/// Groups in rank order, with the sums over all of them.
public struct RankedGroups: Sendable {
  /// How many groups there are.
  public package(set) var total: Int
  /// Sums over all of them.
  public package(set) var totals: Amounts
  /// Those to show.
  public var rows: RankedRowCursor
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
  ///
  /// - Returns: The next row; nil after the last one, for ever.
  /// - Throws: ``AnalysisError`` where temporary files cannot be read, or a total is out of range.
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
