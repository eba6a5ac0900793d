internal import DumpReader

/// An order of records, which are bytes.
protocol RecordOrder: Sendable {
  /// Whether one record comes before another.
  static func precedes(_ a: RawSpan, _ b: RawSpan) -> Bool
}

/// Gathers records and hands them out in an order; those that do not fit in memory wait in sorted runs
/// in a temporary file.
///
///     var sorter = RecordSorter<KeyAndTime>()
///     sorter.append(record)
///     if sorter.byteCount > share { try sorter.spill(quota) }
///     var records = try RecordMerger([sorter], quota)
///     while let record = try records.next() { … }
///
/// An external merge sort (Knuth, The Art of Computer Programming, volume 3, 5.4).
struct RecordSorter<Order: RecordOrder>: Sendable {
  /// Where a record lies among the bytes.
  private struct Entry: Sendable {
    var offset: Int
    var count: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// The runs that were written out.
  private(set) var runs: [RecordRun] = []

  /// How many records there are in memory.
  var count: Int { entries.count }

  /// Bytes that the records take: twice as many as there are, because they are copied when there are
  /// more.
  var byteCount: Int { 2 * (bytes.count + entries.count * MemoryLayout<Entry>.stride) }

  /// Adds a record.
  mutating func append(_ record: [UInt8]) {
    entries.append(Entry(offset: bytes.count, count: record.count))
    bytes.append(contentsOf: record)
  }

  /// Writes all records in memory to a run, after which there are none.
  mutating func spill(_ quota: SpillQuota) throws(AnalysisError) {
    guard !entries.isEmpty else { return }
    sort()
    var writer = try RecordRunWriter(quota)
    for index in entries.indices { try writer.append(record(index)) }
    runs.append(try writer.finish())
    bytes = []
    entries = []
  }

  /// Brings the records in memory into their order.
  mutating func sort() {
    let bytes = bytes
    entries.sort { a, b in
      let all = bytes.rawBytes
      return Order.precedes(
        all.extracting(a.offset..<a.offset + a.count),
        all.extracting(b.offset..<b.offset + b.count))
    }
  }

  /// A record in memory, by its number.
  @_lifetime(borrow self)
  private func record(_ index: Int) -> RawSpan {
    let entry = entries[index]
    return bytes.rawBytes.extracting(entry.offset..<entry.offset + entry.count)
  }

  /// The same, copied.
  func copy(of index: Int) -> [UInt8] {
    let record = record(index)
    return record.copied()
  }
}
