internal import DumpReader

/// Sorted records in a spill file: pages of them, each record behind its length.
struct RecordRun: Sendable {
  let pages: [SpillPage]
}

/// Writes a run of records.
struct RecordRunWriter {
  private let file: SpillFile
  private var pages: [SpillPage] = []
  private var buffer: [UInt8] = []

  init(_ quota: SpillQuota) throws(AnalysisError) {
    file = try SpillFile(quota)
  }

  /// Appends a record, which comes after those before it.
  mutating func append(_ record: RawSpan) throws(AnalysisError) {
    if buffer.isEmpty {
      buffer.append(contentsOf: repeatElement(0, count: SpillPageFormat.headerSize))
    }
    buffer.append(littleEndian: UInt64(record.byteCount))
    buffer.append(record)
    if buffer.count >= SpillPageFormat.size { try flush() }
  }

  private mutating func flush() throws(AnalysisError) {
    guard !buffer.isEmpty else { return }
    SpillPageFormat.seal(&buffer)
    let offset = try file.append(buffer.rawBytes)
    pages.append(SpillPage(file: file, offset: offset, count: buffer.count))
    buffer.removeAll(keepingCapacity: true)
  }

  /// Ends the run.
  mutating func finish() throws(AnalysisError) -> RecordRun {
    try flush()
    return RecordRun(pages: pages)
  }
}

/// Reads a run from its first record on, one page in memory at a time.
struct RecordRunReader {
  private var pages: ArraySlice<SpillPage>
  private var buffer: [UInt8] = []
  private var offset = 0
  private var end = 0
  private let quota: SpillQuota

  init(_ run: RecordRun, _ quota: SpillQuota) {
    pages = run.pages[...]
    self.quota = quota
  }

  /// The next record, copied; nil after the last one.
  mutating func next() throws(AnalysisError) -> [UInt8]? {
    if offset >= end {
      guard let page = pages.popFirst() else { return nil }
      try page.file.read(at: page.offset, count: page.count, into: &buffer)
      end = page.count
      offset = SpillPageFormat.headerSize
      guard SpillPageFormat.isIntact(buffer.rawBytes.extracting(0..<end)) else {
        throw AnalysisError(.temporaryFileChanged(in: quota.directory))
      }
    }
    let count = Int(truncatingIfNeeded: buffer.rawBytes.load(offset, as: UInt64.self))
    let start = offset + 8
    offset = start + count
    return Array(buffer[start..<offset])
  }
}

extension Array<UInt8> {
  /// Appends a 64-bit word, the least significant byte first.
  mutating func append(littleEndian word: UInt64) {
    for i in 0..<8 { append(UInt8(truncatingIfNeeded: word >> UInt64(8 * i))) }
  }

  /// Appends bytes that lie elsewhere.
  @inline(__always)
  package mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }
}
