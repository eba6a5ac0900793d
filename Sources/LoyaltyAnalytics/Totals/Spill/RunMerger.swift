internal import HeapModule

/// Merges sorted runs into one sequence of rows.
///
/// The heap holds the next row of each run. More runs than `fanIn` are merged into longer runs
/// first, so that memory stays at one page per run.
struct RunMerger: Sendable {
  /// Runs that are merged at once: a page of 32 KiB each makes 4 MiB.
  static let fanIn = 128

  private struct Head: Comparable, Sendable {
    var row: SpilledRow
    var run: Int

    static func < (a: Head, b: Head) -> Bool { a.row < b.row }
    static func == (a: Head, b: Head) -> Bool { a.row == b.row }
  }

  private var readers: [SortedRunReader]
  private var heap = Heap<Head>()

  /// A merger at the first row.
  init(_ runs: [SortedRun], account: SpillQuota) throws(AnalysisError) {
    var runs = runs
    while runs.count > Self.fanIn {
      let first = Array(runs.prefix(Self.fanIn))
      runs.removeFirst(first.count)
      runs.append(try Self.merge(first, account: account))
    }
    readers = runs.map { SortedRunReader($0, account: account) }
    for run in readers.indices { try advance(run) }
  }

  /// The next row in rank order; nil after the last one.
  mutating func next() throws(AnalysisError) -> SpilledRow? {
    guard let head = heap.popMin() else { return nil }
    try advance(head.run)
    return head.row
  }

  private mutating func advance(_ run: Int) throws(AnalysisError) {
    if let row = try readers[run].next() { heap.insert(Head(row: row, run: run)) }
  }

  /// Merges runs into a longer one, by the same order.
  private static func merge(
    _ runs: [SortedRun], account: SpillQuota
  ) throws(AnalysisError) -> SortedRun {
    var merger = try RunMerger(runs, account: account)
    var writer = try SortedRunWriter(account)
    while let row = try merger.next() { try writer.append(row) }
    return try writer.finishRun()
  }
}
