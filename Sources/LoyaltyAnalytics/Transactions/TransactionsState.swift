internal import BasicContainers
internal import DumpReader

/// One worker's share of a list of transactions: a decoder, and what becomes of the rows of a chunk.
///
/// Rows of all users are formatted and handed over to be written; those of users that are asked for
/// are kept until all are there.
final class TransactionsState<Format: TransactionRowFormat> {
  private var decoder: TransactionDecoder
  private let plan: TransactionsPlan
  private let users: UserFilter
  private let rejectLimit: Int
  private var format: Format
  private var input = -1
  private var rows = ChunkRows()
  private var buffer = TextBuffer()
  private var record: [UInt8] = []
  /// The rows of users that are asked for.
  private(set) var sorter = RecordSorter<StoredTransaction>()

  init(_ plan: TransactionsPlan, _ format: Format, rejectLimit: Int) {
    // Every reject has its account in an explanation, and those beyond the limit are taken away again.
    decoder = TransactionDecoder(plan.query, rejectLimit: plan.explains ? .max : rejectLimit)
    users = UserFilter(plan.users, plan.userKeys, of: plan.query)
    self.plan = plan
    self.format = format
    self.rejectLimit = rejectLimit
  }

  /// Decodes a chunk, and hands over its rows or keeps them.
  func sink(_ chunk: borrowing Chunk, _ output: OrderedOutput) throws -> ChunkOutcome {
    rows.removeAll()
    let documents = Self.list(chunk, plan, rejectLimit, &decoder, users, &rows)
    defer { decoder.clearScratch() }
    let base = try output.enter(
      sequence: chunk.sequence, input: chunk.input, documents: documents, rows: rows.count)
    if users.isEmpty {
      if chunk.input != input {
        input = chunk.input
        format.begin(plan.paths.path(of: input))
      }
      Self.append(
        rows, plan.part(of: rows.count, from: base.rows), base, chunk, &decoder, &format, &buffer)
      // The bytes are given away: a copy would cost as much as making new ones.
      var piece: [UInt8] = []
      if !buffer.bytes.isEmpty {
        let capacity = buffer.bytes.capacity
        swap(&piece, &buffer.bytes)
        buffer.bytes.reserveCapacity(capacity)
      }
      try output.append(sequence: chunk.sequence, piece)
    } else {
      Self.keep(rows, base, chunk, &decoder, &record, &sorter)
    }
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: documents,
      lineFeeds: decoder.lineFeedCount(of: chunk, documents: documents),
      rejects: decoder.rejects)
  }

  // Apart from `self`, as in `TotalsState`: properties are then checked for exclusive access once a
  // chunk.

  /// The rows of a chunk; returns how many documents it has.
  private static func list(
    _ chunk: borrowing Chunk, _ plan: TransactionsPlan, _ rejectLimit: Int,
    _ decoder: inout TransactionDecoder, _ users: borrowing UserFilter,
    _ rows: inout ChunkRows
  ) -> Int {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    let bytes = chunk.bytes
    if let skipped = chunk.skipped {
      decoder.refuse(skipped, at: chunk.offset)
      if plan.explains, users.isEmpty {
        rows.append(
          ListedTransaction(gapAt: chunk.offset),
          detail: "\(skipped.finding.description); \(skipped.count) bytes skipped")
      }
    }
    var row = ListedTransaction()
    if plan.explains {
      while let disposition = decoder.nextDisposition(&cursor, in: bytes, into: &row.record) {
        row.disposition = disposition
        row.hasAmount = true
        var detail = ""
        if disposition != .counted {
          let isMalformed = disposition == .rejected(.malformed)
          row.hasAmount = decoder.describe(
            in: bytes, into: &row.record, isMalformed: isMalformed)
          detail = plan.detail(
            disposition, of: &decoder, row.record.time, limit: rejectLimit, in: bytes)
          if isMalformed, !users.isEmpty { continue }
        }
        if disposition == .counted, row.record.keyKind != .null { decoder.tally.hasKeys = true }
        decoder.complete(&row, cursor, hasLabels: false, in: bytes)
        if users.matches(row, &decoder, in: bytes) { rows.append(row, detail: detail) }
      }
      return cursor.count
    }
    let hasLabels = plan.query.grouping.isOfPersons(plan.query.mapping)
    while decoder.next(&cursor, in: bytes, into: &row.record) {
      if row.record.keyKind != .null { decoder.tally.hasKeys = true }
      if !users.isEmpty, !users.matches(row, &decoder, in: bytes) { continue }
      decoder.complete(&row, cursor, hasLabels: hasLabels, in: bytes)
      rows.append(row)
    }
    return cursor.count
  }

  /// Formats a part of the rows.
  private static func append(
    _ rows: borrowing ChunkRows, _ part: Range<Int>, _ base: OrderedOutput.Base,
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ format: inout Format,
    _ buffer: inout TextBuffer
  ) {
    let bytes = chunk.bytes
    let scratch = decoder.values.scratch
    for index in part {
      let row = TransactionRow(
        rows.rows[index], chunk: bytes, scratch: scratch,
        document: base.documents + rows.rows[index].document + 1, detail: rows.detail(of: index))
      format.append(row, to: &buffer)
    }
  }

  /// Keeps the rows, each with its place.
  private static func keep(
    _ rows: borrowing ChunkRows, _ base: OrderedOutput.Base, _ chunk: borrowing Chunk,
    _ decoder: inout TransactionDecoder, _ record: inout [UInt8],
    _ sorter: inout RecordSorter<StoredTransaction>
  ) {
    let bytes = chunk.bytes
    let scratch = decoder.values.scratch
    for index in rows.rows.indices {
      let row = TransactionRow(
        rows.rows[index], chunk: bytes, scratch: scratch,
        document: base.documents + rows.rows[index].document + 1, detail: rows.detail(of: index))
      StoredTransaction.encode(
        row, position: UInt64(chunk.sequence) << 32, number: index, input: chunk.input,
        into: &record)
      sorter.append(record)
    }
  }

  /// Writes out the rows that are kept.
  func spill(_ quota: SpillQuota) throws(AnalysisError) { try sorter.spill(quota) }

  /// What became of the documents of all chunks.
  func finishTally() -> DocumentTally { decoder.finishTally() }
}

