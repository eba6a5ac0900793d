internal import BasicContainers
internal import DumpReader

/// One worker's share of the totals: a decoder, the groups seen so far, and those written out.
final class TotalsState: GroupShare {
  private var decoder: TransactionDecoder
  private(set) var groups: WorkerGroups
  /// Points by month, where they are asked for.
  private(set) var months: MonthlyTotals?
  /// What a page shows beside the totals, where it is asked for.
  private var overview: OverviewTally?
  private var batch = RigidArray<TransactionRecord>(capacity: Reducer.batchSize)

  init(
    _ decoder: consuming TransactionDecoder, _ groups: consuming WorkerGroups,
    months: MonthlyTotals?,
    overview: consuming OverviewTally? = nil
  ) {
    self.overview = overview
    self.decoder = decoder
    self.groups = groups
    self.months = months
  }

  /// Decodes a chunk and adds up its transactions.
  func sink(_ chunk: borrowing Chunk) -> ChunkOutcome {
    let outcome: ChunkOutcome
    if var tally = overview.take() {
      outcome = Self.reduce(chunk, &decoder, &groups, &batch, &months, &tally)
      overview = consume tally
    } else {
      var nothing = NoObserver()
      outcome = Self.reduce(chunk, &decoder, &groups, &batch, &months, &nothing)
    }
    groups.shareIfLarge()
    if batch.capacity < groups.batchSize { batch = RigidArray(capacity: groups.batchSize) }
    return outcome
  }

  /// Apart from `self`: its properties are then checked for exclusive access once a chunk, and not
  /// once a document. Made for each kind of observer, so that none costs nothing.
  private static func reduce<Observer: TransactionObserver & ~Copyable>(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ groups: inout WorkerGroups,
    _ batch: inout RigidArray<TransactionRecord>, _ months: inout MonthlyTotals?,
    _ observer: inout Observer
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
      observer.update(record, &decoder, in: bytes)
      if batch.isFull {
        groups.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
        batch.removeAll()
        decoder.clearScratch()
      }
    }
    groups.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
    batch.removeAll()
    decoder.clearScratch()
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: cursor.count,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: cursor.count),
      rejects: decoder.rejects)
  }

  /// Bytes that the overview takes.
  var overviewByteCount: Int { overview?.byteCount ?? 0 }

  /// Adds this worker's overview to the sums of all of them.
  func combineOverview(into sums: inout OverviewTally) {
    if let tally = overview.take() { sums.combine(tally) }
  }

  /// Lends the decoder to whoever decodes documents that are added up later, if at all.
  func withDecoder<Result>(
    _ body: (inout TransactionDecoder) throws -> Result
  ) rethrows -> Result {
    try body(&decoder)
  }

  /// Adds up transactions that were decoded before, in any order.
  ///
  /// - Parameter page: Where their texts are.
  func update(with batch: borrowing RigidArray<TransactionRecord>, page: RawSpan) {
    if months != nil {
      for i in 0..<batch.count {
        months?.update(
          kind: batch[i].kind, points: batch[i].points, time: batch[i].time,
          isFurther: batch[i].isFurtherAmount)
      }
    }
    groups.update(withUnordered: batch, page: page)
    groups.shareIfLarge()
  }

  /// Writes out a part of the groups.
  func spill() throws(AnalysisError) { try groups.spill() }

  /// What became of the documents of all chunks.
  func finishTally() -> DocumentTally { decoder.finishTally() }

  // MARK: - As a share

  var isSharing: Bool { groups.isSharing }

  var load: (users: Int, bytes: Int, rowBytes: Int) {
    let load = groups.load
    return (load.users, load.bytes, groups.rowByteLimit)
  }

  func share() { groups.share() }

  func takeTables() -> [ThreadConfined<AggregateTable>] { groups.takeTables() }
}

/// What looks at each counted transaction while its document's fields are still at hand.
protocol TransactionObserver: ~Copyable {
  /// Takes in the transaction that the decoder has just handed out.
  mutating func update(
    _ record: TransactionRecord, _ decoder: inout TransactionDecoder, in chunk: RawSpan)
}

/// Nobody looks.
private struct NoObserver: TransactionObserver {
  @inline(__always)
  mutating func update(
    _ record: TransactionRecord, _ decoder: inout TransactionDecoder, in chunk: RawSpan
  ) {}
}
