internal import DumpReader

/// What became of the documents that stand: their tally, and accounts of those that were refused.
struct VersionOutcome: Sendable {
  private(set) var tally = DocumentTally()
  /// Told about when all is known.
  private(set) var rejects = RecordSorter<LateReject>()
  /// Which transaction of its document an item is.
  private var ordinal = 0
  private var lastPosition = UInt64.max
  /// The fields of the question's conditions.
  private let conditions: [String]

  /// Of no documents yet.
  init(_ query: Query) {
    conditions = query.conditions.map(\.field)
    tally.counts.excluded.duplicate = 0
  }

  /// Counts a document that another one replaces.
  mutating func countDuplicate() {
    tally.counts.excluded.duplicate = (tally.counts.excluded.duplicate ?? 0) + 1
  }

  /// Counts a document without an id.
  mutating func countWithoutID() { tally.withoutID += 1 }

  /// Counts a transaction that is in the totals; what else was noted is for ``note(_:)``.
  @inline(__always)
  mutating func countTransaction() { tally.counts.counted &+= 1 }

  /// Takes in what was noted about a transaction.
  mutating func note(_ notes: StoredNotes) {
    tally.counts.rounded += Int(notes.rounded)
    if notes.hasNullKey { tally.hasNullKeys = true }
    if notes.unlikely > 0 || notes.unreadable > 0 { tally.times.combine(notes.times) }
    if notes.hasTime { tally.note(notes.time...notes.time) }
  }

  /// Counts a transaction that is not in the totals.
  mutating func count(
    _ item: borrowing VersionItem, of entry: borrowing VersionEntry
  ) {
    let payload = item.page.extracting(item.payload)
    switch Disposition.all[Int(item.disposition)] {
    case .counted: countTransaction()
    case .rejected(let reason):
      tally.counts.rejected[reason] += 1
      ordinal = entry.position == lastPosition ? ordinal + 1 : 0
      lastPosition = entry.position
      rejects.append(LateReject.record(entry.position, element: ordinal, payload))
    case .excluded(let reason):
      switch reason {
      case .store:
        tally.counts.excluded.store &+= 1
        if tally.counts.counted == 0 { tally.stores.add(payload) }
      case .status:
        tally.counts.excluded.status &+= 1
        tally.statuses.add(payload)
      case .type:
        tally.counts.excluded.type &+= 1
        tally.types.add(payload)
      case .where:
        tally.counts.excluded.where &+= 1
        if tally.counts.counted == 0, conditions.indices.contains(item.condition) {
          tally.conditions[conditions[item.condition], default: ValueHistogram()].add(payload)
        }
      case .time: tally.counts.excluded.time &+= 1
      case .empty: tally.counts.excluded.empty &+= 1
      case .duplicate: countDuplicate()
      }
    }
  }

  /// Writes the rejects out where they take too much memory.
  mutating func spillRejects(above limit: Int, _ quota: SpillQuota) throws(AnalysisError) {
    if rejects.byteCount >= limit { try rejects.spill(quota) }
  }

  /// The tally, complete, with the malformed documents.
  ///
  /// - Parameter unwound: How many documents there were, where arrays are unwound.
  func finished(_ malformed: DocumentTally, unwound: Int?) -> DocumentTally {
    var result = tally
    result.combine(malformed)
    result.counts.unwound = unwound
    let counts = result.counts
    result.counts.read = counts.counted + counts.excluded.total + counts.rejected.total
    return result
  }
}
