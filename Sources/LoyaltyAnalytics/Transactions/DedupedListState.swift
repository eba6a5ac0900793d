internal import DumpReader

/// One worker's share of a list of transactions of documents that are told apart by their ids: nothing is
/// printed before all is read.
///
/// While the inputs are read, the rows of each document wait beside what the tally has to know of it. As a
/// consumer it then sorts the rows of those that stand.
final class DedupedListState: VersionConsumer {
  private var decoder: TransactionDecoder
  private let plan: TransactionsPlan
  private let users: UserFilter
  private let rejectLimit: Int
  private let quota: SpillQuota
  private(set) var keeper = VersionKeeper()
  private(set) var outcome: VersionOutcome
  /// The rows to print.
  private(set) var sorter = RecordSorter<StoredTransaction>()
  /// The entries of a chunk, as long as nobody knows how many documents there are before it.
  private var waiting = RecordBuffer(capacity: SpillPageFormat.size)
  private var row: [UInt8] = []
  private var documentCount = 0
  private var malformed = DocumentTally()

  init(_ plan: TransactionsPlan, rejectLimit: Int, _ quota: SpillQuota) {
    decoder = TransactionDecoder(plan.query, rejectLimit: .max)
    decoder.beginVersions()
    users = UserFilter(plan.users, plan.userKeys, of: plan.query)
    outcome = VersionOutcome(plan.query)
    self.plan = plan
    self.rejectLimit = rejectLimit
    self.quota = quota
  }

  /// Bytes that it takes, weighed by the part of its share that each of its parts may take.
  var load: Int {
    max(2 * keeper.log.byteCount, 4 * sorter.byteCount, 16 * outcome.rejects.byteCount)
  }

