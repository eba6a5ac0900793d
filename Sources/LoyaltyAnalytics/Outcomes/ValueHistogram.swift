/// How often each value occurred, for a bounded number of values.
///
/// Hostile input has as many statuses as documents. Beyond the limit the values that sort last are
/// counted together; which ones those are does not depend on the order in which they come, so that
/// tallies of several threads combine to the same result.
struct ValueHistogram: Sendable, Equatable {
  /// Values that are told apart.
  static let limit = 1000
  /// Bytes of a value that are kept.
  static let maximumLength = 128
  /// The name for the values beyond the limit.
  static let otherName = "(other)"

  private(set) var counts: [BytewiseString: Int] = [:]
  private(set) var other = 0

  /// Counts a value `count` times.
  mutating func add(_ value: String, _ count: Int = 1) {
    let name =
      value.utf8.count <= Self.maximumLength
      ? value : String(decoding: value.utf8.prefix(Self.maximumLength), as: UTF8.self) + "…"
    counts[BytewiseString(name), default: 0] += count
    // Room to spare, so that the search for the last value is rare.
    if counts.count > 2 * Self.limit { trim() }
  }

  /// Takes in another tally.
  mutating func combine(_ other: ValueHistogram) {
    for (value, count) in other.counts { add(value.text, count) }
    self.other += other.other
  }

  private mutating func trim() {
    let sorted = counts.keys.sorted()
    for value in sorted.dropFirst(Self.limit) {
      other += counts.removeValue(forKey: value) ?? 0
    }
  }

  /// The counts, the most frequent value first, ties by value; the values beyond the limit last.
  func sorted() -> [ValueCount] {
    var tally = self
    tally.trim()
    var result = tally.counts.map { ValueCount(value: $0.key.text, count: $0.value) }
    result.sort {
      $0.count != $1.count
        ? $0.count > $1.count : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
    }
    if tally.other > 0 { result.append(ValueCount(value: Self.otherName, count: tally.other)) }
    return result
  }
}
