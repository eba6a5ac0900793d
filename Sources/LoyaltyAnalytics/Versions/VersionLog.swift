internal import DumpReader

/// A page of entries: in memory, or in a spill file.
struct VersionPage: Sendable {
  enum Place: Sendable {
    case memory(MemoryPage, count: Int)
    case file(SpillPage)
    /// It has been read, and is gone.
    case nowhere
  }

  var place: Place
  /// How many entries there are.
  let entryCount: Int

  /// Whether it takes no memory.
  var isOnDisk: Bool {
    if case .memory = place { false } else { true }
  }
}

/// Gathers what is kept of documents, spread over partitions by the hash of their ids; full pages go to a
/// spill file where memory ends.
///
/// Documents of one id are all in one partition, so that partitions can be decided one at a time, which
/// takes a table of the ids of one of them. Pages in memory and on disk have the same form:
///
///     room for the header of a spilled page 16 │ entry │ entry │ …
@safe
struct VersionLog {
  /// Bits of the hash per level, from the top: 64 partitions.
  static let bits = PartitionWriter.bits
  /// A page with fewer bytes is not written, so that few bytes make no page of their own.
  private static let leastSpill = 4 << 10

  /// The page that is being filled of each partition.
  private var open: [MemoryPage?]
  /// Where it lies: holding on to the slab for each entry would cost as much as writing it.
  private var starts: [UnsafeMutableRawPointer?]
  /// How many bytes of it are in use; all of them where there is none.
  private var filled: [Int]
  private var entryCounts: [Int]
  private var pages: [[VersionPage]]
  private var pool = PagePool()
  private let shift: UInt64
  private var file: SpillFile?
  /// Bytes of pages that are larger than others.
  private var largeByteCount = 0
  /// How many entries were added since the last ``spill(_:all:)``.
  private(set) var count = 0
  /// How often pages were written out.
  private(set) var spillPasses = 0

  /// An empty log that spreads by the bits of a level, 0 being the first.
  init(level: Int = 0) {
    self.init(partitions: 1 << Self.bits, shift: UInt64(64 - Self.bits * (level + 1)))
  }

  private init(partitions: Int, shift: UInt64) {
    open = Array(repeating: nil, count: partitions)
    unsafe starts = Array(repeating: nil, count: partitions)
    filled = Array(repeating: SpillPageFormat.size, count: partitions)
    entryCounts = Array(repeating: 0, count: partitions)
    pages = Array(repeating: [], count: partitions)
    self.shift = shift
  }

  /// One that nothing can be added to.
  static var none: VersionLog { VersionLog(partitions: 0, shift: 0) }

  /// Bytes of all pages in memory.
  var byteCount: Int { pool.usedCount * SpillPageFormat.size + largeByteCount }

  /// Whether not all pages are in memory.
  var hasSpilled: Bool { file != nil }

  /// Adds an entry.
  @inline(__always)
  mutating func append(_ entry: RawSpan, hash: UInt64) {
    let partition = Int(truncatingIfNeeded: hash &>> shift) & (1 &<< Self.bits &- 1)
    count &+= 1
    let start = filled[partition]
    guard start &+ entry.byteCount <= SpillPageFormat.size, let page = unsafe starts[partition]
    else {
      return appendToNewPage(entry, partition)
    }
    unsafe entry.withUnsafeBytes {
      if let bytes = $0.baseAddress {
        unsafe (page + start).copyMemory(from: bytes, byteCount: $0.count)
      }
    }
    filled[partition] = start &+ entry.byteCount
    entryCounts[partition] &+= 1
  }

  @inline(never)
  private mutating func appendToNewPage(_ entry: RawSpan, _ partition: Int) {
    close(partition)
    let first = SpillPageFormat.headerSize
    guard first + entry.byteCount <= SpillPageFormat.size else {
      let page = MemoryPage(slab: PageSlab(ofOne: first + entry.byteCount), offset: 0)
      page.slab.write(entry, at: first)
      largeByteCount += page.slab.byteCount
      pages[partition].append(
        VersionPage(place: .memory(page, count: first + entry.byteCount), entryCount: 1))
      return
    }
    let page = pool.take()
    page.slab.write(entry, at: page.offset + first)
    open[partition] = page
    unsafe starts[partition] = page.slab.address(of: page.offset)
    filled[partition] = first + entry.byteCount
    entryCounts[partition] = 1
  }

  private mutating func close(_ partition: Int) {
    guard let page = open[partition] else { return }
    pages[partition].append(
      VersionPage(
        place: .memory(page, count: filled[partition]), entryCount: entryCounts[partition]))
    open[partition] = nil
    unsafe starts[partition] = nil
    filled[partition] = SpillPageFormat.size
    entryCounts[partition] = 0
  }

  /// Writes pages out, so that less memory is taken.
  ///
  /// - Parameter all: Whether those go as well that have hardly been begun.
  mutating func spill(_ quota: SpillQuota, all: Bool) throws(AnalysisError) {
    count = 0
    spillPasses += 1
    var buffer: [UInt8] = []
    for partition in pages.indices {
      if open[partition] != nil, all || filled[partition] >= Self.leastSpill { close(partition) }
      for index in pages[partition].indices {
        guard case .memory(let page, let count) = pages[partition][index].place else { continue }
        buffer.removeAll(keepingCapacity: true)
        buffer.append(page.slab.bytes(page.offset..<page.offset + count))
        SpillPageFormat.seal(&buffer)
        let file = try spillFile(quota)
        let offset = try file.append(buffer.rawBytes)
        pages[partition][index].place = .file(
          SpillPage(file: file, offset: offset, count: count))
        if count <= SpillPageFormat.size { pool.giveBack(page) }
      }
    }
    largeByteCount = 0
  }

  private mutating func spillFile(_ quota: SpillQuota) throws(AnalysisError) -> SpillFile {
    if let file { return file }
    let new = try SpillFile(quota)
    file = new
    return new
  }

  /// The pages of each partition, complete; the log has none afterwards, nor memory for others.
  mutating func finish() -> [[VersionPage]] {
    for partition in pages.indices { close(partition) }
    var result = Array(repeating: [VersionPage](), count: pages.count)
    swap(&result, &pages)
    pool = PagePool()
    largeByteCount = 0
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
    switch place {
    case .nowhere: break
    case .memory(let page, let count): try body(page.slab.bytes(page.offset..<page.offset + count))
    case .file(let page):
      try page.file.read(at: page.offset, count: page.count, into: &buffer)
      let bytes = buffer.rawBytes.extracting(0..<page.count)
      guard SpillPageFormat.isIntact(bytes) else {
        throw AnalysisError(.temporaryFileChanged(in: quota.directory))
      }
      try body(bytes)
    }
  }
}
