internal import BasicContainers
internal import DumpReader

/// A document of which another version may stand: where it is, and what tells it apart.
struct DocumentVersion {
  var location: DocumentLocation
  /// The position of its chunk in the whole input, and its own; smaller is earlier.
  var chunkPosition: UInt64
  var position: UInt64 { chunkPosition &+ UInt64(truncatingIfNeeded: location.index) }
  /// Nil where it has none, so that it stands whatever else there is.
  var id: DocumentID?
  /// Whether the rules have been asked about its first transaction.
  var isBegun = false
}

/// What is met in a chunk where documents are told apart.
enum MetDocument {
  /// One that is not well-formed: it has no id, and has been refused at once.
  case malformed
  /// One whose id cannot be one; its account is the last of the rejects.
  case unusable(DocumentVersion)
  /// One that the rules are to be asked about.
  case version(DocumentVersion)
}

/// The documents of a chunk where of those with one id the last one stands.
///
///     while let met = decoder.nextMet(&cursor, …) {
///       …
///       while let disposition = decoder.nextDisposition(of: &version, in: bytes, into: &record) { … }
///     }
///
/// The rules are applied by the same code as in ``next(_:in:into:)``. What they add to the tally is taken
/// away from it at once, document by document, because it only counts if the document stands.
extension TransactionDecoder {
  /// Makes the decoder one whose tally is only about documents that are malformed.
  mutating func beginVersions() {
    // Values of filters are noted by whoever keeps the versions; the decoder notes them while nothing is
    // counted.
    tally.counts.counted = 1
  }

  /// Goes on to the next document; nil at the end of the chunk.
  ///
  /// - Parameter limit: How many accounts of malformed documents are kept.
  mutating func nextMet(
    _ cursor: inout ChunkCursor, in chunk: RawSpan, limit: Int
  ) -> MetDocument? {
    let isText = encoding != .bson
    let rewrites = isText ? walker.rewriteCount : 0
    let invalidTexts = isText ? walker.invalidTextCount : 0
    do throws(MalformedDocument) {
      guard try walker.next(&cursor, in: chunk, into: &values) else { return nil }
    } catch {
      refuse(.malformed, DocumentLocation(cursor), finding: error, in: chunk)
      _ = takeLastReject(limit: limit)
      return .malformed
    }
    if trimsTexts { values.trimTexts(in: chunk) }
    // No element of it has been met.
    elements.location.element = nil
    var version = DocumentVersion(
      location: DocumentLocation(cursor), chunkPosition: cursor.position)
    guard let id = plan.id else { return .version(version) }
    let value = values.value(of: id)
    let text =
      !isText || walker.rewriteCount == rewrites
      ? nil : walker.rewrittenText(isInvalid: walker.invalidTextCount != invalidTexts)
    switch DocumentID.read(value, encoding, in: chunk, text: text, values: &values) {
    case .none: break
    case .id(let found): version.id = found
    case .unusable(let finding):
      refuse(.user, version.location, field: query.mapping.id, value, in: chunk)
      noteLastReject(finding)
      takeBack()
      return .unusable(version)
    }
    return .version(version)
  }

  /// What becomes of the next transaction of a document, if that stands: of the only one, of each element
  /// of its array, of each of its amounts. Nil behind the last one.
  mutating func nextDisposition(
    of version: inout DocumentVersion, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Disposition? {
    var location = version.location
    let isBegun = version.isBegun
    version.isBegun = true
    if !isBegun, isUnwinding {
      beginElements(location, version.chunkPosition)
      guard isUnfinished else {
        takeBack()
        return .excluded(.empty)
      }
    }
    if isBegun || isUnwinding {
      guard isUnfinished else { return nil }
      if takePending(into: &record) { return .counted }
      guard let element = nextElement(in: chunk) else { return nil }
      location = element
    }
    record.isFurtherAmount = false
    guard decide(location, in: chunk, into: &record) else { return takeReason() }
    record.position = version.position
    if isUnfinished { noteUnfinished(&record, location) }
    return .counted
  }

  /// The rule that applied last, which is taken back.
  @inline(never)
  private mutating func takeReason() -> Disposition {
    let counts = tally.counts
    takeBack()
    for reason in RejectReason.allCases
    where reason != .malformed && counts.rejected[reason] > 0 {
      return .rejected(reason)
    }
    let reason = ExclusionReason.allCases.first { $0.count(in: counts.excluded) > 0 }
    return .excluded(reason ?? .type)
  }

  /// Forgets what was excluded and refused, but for malformed documents.
  private mutating func takeBack() {
    let malformed = tally.counts.rejected.malformed
    tally.counts.excluded = ExcludedCounts()
    tally.counts.rejected = RejectedCounts()
    tally.counts.rejected.malformed = malformed
  }

  /// Completes the account of an id that is none.
  private mutating func noteLastReject(_ finding: UnusableValue.Finding?) {
    guard !rejects.isEmpty else { return }
    let last = rejects.count - 1
    rejects[last].isOfID = true
    if let finding { rejects[last].value?.finding = finding }
  }

  /// Takes away what the rules have noted about the transaction that was asked about last, beside what
  /// became of it.
  @inline(__always)
  mutating func takeNotes() -> VersionNotes? {
    let hasNotes =
      tally.counts.rounded > 0 || tally.times.unlikely > 0 || tally.times.unreadable > 0
      || tally.hasNullKeys || tally.timeRange != nil
    return hasNotes ? takeAllNotes() : nil
  }

  @inline(never)
  private mutating func takeAllNotes() -> VersionNotes {
    let notes = VersionNotes(
      rounded: tally.counts.rounded, hasNullKey: tally.hasNullKeys, times: tally.times,
      time: tally.timeRange?.lowerBound)
    tally.counts.rounded = 0
    tally.hasNullKeys = false
    tally.times = TimeDoubts()
    tally.timeRange = nil
    return notes
  }

  /// What the tally names of a transaction that was left out: the value of the field that it was left
  /// out for, as tallies have it; and of several conditions which one.
  mutating func namedValue(
    _ reason: ExclusionReason, in chunk: RawSpan
  ) -> (value: RawValue?, condition: Int)? {
    switch reason {
    case .store: return (values.value(of: plan.store), 0)
    case .status: return (values.value(of: plan.status), 0)
    case .type: return (values.value(of: plan.type), 0)
    case .where:
      guard let index = unmetCondition(in: chunk) else { return nil }
      return (values.value(of: plan.conditions[index]), index)
    case .time, .duplicate, .empty: return nil
    }
  }

  /// What became of the documents that are malformed, and what was passed over.
  mutating func finishVersions() -> DocumentTally {
    drain()
    var result = DocumentTally()
    result.passed = tally.passed
    // Of documents that do not stand as well: it says whether a field is there at all.
    result.keyPartsSeen = tally.keyPartsSeen
    result.counts.rejected.malformed = tally.counts.rejected.malformed
    result.counts.invalidText = walker.invalidTextCount
    return result
  }
}

/// What the rules note about a transaction, beside what becomes of it.
struct VersionNotes {
  /// Amounts that were rounded.
  var rounded = 0
  var hasNullKey = false
  var times = TimeDoubts()
  /// The time that is out of the range that is asked for.
  var time: Int64?
}
