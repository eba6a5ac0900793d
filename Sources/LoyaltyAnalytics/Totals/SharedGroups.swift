internal import BasicContainers
internal import CIntrinsics
internal import DumpReader
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The groups that all workers share, once there are many: each is in one table only, whoever meets it.
///
/// They are spread over partitions by the upper bits of their hash, each behind a lock of its own. A worker
/// spreads a batch over them and goes round: a partition that another one holds is passed over and comes
/// later, so that hardly anybody waits.
///
/// When memory ends, one partition after the other is written out. Those that were before come first, so that
/// the groups of the others are complete in memory when the input ends, and never see the disk (the hybrid
/// hash aggregate of the literature).
final class SharedGroups: Sendable {
  private let quota: SpillQuota
  private let created = Mutex<[SharedPartition]>([])
  private let byteSum = Atomic(0)
  private let userSum = Atomic(0)
  private let fullCount = Atomic(0)

  init(_ quota: SpillQuota) {
    self.quota = quota
  }

  /// The partitions, as many for each of the workers that ask.
  func partitions(workers: Int, hugePages: Bool) -> [SharedPartition] {
    created.withLock { partitions in
      if partitions.isEmpty {
        var count = 16
        while count < 4 * workers, count < 1 << PartitionWriter.bits { count *= 2 }
        partitions = (0..<count).map { _ in SharedPartition(hugePages: hugePages) }
      }
      return partitions
    }
  }

  /// The partitions; none before somebody has asked for them.
  var partitions: [SharedPartition] { created.withLock { $0 } }

  /// Bytes that all groups take.
  var bytes: Int { byteSum.load(ordering: .relaxed) }
  /// How many groups there are in memory.
  var users: Int { userSum.load(ordering: .relaxed) }
  /// Whether a table can grow no further.
  var isFull: Bool { fullCount.load(ordering: .relaxed) > 0 }

  /// Notes what has changed in a table.
  func note(_ change: SharedPartition.Change) {
    byteSum.add(change.bytes, ordering: .relaxed)
    userSum.add(change.users, ordering: .relaxed)
    if change.isFull { fullCount.add(1, ordering: .relaxed) }
  }

  /// Writes out a part of the groups, at least a sixteenth of what they take.
  func spill() throws(AnalysisError) {
    let partitions = partitions
    let goal = bytes / 16
    var isTried = [Bool](repeating: false, count: partitions.count)
    var freed = 0
    repeat {
      guard let victim = victim(partitions, isTried) else { return }
      isTried[victim] = true
      let partition = partitions[victim]
      guard partition.tryAcquire() else { continue }
      defer { partition.release() }
      let isFull = partition.isFull
      let change = try partition.spill(quota)
      if isFull { fullCount.store(0, ordering: .relaxed) }
      note(change)
      freed -= change.bytes
    } while freed <= goal
  }

  /// The largest partition of those that have been written out before; where they are small by now, the
  /// largest of all.
  private func victim(_ partitions: [SharedPartition], _ isTried: [Bool]) -> Int? {
    let enough = bytes / partitions.count / 4
    var largest: (index: Int, size: Int)?
    var again: (index: Int, size: Int)?
    for (index, partition) in partitions.enumerated() where !isTried[index] {
      let size = partition.size
      guard size > 0 else { continue }
      if size > largest?.size ?? 0 { largest = (index, size) }
      if partition.hasSpilled, size > again?.size ?? enough { again = (index, size) }
    }
    return (again ?? largest)?.index
  }

  /// Waits a moment for a lock that another thread holds.
  static func pause(_ round: Int) {
    if round & 63 == 63 { sched_yield() } else { bytemask_pause() }
  }
}

/// One partition of the groups that workers share.
///
/// `@unchecked`, because the compiler does not know the lock: all but the atomics is touched by whoever has
/// acquired it, and after the workers have ended.
final class SharedPartition: @unchecked Sendable {
  /// How a table has changed.
  struct Change {
    var bytes = 0
    var users = 0
    var isFull = false
  }

  private let isTaken = Atomic(false)
  private let currentSize = Atomic(0)
  private let writtenOut = Atomic(false)
  private let hugePages: Bool
  private var table: AggregateTable
  private var writer: PartitionWriter?
  private var noted = Change()
  private(set) var isFull = false
  /// How often the groups were written out.
  private(set) var spillPasses = 0

  init(hugePages: Bool) {
    self.hugePages = hugePages
    table = AggregateTable(hugePages: hugePages)
  }

  /// Bytes that the groups take, which another thread may be changing.
  var size: Int { currentSize.load(ordering: .relaxed) }
  /// Whether groups have been written out.
  var hasSpilled: Bool { writtenOut.load(ordering: .relaxed) }

  func tryAcquire() -> Bool {
    !isTaken.load(ordering: .relaxed)
      && isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
  }

  func release() { isTaken.store(false, ordering: .releasing) }

  func acquire() {
    var round = 0
    while !tryAcquire() {
      SharedGroups.pause(round)
      round += 1
    }
  }

  /// What has changed since the last time.
  private func change() -> Change {
    let bytes = table.count == 0 ? 0 : table.byteCount
    let isNew = table.isFull && !isFull
    if isNew { isFull = true }
    let change = Change(
      bytes: bytes - noted.bytes, users: table.count - noted.users, isFull: isNew)
    noted = Change(bytes: bytes, users: table.count)
    currentSize.store(table.count == 0 ? 0 : bytes, ordering: .relaxed)
    return change
  }

  /// Takes in the transactions of a batch that fall into this partition.
  func update(
    with batch: borrowing RigidArray<TransactionRecord>, _ sorted: borrowing PartitionedBatch,
    _ places: Range<Int>, chunk: RawSpan, scratch: RawSpan
  ) -> Change {
    table.update(with: batch, sorted, places, chunk: chunk, scratch: scratch)
    return change()
  }

  /// Takes in what another part of the input says of a user.
  func combine(_ hash: UInt64, _ record: borrowing GroupRecord) -> Change {
    table.combine(hash, record)
    return change()
  }

  /// Notes the lengths of texts of a table whose users are taken in as copies.
  func noteLengths(of other: borrowing AggregateTable) { table.noteLengths(of: other) }

  /// Writes all groups to the partitions of a temporary file, and gives their memory back.
  func spill(_ quota: SpillQuota) throws(AnalysisError) -> Change {
    if writer == nil { writer = try PartitionWriter(quota, level: 0) }
    guard var writer = writer.take() else { return Change() }
    defer { self.writer = writer }
    writtenOut.store(true, ordering: .relaxed)
    try writer.spill(&table)
    var empty = AggregateTable(hugePages: hugePages)
    empty.noteLengths(of: table)
    table = empty
    isFull = false
    spillPasses += 1
    return change()
  }

  /// Writes out what is left, and hands over the pages of each partition of the file.
  func finishSpilling(_ quota: SpillQuota) throws(AnalysisError) -> [[SpillPage]] {
    if table.count > 0 { _ = try spill(quota) }
    return try writer?.finish() ?? []
  }

  /// The most bytes of text that a row can have.
  var rowByteLimit: Int { table.rowByteLimit }

  /// The table; nothing is left afterwards.
  func takeTable() -> ThreadConfined<AggregateTable> {
    var taken = AggregateTable(hugePages: false)
    swap(&taken, &table)
    _ = change()
    return ThreadConfined(taken)
  }
}
