internal import DumpReader
internal import HeapModule
internal import Synchronization

/// The net points of all groups on their way into ascending order: sorted blocks, kept in memory as far
/// as is allowed and else on disk, and merged when all are there.
///
///     var block: [Int128] = []             a thread's own
///     runs.append(net, to: &block)         sorts and stores the block when it is full
///     runs.store(&block)                   the rest of it
///     var merger = try runs.merger()       when all threads have ended
///     while let units = try merger.next() { … }
///
/// The merged sequence does not depend on who put which group into which block.
final class BalanceRuns: Sendable {
  /// Values of a block: 2 MiB. Of a thousand million groups there are then 7,630 blocks, which are
  /// merged with a page of 8 KiB each.
  static let blockCount = 1 << 17
  /// Values of a page on disk.
  fileprivate static let pageCount = 511

  fileprivate enum Run: Sendable {
    case memory([Int128])
    case pages([SpillPage])
  }

  private struct State {
    var runs: [Run] = []
    var file: SpillFile?
    var bytes = 0
    var failure: AnalysisError?
  }

  private let state = Mutex(State())
  private let quota: SpillQuota
  private let allowance: Int

  /// No groups yet.
  ///
  /// - Parameter allowance: Bytes that may be kept in memory.
  init(_ quota: SpillQuota, allowance: Int) {
    self.quota = quota
    self.allowance = allowance
  }

  /// Puts a group's net points into a block, which is stored when it is full.
  @inline(__always)
  func append(_ units: Int128, to block: inout [Int128]) {
    block.append(units)
    if block.count >= Self.blockCount { store(&block) }
  }

  /// Sorts a block and takes its values away. What goes wrong is thrown by ``merger()``.
  func store(_ block: inout [Int128]) {
    guard !block.isEmpty else { return }
    block.sort()
    let bytes = block.count * MemoryLayout<Int128>.stride
    state.withLock { state in
      guard state.failure == nil else { return }
      if state.bytes + bytes <= allowance {
        state.bytes += bytes
        state.runs.append(.memory(block))
      } else {
        do throws(AnalysisError) {
          if state.file == nil { state.file = try SpillFile(quota) }
          guard let file = state.file else { return }
          state.runs.append(.pages(try Self.write(block, to: file)))
        } catch {
          state.failure = error
        }
      }
    }
    block.removeAll(keepingCapacity: true)
  }

  /// All values in ascending order.
  ///
  /// - Throws: ``AnalysisError`` when a temporary file could not be written.
  func merger() throws(AnalysisError) -> BalanceMerger {
    let (runs, failure) = state.withLock { ($0.runs, $0.failure) }
    if let failure { throw failure }
    return try BalanceMerger(runs.map { BalanceReader($0, quota) })
  }

  private static func write(
    _ block: [Int128], to file: SpillFile
  ) throws(AnalysisError) -> [SpillPage] {
    var pages: [SpillPage] = []
    var page: [UInt8] = []
    var start = 0
    while start < block.count {
      let end = min(start + pageCount, block.count)
      page.removeAll(keepingCapacity: true)
      page.append(contentsOf: repeatElement(0, count: SpillPageFormat.headerSize))
      for units in block[start..<end] {
        let bits = UInt128(truncatingIfNeeded: units)
        for i in 0..<16 { page.append(UInt8(truncatingIfNeeded: bits >> UInt128(8 * i))) }
      }
      SpillPageFormat.seal(&page)
      let offset = try file.append(page.rawBytes)
      pages.append(SpillPage(file: file, offset: offset, count: page.count))
      start = end
    }
    return pages
  }
}

/// Reads a run from its smallest value on.
struct BalanceReader {
  private var values: [Int128] = []
  private var index = 0
  private var pages: ArraySlice<SpillPage> = []
  private var buffer: [UInt8] = []
  private let quota: SpillQuota

  fileprivate init(_ run: BalanceRuns.Run, _ quota: SpillQuota) {
    self.quota = quota
    switch run {
    case .memory(let values): self.values = values
    case .pages(let pages): self.pages = pages[...]
    }
  }

  /// The next value; nil after the last one.
  mutating func next() throws(AnalysisError) -> Int128? {
    if index == values.count {
      guard let page = pages.popFirst() else { return nil }
      // Out of `self`, which is changed while they are read.
      var content: [UInt8] = []
      swap(&content, &buffer)
      defer { swap(&content, &buffer) }
      try page.file.read(at: page.offset, count: page.count, into: &content)
      let bytes = content.rawBytes.extracting(0..<page.count)
      guard SpillPageFormat.isIntact(bytes) else {
        throw AnalysisError(.temporaryFileChanged(in: quota.directory))
      }
      values.removeAll(keepingCapacity: true)
      index = 0
      for offset in stride(from: SpillPageFormat.headerSize, to: page.count, by: 16) {
        values.append(
          Int128(bytes.load(offset + 8, as: Int64.self)) << 64
            | Int128(bytes.load(offset, as: UInt64.self)))
      }
    }
    index += 1
    return values[index - 1]
  }
}

/// Merges runs of balances into one ascending sequence.
struct BalanceMerger {
  private struct Head: Comparable {
    var units: Int128
    var run: Int

    static func < (a: Head, b: Head) -> Bool { a.units < b.units }
  }

  private var readers: [BalanceReader]
  private var heap = Heap<Head>()

  init(_ readers: [BalanceReader]) throws(AnalysisError) {
    self.readers = readers
    for run in readers.indices {
      if let units = try self.readers[run].next() { heap.insert(Head(units: units, run: run)) }
    }
  }

  /// The next value; nil after the last one.
  mutating func next() throws(AnalysisError) -> Int128? {
    guard let head = heap.min else { return nil }
    if let units = try readers[head.run].next() {
      heap.replaceMin(with: Head(units: units, run: head.run))
    } else {
      heap.removeMin()
    }
    return head.units
  }
}

extension AggregateTable {
  /// Hands over the net points of all groups; of those whose totals are out of range the ranking tells.
  func collectBalances(into runs: BalanceRuns, _ block: inout [Int128]) {
    var values: [Int128] = []
    swap(&values, &block)
    forEachReference { reference in
      if let amounts = totals(of: reference).finalize() {
        runs.append(amounts.net.units, to: &values)
      }
    }
    swap(&values, &block)
  }
}
