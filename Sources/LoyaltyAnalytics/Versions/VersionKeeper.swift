internal import BasicContainers
internal import DumpReader

/// What decides, when it is known, what becomes of the documents that stand: the totals, or a list.
protocol VersionConsumer: AnyObject, SendableMetatype {
  /// Takes in all entries of a page, which is gone afterwards.
  ///
  /// - Parameters:
  ///   - start: Where the first one lies.
  ///   - table: Which documents stand; of others only the fact counts. Nil where all do.
  func take(_ page: RawSpan, from start: Int, _ table: VersionTable?) throws

  /// Writes to disk what takes too much memory.
  ///
  /// - Parameter limit: Bytes that it may take; `Int.max` for no limit.
  func relieve(_ limit: Int) throws
}

/// Keeps what is known of documents by their ids, and hands on those that have none.
///
/// Documents without an id wait in a page as well, so that the consumer is given many at a time.
struct VersionKeeper {
  /// The documents of this worker.
  private(set) var log: VersionLog
  /// What is being put together.
  var entry = VersionEntryWriter()
  private var direct: RecordBuffer

  /// Keeps nothing yet.
  init() {
    self.init(VersionLog(), capacity: SpillPageFormat.size)
  }

  private init(_ log: VersionLog, capacity: Int) {
    self.log = log
    direct = RecordBuffer(capacity: capacity)
  }

  /// One that keeps nothing ever, in the place of one that is lent.
  static var none: VersionKeeper { VersionKeeper(.none, capacity: 0) }

  /// Ends the entry, and keeps it.
  @inline(__always)
  mutating func append(to consumer: some VersionConsumer) throws {
    entry.end()
    try Self.append(entry, &log, &direct, to: consumer)
  }

  /// Keeps an entry that lies elsewhere.
  mutating func append(_ entry: borrowing VersionEntry, to consumer: some VersionConsumer) throws {
    let hasID = entry.kind != GroupKey.Kind.null.rawValue
    try Self.append(entry.bytes, hash: hasID ? entry.hash : nil, &log, &direct, to: consumer)
  }

  // Apart from `self`, one of whose properties is read while others change.

  @inline(__always)
  private static func append(
    _ entry: borrowing VersionEntryWriter, _ log: inout VersionLog, _ direct: inout RecordBuffer,
    to consumer: some VersionConsumer
  ) throws {
    try append(
      entry.buffer.used, hash: entry.hasID ? entry.hash : nil, &log, &direct, to: consumer)
  }

  @inline(__always)
  private static func append(
    _ entry: RawSpan, hash: UInt64?, _ log: inout VersionLog, _ direct: inout RecordBuffer,
    to consumer: some VersionConsumer
  ) throws {
    if let hash { return log.append(entry, hash: hash) }
    if direct.count + entry.byteCount > SpillPageFormat.size {
      try consumer.take(direct.used, from: 0, nil)
      direct.truncate(to: 0)
    }
    direct.append(entry)
  }

  /// Hands on all documents without an id.
  mutating func flush(to consumer: some VersionConsumer) throws {
    guard direct.count > 0 else { return }
    try consumer.take(direct.used, from: 0, nil)
    direct.truncate(to: 0)
  }

  /// Writes the log out.
  mutating func spill(_ quota: SpillQuota, all: Bool) throws(AnalysisError) {
    try log.spill(quota, all: all)
  }

  /// The pages of each partition.
  mutating func finish() -> [[VersionPage]] { log.finish() }
}

extension TransactionDecoder {
  /// Adds what the rules say of a transaction to an entry: where it starts there.
  @inline(__always)
  mutating func append(
    _ disposition: Disposition, _ record: TransactionRecord, keepsTransaction: Bool,
    in chunk: RawSpan, to entry: inout VersionEntryWriter
  ) -> Int {
    let notes = takeNotes()
    guard disposition == .counted else {
      return appendOther(disposition, notes, in: chunk, to: &entry)
    }
    guard keepsTransaction else { return entry.beginItem(.counted, notes) }
    return entry.appendItem(record, notes, in: chunk, scratch: values.scratch)
  }

  @inline(never)
  private mutating func appendOther(
    _ disposition: Disposition, _ notes: VersionNotes?, in chunk: RawSpan,
    to entry: inout VersionEntryWriter
  ) -> Int {
    switch disposition {
    case .counted: return entry.beginItem(.counted, notes)
    case .rejected:
      let start = entry.beginItem(disposition, notes)
      if let reject = rejects.popLast() { entry.append(StoredReject.encode(reject).rawBytes) }
      entry.endPayload(start)
      return start
    case .excluded(let reason):
      let named = namedValue(reason, in: chunk)
      let start = entry.beginItem(disposition, notes, condition: named?.condition ?? 0)
      if let named { append(named.value, in: chunk, to: &entry) }
      entry.endPayload(start)
      return start
    }
  }

  /// Appends a value as tallies call it, as far as they look at it.
  private func append(_ value: RawValue?, in chunk: RawSpan, to entry: inout VersionEntryWriter) {
    guard let value else { return entry.append(Array("(missing)".utf8).rawBytes) }
    guard value.type == .string || value.type == .symbol else {
      return entry.append(Array(value.text(in: chunk, scratch: values.scratch).utf8).rawBytes)
    }
    let text = value.bytes(in: chunk, scratch: values.scratch)
    entry.append(text.extracting(0..<min(text.byteCount, ValueHistogram.maximumLength + 8)))
  }
}
