internal import DumpReader
internal import HeapModule

/// Merges what several sorters have, in memory and in runs, into one sequence of records.
///
/// The heap holds the next record of each source. More runs than ``fanIn`` are merged into longer ones
/// first, so that memory stays at one page a run.
struct RecordMerger<Order: RecordOrder>: Sendable {
  /// Runs that are merged at once: a page of 32 KiB each makes 4 MiB.
  private static var fanIn: Int { 128 }

  private struct Head: Comparable, Sendable {
    var record: [UInt8]
    var source: Int

    static func < (a: Head, b: Head) -> Bool {
      Order.precedes(a.record.rawBytes, b.record.rawBytes)
    }
    static func == (a: Head, b: Head) -> Bool { a.record == b.record }
  }

  private var readers: [RecordRunReader]
  private var sorters: [RecordSorter<Order>]
  private var positions: [Int]
  private var heap = Heap<Head>()

  /// A merger at the first record.
  init(_ sorters: [RecordSorter<Order>], _ quota: SpillQuota) throws(AnalysisError) {
    try self.init(sorters, sorters.flatMap(\.runs), quota)
  }

  private init(
    _ sorters: [RecordSorter<Order>], _ runs: [RecordRun], _ quota: SpillQuota
  ) throws(AnalysisError) {
    var runs = runs
    while runs.count > Self.fanIn {
      let first = Array(runs.prefix(Self.fanIn))
      runs.removeFirst(first.count)
      runs.append(try Self.merge(first, quota))
    }
    readers = runs.map { RecordRunReader($0, quota) }
    self.sorters = sorters
    for index in sorters.indices { self.sorters[index].sort() }
    positions = sorters.map { _ in 0 }
    for source in 0..<readers.count + sorters.count { try advance(source) }
  }

  /// The next record; nil after the last one.
  mutating func next() throws(AnalysisError) -> [UInt8]? {
    guard let head = heap.popMin() else { return nil }
    try advance(head.source)
    return head.record
  }

  private mutating func advance(_ source: Int) throws(AnalysisError) {
    if source < readers.count {
      if let record = try readers[source].next() {
        heap.insert(Head(record: record, source: source))
      }
      return
    }
    let index = source - readers.count
    guard positions[index] < sorters[index].count else { return }
    let record = sorters[index].copy(of: positions[index])
    positions[index] += 1
    heap.insert(Head(record: record, source: source))
  }

  private static func merge(
    _ runs: [RecordRun], _ quota: SpillQuota
  ) throws(AnalysisError) -> RecordRun {
    var merger = try RecordMerger([], runs, quota)
    var writer = try RecordRunWriter(quota)
    while let record = try merger.next() { try writer.append(record.rawBytes) }
    return try writer.finish()
  }
}
