internal import DumpReader

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The hash aggregate: one record of totals per user.
///
///     slots     │ tag 32 │ reference 32 │ …            open addressing, linear probing, ≤ 3/4 full
///                             │
///     records   │ UserTotals 88 B │ key … │ …          aligned to 32; a 32-byte key: 128 B, two lines
///                    │ labels
///     labels    │ positions │ lengths │ text │ …       cold: touched once per user
///
/// Looking up a user that is not in cache costs three misses in a row; ``prefetchSlot(_:)`` and
/// ``prefetchRecord(_:)`` let a batch of transactions wait for all of its misses at once, which is
/// worth more than any choice of hash.
@safe
struct TotalsTable: ~Copyable {
  static let keyOffset = 88
  private static let initialSlots = 1 << 10

  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var records: Arena
  private var labels: Arena
  /// The cell of users without labels.
  private let noLabels = LabelCell.empty
  /// How many users there are.
  private(set) var count = 0

  /// An empty table.
  init(hugePages: Bool = true) {
    precondition(MemoryLayout<UserTotals>.size <= Self.keyOffset)
    mask = Self.initialSlots - 1
    unsafe slots = Self.makeSlots(Self.initialSlots)
    records = Arena(unit: 32, hugePages: hugePages)
    labels = Arena(unit: 8, hugePages: hugePages)
  }

  deinit { unsafe free(slots) }

  /// Forgets all users; keeps the memory of the records for the next ones.
  mutating func removeAll() {
    unsafe free(slots)
    unsafe slots = Self.makeSlots(Self.initialSlots)
    mask = Self.initialSlots - 1
    records.removeAll()
    labels.removeAll()
    count = 0
  }

  /// Bytes in use for users, keys, labels and slots.
  var byteCount: Int { (mask + 1) * 8 + records.byteCount + labels.byteCount }

  /// Whether references are about to run out, which is long after most memory has.
  var isFull: Bool { !records.hasRoom(for: 64 << 20) || !labels.hasRoom(for: 64 << 20) }

