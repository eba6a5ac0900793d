internal import DumpReader

/// How often each value occurred, for a bounded number of values.
///
/// Hostile input has as many statuses as documents. Beyond the limit the values that sort last are
/// counted together; which ones those are does not depend on the order in which they come, so that
/// tallies of several threads combine to the same result.
///
/// A table with open addressing over the bytes of the texts, with a keyed hash: nothing is allocated
/// for a value that is known, and one that sorts behind the kept ones costs a comparison. Values are
/// told apart by their bytes. `Tests/Checks/flood` holds what the worst input may cost.
struct ValueHistogram: Sendable {
  /// Values that are told apart.
  static let limit = 1000
  /// Bytes of a value that are kept.
  static let maximumLength = 128
  /// The name for the values beyond the limit.
  static let otherName = "(other)"

  private struct Entry: Sendable {
    var start: Int
    var count: Int
    var occurrences: Int
  }

  /// So many slots are never more than half full: entries are trimmed at twice the limit.
  private static let slotCount = 4096

  /// The texts of all entries, back to back.
  private var texts: [UInt8] = []
  private var entries: [Entry] = []
  /// One more than the index of an entry, 0 where there is none; made for the first value.
  private var slots: [UInt16] = []
  /// The last value that was kept when others had to go: what sorts behind it does not come in again.
  private var lastKept: [UInt8]?
  private(set) var other = 0

  /// Counts a value `occurrences` times.
  mutating func add(_ value: RawSpan, _ occurrences: Int = 1) {
    guard value.byteCount <= Self.maximumLength else {
      return addLong(value, occurrences)
    }
    if let lastKept, lastKept.rawBytes.precedes(value) {
      other += occurrences
      return
    }
    if slots.isEmpty { slots = [UInt16](repeating: 0, count: Self.slotCount) }
    var slot = Int(truncatingIfNeeded: KeyHash.shared(.string, value)) & (Self.slotCount - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if text(index).elementsEqual(value) {
        entries[index].occurrences += occurrences
        return
      }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    entries.append(
      Entry(start: texts.count, count: value.byteCount, occurrences: occurrences))
    slots[slot] = UInt16(entries.count)
    unsafe value.withUnsafeBytes { unsafe texts.append(contentsOf: $0) }
    // Twice the limit, so that the search for the last values is rare.
    if entries.count > 2 * Self.limit { trim() }
  }

  /// Counts a text.
  mutating func add(_ value: String, _ occurrences: Int = 1) {
    unsafe add(value.utf8.span.bytes, occurrences)
  }

  /// Counts a field's value as text; nil is a missing field.
  mutating func add(_ value: RawValue?, in chunk: RawSpan, scratch: RawSpan) {
    guard let value else { return add("(missing)") }
    if value.type == .string || value.type == .symbol {
      add(value.bytes(in: chunk, scratch: scratch))
    } else {
      add(value.text(in: chunk, scratch: scratch))
    }
  }

  /// Counts a long value under its beginning, up to the end of a character.
  private mutating func addLong(_ value: RawSpan, _ occurrences: Int) {
    let ellipsis = Array("…".utf8)
    var count = Self.maximumLength - ellipsis.count
    while count > 0, value[count] & 0xC0 == 0x80 { count -= 1 }
    add((value.extracting(0..<count).copied() + ellipsis).rawBytes, occurrences)
  }

  /// The values that are kept, each with its count, in the order of their bytes.
  var kept: [(value: [UInt8], count: Int)] {
    var tally = self
    tally.trim()
    return tally.entries.indices.map { (tally.text($0).copied(), tally.entries[$0].occurrences) }
      .sorted { $0.value.rawBytes.precedes($1.value.rawBytes) }
  }

  /// How many values are counted together, beside those that are kept.
  var otherCount: Int {
    var tally = self
    tally.trim()
    return tally.other
  }

  /// Counts values that are not told apart.
  mutating func addOthers(_ count: Int) { other += count }

  /// Takes in another tally.
  mutating func combine(_ other: ValueHistogram) {
    for index in other.entries.indices {
      add(other.text(index), other.entries[index].occurrences)
    }
    self.other += other.other
  }

  @_lifetime(borrow self)
  private func text(_ index: Int) -> RawSpan {
    let entry = entries[index]
    return texts.rawBytes.extracting(entry.start..<entry.start + entry.count)
  }

  /// Keeps the values that sort first, and counts the others together.
  private mutating func trim() {
    guard entries.count > Self.limit else { return }
    let all = self
    let order = entries.indices.sorted { all.text($0).precedes(all.text($1)) }
    for index in order.dropFirst(Self.limit) { other += entries[index].occurrences }
    texts.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    slots = []
    lastKept = nil
    for index in order.prefix(Self.limit) { add(all.text(index), all.entries[index].occurrences) }
    lastKept = text(Self.limit - 1).copied()
  }

  /// The counts, the most frequent value first, ties by value; the values beyond the limit last.
  func sorted() -> [ValueCount] {
    var tally = self
    tally.trim()
    var result = tally.entries.indices.map {
      ValueCount(value: tally.text($0).text, count: tally.entries[$0].occurrences)
    }
    result.sort {
      $0.count != $1.count
        ? $0.count > $1.count : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
    }
    if tally.other > 0 { result.append(ValueCount(value: Self.otherName, count: tally.other)) }
    return result
  }
}
