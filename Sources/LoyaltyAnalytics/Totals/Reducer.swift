internal import BasicContainers
internal import DumpReader

/// Adds up transactions per user.
///
///     var reducer = Reducer()
///     while let transaction = try reader.next() { reducer.update(with: transaction) }
///     let groups = try reducer.finish(by: Ranking())
///
/// Users are spread over a power of two of tables by the upper bits of their hash, so that the
/// tables of several reducers can be merged side by side.
public struct Reducer: ~Copyable {
  /// Transactions that are looked up together; see ``AggregateTable``.
  static let batchSize = 32

  private(set) var tables: RigidArray<AggregateTable>
  private let shift: UInt64
  private let hash = KeyHash.shared
  /// What was taken in one by one and is not in the tables yet.
  private var pending = PendingTransactions()

  /// A reducer with no users, for use by one thread.
  public init() {
    self.init(partitions: 1)
  }

  /// A reducer whose users are spread over so many tables, a power of two.
  init(partitions: Int, hugePages: Bool = true) {
    precondition(partitions.nonzeroBitCount == 1)
    tables = RigidArray(capacity: partitions)
    for _ in 0..<partitions { tables.append(AggregateTable(hugePages: hugePages)) }
    shift = UInt64(64 - partitions.trailingZeroBitCount)
  }

  /// Takes in one transaction.
  ///
  /// It is copied, and added up together with others later, so that they wait for their cache misses together.
  ///
  /// - Parameter transaction: What a ``TransactionReader`` or a ``TransactionScan`` has handed out.
  /// - Complexity: O(1). Copies the key and the labels.
  public mutating func update(with transaction: borrowing Transaction) {
    let hash = hash(transaction.keyKind, transaction.keyBytes)
    tables[partition(hash)].prefetchSlot(hash)
    if pending.append(transaction, hash) {
      if pending.count == Self.batchSize { updatePending() }
    } else {
      updatePending()
      tables[partition(hash)].update(
        hash, transaction.record, chunk: transaction.chunk, scratch: transaction.scratch)
    }
  }

  /// Adds up what waits, in the order in which it came.
  @inline(never)
  private mutating func updatePending() {
    let count = pending.count
    for i in 0..<count {
      let hash = pending.hashes[i]
      tables[partition(hash)].prefetchRecord(hash)
    }
    for i in 0..<count {
      let hash = pending.hashes[i]
      let texts = pending.textBytes
      tables[partition(hash)].update(hash, pending.records[i], chunk: texts, scratch: texts)
    }
    pending.removeAll()
  }

  /// Takes in what another part of the input says of a user.
  mutating func combine(_ record: borrowing GroupRecord) {
    if pending.count > 0 { updatePending() }
    let hash = hash(record.totals.keyKind, record.key)
    tables[partition(hash)].combine(hash, record)
  }

  /// Ends the reduction: the groups in rank order, with the sums over all of them.
  ///
  /// - Parameter ranking: Which groups to show, and in which order.
  /// - Returns: The groups, and the sums over all of them.
  /// - Throws: ``AnalysisError`` for a total out of range.
  /// - Complexity: O(*n* log *k*) for *n* groups of which *k* are shown.
  public consuming func finish(by ranking: Ranking) throws(AnalysisError) -> RankedGroups {
    try MergedGroups(takeTables()).ranked(by: ranking, threads: 1)
  }

  /// Takes in a batch of transactions of the same chunk, which waits for its cache misses together.
  @inline(__always)
  mutating func update(
    with batch: borrowing RigidArray<TransactionRecord>, chunk: RawSpan, scratch: RawSpan
  ) {
    let count = batch.count
    precondition(count <= Self.batchSize)
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    for i in 0..<count {
      let hash = hash(batch[i].keyKind, batch[i].key.bytes(in: chunk, scratch: scratch))
      hashes[i] = hash
      tables[partition(hash)].prefetchSlot(hash)
    }
    for i in 0..<count { tables[partition(hashes[i])].prefetchRecord(hashes[i]) }
    for i in 0..<count {
      tables[partition(hashes[i])].update(hashes[i], batch[i], chunk: chunk, scratch: scratch)
    }
  }

  /// Takes in a batch of transactions that may stand earlier in the input than others that were taken in
  /// before: labels have to be looked at each time.
  mutating func update(
    withUnordered batch: borrowing RigidArray<TransactionRecord>, chunk: RawSpan
  ) {
    let count = batch.count
    precondition(count <= Self.batchSize)
    let scratch = chunk.extracting(0..<0)
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    var groups = unsafe InlineArray<32, UnsafeMutablePointer<StoredTotals>?>(repeating: nil)
    for i in 0..<count {
      let hash = hash(batch[i].keyKind, batch[i].key.bytes(in: chunk, scratch: scratch))
      hashes[i] = hash
      tables[partition(hash)].prefetchSlot(hash)
    }
    for i in 0..<count { tables[partition(hashes[i])].prefetchRecord(hashes[i]) }
    for i in 0..<count {
      unsafe groups[i] = tables[partition(hashes[i])].updateTotals(
        hashes[i], batch[i], chunk: chunk, scratch: scratch)
    }
    for i in 0..<count {
      guard let group = unsafe groups[i] else { continue }
      unsafe tables[partition(hashes[i])].addLabels(
        of: batch[i], in: chunk, scratch: scratch, to: group)
    }
  }

  /// Which table a user is in. A shift by 64, which leaves nothing, stands for a single table.
  @inline(__always)
  private func partition(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) }

  /// What the tables hold.
  var load: (users: Int, bytes: Int, isFull: Bool) {
    var result = (users: 0, bytes: 0, isFull: false)
    for i in 0..<tables.count {
      result.users += tables[i].count
      result.bytes += tables[i].byteCount
      if tables[i].isFull { result.isFull = true }
    }
    return result
  }

  /// The most bytes of text that a row can have.
  var rowByteLimit: Int {
    var limit = 0
    for i in 0..<tables.count { limit = max(limit, tables[i].rowByteLimit) }
    return limit
  }

  /// Bytes in use.
  var byteCount: Int { load.bytes }

  /// The tables in the order of their partitions, which are no longer the reducer's.
  mutating func takeTables() -> [ThreadConfined<AggregateTable>] {
    updatePending()
    var result: [ThreadConfined<AggregateTable>] = []
    while !tables.isEmpty { result.append(ThreadConfined(tables.removeLast())) }
    return result.reversed()
  }
}
