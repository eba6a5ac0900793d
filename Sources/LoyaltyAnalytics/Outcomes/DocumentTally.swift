internal import DumpReader

/// What became of the documents that one worker saw; tallies of workers combine by addition.
struct DocumentTally: Sendable {
  var counts = DocumentCounts()
  var statuses = ValueHistogram()
  var types = ValueHistogram()
  /// Stores of documents that were left out for it, as long as nothing has been counted: for the
  /// message that says why there is no result.
  var stores = ValueHistogram()
  /// Likewise the values of the fields that `--where` names, by field: of each document the first
  /// one that does not hold.
  var conditions: [String: ValueHistogram] = [:]
  /// The earliest and latest time that was left out.
  var timeRange: ClosedRange<Int64>?
  /// Times that cannot be read, or are unlikely.
  var times = TimeDoubts()
  /// What stood between the documents, by input.
  var passed: [Int: PassedBytes] = [:]

  /// Whether the field of the key was there and null, rather than missing.
  var hasNullKeys = false
  /// Which parts of a key of several fields were there at all, null included; a bit each.
  var keyPartsSeen: UInt8 = 0

  /// The parts of ``keyPartsSeen`` by their numbers.
  var keyPartNumbers: Set<Int> {
    Set((0..<UInt8.bitWidth).filter { keyPartsSeen >> UInt8($0) & 1 == 1 })
  }

  /// Whether a row of a list has a key.
  var hasKeys = false

  /// Documents that have no id, where documents are told apart by it.
  var withoutID = 0

  mutating func combine(_ other: DocumentTally) {
    withoutID += other.withoutID
    if other.hasNullKeys { hasNullKeys = true }
    if other.hasKeys { hasKeys = true }
    keyPartsSeen |= other.keyPartsSeen
    for (input, bytes) in other.passed { passed[input, default: PassedBytes()].combine(bytes) }
    counts.add(other.counts)
    statuses.combine(other.statuses)
    types.combine(other.types)
    stores.combine(other.stores)
    for (field, values) in other.conditions {
      conditions[field, default: ValueHistogram()].combine(values)
    }
    if let range = other.timeRange { note(range) }
    times.combine(other.times)
  }

  mutating func note(_ range: ClosedRange<Int64>) {
    let known = timeRange ?? range
    timeRange =
      min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
  }

  /// The outcomes of inputs, with what was passed over between their documents.
  func completed(_ inputs: [InputOutcome]) -> [InputOutcome] {
    var result = inputs
    for (input, bytes) in passed where result.indices.contains(input) { result[input].add(bytes) }
    return result
  }

  /// The counts with the values of statuses and types filled in.
  func finished() -> DocumentCounts {
    var result = counts
    result.statuses = statuses.sorted()
    result.types = types.sorted()
    return result
  }
}
