internal import BasicContainers
internal import DumpReader

extension TransactionDecoder {
  /// Goes on to the next document, whether it counts or not: what became of it; nil at the end of the
  /// chunk.
  ///
  /// The rules are those of ``next(_:in:into:)``, applied by the same code; which one applied, the
  /// tally tells, which has grown by this document.
  mutating func nextDisposition(
    _ cursor: inout ChunkCursor, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Disposition? {
    let before = tally.counts
    var location = DocumentLocation(cursor)
    while true {
      if isUnfinished {
        if takePending(into: &record) { return .counted }
        guard let element = nextElement(in: chunk) else { continue }
        location = element
        break
      }
      do throws(MalformedDocument) {
        guard try walker.next(&cursor, in: chunk, into: &values) else { return nil }
      } catch {
        refuse(.malformed, DocumentLocation(cursor), finding: error, in: chunk)
        return .rejected(.malformed)
      }
      location = DocumentLocation(cursor)
      guard isUnwinding else { break }
      beginElements(location, cursor.position)
      guard isUnfinished else { return .excluded(.empty) }
    }
    record.isFurtherAmount = false
    if decide(location, in: chunk, into: &record) {
      if isUnfinished { noteUnfinished(&record, location) }
      return .counted
    }
    let after = tally.counts
    for reason in RejectReason.allCases where after.rejected[reason] > before.rejected[reason] {
      return .rejected(reason)
    }
    let reason = ExclusionReason.allCases.first {
      $0.count(in: after.excluded) > $0.count(in: before.excluded)
    }
    return reason.map { .excluded($0) }
  }

  /// Takes the account of the document that was refused last.
  ///
  /// - Parameter limit: How many of its reason are kept for others to tell about.
  mutating func takeLastReject(limit: Int) -> Reject? {
    guard let reject = rejects.last else { return nil }
    if tally.counts.rejected[reject.reason] - refusedBefore[reject.reason] > limit {
      rejects.removeLast()
    }
    return reject
  }

  /// Fills in what can be known of a document that does not count, so that it can be found again.
  mutating func describe(
    in chunk: RawSpan, into record: inout TransactionRecord, isMalformed: Bool
  ) -> Bool {
    record = TransactionRecord()
    guard !isMalformed else { return false }
    if let value = values.value(of: plan.time), value.type != .null {
      record.time = times.milliseconds(value, isTable: isTable, in: chunk, scratch: values.scratch)
    }
    if let key = key(record.time, in: chunk) {
      record.keyKind = key.kind
      record.key = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
    }
    guard plan.columns.isEmpty, let meaning = judgeType(values.value(of: plan.type), in: chunk),
      meaning != .ignore, let value = values.value(of: plan.points)
    else { return false }
    var rounded = false
    guard
      let points = Self.points(value, as: amounts, in: chunk, scratch: values.scratch, &rounded)
    else { return false }
    record.kind = meaning.kind
    record.points = points
    if points.units < 0 || !meaning.isPlain { record.settle(meaning, negative: negative) }
    return true
  }

  /// Which condition a document does not meet.
  func unmetCondition(in chunk: RawSpan) -> Int? {
    for i in 0..<conditions.count
    where !conditions[i].holds(
      values.value(of: plan.conditions[i]), isTable: isTable, times: times, in: chunk,
      scratch: values.scratch)
    {
      return i
    }
    return nil
  }
}
