internal import BasicContainers
internal import DumpReader

/// Which transactions of a batch fall into which partition of their groups: a counting sort.
struct PartitionedBatch: ~Copyable {
  /// Transactions that are spread at once: enough for each partition to wait for several misses together.
  static let capacity = 1024

  private var hashes = RigidArray<UInt64>(capacity: capacity)
  private var order = RigidArray<Int>(capacity: capacity)
  /// Where the transactions of each partition end in `order`.
  private var ends = InlineArray<64, Int>(repeating: 0)

  /// Spreads a batch by the upper bits of the hash, at most six of them.
  mutating func sort(
    _ batch: borrowing RigidArray<TransactionRecord>, bits: Int, chunk: RawSpan, scratch: RawSpan
  ) {
    let count = batch.count
    precondition(count <= Self.capacity && bits <= 6)
    let hash = KeyHash.shared
    let shift = UInt64(64 - bits)
    hashes.removeAll()
    if order.isEmpty { for _ in 0..<Self.capacity { order.append(0) } }
    var counts = InlineArray<64, Int>(repeating: 0)
    for i in 0..<count {
      let hash = hash(batch[i].keyKind, batch[i].key.bytes(in: chunk, scratch: scratch))
      hashes.append(hash)
      counts[Int(truncatingIfNeeded: hash &>> shift)] &+= 1
    }
    var end = 0
    for partition in 0..<1 << bits {
      ends[partition] = end
      end &+= counts[partition]
    }
    for i in 0..<count {
      let partition = Int(truncatingIfNeeded: hashes[i] &>> shift)
      order[ends[partition]] = i
      ends[partition] &+= 1
    }
  }

  /// The places in the order of those of one partition.
  func range(of partition: Int) -> Range<Int> {
    (partition == 0 ? 0 : ends[partition - 1])..<ends[partition]
  }

  /// The transaction at a place of the order, and the hash of its key.
  @inline(__always)
  func entry(_ place: Int) -> (index: Int, hash: UInt64) {
    let index = order[place]
    return (index, hashes[index])
  }
}

extension AggregateTable {
  /// Takes in the transactions of a batch that fall into this table. They may stand earlier in the input
  /// than others that were taken in before: labels have to be looked at each time.
  mutating func update(
    with batch: borrowing RigidArray<TransactionRecord>, _ sorted: borrowing PartitionedBatch,
    _ places: Range<Int>, chunk: RawSpan, scratch: RawSpan
  ) {
    var start = places.lowerBound
    var groups = unsafe InlineArray<32, UnsafeMutablePointer<StoredTotals>?>(repeating: nil)
    while start < places.upperBound {
      let end = min(start &+ Reducer.batchSize, places.upperBound)
      for place in start..<end { prefetchSlot(sorted.entry(place).hash) }
      for place in start..<end { prefetchRecord(sorted.entry(place).hash) }
      for place in start..<end {
        let (index, hash) = sorted.entry(place)
        unsafe groups[place &- start] = updateTotals(
          hash, batch[index], chunk: chunk, scratch: scratch)
      }
      for place in start..<end {
        guard let group = unsafe groups[place &- start] else { continue }
        unsafe addLabels(
          of: batch[sorted.entry(place).index], in: chunk, scratch: scratch, to: group)
      }
      start = end
    }
  }
}
