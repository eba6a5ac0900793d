internal import DumpReader

/// Which version of each document is the last: ids to positions in the input.
///
/// Open addressing over hashes; ids lie apart, and are compared byte for byte, never by hash alone.
struct VersionTable {
  private struct Slot {
    var hash: UInt64
    var position: UInt64
    /// One more than where the id lies among the bytes, 0 where there is none.
    var id: Int
  }

  private static let leastSlots = 1 << 10

  private var slots = [Slot](repeating: Slot(hash: 0, position: 0, id: 0), count: Self.leastSlots)
  private var ids: [UInt8] = []
  /// How many ids there are.
  private(set) var count = 0

  /// Bytes that it takes: of the ids twice as many as there are, because they are copied when there are
  /// more.
  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride + 2 * ids.count }

  /// Forgets all ids, and makes room for so many.
  ///
  /// - Parameter limit: Bytes that the room may take.
  mutating func reset(for ids: Int, limit: Int) {
    var wanted = Self.leastSlots
    while ids &* 4 > wanted &* 3, wanted &* 2 &* MemoryLayout<Slot>.stride <= limit { wanted *= 2 }
    if slots.count == wanted {
      for i in slots.indices { slots[i] = Slot(hash: 0, position: 0, id: 0) }
    } else {
      // The old ones first: the two need not be there together.
      slots = []
      slots = [Slot](repeating: Slot(hash: 0, position: 0, id: 0), count: wanted)
    }
    self.ids.removeAll(keepingCapacity: self.ids.capacity <= 1 << 20)
    count = 0
  }

  /// Takes note of a version.
  mutating func note(_ entry: borrowing VersionEntry) {
    let hash = entry.hash
    var i = index(hash)
    while slots[i].id != 0 {
      if slots[i].hash == hash, holds(slots[i].id &- 1, entry) {
        if entry.position > slots[i].position { slots[i].position = entry.position }
        return
      }
      i = (i &+ 1) & (slots.count &- 1)
    }
    slots[i] = Slot(hash: hash, position: entry.position, id: ids.count &+ 1)
    let id = entry.id
    ids.append(entry.kind)
    ids.append(UInt8(truncatingIfNeeded: id.byteCount))
    ids.append(UInt8(truncatingIfNeeded: id.byteCount >> 8))
    ids.append(id)
    count &+= 1
    // At most three quarters are taken.
    if count &* 4 > slots.count &* 3 { grow() }
  }

  /// Whether the document of an entry that was noted is the last of its id. No two documents have one
  /// position, so that the hash is enough to find it.
  func isLast(_ entry: borrowing VersionEntry) -> Bool {
    let (hash, position) = (entry.hash, entry.position)
    var i = index(hash)
    while slots[i].id != 0 {
      if slots[i].hash == hash, slots[i].position == position { return true }
      i = (i &+ 1) & (slots.count &- 1)
    }
    return false
  }

  /// By the lower half of the hash: the partition has used up bits of the upper one.
  @inline(__always)
  private func index(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash & 0xFFFF_FFFF) & (slots.count &- 1)
  }

  private func holds(_ start: Int, _ entry: borrowing VersionEntry) -> Bool {
    let id = entry.id
    guard ids[start] == entry.kind, Int(ids[start &+ 1]) | Int(ids[start &+ 2]) << 8 == id.byteCount
    else { return false }
    return ids.rawBytes.extracting(start &+ 3..<start &+ 3 &+ id.byteCount).elementsEqual(id)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(hash: 0, position: 0, id: 0), count: old.count * 2)
    for slot in old where slot.id != 0 {
      var i = index(slot.hash)
      while slots[i].id != 0 { i = (i &+ 1) & (slots.count &- 1) }
      slots[i] = slot
    }
  }
}