  private static func makeSlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    var memory: UnsafeMutableRawPointer?
    let size = count * 8
    // Zeroed by the kernel page by page where it is large.
    if size < 1 << 21 {
      unsafe memory = calloc(count, 8)
    } else if unsafe posix_memalign(&memory, 1 << 21, size) == 0 {
      #if os(Linux)
      if let memory = unsafe memory { unsafe madvise(memory, size, 14) }
      #endif
      if let memory = unsafe memory { unsafe memset(memory, 0, size) }
    }
    guard let memory = unsafe memory else { outOfMemory(size) }
    return unsafe memory.bindMemory(to: UInt64.self, capacity: count)
  }

  // MARK: - Finding users

  @inline(__always)
  private func slotIndex(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & mask }

  /// Asks for the slot of a user that will be looked up soon.
  @inline(__always)
  func prefetchSlot(_ hash: UInt64) {
    unsafe prefetch(slots + slotIndex(hash))
  }

  /// Asks for the record of a user whose slot has arrived.
  @inline(__always)
  func prefetchRecord(_ hash: UInt64) {
    let slot = unsafe slots[slotIndex(hash)]
    guard slot != 0 else { return }
    let record = unsafe records.address(of: Self.reference(slot))
    unsafe prefetch(record)
    unsafe prefetch(record + 64)
  }

  /// The record of a user; a new one if the user is not known.
  @inline(__always)
  private mutating func record(
    _ hash: UInt64, _ kind: UserKey.Kind, _ key: RawSpan
  ) -> UnsafeMutablePointer<UserTotals> {
    let tag = hash >> 32
    var i = slotIndex(hash)
    while true {
      let slot = unsafe slots[i]
      if slot == 0 { return unsafe insert(hash, kind, key) }
      if slot >> 32 == tag {
        let record = unsafe records.address(of: Self.reference(slot))
        let totals = unsafe record.assumingMemoryBound(to: UserTotals.self)
        if unsafe Int(totals.pointee.keyCount) == key.byteCount,
          unsafe totals.pointee.keyKind == kind,
          unsafe Self.equal(record + Self.keyOffset, key)
        {
          return unsafe totals
        }
      }
      i = (i &+ 1) & mask
    }
  }

  @inline(__always)
  private static func equal(_ stored: UnsafeRawPointer, _ key: RawSpan) -> Bool {
    let count = key.byteCount
    guard count >= 8 else {
      var i = 0
      while i < count {
        if unsafe stored.load(fromByteOffset: i, as: UInt8.self) != key[i] { return false }
        i &+= 1
      }
      return true
    }
    var i = 0
    while i &+ 8 < count {
      if unsafe stored.loadUnaligned(fromByteOffset: i, as: UInt64.self) != key.load(i) {
        return false
      }
      i &+= 8
    }
    // The last eight bytes overlap what has been compared.
    return unsafe stored.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      == key.load(count &- 8)
  }

  @inline(never)
  private mutating func insert(
    _ hash: UInt64, _ kind: UserKey.Kind, _ key: RawSpan
  ) -> UnsafeMutablePointer<UserTotals> {
    if (count &+ 1) &* 4 > (mask &+ 1) &* 3 { growSlots() }
    let reference = records.allocate(Self.keyOffset + key.byteCount)
    let record = unsafe records.address(of: reference)
    let totals = unsafe record.bindMemory(to: UserTotals.self, capacity: 1)
    unsafe totals.initialize(to: UserTotals(keyKind: kind, keyCount: key.byteCount))
    unsafe key.withUnsafeBytes {
      if let bytes = $0.baseAddress {
        unsafe (record + Self.keyOffset).copyMemory(from: bytes, byteCount: $0.count)
      }
    }
    // References are stored from 1, so that an empty slot is 0 whatever its tag.
    place((hash & ~0xFFFF_FFFF) | (UInt64(reference) &+ 1))
    count &+= 1
    return unsafe totals
  }

  @inline(__always)
  private mutating func place(_ slot: UInt64) {
    var i = slotIndex(slot)
    while unsafe slots[i] != 0 { i = (i &+ 1) & mask }
    unsafe slots[i] = slot
  }

  /// Doubles the slots. The tag holds all bits that the index is made of, so that no key is touched.
  private mutating func growSlots() {
    let old = unsafe slots
    let oldCount = mask + 1
    unsafe slots = Self.makeSlots(oldCount * 2)
    mask = oldCount * 2 - 1
    for i in 0..<oldCount where unsafe old[i] != 0 { place(unsafe old[i]) }
    unsafe free(old)
  }

  // MARK: - Update and combine

  /// Takes in one transaction of the user with this hash.
  @inline(__always)
  mutating func update(
    _ hash: UInt64, _ transaction: TransactionRecord, chunk: RawSpan, scratch: RawSpan
  ) {
    let totals = unsafe record(
      hash, transaction.keyKind, transaction.key.bytes(in: chunk, scratch: scratch))
    unsafe totals.pointee.update(
      kind: transaction.kind, points: transaction.points, time: transaction.time)
    if unsafe totals.pointee.labelFlags != 7 {
      let position = transaction.position
      unsafe addLabels(
        Labels(
          email: transaction.email.bytes(in: chunk, scratch: scratch),
          firstName: transaction.firstName.bytes(in: chunk, scratch: scratch),
          lastName: transaction.lastName.bytes(in: chunk, scratch: scratch),
          positions: (position, position, position)),
        to: totals)
    }
  }

  /// Takes in what another part of the input says of a user.
  mutating func combine(_ hash: UInt64, _ other: borrowing UserRecord) {
    let totals = unsafe record(hash, other.totals.keyKind, other.key)
    unsafe totals.pointee.combine(other.totals)
    if other.totals.labelFlags != 0 { unsafe addLabels(other.labels, to: totals) }
  }

  /// Takes in all users of another table; the tables share the hash.
  mutating func combine(_ other: borrowing TotalsTable) {
    // In batches, for the same reason as updates.
    var batch = InlineArray<32, UInt64>(repeating: 0)
    var i = 0
    while i < other.slotCount {
      var count = 0
      while i < other.slotCount, count < 32 {
        let slot = unsafe other.slots[i]
        if slot != 0 {
          batch[count] = slot
          count += 1
          unsafe prefetch(other.records.address(of: Self.reference(slot)))
          prefetchSlot(slot)
        }
        i += 1
      }
      for k in 0..<count { prefetchRecord(batch[k]) }
      for k in 0..<count { combine(batch[k], other.record(of: Self.reference(batch[k]))) }
    }
  }

  /// Adds labels that are missing or stand earlier in the input than the known ones.
  @inline(never)
  private mutating func addLabels(
    _ news: borrowing Labels, to totals: UnsafeMutablePointer<UserTotals>
  ) {
    let flags = unsafe totals.pointee.labelFlags
    guard flags != 0 else {
      var found: UInt8 = 0
      for label in Label.allCases where news.text(label).byteCount > 0 { found |= label.bit }
      if found != 0 { unsafe writeLabels(news, flags: found, to: totals) }
      return
    }
    // Cells of an arena never move, so that the old one stays readable while the new one is made.
    let known = unsafe unboundLabelBytes(totals.pointee)
    let old = LabelCell.read(known)
    var taken: UInt8 = 0
    var all = flags
    for label in Label.allCases where news.text(label).byteCount > 0 {
      if flags & label.bit == 0 || news.position(label) < old.position(label) {
        taken |= label.bit
        all |= label.bit
      }
    }
    guard taken != 0 else { return }
    unsafe writeLabels(
      Labels(
        email: taken & 1 != 0 ? news.email : old.email,
        firstName: taken & 2 != 0 ? news.firstName : old.firstName,
        lastName: taken & 4 != 0 ? news.lastName : old.lastName,
        positions: (
          taken & 1 != 0 ? news.positions.0 : old.positions.0,
          taken & 2 != 0 ? news.positions.1 : old.positions.1,
          taken & 4 != 0 ? news.positions.2 : old.positions.2
        )), flags: all, to: totals)
  }

  private mutating func writeLabels(
    _ new: borrowing Labels, flags: UInt8, to totals: UnsafeMutablePointer<UserTotals>
  ) {
    let reference = labels.allocate(LabelCell.size(new))
    unsafe LabelCell.write(new, to: labels.address(of: reference))
    unsafe totals.pointee.labels = reference
    unsafe totals.pointee.labelFlags = flags
  }

  // MARK: - Going through the users

  /// How many slots there are; each holds a user or nothing.
  var slotCount: Int { mask + 1 }

  /// The slot's content: 0, or the upper half of the user's hash and a reference.
  @inline(__always)
  func slot(at index: Int) -> UInt64 {
    precondition(index >= 0 && index <= mask)
    return unsafe slots[index]
  }

  /// Calls a body with a reference to each user, in the order in which they lie in memory.
  func forEachReference(_ body: (UInt32) -> Void) {
    for index in 0..<records.runCount {
      let run = records.run(index)
      var unit = run.lowerBound
      while unit < run.upperBound {
        let reference = UInt32(truncatingIfNeeded: unit)
        body(reference)
        let totals = unsafe records.address(of: reference).assumingMemoryBound(
          to: UserTotals.self)
        let size = unsafe Self.keyOffset + Int(totals.pointee.keyCount)
        unit += records.units(size)
      }
    }
  }

  /// The user that a slot which is not empty refers to.
  @inline(__always)
  static func reference(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot &- 1) }

  /// The totals of a reference, without key and labels.
  @inline(__always)
  func totals(of reference: UInt32) -> UserTotals {
    unsafe records.address(of: reference).assumingMemoryBound(to: UserTotals.self).pointee
  }

  /// The user of a reference.
  @_lifetime(borrow self)
  func record(of reference: UInt32) -> UserRecord {
    let record = unsafe records.address(of: reference)
    let totals = unsafe record.assumingMemoryBound(to: UserTotals.self).pointee
    let key = unsafe RawSpan(
      _unsafeStart: UnsafeRawPointer(record + Self.keyOffset), byteCount: Int(totals.keyCount))
    let borrowedKey = unsafe _overrideLifetime(key, borrowing: self)
    return UserRecord(
      totals: totals, key: borrowedKey, labels: LabelCell.read(labelBytes(totals)))
  }

  /// The label cell of a user; an empty cell where there are no labels.
  @_lifetime(borrow self)
  private func labelBytes(_ totals: UserTotals) -> RawSpan {
    totals.labelFlags == 0
      ? noLabels.rawBytes
      : unsafe _overrideLifetime(unboundLabelBytes(totals), borrowing: self)
  }

  /// The label cell of a user who has one, as long as the table lives.
  @unsafe @_lifetime(immortal)
  private func unboundLabelBytes(_ totals: UserTotals) -> RawSpan {
    let cell = unsafe labels.address(of: totals.labels)
    let bytes = unsafe RawSpan(
      _unsafeStart: UnsafeRawPointer(cell), byteCount: LabelCell.size(at: cell))
    return unsafe _overrideLifetime(bytes, copying: ())
  }
}