  /// Decodes a chunk, and keeps its rows.
  func sink(
    _ chunk: borrowing Chunk, _ output: OrderedOutput, _ places: ChunkPlaces
  ) throws -> ChunkOutcome {
    let found = Self.decode(
      chunk, plan, rejectLimit, &decoder, users, &keeper.entry, &waiting, &row, outcome: &outcome)
    let base = try output.enter(
      sequence: chunk.sequence, input: chunk.input, documents: found.documents, rows: 0)
    try output.append(sequence: chunk.sequence, [])
    try keep(base)
    documentCount += found.documents
    var result = ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: found.documents,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: found.documents),
      rejects: decoder.rejects)
    if found.mayReject {
      let sequence = chunk.sequence
      result.onPlaced = { try places.append(sequence, $0) }
    }
    return result
  }

  /// Hands the entries that wait to the keeper, with the numbers of their documents.
  private func keep(_ base: OrderedOutput.Base) throws {
    var waiting = RecordBuffer(capacity: 0)
    swap(&waiting, &self.waiting)
    var keeper = VersionKeeper.none
    swap(&keeper, &self.keeper)
    defer {
      waiting.truncate(to: 0)
      swap(&waiting, &self.waiting)
      swap(&keeper, &self.keeper)
    }
    for row in Self.rows(waiting.used) {
      let place = row + StoredTransaction.documentOffset
      let number = waiting.used.stored(place, as: UInt64.self) &+ UInt64(base.documents)
      waiting.store(number, at: place)
    }
    var offset = 0
    while offset < waiting.count {
      let entry = VersionEntry(waiting.used, at: offset)
      offset += entry.size
      try keeper.append(entry, to: self)
    }
    try keeper.flush(to: self)
  }

  /// Where the rows of entries start.
  private static func rows(_ entries: RawSpan) -> [Int] {
    var rows: [Int] = []
    var offset = 0
    while offset < entries.byteCount {
      let entry = VersionEntry(entries, at: offset)
      offset += entry.size
      var range = entry.items
      while !range.isEmpty {
        let item = VersionItem(entries, at: range.lowerBound)
        range = item.end..<range.upperBound
        if !item.row.isEmpty { rows.append(item.row.lowerBound) }
      }
    }
    return rows
  }

  // Apart from `self`, as in `TransactionsState`.

  private static func decode(
    _ chunk: borrowing Chunk, _ plan: TransactionsPlan, _ rejectLimit: Int,
    _ decoder: inout TransactionDecoder, _ users: borrowing UserFilter,
    _ entry: inout VersionEntryWriter, _ waiting: inout RecordBuffer, _ bytes: inout [UInt8],
    outcome: inout VersionOutcome
  ) -> (documents: Int, mayReject: Bool) {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    let text = chunk.bytes
    var rows = RowWriter(plan: plan, sequence: chunk.sequence, input: chunk.input)
    var mayReject = false
    func endEntry(_ entry: inout VersionEntryWriter, _ waiting: inout RecordBuffer) {
      entry.end()
      waiting.append(entry.buffer.used)
    }
    if let skipped = chunk.skipped {
      decoder.refuse(skipped, at: chunk.offset)
      if plan.explains, users.isEmpty {
        let location = DocumentLocation(index: 0, offset: chunk.offset)
        entry.begin(
          DocumentVersion(location: location, chunkPosition: cursor.position), in: text,
          scratch: decoder.values.scratch)
        rows.appendRow(
          ListedTransaction(gapAt: chunk.offset),
          detail: "\(skipped.finding.description); \(skipped.count) bytes skipped", &decoder,
          in: text, to: &entry, &bytes)
        endEntry(&entry, &waiting)
      }
    }
    while let met = decoder.nextMet(&cursor, in: text, limit: .max) {
      switch met {
      case .malformed:
        let reject = decoder.takeLastReject(limit: rejectLimit)
        guard plan.explains, users.isEmpty else { break }
        let version = DocumentVersion(
          location: DocumentLocation(cursor), chunkPosition: cursor.position)
        entry.begin(version, in: text, scratch: decoder.values.scratch)
        rows.appendMalformed(
          cursor, detail: reject?.detail ?? "", &decoder, in: text, to: &entry, &bytes)
        endEntry(&entry, &waiting)
      case .unusable(let version):
        mayReject = true
        entry.begin(version, in: text, scratch: decoder.values.scratch)
        rows.append(.rejected(.user), cursor, &decoder, users, in: text, to: &entry, &bytes)
        endEntry(&entry, &waiting)
      case .version(var version):
        entry.begin(version, in: text, scratch: decoder.values.scratch)
        if version.id == nil {
          outcome.countWithoutID()
        } else if plan.explains {
          rows.appendReplaced(cursor, &decoder, users, in: text, to: &entry, &bytes)
        }
        while let disposition = decoder.nextDisposition(
          of: &version, in: text, into: &rows.row.record)
        {
          if case .rejected = disposition { mayReject = true }
          if entry.isFull {
            endEntry(&entry, &waiting)
            entry.continueDocument()
          }
          rows.append(disposition, cursor, &decoder, users, in: text, to: &entry, &bytes)
          if plan.query.mapping.unwind != nil { decoder.clearScratch() }
        }
        endEntry(&entry, &waiting)
      }
      decoder.clearScratch()
    }
    return (cursor.count, mayReject)
  }

  /// Writes out what takes memory.
  ///
  /// - Parameter all: Whether the last bytes go as well.
  func spill(all: Bool) throws(AnalysisError) {
    try keeper.spill(quota, all: all)
    try sorter.spill(quota)
    try outcome.spillRejects(above: 1, quota)
  }

  /// Ends the reading: the pages of each partition.
  func finishReading(toDisk: Bool) throws(AnalysisError) -> [[VersionPage]] {
    malformed = decoder.finishVersions()
    if toDisk { try keeper.spill(quota, all: true) }
    return keeper.finish()
  }

  /// What became of the documents that it was given, and of those that it read and that are malformed.
  var tally: DocumentTally {
    outcome.finished(
      malformed, unwound: plan.query.mapping.unwind == nil ? nil : documentCount)
  }

  // MARK: - As a consumer

  func take(_ page: RawSpan, from start: Int, _ table: VersionTable?) throws {
    var offset = start
    while offset < page.byteCount {
      let entry = VersionEntry(page, at: offset)
      offset &+= entry.size
      let stands = table?.isLast(entry) ?? true
      if !stands, entry.isFirst { outcome.countDuplicate() }
      var range = entry.items
      while !range.isEmpty {
        let item = VersionItem(page, at: range.lowerBound)
        range = item.end..<range.upperBound
        guard item.isOfReplaced != stands else { continue }
        if stands, !item.isRowOnly {
          if let notes = item.notes { outcome.note(notes) }
          outcome.count(item, of: entry)
        }
        if !item.row.isEmpty { sorter.append(page.extracting(item.row).copied()) }
      }
    }
  }

  func relieve(_ limit: Int) throws {
    guard limit != .max else { return }
    if sorter.byteCount >= limit / 4 * 3 { try sorter.spill(quota) }
    try outcome.spillRejects(above: limit / 8, quota)
  }
}

