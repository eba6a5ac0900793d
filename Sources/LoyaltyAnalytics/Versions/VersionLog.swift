internal import DumpReader

/// A page of entries: in memory, or in a spill file.
enum VersionPage: Sendable {
  case memory([UInt8])
  case file(SpillPage)
}

/// Gathers what is kept of documents, spread over partitions by the hash of their ids; full pages go to a
/// spill file where memory ends.
///
/// Documents of one id are all in one partition, so that partitions can be decided one at a time, which
/// takes a table of the ids of one of them. Pages in memory and on disk have the same form:
///
///     room for the header of a spilled page 16 │ entry │ entry │ …
struct VersionLog: Sendable {
  /// Bits of the hash per level, from the top: 64 partitions.
  static let bits = PartitionWriter.bits
  /// A page that is written although there is room in it, so that few bytes make no page of their own.
  private static let leastSpill = 4 << 10

  private var open: [RecordBuffer?]
  private var pages: [[VersionPage]]
  private let shift: UInt64
  private var file: SpillFile?
  /// How many entries were added since the last ``spill(_:all:)``.
  private(set) var count = 0
  /// Bytes of all pages in memory.
  private(set) var byteCount = 0
  /// How often pages were written out.
  private(set) var spillPasses = 0

  /// An empty log that spreads by the bits of a level, 0 being the first.
  init(level: Int = 0) {
    open = Array(repeating: nil, count: 1 << Self.bits)
    pages = Array(repeating: [], count: 1 << Self.bits)
    shift = UInt64(64 - Self.bits * (level + 1))
  }

  private init(partitions: Int) {
    open = []
    pages = []
    shift = 0
  }

  /// One that nothing can be added to.
  static var none: VersionLog { VersionLog(partitions: 0) }

  /// Whether not all pages are in memory.
  var hasSpilled: Bool { file != nil }

  /// Adds an entry.
  mutating func append(_ entry: RawSpan, hash: UInt64) {
    let partition = Int(truncatingIfNeeded: hash >> shift) & (1 << Self.bits - 1)
    if let count = open[partition]?.count, count + entry.byteCount > SpillPageFormat.size {
      close(partition)
    }
    if open[partition] == nil { begin(partition, entry.byteCount) }
    open[partition]?.append(entry)
    count += 1
  }

  @inline(never)
  private mutating func begin(_ partition: Int, _ size: Int) {
    var page = RecordBuffer(
      capacity: max(SpillPageFormat.size, SpillPageFormat.headerSize + size))
    page.skip(SpillPageFormat.headerSize)
    byteCount += page.bytes.count
    open[partition] = page
  }

  @inline(never)
  private mutating func close(_ partition: Int) {
    guard let page = open[partition].take() else { return }
    // What is left of the page stays in use: giving it back would take a copy.
    pages[partition].append(.memory(page.finish()))
  }

  /// Writes pages out, so that less memory is taken.
  ///
  /// - Parameter all: Whether those go as well that have hardly been begun.
  mutating func spill(_ quota: SpillQuota, all: Bool) throws(AnalysisError) {
    count = 0
    spillPasses += 1
    for partition in pages.indices {
      if let count = open[partition]?.count, all || count >= Self.leastSpill { close(partition) }
      for index in pages[partition].indices {
        guard case .memory(var bytes) = pages[partition][index] else { continue }
        pages[partition][index] = .memory([])
        SpillPageFormat.seal(&bytes)
        let file = try spillFile(quota)
        let offset = try file.append(bytes.rawBytes)
        pages[partition][index] = .file(
          SpillPage(file: file, offset: offset, count: bytes.count))
      }
    }
    byteCount = open.reduce(0) { $0 + ($1?.bytes.count ?? 0) }
  }

  private mutating func spillFile(_ quota: SpillQuota) throws(AnalysisError) -> SpillFile {
    if let file { return file }
    let new = try SpillFile(quota)
    file = new
    return new
  }

  /// The pages of each partition, complete; the log has none afterwards.
  mutating func finish() -> [[VersionPage]] {
    for partition in pages.indices { close(partition) }
    var result = Array(repeating: [VersionPage](), count: pages.count)
    swap(&result, &pages)
    byteCount = 0
    return result
  }
}

extension VersionPage {
  /// Calls a body with the bytes of the page.
  ///
  /// - Parameter buffer: Takes those of one that lies in a file.
  func read(
    _ quota: SpillQuota, into buffer: inout [UInt8], _ body: (RawSpan) throws -> Void
  ) throws {
    switch self {
    case .memory(let bytes): try body(bytes.rawBytes)
    case .file(let page):
      try page.file.read(at: page.offset, count: page.count, into: &buffer)
      let bytes = buffer.rawBytes.extracting(0..<page.count)
      guard SpillPageFormat.isIntact(bytes) else {
        throw quota.corrupt("does not hold what was written to it")
      }
      try body(bytes)
    }
  }
}
