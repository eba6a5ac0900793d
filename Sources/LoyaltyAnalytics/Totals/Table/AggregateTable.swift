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
///     records   │ StoredTotals 48 B │ key … │ …         aligned to 8; a 36-byte key: 88 B
///                    │ labels
///     labels    │ positions │ lengths │ text │ …       cold: touched once per user
///
/// Looking up a user that is not in cache costs three misses in a row; ``prefetchSlot(_:)`` and
/// ``prefetchRecord(_:)`` let a batch of transactions wait for all of its misses at once, which is
/// worth more than any choice of hash.
///
/// ## Algorithm
///
/// The grouped aggregate hash table of vectorised query engines (DuckDB's has the same split): slots with a
/// tag and a reference, open addressing, linear probing, and records apart, so that growing moves slots only.
///
/// - The tag is the upper half of the hash. It decides nearly every probe without touching the record, and
///   the index of a slot is made of its bits, so that growing rehashes no key.
/// - No record is ever deleted. One that another table has absorbed stays as a tombstone (`isGone`):
///   iteration has to pass over it.
/// - A reduction has a table for each range of hashes, by the topmost bits: those are the partitions that
///   threads merge and spill by.
/// - References count units of an ``Arena``, from 1: half the size of a pointer, and 0 is an empty slot.
@safe
struct AggregateTable: ~Copyable {
  static let keyOffset = 48
  private static let initialSlots = 1 << 10

  var slots: UnsafeMutablePointer<UInt64>
  var mask: Int
  var records: Arena
  var labels: Arena
  /// Totals that do not fit into their records.
  var wide: Arena
  /// The cell of users without labels.
  private let noLabels = LabelCell.empty
  /// How many users there are.
  var count = 0
  /// Bytes of the longest key, and of the longest labels of a user, that there have ever been.
  private(set) var longestKey = 0, longestLabels = 0

  /// An empty table.
  init(hugePages: Bool = true) {
    precondition(MemoryLayout<StoredTotals>.size <= Self.keyOffset)
    mask = Self.initialSlots - 1
    unsafe slots = Self.makeSlots(Self.initialSlots)
    records = Arena(unit: 8, hugePages: hugePages)
    labels = Arena(unit: 8, hugePages: hugePages)
    wide = Arena(unit: 16, hugePages: false)
  }

  deinit { unsafe Self.freeSlots(slots, mask + 1) }

  /// Forgets all users; keeps the memory of the records for the next ones.
  mutating func removeAll() {
    unsafe Self.freeSlots(slots, mask + 1)
    unsafe slots = Self.makeSlots(Self.initialSlots)
    mask = Self.initialSlots - 1
    records.removeAll()
    labels.removeAll()
    wide.removeAll()
    count = 0
  }

  /// Bytes in use for users, keys, labels and slots.
  var byteCount: Int { (mask + 1) * 8 + records.byteCount + labels.byteCount + wide.byteCount }

  /// The most bytes of text that a row of this table can have: labels may come together from several
  /// documents, each of which had one.
  var rowByteLimit: Int { longestKey + 3 * longestLabels }

  /// Notes what another table has had, whose users are taken over as they are.
  mutating func noteLengths(of other: borrowing AggregateTable) {
    longestKey = max(longestKey, other.longestKey)
    longestLabels = max(longestLabels, other.longestLabels)
  }

  /// Whether references are about to run out, which is long after most memory has.
  var isFull: Bool {
    !records.hasRoom(for: 64 << 20) || !labels.hasRoom(for: 64 << 20)
      || !wide.hasRoom(for: 64 << 20)
  }

  /// From this many bytes on, slots are memory straight from the kernel: what is freed is given back, and
  /// does not stay behind as holes that nothing else fits into.
  private static let largeSize = 1 << 21

