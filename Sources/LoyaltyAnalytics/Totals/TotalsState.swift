internal import BasicContainers
internal import DumpReader

/// One worker's share of the totals: a decoder, the groups seen so far, and those written out.
final class TotalsState: GroupShare {
  private var decoder: TransactionDecoder
  private(set) var reducer: Reducer
  /// Points by month, where they are asked for.
  private(set) var months: MonthlyTotals?
  private var batch = RigidArray<TransactionRecord>(capacity: Reducer.batchSize)
  private var writer: PartitionWriter?
  /// How often groups were written out.
  private(set) var spillPasses = 0

  init(
    _ decoder: consuming TransactionDecoder, _ reducer: consuming Reducer, months: MonthlyTotals?
  ) {
    self.decoder = decoder
    self.reducer = reducer
    self.months = months
  }

  /// Decodes a chunk and adds up its transactions.
  func sink(_ chunk: borrowing Chunk) -> ChunkOutcome {
    Self.reduce(chunk, &decoder, &reducer, &batch, &months)
  }

  /// Apart from `self`: its properties are then checked for exclusive access once a chunk, and not
  /// once a document.
  private static func reduce(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ reducer: inout Reducer,
    _ batch: inout RigidArray<TransactionRecord>, _ months: inout MonthlyTotals?
  ) -> ChunkOutcome {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
    let bytes = chunk.bytes
    let addsUpMonths = months != nil
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      batch.append(record)
      if addsUpMonths {
        months?.update(
          kind: record.kind, points: record.points, time: record.time,
          isFurther: record.isFurtherAmount)
      }
      if batch.isFull {
        reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
        batch.removeAll()
        decoder.clearScratch()
      }
    }
    reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
    batch.removeAll()
    decoder.clearScratch()
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: cursor.count,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: cursor.count),
      rejects: decoder.rejects)
  }

  /// The groups in memory.
  var reducerLoad: (users: Int, bytes: Int, rowBytes: Int) {
    let load = reducer.load
    return (load.users, load.bytes, reducer.rowByteLimit)
  }

  /// Whether not all groups are in memory.
  var hasSpilled: Bool { writer != nil }

  /// Writes all groups to the partitions of a temporary file.
  func spill(_ quota: SpillQuota) throws(AnalysisError) {
    if writer == nil { writer = try PartitionWriter(quota, level: 0) }
    guard var writer = writer.take() else { return }
    defer { self.writer = writer }
    try reducer.spill(to: &writer)
    spillPasses += 1
  }

  /// Writes out what is left, and hands over the pages of each partition.
  func finishSpilling(_ quota: SpillQuota) throws(AnalysisError) -> [[SpillPage]] {
    try spill(quota)
    // Nothing is left in them, and whoever finishes the partitions needs their memory.
    _ = takeTables()
    return try writer?.finish() ?? []
  }

  /// What became of the documents of all chunks.
  func finishTally() -> DocumentTally { decoder.finishTally() }

  /// The tables; the reducer is empty afterwards.
  func takeTables() -> [ThreadConfined<AggregateTable>] {
    var empty = Reducer()
    swap(&empty, &reducer)
    return empty.takeTables()
  }
}
