internal import BasicContainers
internal import DumpReader

/// The groups of partial totals.
class PartialGroups: GroupShare {
  var groups: WorkerGroups

  init(_ groups: consuming WorkerGroups) {
    self.groups = groups
  }

  var isSharing: Bool { groups.isSharing }

  var load: (users: Int, bytes: Int, rowBytes: Int) {
    let load = groups.load
    return (load.users, load.bytes, groups.rowByteLimit)
  }

  func share() { groups.share() }

  func takeTables() -> [ThreadConfined<AggregateTable>] { groups.takeTables() }
}

/// One worker's share of the partial totals of a split.
///
/// As the totals of a run, but for the places of labels, which are kept by their offset in the file, so
/// that they can be compared with those of other splits; of raw data, which have no place, the smallest
/// label counts.
final class PartialState: PartialGroups {
  private var decoder: TransactionDecoder
  private let order: LabelOrder?
  private var batch = RigidArray<TransactionRecord>(capacity: Reducer.batchSize)
  /// No label stands behind this place.
  private(set) var largest = LabelPlace()

  init(
    _ decoder: consuming TransactionDecoder, _ groups: consuming WorkerGroups, order: LabelOrder?
  ) {
    self.decoder = decoder
    self.order = order
    super.init(groups)
  }

  /// Decodes a chunk and adds up its transactions.
  func sink(_ chunk: borrowing Chunk) -> ChunkOutcome {
    let documents: Int
    if let order {
      documents = Self.reduce(chunk, &decoder, &groups, &batch, order, &largest)
    } else {
      documents = Self.reduceUnplaced(chunk, &decoder, &groups)
    }
    groups.shareIfLarge()
    if batch.capacity < groups.batchSize { batch = RigidArray(capacity: groups.batchSize) }
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
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ groups: inout WorkerGroups,
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
        groups.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
        batch.removeAll()
        decoder.clearScratch()
      }
    }
    groups.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
    batch.removeAll()
    decoder.clearScratch()
    return cursor.count
  }

  private static func reduceUnplaced(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ groups: inout WorkerGroups
  ) -> Int {
    var cursor = begin(chunk, &decoder)
    let bytes = chunk.bytes
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      combine(record, bytes, scratch: decoder.values.scratch, into: &groups)
      decoder.clearScratch()
    }
    return cursor.count
  }

  /// Takes in one transaction whose labels have no place.
  private static func combine(
    _ record: TransactionRecord, _ bytes: RawSpan, scratch: RawSpan, into groups: inout WorkerGroups
  ) {
    let key = record.key.bytes(in: bytes, scratch: scratch)
    var totals = GroupTotals(keyKind: record.keyKind, keyCount: key.byteCount)
    totals.update(
      kind: record.kind, points: record.points, time: record.time,
      isFurther: record.isFurtherAmount)
    let hasLabel = !record.email.isEmpty || !record.firstName.isEmpty || !record.lastName.isEmpty
    totals.labelFlags = hasLabel ? 7 : 0
    groups.combine(
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
