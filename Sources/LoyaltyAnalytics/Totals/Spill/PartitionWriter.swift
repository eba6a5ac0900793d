internal import DumpReader

/// Spreads partial aggregates over the partitions of a spill file, by bits of their hash.
///
/// A partition gathers records in a page in memory and appends it to the file when it is full. The
/// users of one partition are in no other one, so that partitions can be finished one at a time; one
/// that is still too large is spread again by the next bits.
struct PartitionWriter {
  /// Bits of the hash per level, from the top: 64 partitions.
  static let bits = 6
  /// Levels until the hash is used up as far as the tables leave it.
  static let maximumLevel = 4

  private let file: SpillFile
  private let account: SpillQuota
  private let shift: UInt64
  private var pages: [[SpillPage]]
  private var buffers: [[UInt8]]

  /// A writer that spreads by the bits of a level, 0 being the first.
  init(_ account: SpillQuota, level: Int) throws(AnalysisError) {
    self.account = account
    file = try SpillFile(account)
    shift = UInt64(64 - Self.bits * (level + 1))
    pages = Array(repeating: [], count: 1 << Self.bits)
    buffers = Array(repeating: [], count: 1 << Self.bits)
  }

  /// Writes out all users of a table, which is then empty.
  mutating func spill(_ table: inout AggregateTable) throws(AnalysisError) {
    // In the order in which they lie in memory: to go by the slots would miss the cache for each of them.
    let hash = KeyHash.shared
    try table.forEachReference { (reference) throws(AnalysisError) in
      let record = table.record(of: reference)
      try append(hash(record.totals.keyKind, record.key), record)
    }
    table.removeAll()
  }

  private mutating func append(
    _ hash: UInt64, _ record: borrowing GroupRecord
  ) throws(AnalysisError) {
    let partition = Int(truncatingIfNeeded: hash >> shift) & (1 << Self.bits - 1)
    if buffers[partition].isEmpty {
      buffers[partition].append(
        contentsOf: repeatElement(0, count: SpillPageFormat.headerSize))
    }
    record.encode(hash, to: &buffers[partition])
    if buffers[partition].count >= SpillPageFormat.size { try flush(partition) }
  }

  private mutating func flush(_ partition: Int) throws(AnalysisError) {
    guard buffers[partition].count > SpillPageFormat.headerSize else { return }
    SpillPageFormat.seal(&buffers[partition])
    let page = buffers[partition]
    let offset = try file.append(page.rawBytes)
    pages[partition].append(SpillPage(file: file, offset: offset, count: page.count))
    // Not `removeAll`, which would copy the page that `page` still shares.
    buffers[partition] = []
    buffers[partition].reserveCapacity(SpillPageFormat.size + 1 << 10)
  }

  /// The pages of each partition, complete.
  mutating func finish() throws(AnalysisError) -> [[SpillPage]] {
    for partition in buffers.indices { try flush(partition) }
    buffers = []
    return pages
  }
}