/// Makes the rows of a chunk.
private struct RowWriter {
  let plan: TransactionsPlan
  let sequence: Int
  let input: Int
  var row = ListedTransaction()
  /// Which row of the chunk comes next.
  private var number = 0

  init(plan: TransactionsPlan, sequence: Int, input: Int) {
    self.plan = plan
    self.sequence = sequence
    self.input = input
  }

  /// Adds a transaction that the rules were asked about last, with its row where it has one.
  mutating func append(
    _ disposition: Disposition, _ cursor: ChunkCursor, _ decoder: inout TransactionDecoder,
    _ users: borrowing UserFilter, in chunk: RawSpan, to entry: inout VersionEntryWriter,
    _ bytes: inout [UInt8]
  ) {
    row.disposition = disposition
    row.hasAmount = true
    var detail = ""
    if plan.explains {
      if case .rejected = disposition {
        detail = decoder.rejects.last?.detail ?? ""
      }
    }
    let start = decoder.append(
      disposition, row.record, keepsTransaction: false, in: chunk, to: &entry)
    guard disposition == .counted || plan.explains else { return }
    if disposition != .counted {
      row.hasAmount = decoder.describe(in: chunk, into: &row.record, isMalformed: false)
      if case .excluded = disposition {
        detail = plan.detail(disposition, of: &decoder, row.record.time, limit: 0, in: chunk)
      }
    }
    let hasLabels = !plan.explains && plan.query.grouping.isOfPersons(plan.query.mapping)
    decoder.complete(&row, cursor, hasLabels: hasLabels, in: chunk)
    guard users.isEmpty || users.matches(row, &decoder, in: chunk) else { return }
    encode(detail, decoder, in: chunk, into: &bytes)
    entry.append(row: bytes, to: start)
  }

  /// Adds the row of a document for the case that a later one has its id.
  mutating func appendReplaced(
    _ cursor: ChunkCursor, _ decoder: inout TransactionDecoder, _ users: borrowing UserFilter,
    in chunk: RawSpan, to entry: inout VersionEntryWriter, _ bytes: inout [UInt8]
  ) {
    row.disposition = .excluded(.duplicate)
    row.hasAmount = decoder.describe(in: chunk, into: &row.record, isMalformed: false)
    decoder.complete(&row, cursor, hasLabels: false, in: chunk)
    let start = entry.beginItem(row.disposition, nil)
    entry.endPayload(start)
    entry.markReplaced(start)
    guard users.isEmpty || users.matches(row, &decoder, in: chunk) else { return }
    encode(TransactionsPlan.duplicateDetail, decoder, in: chunk, into: &bytes)
    entry.append(row: bytes, to: start)
  }

  /// Adds the row of a malformed document.
  mutating func appendMalformed(
    _ cursor: ChunkCursor, detail: String, _ decoder: inout TransactionDecoder, in chunk: RawSpan,
    to entry: inout VersionEntryWriter, _ bytes: inout [UInt8]
  ) {
    row.disposition = .rejected(.malformed)
    row.hasAmount = decoder.describe(in: chunk, into: &row.record, isMalformed: true)
    decoder.complete(&row, cursor, hasLabels: false, in: chunk)
    appendRow(row, detail: detail, &decoder, in: chunk, to: &entry, &bytes)
  }

  /// Adds a row of what has been counted already.
  mutating func appendRow(
    _ row: ListedTransaction, detail: String, _ decoder: inout TransactionDecoder,
    in chunk: RawSpan, to entry: inout VersionEntryWriter, _ bytes: inout [UInt8]
  ) {
    self.row = row
    let start = entry.beginItem(row.disposition, nil)
    entry.endPayload(start)
    entry.markRowOnly(start)
    encode(detail, decoder, in: chunk, into: &bytes)
    entry.append(row: bytes, to: start)
  }

  private mutating func encode(
    _ detail: String, _ decoder: borrowing TransactionDecoder, in chunk: RawSpan,
    into bytes: inout [UInt8]
  ) {
    let row = TransactionRow(
      row, chunk: chunk, scratch: decoder.values.scratch, document: row.document + 1,
      detail: detail)
    StoredTransaction.encode(
      row, position: UInt64(sequence) << 32, number: number, input: input,
      isByInput: plan.users.isEmpty && plan.userKeys.isEmpty, into: &bytes)
    number += 1
  }
}
