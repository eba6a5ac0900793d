/// Which values a field has: each with its count as long as they are few, then how many, at last
/// about how many.
///
///     few     ≤ 20 values     hash, count and text of each
///     exact   ≤ its limit     hashes, in a table with linear probing
///     sketch  beyond          a HyperLogLog
///
/// Which of these it is follows from the values alone, not from their order: so two of them combine
/// to the one of all values.
struct DistinctValues: Sendable {
  /// How many values are counted one by one.
  static let fewLimit = 20

  private enum Phase { case few, exact, sketch }

  private var phase = Phase.few
  /// Few: in order of appearance. Exact: a table, 0 where nothing is.
  private var hashes: [UInt64] = []
  private var counts: [Int] = []
  /// Few: kind, length and bytes of each, one behind the other.
  private var keys: [UInt8] = []
  private var sketch: HyperLogLog?
  /// How many distinct values there are; not in a sketch.
  private var count = 0
  /// The value that was met last.
  private var last = 0
  /// How many values are counted exactly.
  private let limit: Limit

  /// How exact a field is counted: the first ones better than those beyond.
  enum Limit: Sendable {
    case first, further

    /// How many distinct values are counted.
    var exact: Int { self == .first ? 1000 : 50 }
    /// Slots for as many, and a few free ones.
    fileprivate var slots: Int { self == .first ? 1200 : 60 }
    fileprivate var indexBits: Int { self == .first ? 11 : 9 }
  }

  init(_ limit: Limit) {
    self.limit = limit
  }

  /// Counts a value.
  ///
  /// - Returns: Whether it is new and ``append(_:)`` has to follow.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    if last < counts.count, hashes[last] == hash {
      counts[last] &+= 1
      return false
    }
    return insert(hash, count: 1)
  }

  /// Keeps the value that was just met for the first time.
  mutating func append(_ key: GroupKey) {
    let key = ValueText.cut(key)
    keys.append(key.kind.rawValue)
    keys.append(UInt8(key.bytes.count))
    keys += key.bytes
  }

  /// The values that are counted one by one, in the order of their hashes.
  private var listedKeys: [GroupKey] {
    var list: [GroupKey] = []
    var i = 0
    while i < keys.count {
      let end = i + 2 + Int(keys[i + 1])
      list.append(
        GroupKey(kind: GroupKey.Kind(rawValue: keys[i]) ?? .null, bytes: Array(keys[i + 2..<end])))
      i = end
    }
    return list
  }

  private mutating func insert(_ hash: UInt64, count more: Int) -> Bool {
    switch phase {
    case .few:
      for i in hashes.indices where hashes[i] == hash {
        counts[i] &+= more
        last = i
        return false
      }
      if count < Self.fewLimit {
        last = count
        count += 1
        hashes.append(hash)
        counts.append(more)
        return true
      }
      tabulate()
      insertExact(hash)
    case .exact: insertExact(hash)
    case .sketch: sketch?.insert(hash)
    }
    return false
  }

  private mutating func tabulate() {
    let known = hashes
    hashes = Array(repeating: 0, count: limit.slots)
    (counts, keys, count, phase) = ([], [], 0, .exact)
    for hash in known { insertExact(hash) }
  }

  private mutating func insertExact(_ hash: UInt64) {
    var i = Int(hash.multipliedFullWidth(by: UInt64(hashes.count)).high)
    while hashes[i] != 0 {
      if hashes[i] == hash { return }
      i = i + 1 == hashes.count ? 0 : i + 1
    }
    if count == limit.exact {
      estimate()
      sketch?.insert(hash)
    } else {
      hashes[i] = hash
      count += 1
    }
  }

  private mutating func estimate() {
    var sketch = HyperLogLog(indexBits: limit.indexBits)
    for hash in hashes where hash != 0 { sketch.insert(hash) }
    self.sketch = sketch
    (hashes, counts, keys, phase) = ([], [], [], .sketch)
  }

  /// Adds all values of another one with the same limit.
  mutating func combine(_ other: DistinctValues) {
    switch other.phase {
    case .few:
      let keys = other.listedKeys
      for i in other.hashes.indices where insert(other.hashes[i], count: other.counts[i]) {
        append(keys[i])
      }
    case .exact:
      if phase == .few { tabulate() }
      for hash in other.hashes where hash != 0 { _ = insert(hash, count: 1) }
    case .sketch:
      if phase == .few { tabulate() }
      if phase == .exact { estimate() }
      if let more = other.sketch { sketch?.combine(more) }
    }
  }

  /// How many distinct values there are, and whether that is exact.
  var distinct: (count: Int, isExact: Bool) {
    if let sketch { return (max(sketch.estimate, limit.exact + 1), false) }
    return (count, true)
  }

  /// The values with their counts, the most frequent first, ties by text; nil where there are more
  /// than ``fewLimit``.
  var values: [(text: ValueText, count: Int)]? {
    guard phase == .few else { return nil }
    return zip(listedKeys, counts).map { (ValueText($0), $1) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0
    }
  }
}