  private static func makeSlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let size = count * 8
    var memory: UnsafeMutableRawPointer?
    if size >= largeSize {
      expectMemory(size)
      unsafe memory = Arena.map(size)?.baseAddress
      if let memory = unsafe memory { unsafe preferHugePages(memory, size) }
    } else if unsafe posix_memalign(&memory, 64, size) != 0 {
      unsafe memory = nil
    }
    guard let memory = unsafe memory else { MemoryExhaustion.endProcess() }
    // Written from front to back, though fresh pages are zero: a page that is read first faults
    // twice, and the second time interrupts all other threads.
    unsafe memset(memory, 0, size)
    return unsafe memory.bindMemory(to: UInt64.self, capacity: count)
  }

  private static func freeSlots(_ slots: UnsafeMutablePointer<UInt64>, _ count: Int) {
    if count * 8 >= largeSize { unsafe munmap(slots, count * 8) } else { unsafe free(slots) }
  }

  // MARK: - Finding users

  @inline(__always)
  func slotIndex(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & mask }

  /// Asks for the slot of a user that will be looked up soon.
  @inline(__always)
  func prefetchSlot(_ hash: UInt64) {
    unsafe prefetch(slots + slotIndex(hash))
  }

  /// Asks for the record of a user whose slot has arrived, as far as the tag tells which that is.
  @inline(__always)
  func prefetchRecord(_ hash: UInt64) {
    let tag = hash >> 32
    var i = slotIndex(hash)
    while true {
      let slot = unsafe slots[i]
      if slot == 0 { return }
      if slot >> 32 == tag { return prefetchTotals(Self.reference(slot)) }
      i = (i &+ 1) & mask
    }
  }

  /// Asks for the totals of a reference, and the key behind them.
  @inline(__always)
  func prefetchTotals(_ reference: UInt32) {
    let record = unsafe records.address(of: reference)
    unsafe prefetch(record)
    unsafe prefetch(record + 64)
  }

  /// The record of a user; a new one if the user is not known.
  @inline(__always)
  mutating func record(
    _ hash: UInt64, _ kind: GroupKey.Kind, _ key: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals> {
    unsafe find(hash, kind, key) ?? insert(hash, kind, key)
  }

  /// The record of a user, nil if the user is not known.
  @inline(__always)
  func find(
    _ hash: UInt64, _ kind: GroupKey.Kind, _ key: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals>? {
    let tag = hash >> 32
    var i = slotIndex(hash)
    while true {
      let slot = unsafe slots[i]
      if slot == 0 { return nil }
      if slot >> 32 == tag {
        let totals = unsafe pointer(to: Self.reference(slot))
        if unsafe Int(totals.pointee.keyCount) == key.byteCount,
          unsafe totals.pointee.keyKind == kind,
          unsafe Self.equal(UnsafeRawPointer(totals) + Self.keyOffset, key)
        {
          return unsafe totals
        }
      }
      i = (i &+ 1) & mask
    }
  }

  /// The totals of a reference, as long as the table lives.
  @inline(__always)
  func pointer(to reference: UInt32) -> UnsafeMutablePointer<StoredTotals> {
    unsafe records.address(of: reference).assumingMemoryBound(to: StoredTotals.self)
  }

  /// The key behind the totals, as long as the table lives.
  @unsafe @_lifetime(immortal) @inline(__always)
  func key(at totals: UnsafeMutablePointer<StoredTotals>) -> RawSpan {
    let key = unsafe RawSpan(
      _unsafeStart: UnsafeRawPointer(totals) + Self.keyOffset,
      byteCount: Int(totals.pointee.keyCount))
    return unsafe _overrideLifetime(key, copying: ())
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
    _ hash: UInt64, _ kind: GroupKey.Kind, _ key: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals> {
    reserveSlots(for: count &+ 1)
    let reference = records.allocate(Self.keyOffset + key.byteCount)
    let record = unsafe records.address(of: reference)
    let totals = unsafe record.bindMemory(to: StoredTotals.self, capacity: 1)
    unsafe totals.initialize(to: StoredTotals(keyKind: kind, keyCount: key.byteCount))
    unsafe key.withUnsafeBytes {
      if let bytes = $0.baseAddress {
        unsafe (record + Self.keyOffset).copyMemory(from: bytes, byteCount: $0.count)
      }
    }
    // References are stored from 1, so that an empty slot is 0 whatever its tag.
    place((hash & ~0xFFFF_FFFF) | (UInt64(reference) &+ 1))
    count &+= 1
    longestKey = max(longestKey, key.byteCount)
    return unsafe totals
  }

  @inline(__always)
  mutating func place(_ slot: UInt64) {
    var i = slotIndex(slot)
    while unsafe slots[i] != 0 { i = (i &+ 1) & mask }
    unsafe slots[i] = slot
  }

  /// Makes sure that at most three quarters of the slots are taken by so many users.
  @inline(__always)
  mutating func reserveSlots(for users: Int) {
    if users &* 4 > (mask &+ 1) &* 3 { growSlots(for: users) }
  }

  /// Doubles the slots, as often as need be. The tag holds all bits that the index is made of, so
  /// that no key is touched.
  @inline(never)
  private mutating func growSlots(for users: Int) {
    let old = unsafe slots
    let oldCount = mask + 1
    var newCount = oldCount
    while users * 4 > newCount * 3 { newCount *= 2 }
    unsafe slots = Self.makeSlots(newCount)
    mask = newCount - 1
    for i in 0..<oldCount where unsafe old[i] != 0 { place(unsafe old[i]) }
    unsafe Self.freeSlots(old, oldCount)
  }

  // MARK: - Update and combine

  /// Adds the amount of a transaction to what the user with this hash has.
  ///
  /// - Returns: The user's totals, as long as the table lives.
  @inline(__always)
  mutating func add(
    _ hash: UInt64, _ transaction: TransactionRecord, chunk: RawSpan, scratch: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals> {
    let totals = unsafe record(
      hash, transaction.keyKind, transaction.key.bytes(in: chunk, scratch: scratch))
    let fits = unsafe totals.pointee.update(
      kind: transaction.kind, points: transaction.points, time: transaction.time,
      isFurther: transaction.isFurtherAmount)
    if !fits { unsafe updateWide(totals, transaction) }
    return unsafe totals
  }

  /// Takes in one transaction of the user with this hash.
  @inline(__always)
  mutating func update(
    _ hash: UInt64, _ transaction: TransactionRecord, chunk: RawSpan, scratch: RawSpan
  ) {
    let totals = unsafe add(hash, transaction, chunk: chunk, scratch: scratch)
    if unsafe totals.pointee.labelFlags != 7 {
      unsafe addLabels(Labels(of: transaction, in: chunk, scratch: scratch), to: totals)
    }
  }

  /// Takes in what another part of the input says of a user.
  mutating func combine(_ hash: UInt64, _ other: borrowing GroupRecord) {
    let totals = unsafe record(hash, other.totals.keyKind, other.key)
    unsafe combine(other.totals, to: totals)
    if other.totals.labelFlags != 0 { unsafe addLabels(other.labels, to: totals) }
  }

  /// Adds labels that are missing or stand earlier in the input than the known ones.
  ///
  /// - Parameter cell: The reference of the cell that they are read from, if it is in this table.
  @inline(never)
  mutating func addLabels(
    _ news: borrowing Labels, in cell: UInt32? = nil,
    to totals: UnsafeMutablePointer<StoredTotals>
  ) {
    let flags = unsafe totals.pointee.labelFlags
    guard flags != 0 else {
      var found: UInt8 = 0
      for label in Label.allCases where news.text(label).byteCount > 0 { found |= label.bit }
      if found != 0 { unsafe setLabels(news, cell, flags: found, of: totals) }
      return
    }
    // Cells of an arena never move, so that the old one stays readable while the new one is made.
    let known = unsafe unboundLabelBytes(totals.pointee.labels)
    let old = LabelCell.read(known)
    var taken: UInt8 = 0
    var all = flags
    for label in Label.allCases where news.text(label).byteCount > 0 {
      if flags & label.bit == 0 || news.precede(old, label) {
        taken |= label.bit
        all |= label.bit
      }
    }
    guard taken != all else { return unsafe setLabels(news, cell, flags: all, of: totals) }
    guard taken != 0 else { return }
    unsafe setLabels(
      Labels(
        email: taken & 1 != 0 ? news.email : old.email,
        firstName: taken & 2 != 0 ? news.firstName : old.firstName,
        lastName: taken & 4 != 0 ? news.lastName : old.lastName,
        positions: (
          taken & 1 != 0 ? news.positions.0 : old.positions.0,
          taken & 2 != 0 ? news.positions.1 : old.positions.1,
          taken & 4 != 0 ? news.positions.2 : old.positions.2
        )), nil, flags: all, of: totals)
  }

  /// Gives a user these labels and no others, in a new cell unless they have one.
  private mutating func setLabels(
    _ new: borrowing Labels, _ cell: UInt32?, flags: UInt8,
    of totals: UnsafeMutablePointer<StoredTotals>
  ) {
    unsafe totals.pointee.labels = cell ?? newCell(new)
    unsafe totals.pointee.labelFlags = flags
  }

  private mutating func newCell(_ new: borrowing Labels) -> UInt32 {
    let size = LabelCell.size(new)
    longestLabels = max(longestLabels, size)
    let reference = labels.allocate(size)
    unsafe LabelCell.write(new, to: labels.address(of: reference))
    return reference
  }

  // MARK: - Going through the users

  /// The totals of a reference, without key and labels.
  @inline(__always)
  func totals(of reference: UInt32) -> GroupTotals {
    unsafe totals(at: pointer(to: reference))
  }

  /// The user of a reference.
  @_lifetime(borrow self)
  func record(of reference: UInt32) -> GroupRecord {
    let stored = unsafe pointer(to: reference)
    let totals = unsafe totals(at: stored)
    let key = unsafe _overrideLifetime(key(at: stored), borrowing: self)
    return GroupRecord(totals: totals, key: key, labels: LabelCell.read(labelBytes(totals)))
  }

  /// The label cell of a user; an empty cell where there are no labels.
  @_lifetime(borrow self)
  private func labelBytes(_ totals: GroupTotals) -> RawSpan {
    totals.labelFlags == 0
      ? noLabels.rawBytes
      : unsafe _overrideLifetime(unboundLabelBytes(totals.labels), borrowing: self)
  }

  /// A label cell, as long as the table lives.
  @unsafe @_lifetime(immortal)
  func unboundLabelBytes(_ reference: UInt32) -> RawSpan {
    let cell = unsafe labels.address(of: reference)
    let bytes = unsafe RawSpan(
      _unsafeStart: UnsafeRawPointer(cell), byteCount: LabelCell.size(at: cell))
    return unsafe _overrideLifetime(bytes, copying: ())
  }
}