/// The rows of a chunk, and, of those that do not count, why.
private struct ChunkRows {
  private(set) var rows: [ListedTransaction] = []
  private var details: [String] = []

  /// How many there are.
  var count: Int { rows.count }

  mutating func append(_ row: ListedTransaction) { rows.append(row) }

  mutating func append(_ row: ListedTransaction, detail: String) {
    var row = row
    row.detail = -1
    if !detail.isEmpty {
      row.detail = details.count
      details.append(detail)
    }
    rows.append(row)
  }

  /// Why a row does not count.
  func detail(of index: Int) -> String {
    let detail = rows[index].detail
    return detail < 0 ? "" : details[detail]
  }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    details.removeAll(keepingCapacity: true)
  }
}

extension ListedTransaction {
  /// The row of bytes that are no document.
  init(gapAt offset: Int) {
    self.init()
    hasAmount = false
    disposition = .rejected(.malformed)
    self.offset = offset
  }
}

extension TransactionDecoder {
  /// Fills in what the totals do not need of a document: status, store, and where it stands; the
  /// disposition is known.
  ///
  /// - Parameter hasLabels: Whether the record has the labels.
  mutating func complete(
    _ row: inout ListedTransaction, _ cursor: ChunkCursor, hasLabels: Bool, in chunk: RawSpan
  ) {
    row.document = cursor.count - 1
    row.offset = cursor.documentOffset
    let isMalformed = row.disposition == .rejected(.malformed)
    let isOfElement =
      !isMalformed && row.disposition != .excluded(.empty)
      && row.disposition != .excluded(.duplicate)
    row.element = isOfElement ? currentElement ?? -1 : -1
    guard !isMalformed else {
      row.status = GroupKeySlice(.null)
      row.store = GroupKeySlice(.null)
      return
    }
    row.status =
      GroupKeySlice(values.value(of: plan.status), in: chunk, values: &values)
      ?? GroupKeySlice(.null)
    row.store =
      GroupKeySlice(values.value(of: plan.store), in: chunk, values: &values)
      ?? GroupKeySlice(.null)
    guard !hasLabels else { return }
    row.record.email = label(plan.email, in: chunk)
    row.record.firstName = label(plan.firstName, in: chunk)
    row.record.lastName = label(plan.lastName, in: chunk)
  }
}

extension UserFilter {
  /// Whether a row is of a user that is asked for.
  func matches(
    _ row: ListedTransaction, _ decoder: inout TransactionDecoder, in chunk: RawSpan
  ) -> Bool {
    isEmpty
      || matches(
        row.record.keyKind, row.record.key.bytes(in: chunk, scratch: decoder.values.scratch),
        decoder.values.value(of: decoder.plan.key), in: chunk, scratch: decoder.values.scratch)
  }
}
