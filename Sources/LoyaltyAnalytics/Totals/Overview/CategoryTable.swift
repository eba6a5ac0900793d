internal import DumpReader

/// Sums per value of a field, such as the store, for a bounded number of values.
///
/// Values are told apart as group keys are, so that the sums are those of `--by`. A dump with more
/// values than ``maximumCount``, or whose values are longer than ``maximumBytes`` together, has none
/// of them: which of them would be the largest cannot be known in bounded memory, and a ranking of
/// some would look like one of all. Whether that is so does not depend on how the input was divided,
/// because no part of it has more values than the whole.
struct CategoryTable: Sendable {
  /// Values that are told apart.
  static let maximumCount = 4096
  /// Bytes that they take together.
  static let maximumBytes = 256 << 10

  private struct Entry: Sendable {
    var kind: GroupKey.Kind
    var start: Int
    var count: Int
    var sums = PartialSums()
  }

  private var entries: [Entry] = []
  /// The bytes of all values, back to back.
  private var keys: [UInt8] = []
  /// One more than the index of an entry, 0 where there is none; at most half of them are taken.
  private var slots = [UInt16](repeating: 0, count: 64)
  /// Whether there were more values than are kept.
  private(set) var hasTooMany = false
  /// Of values that cannot be a key, such as arrays.
  private(set) var withoutKey = PartialSums()

  /// Bytes in use.
  var byteCount: Int {
    entries.capacity * MemoryLayout<Entry>.stride + keys.capacity + slots.count * 2
  }

  /// The index of a value, which is new if need be; nil when there are too many.
  @inline(__always)
  mutating func index(of kind: GroupKey.Kind, _ key: RawSpan) -> Int? {
    let hash = KeyHash.shared(kind, key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].kind == kind, self.key(index).elementsEqual(key) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(kind, key)
  }

  /// Takes in a transaction with the value of an index.
  @inline(__always)
  mutating func update(
    _ index: Int, _ kind: TransactionKind, _ points: Points, isFurther: Bool
  ) {
    entries[index].sums.update(kind, points, isFurther: isFurther)
  }

  /// Takes in a transaction whose value cannot be a key.
  mutating func updateWithoutKey(_ kind: TransactionKind, _ points: Points, isFurther: Bool) {
    withoutKey.update(kind, points, isFurther: isFurther)
  }

  /// Takes in what another part of the input says.
  mutating func combine(_ other: CategoryTable) {
    withoutKey.combine(other.withoutKey)
    if other.hasTooMany { giveUp() }
    guard !hasTooMany else { return }
    for index in other.entries.indices {
      guard let own = self.index(of: other.entries[index].kind, other.key(index)) else { return }
      entries[own].sums.combine(other.entries[index].sums)
    }
  }

  /// The values with their sums, those with the most points awarded first, ties by value.
  ///
  /// - Throws: ``AnalysisError`` when a sum is out of range.
  func finalize(_ field: String) throws(AnalysisError) -> Overview.Breakdown {
    var categories: [Overview.Category] = []
    for (index, entry) in entries.enumerated() {
      let key = GroupKey(kind: entry.kind, bytes: key(index).copied())
      let amounts = try entry.sums.finalize("\(field) \(key.extendedJSON)")
      categories.append(Overview.Category(key: key, amounts: amounts))
    }
    categories.sort {
      $0.amounts.awarded != $1.amounts.awarded
        ? $0.amounts.awarded > $1.amounts.awarded : $0.key < $1.key
    }
    return Overview.Breakdown(
      field: field, categories: categories, hasTooMany: hasTooMany,
      withoutKey: try withoutKey.finalize(field))
  }

  @_lifetime(borrow self)
  @inline(__always)
  private func key(_ index: Int) -> RawSpan {
    let entry = entries[index]
    return keys.rawBytes.extracting(entry.start..<entry.start + entry.count)
  }

  @inline(never)
  private mutating func insert(_ kind: GroupKey.Kind, _ key: RawSpan) -> Int? {
    guard entries.count < Self.maximumCount, keys.count + key.byteCount <= Self.maximumBytes else {
      giveUp()
      return nil
    }
    entries.append(Entry(kind: kind, start: keys.count, count: key.byteCount))
    unsafe key.withUnsafeBytes { unsafe keys.append(contentsOf: $0) }
    if 2 * entries.count > slots.count {
      slots = [UInt16](repeating: 0, count: 2 * slots.count)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
    return entries.count - 1
  }

  private mutating func place(_ index: Int) {
    let hash = KeyHash.shared(entries[index].kind, key(index))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt16(index + 1)
  }

  private mutating func giveUp() {
    hasTooMany = true
    entries = []
    keys = []
    slots = [UInt16](repeating: 0, count: 64)
  }
}
