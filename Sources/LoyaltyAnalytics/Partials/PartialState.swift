internal import BasicContainers
internal import DumpReader

/// The groups of partial totals, as far as they fit in memory; the others are written out.
class SpillingGroups: GroupShare {
  var reducer: Reducer
  private var writer: PartitionWriter?
  private(set) var spillPasses = 0

  init(_ reducer: consuming Reducer) {
    self.reducer = reducer
  }

  var reducerLoad: (users: Int, bytes: Int, rowBytes: Int) {
    let load = reducer.load
    return (load.users, load.bytes, reducer.rowByteLimit)
  }

  var hasSpilled: Bool { writer != nil }

  /// Bytes that the groups take, or `Int.max` where they have to be written out.
  func memory(_ budget: MemoryBudget) -> Int {
    let load = reducer.load
    return load.isFull || load.users >= budget.forcedUsers ?? .max ? .max : load.bytes
  }

  /// Writes all groups to the partitions of a temporary file.
  func spill(_ quota: SpillQuota) throws(AnalysisError) {
    if writer == nil { writer = try PartitionWriter(quota, level: 0) }
    guard var writer = writer.take() else { return }
    defer { self.writer = writer }
    try reducer.spill(to: &writer)
    spillPasses += 1
  }

  func finishSpilling(_ quota: SpillQuota) throws(AnalysisError) -> [[SpillPage]] {
    try spill(quota)
    _ = takeTables()
    return try writer?.finish() ?? []
  }

  func takeTables() -> [ThreadConfined<AggregateTable>] {
    var empty = Reducer()
    swap(&empty, &reducer)
    return empty.takeTables()
  }
}

/// One worker's share of the partial totals of a split.
///
/// As the totals of a run, but for the places of labels, which are kept by their offset in the file, so
/// that they can be compared with those of other splits; of raw data, which have no place, the smallest
/// label counts.
final class PartialState: SpillingGroups {
  private var decoder: TransactionDecoder
  private let order: LabelOrder?
  private var batch = RigidArray<TransactionRecord>(capacity: Reducer.batchSize)
  /// No label stands behind this place.
  private(set) var largest = LabelPlace()

  init(
    _ decoder: consuming TransactionDecoder, _ reducer: consuming Reducer, order: LabelOrder?
  ) {
    self.decoder = decoder
    self.order = order
    super.init(reducer)
  }

  /// Decodes a chunk and adds up its transactions.
  func sink(_ chunk: borrowing Chunk) -> ChunkOutcome {
    let documents: Int
    if let order {
      documents = Self.reduce(chunk, &decoder, &reducer, &batch, order, &largest)
    } else {
      documents = Self.reduceUnplaced(chunk, &decoder, &reducer)
    }
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: documents,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: documents), rejects: decoder.rejects)
  }

  private static func begin(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder
  ) -> ChunkCursor {
    decoder.begin(chunk)
    if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
    return ChunkCursor(chunk)
  }

  private static func reduce(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ reducer: inout Reducer,
    _ batch: inout RigidArray<TransactionRecord>, _ order: LabelOrder, _ largest: inout LabelPlace
  ) -> Int {
    var cursor = begin(chunk, &decoder)
    let bytes = chunk.bytes
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      let place = LabelPlace(offset: cursor.documentOffset, element: Int(record.element))
      largest.offset = max(largest.offset, place.offset)
      largest.element = max(largest.element, place.element)
      record.position = order.position(place) ?? .max
      batch.append(record)
      if batch.isFull {
        reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
        batch.removeAll()
        decoder.clearScratch()
      }
    }
    reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
    batch.removeAll()
    decoder.clearScratch()
    return cursor.count
  }

  private static func reduceUnplaced(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ reducer: inout Reducer
  ) -> Int {
    var cursor = begin(chunk, &decoder)
    let bytes = chunk.bytes
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      combine(record, bytes, scratch: decoder.values.scratch, into: &reducer)
      decoder.clearScratch()
    }
    return cursor.count
  }

  /// Takes in one transaction whose labels have no place.
  private static func combine(
    _ record: TransactionRecord, _ bytes: RawSpan, scratch: RawSpan, into reducer: inout Reducer
  ) {
    let key = record.key.bytes(in: bytes, scratch: scratch)
    var totals = GroupTotals(keyKind: record.keyKind, keyCount: key.byteCount)
    totals.update(
      kind: record.kind, points: record.points, time: record.time,
      isFurther: record.isFurtherAmount)
    let hasLabel = !record.email.isEmpty || !record.firstName.isEmpty || !record.lastName.isEmpty
    totals.labelFlags = hasLabel ? 7 : 0
    reducer.combine(
      GroupRecord(
        totals: totals, key: key,
        labels: Labels(
          email: record.email.bytes(in: bytes, scratch: scratch),
          firstName: record.firstName.bytes(in: bytes, scratch: scratch),
          lastName: record.lastName.bytes(in: bytes, scratch: scratch), positions: (0, 0, 0))))
  }

  /// What became of the documents of all chunks.
  func finishTally() -> DocumentTally { decoder.finishTally() }
}
