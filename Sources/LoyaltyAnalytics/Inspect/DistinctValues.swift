/// Which values a field has: each with its count as long as they are few, then how many, at last
/// about how many.
///
///     few     ≤ 20 values     hash, count and text of each
///     exact   ≤ its limit     hashes, in a table with linear probing
///     sketch  beyond          a HyperLogLog
///
/// Values are told apart by ``ValueHash/keyed``, and estimated by ``ValueHash/fixed``; as long as they
/// are told apart, what each would come to in an estimate is kept beside its hash.
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
  /// What each comes to in an estimate.
  private var marks: [HyperLogLog.Mark] = []
  private var counts: [Int] = []
  /// Few: kind, length and bytes of each, one behind the other.
  private var keys: [UInt8] = []
  private var sketch: HyperLogLog?
  /// How many distinct values there are; not in a sketch.
  private var count = 0
  /// The value that was met last; in a table the one that was added last.
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

  /// The hash that values have to be counted by.
  @inline(__always)
  var hash: ValueHash { sketch == nil ? .keyed : .fixed }

  /// Counts a value.
  ///
  /// - Returns: Whether it is new and ``append(_:_:)`` has to follow.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    if last < counts.count, hashes[last] == hash {
      counts[last] &+= 1
      return false
    }
    return insert(hash, count: 1)
  }

  /// Keeps the value that was just met for the first time.
  ///
  /// - Parameters:
  ///   - hash: Its hash that estimates go by.
  ///   - key: The value, which is shown as long as there are few.
  mutating func append(_ hash: UInt64, _ key: @autoclosure () -> GroupKey) {
    let mark = HyperLogLog.Mark(hash, indexBits: limit.indexBits)
    if phase == .few { append(key()) }
    keep(mark)
  }

  private mutating func append(_ key: GroupKey) {
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
        marks.append(.none)
        counts.append(more)
        return true
      }
      tabulate()
      return insertExact(hash)
    case .exact: return insertExact(hash)
    case .sketch:
      sketch?.insert(hash)
      return false
    }
  }

  private mutating func tabulate() {
    let known = zip(hashes, marks)
    hashes = Array(repeating: 0, count: limit.slots)
    marks = Array(repeating: .none, count: limit.slots)
    (counts, keys, count, phase) = ([], [], 0, .exact)
    for (hash, mark) in known where insertExact(hash) { marks[last] = mark }
  }

  /// Puts a hash into the table; whether it is new.
  private mutating func insertExact(_ hash: UInt64) -> Bool {
    var i = Int(hash.multipliedFullWidth(by: UInt64(hashes.count)).high)
    while hashes[i] != 0 {
      if hashes[i] == hash { return false }
      i = i + 1 == hashes.count ? 0 : i + 1
    }
    if count == limit.exact {
      estimate()
    } else {
      hashes[i] = hash
      last = i
      count += 1
    }
    return true
  }

  private mutating func estimate() {
    var sketch = HyperLogLog(indexBits: limit.indexBits)
    for (hash, mark) in zip(hashes, marks) where hash != 0 { sketch.insert(mark) }
    self.sketch = sketch
    (hashes, marks, counts, keys, phase) = ([], [], [], [], .sketch)
  }

  /// Adds all values of another one with the same limit.
  mutating func combine(_ other: DistinctValues) {
    switch other.phase {
    case .few:
      let keys = other.listedKeys
      for i in other.hashes.indices
      where phase == .sketch || insert(other.hashes[i], count: other.counts[i]) {
        keep(other.marks[i])
        if phase == .few { append(keys[i]) }
      }
    case .exact:
      if phase == .few { tabulate() }
      for (hash, mark) in zip(other.hashes, other.marks) where hash != 0 {
        if phase == .sketch || insertExact(hash) { keep(mark) }
      }
    case .sketch:
      if phase == .few { tabulate() }
      if phase == .exact { estimate() }
      if let more = other.sketch { sketch?.combine(more) }
    }
  }

  /// Keeps what a value comes to in an estimate that is new, or cannot be told apart any more.
  private mutating func keep(_ mark: HyperLogLog.Mark) {
    if phase == .sketch { sketch?.insert(mark) } else { marks[last] = mark }
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
