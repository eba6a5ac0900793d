internal import BasicContainers
internal import DumpReader

/// The groups of one worker: in tables of its own while they are few, which stay in the caches of its
/// processor, then in those that all workers share.
struct WorkerGroups: ~Copyable {
  /// What the own tables of all workers may take together.
  private static let ownBytes = 64 << 20

  private var own: Reducer
  private let shared: SharedGroups
  private let workers: Int
  private let hugePages: Bool
  private let ownLimit: Int
  private var partitions: [SharedPartition] = []
  private var sorted = PartitionedBatch()
  /// Whether the groups are those that all workers share.
  private(set) var isSharing = false

  /// - Parameters:
  ///   - workers: How many workers there are.
  ///   - bytes: What this one may take; `Int.max` for no limit.
  ///   - sharesAtOnce: Goes over to the shared tables after the first chunk: for tests.
  init(_ shared: SharedGroups, workers: Int, bytes: Int, sharesAtOnce: Bool = false) {
    self.shared = shared
    self.workers = workers
    // Huge pages round up what a table takes; a small budget cannot afford that.
    hugePages = bytes >= 2 << 30
    // The groups are there twice while they move, beside what decompression may take of the budget.
    ownLimit = sharesAtOnce ? 0 : min(Self.ownBytes / workers, bytes / 8)
    own = Reducer(
      partitions: TotalsReduction.partitions(for: workers), hugePages: bytes >= 256 << 20)
  }

  /// How many transactions are best taken in at once.
  var batchSize: Int { isSharing ? PartitionedBatch.capacity : Reducer.batchSize }

  /// Takes in a batch of transactions of the same chunk, in input order.
  @inline(__always)
  mutating func update(
    with batch: borrowing RigidArray<TransactionRecord>, chunk: RawSpan, scratch: RawSpan
  ) {
    if isSharing {
      updateShared(with: batch, chunk: chunk, scratch: scratch)
    } else {
      own.update(with: batch, chunk: chunk, scratch: scratch)
    }
  }

  /// Takes in a batch of transactions that may stand earlier in the input than others that were taken in
  /// before.
  mutating func update(withUnordered batch: borrowing RigidArray<TransactionRecord>, page: RawSpan)
  {
    if isSharing {
      updateShared(with: batch, chunk: page, scratch: page.extracting(0..<0))
    } else {
      own.update(withUnordered: batch, chunk: page)
    }
  }

  @inline(never)
  private mutating func updateShared(
    with batch: borrowing RigidArray<TransactionRecord>, chunk: RawSpan, scratch: RawSpan
  ) {
    let count = partitions.count
    sorted.sort(batch, bits: count.trailingZeroBitCount, chunk: chunk, scratch: scratch)
    var change = SharedPartition.Change()
    var waiting: UInt64 = 0
    for partition in 0..<count where !sorted.range(of: partition).isEmpty {
      waiting |= 1 << UInt64(partition)
    }
    var round = 0
    while waiting != 0 {
      let before = waiting
      var left = waiting
      while left != 0 {
        let partition = left.trailingZeroBitCount
        left &= left &- 1
        guard partitions[partition].tryAcquire() else { continue }
        let news = partitions[partition].update(
          with: batch, sorted, sorted.range(of: partition), chunk: chunk, scratch: scratch)
        partitions[partition].release()
        waiting &= ~(1 << UInt64(partition))
        change.bytes += news.bytes
        change.users += news.users
        change.isFull = change.isFull || news.isFull
      }
      if waiting == before { SharedGroups.pause(round) }
      round += 1
    }
    shared.note(change)
  }

  /// Takes in what another part of the input says of a user.
  mutating func combine(_ record: borrowing GroupRecord) {
    if isSharing {
      combineShared(KeyHash.shared(record.totals.keyKind, record.key), record)
    } else {
      own.combine(record)
    }
  }

  private func combineShared(_ hash: UInt64, _ record: borrowing GroupRecord) {
    let shift = UInt64(64 - partitions.count.trailingZeroBitCount)
    let partition = partitions[Int(truncatingIfNeeded: hash >> shift)]
    partition.acquire()
    let change = partition.combine(hash, record)
    partition.release()
    shared.note(change)
  }

  /// Goes over to the shared tables when the own ones have become too large for that.
  mutating func shareIfLarge() {
    if !isSharing, own.byteCount >= ownLimit { share() }
  }

  /// Moves all groups to the shared tables.
  mutating func share() {
    guard !isSharing else { return }
    partitions = shared.partitions(workers: workers, hugePages: hugePages)
    isSharing = true
    for table in own.takeTables() {
      for partition in partitions {
        partition.acquire()
        partition.noteLengths(of: table.value)
        partition.release()
      }
      copyUsers(of: table.value)
      table.value.removeAll()
    }
  }

  private func copyUsers(of table: borrowing AggregateTable) {
    let hash = KeyHash.shared
    table.forEachReference { reference in
      let record = table.record(of: reference)
      combineShared(hash(record.totals.keyKind, record.key), record)
    }
  }

  /// Writes out a part of the groups.
  mutating func spill() throws(AnalysisError) {
    share()
    try shared.spill()
  }

  /// Bytes that this worker's part of the groups takes, or `Int.max` where some have to be written out.
  func memory(_ budget: MemoryBudget) -> Int {
    let load = load
    return load.isFull || load.users >= budget.forcedUsers ?? .max ? .max : load.bytes
  }

  /// The groups in memory; of shared ones all, but this worker's part of their bytes.
  var load: (users: Int, bytes: Int, isFull: Bool) {
    guard isSharing else { return own.load }
    // The share of one of several workers is what is left for it when two thirds are divided among them,
    // because tables of their own have to be merged; shared ones do not.
    let part = workers == 1 ? shared.bytes : shared.bytes / 3 * 2 / workers
    return (shared.users, part, shared.isFull)
  }

  /// The most bytes of text that a row of the own tables can have.
  var rowByteLimit: Int { own.rowByteLimit }

  /// The own tables, which are empty afterwards.
  mutating func takeTables() -> [ThreadConfined<AggregateTable>] {
    var empty = Reducer()
    swap(&empty, &own)
    return empty.takeTables()
  }
}
