internal import DumpReader

/// Rows in rank order in a spill file.
struct SortedRun: Sendable {
  let pages: [SpillPage]
  let count: Int
}

/// Writes sorted rows, run after run, to one file.
struct SortedRunWriter {
  private let file: SpillFile
  private var pages: [SpillPage] = []
  private var count = 0
  private var buffer: [UInt8] = []

  init(_ account: SpillQuota) throws(AnalysisError) {
    file = try SpillFile(account)
  }

  /// Appends a row: its merit and its record.
  mutating func append(_ sortKey: Int128, _ record: borrowing GroupRecord) throws(AnalysisError) {
    begin(sortKey)
    record.encode(0, to: &buffer)
    if buffer.count >= SpillPageFormat.size { try flush() }
  }

  /// Appends a row of another run.
  mutating func append(_ row: SpilledRow) throws(AnalysisError) {
    begin(row.sortKey)
    buffer += row.record
    if buffer.count >= SpillPageFormat.size { try flush() }
  }

  private mutating func begin(_ sortKey: Int128) {
    if buffer.isEmpty {
      buffer.append(contentsOf: repeatElement(0, count: SpillPageFormat.headerSize))
    }
    let bits = UInt128(truncatingIfNeeded: sortKey)
    for i in 0..<16 { buffer.append(UInt8(truncatingIfNeeded: bits >> UInt128(8 * i))) }
    count += 1
  }

  private mutating func flush() throws(AnalysisError) {
    guard !buffer.isEmpty else { return }
    SpillPageFormat.seal(&buffer)
    let offset = try file.append(buffer.rawBytes)
    pages.append(SpillPage(file: file, offset: offset, count: buffer.count))
    buffer.removeAll(keepingCapacity: true)
  }

  /// Ends the run; the next row starts another one.
  mutating func finishRun() throws(AnalysisError) -> SortedRun {
    try flush()
    defer {
      pages = []
      count = 0
    }
    return SortedRun(pages: pages, count: count)
  }
}

/// Reads a run from its first row on, one page in memory at a time.
struct SortedRunReader {
  private var pages: ArraySlice<SpillPage>
  private var buffer: [UInt8] = []
  private var offset = 0
  private var end = 0
  private let account: SpillQuota

  init(_ run: SortedRun, account: SpillQuota) {
    pages = run.pages[...]
    self.account = account
  }

  /// The next row; nil after the last one.
  mutating func next() throws(AnalysisError) -> SpilledRow? {
    if offset >= end {
      guard let page = pages.popFirst() else { return nil }
      try page.file.read(at: page.offset, count: page.count, into: &buffer)
      end = page.count
      offset = SpillPageFormat.headerSize
      let bytes = buffer.rawBytes
      guard SpillPageFormat.isIntact(bytes.extracting(0..<end)) else {
        throw AnalysisError(.temporaryFileChanged(in: account.directory))
      }
    }
    let row = SpilledRow(buffer.rawBytes.extracting(offset..<end))
    offset += 16 + row.record.count
    return row
  }
}

/// A row of a run: what it is ranked by, and its record as bytes.
struct SpilledRow: RankOrdered, Sendable {
  let sortKey: Int128
  let key: GroupKey
  let record: [UInt8]

  /// The row at the front of `bytes`, copied.
  init(_ bytes: RawSpan) {
    sortKey =
      Int128(bytes.load(8, as: Int64.self)) << 64 | Int128(bytes.load(0, as: UInt64.self))
    let (_, size) = GroupRecord.header(bytes.extracting(16..<bytes.byteCount))
    let stored = bytes.extracting(16..<16 + size)
    key = GroupRecord.decode(stored).userKey
    record = stored.copied()
  }

  /// The row of the report; nil for totals out of range, which do not reach a run.
  var row: TotalsRow? {
    let record = GroupRecord.decode(record.rawBytes)
    return record.totals.finalize().map { record.row($0) }
  }
}
