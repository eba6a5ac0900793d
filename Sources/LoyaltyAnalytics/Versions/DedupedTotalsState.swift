internal import BasicContainers
internal import DumpReader

/// One worker's share of totals of documents that are told apart by their ids.
///
/// While the inputs are read, it keeps what is known of each document; then, as a consumer, it adds up
/// the documents that stand, wherever they were read.
final class DedupedTotalsState: VersionConsumer {
  /// The decoder and the groups.
  let totals: TotalsState
  private(set) var keeper = VersionKeeper()
  private(set) var outcome: VersionOutcome
  private let quota: SpillQuota
  private let rejectLimit: Int
  private let unwinds: Bool
  /// How many documents there were.
  private var documentCount = 0
  private var batch = RigidArray<TransactionRecord>(capacity: Reducer.batchSize)
  private var malformed = DocumentTally()

  init(_ totals: TotalsState, _ query: Query, rejectLimit: Int, _ quota: SpillQuota) {
    self.totals = totals
    self.rejectLimit = rejectLimit
    self.quota = quota
    outcome = VersionOutcome(query)
    unwinds = query.mapping.unwind != nil
    totals.withDecoder { $0.beginVersions() }
  }

  /// Bytes that it takes, weighed by the part of its share that each of its parts may take.
  var load: Int {
    let groups = totals.groups.load
    guard !groups.isFull else { return .max }
    return max(2 * keeper.log.byteCount, 4 * groups.bytes, 16 * outcome.rejects.byteCount)
  }

  /// Decodes a chunk, and keeps what it finds.
  func sink(_ chunk: borrowing Chunk, _ places: ChunkPlaces) throws -> ChunkOutcome {
    let unwinds = unwinds
    let rejectLimit = rejectLimit
    var mayReject = false
    let found = try totals.withDecoder { decoder in
      // Taken out of the class, whose properties would be checked for exclusive access each time.
      var keeper = VersionKeeper.none
      swap(&keeper, &self.keeper)
      defer { swap(&keeper, &self.keeper) }
      return try Self.decode(
        chunk, &decoder, &keeper, rejectLimit, unwinds: unwinds, &mayReject, self)
    }
    documentCount += found.documents
    var result = found
    if mayReject {
      let sequence = chunk.sequence
      result.onPlaced = { try places.append(sequence, $0) }
    }
    return result
  }

  private static func decode(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ keeper: inout VersionKeeper,
    _ rejectLimit: Int, unwinds: Bool, _ mayReject: inout Bool, _ consumer: DedupedTotalsState
  ) throws -> ChunkOutcome {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
    let bytes = chunk.bytes
    var record = TransactionRecord()
    while let met = decoder.nextMet(&cursor, in: bytes, limit: rejectLimit) {
      switch met {
      case .malformed: continue
      case .unusable(let version):
        mayReject = true
        keeper.entry.begin(version, in: bytes, scratch: decoder.values.scratch)
        _ = decoder.append(
          .rejected(.user), record, keepsTransaction: true, in: bytes, to: &keeper.entry)
        try keeper.append(to: consumer)
      case .version(var version):
        keeper.entry.begin(version, in: bytes, scratch: decoder.values.scratch)
        if version.id == nil { consumer.outcome.countWithoutID() }
        while let disposition = decoder.nextDisposition(of: &version, in: bytes, into: &record) {
          if case .rejected = disposition { mayReject = true }
          if keeper.entry.isFull {
            try keeper.append(to: consumer)
            keeper.entry.continueDocument()
          }
          _ = decoder.append(
            disposition, record, keepsTransaction: true, in: bytes, to: &keeper.entry)
          if unwinds { decoder.clearScratch() }
        }
        try keeper.append(to: consumer)
      }
      decoder.clearScratch()
    }
    try keeper.flush(to: consumer)
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: cursor.count,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: cursor.count),
      rejects: decoder.rejects)
  }

  /// Writes out what takes memory.
  ///
  /// - Parameter all: Whether the last bytes go as well.
  func spill(all: Bool) throws(AnalysisError) {
    try keeper.spill(quota, all: all)
    if totals.groups.load.users > 0 { try totals.spill() }
    try outcome.spillRejects(above: 1, quota)
  }

  /// Ends the reading: the pages of each partition.
  func finishReading(toDisk: Bool) throws(AnalysisError) -> [[VersionPage]] {
    malformed = totals.withDecoder { $0.finishVersions() }
    if toDisk { try keeper.spill(quota, all: true) }
    return keeper.finish()
  }

  /// What became of the documents that it was given, and of those that it read and that are malformed.
  var tally: DocumentTally {
    outcome.finished(malformed, unwound: unwinds ? documentCount : nil)
  }

  // MARK: - As a consumer

  func take(_ page: RawSpan, from start: Int, _ table: VersionTable?) throws {
    Self.take(page, from: start, table, &outcome, &batch, totals)
  }

  /// Apart from `self`, whose properties are then checked for exclusive access once a page.
  private static func take(
    _ page: RawSpan, from start: Int, _ table: VersionTable?, _ outcome: inout VersionOutcome,
    _ batch: inout RigidArray<TransactionRecord>, _ totals: TotalsState
  ) {
    var offset = start
    while offset < page.byteCount {
      let entry = VersionEntry(page, at: offset)
      offset &+= entry.size
      guard table?.isLast(entry) ?? true else {
        if entry.isFirst { outcome.countDuplicate() }
        continue
      }
      var range = entry.items
      while !range.isEmpty {
        let item = VersionItem(page, at: range.lowerBound)
        range = item.end..<range.upperBound
        if let notes = item.notes { outcome.note(notes) }
        guard item.disposition == 0 else {
          outcome.count(item, of: entry)
          continue
        }
        outcome.countTransaction()
        let payload = item.payload
        let amounts = page.stored(payload.lowerBound, as: StoredAmounts.self)
        batch.append(
          amounts.record(
            position: entry.position,
            textsAt: payload.lowerBound &+ MemoryLayout<StoredAmounts>.size))
        guard batch.isFull else { continue }
        totals.update(with: batch, page: page)
        batch.removeAll()
      }
    }
    totals.update(with: batch, page: page)
    batch.removeAll()
  }

  func relieve(_ limit: Int) throws {
    guard limit != .max else { return }
    let groups = totals.groups.load
    if groups.isFull || groups.bytes >= limit { try totals.spill() }
    try outcome.spillRejects(above: limit / 8, quota)
  }
}
