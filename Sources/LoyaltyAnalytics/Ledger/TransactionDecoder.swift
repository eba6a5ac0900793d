internal import BasicContainers
internal import DumpReader

/// Decides about each document: rejected, excluded, or counted; and decodes those that count.
///
/// The rules and their order are those of the contract: well-formed, store, status, time,
/// conditions, type, group key, points. A field is decoded when its rule comes up and not before.
/// On the common path nothing is allocated.
struct TransactionDecoder: ~Copyable {
  let query: Query
  private let plan: QuerySlots
  private var walker: DocumentWalker
  private var encoding = DocumentEncoding.bson
  private(set) var values: FieldValues

  private let stores: RigidArray<ValueMatcher>
  private let statuses: RigidArray<ValueMatcher>
  /// The mapping's statuses, as bytes.
  private let acceptedStatuses: [[UInt8]]?
  /// The values of the type field that are known, as bytes.
  private let types: [KnownType]
  /// What points below zero are; nil when they are added as they stand.
  private let negative: TransactionKind?
  private let conditions: RigidArray<ValueMatcher>
  private let from: Int64
  private let until: Int64
  private let readsTime: Bool
  private let calendarUnit: CalendarUnit?
  /// Whether groups have an e-mail address and a name: those of one store or month do not.
  private let hasLabels: Bool
  /// Whether numbers and times are text, as in comma-separated lines.
  private var readsText = false
  private var statusMemo = ShortStringCache<Bool>()
  private var typeMemo = ShortStringCache<TransactionKind?>()

  private(set) var tally = DocumentTally()
  /// The refused documents of the chunk in order, at most `rejectLimit` for each reason.
  var rejects: [Reject] = []
  private let rejectLimit: Int
  /// The input that the chunk is of, and the lines in it.
  private var input = 0
  private var lines = LineCounter()
  /// How many had been refused before the chunk.
  private var refusedBefore = RejectedCounts()

  /// A decoder for a question.
  init(_ query: Query, rejectLimit: Int) {
    self.query = query
    self.rejectLimit = rejectLimit
    let plan = QuerySlots(query)
    self.plan = plan
    walker = DocumentWalker(plan.selection)
    values = FieldValues(for: plan.selection)
    stores = ValueMatcher.list(query.stores)
    conditions = ValueMatcher.list(query.conditions.map(\.value))
    if case .only(let names) = query.statuses {
      statuses = ValueMatcher.list(names)
    } else {
      statuses = ValueMatcher.list([])
    }
    acceptedStatuses = query.mapping.statuses?.map { Array($0.utf8) }
    types = query.mapping.types.entries.map {
      KnownType(bytes: Array($0.value.utf8), kind: $0.kind)
    }
    negative = query.mapping.negative
    from = query.from ?? .min
    until = query.until ?? .max
    calendarUnit = CalendarUnit(query.grouping)
    hasLabels = query.grouping.hasLabels
    readsTime = query.from != nil || query.until != nil
  }

  /// Goes on to the next transaction that counts; false at the end of the chunk.
  @inline(__always)
  mutating func next(
    _ cursor: inout ChunkCursor, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Bool {
    while true {
      do throws(MalformedDocument) {
        guard try walker.next(&cursor, in: chunk, into: &values) else { return false }
      } catch {
        refuse(.malformed, DocumentLocation(cursor), finding: error, in: chunk)
        continue
      }
      let location = DocumentLocation(cursor)
      if decide(location, in: chunk, into: &record) {
        record.position = cursor.position &+ UInt64(truncatingIfNeeded: location.index)
        return true
      }
    }
  }

  /// Prepares for the chunk: comma-separated lines need the names of their columns.
  mutating func begin(_ chunk: borrowing Chunk) {
    rejects.removeAll()
    refusedBefore = tally.counts.rejected
    drain()
    input = chunk.input
    walker.begin(chunk)
    encoding = chunk.encoding
    lines.begin(chunk)
    readsText = chunk.encoding == .csv
  }

  /// Takes over what the walker has passed over in the chunk before.
  private mutating func drain() {
    let passed = walker.takePassed()
    if passed.count > 0 || passed.zeros > 0 {
      tally.passed[input, default: PassedBytes()].combine(passed)
    }
  }

  /// Applies the rules to the document whose fields are in `values`.
  @inline(__always)
  private mutating func decide(
    _ location: DocumentLocation, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Bool {
    if !stores.isEmpty, !matchesStore(in: chunk) {
      tally.counts.excluded.store &+= 1
      return false
    }
    if query.statuses != .any, !acceptsStatus(in: chunk) {
      tally.counts.excluded.status &+= 1
      return false
    }
    var time: Int64?
    if let value = values[plan.time], value.type != .null {
      if value.type == .date {
        time = value.int64
      } else if let milliseconds = TransactionTime.milliseconds(
        value, in: chunk, scratch: values.scratch)
      {
        time = milliseconds
      } else if readsText,
        let milliseconds = TransactionTime.milliseconds(
          text: value.bytes(in: chunk, scratch: values.scratch))
      {
        time = milliseconds
      } else if readsTime {
        refuse(.time, location, field: query.mapping.time, in: chunk)
        return false
      }
    }
    if readsTime {
      guard let time, time >= from, time < until else {
        if let time { tally.note(time...time) }
        tally.counts.excluded.time &+= 1
        return false
      }
    }
    guard conditions.isEmpty || meetsConditions(in: chunk) else {
      tally.counts.excluded.where &+= 1
      return false
    }
    guard var kind = kind(in: chunk) else {
      tally.counts.excluded.type &+= 1
      return false
    }
    guard let key = key(time, in: chunk) else {
      refuse(.user, location, field: plan.selection.paths[plan.key], in: chunk)
      return false
    }
    var rounded = false
    guard let value = values[plan.points],
      var points = Self.points(
        value, isText: readsText, in: chunk, scratch: values.scratch, &rounded)
    else {
      refuse(.points, location, field: query.mapping.points, in: chunk)
      return false
    }
    if points.units < 0, let negative {
      points.units = -points.units
      if kind == .award { kind = negative }
    }
    record.kind = kind
    record.keyKind = key.kind
    record.key = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
    record.points = points
    record.time = time
    if hasLabels {
      record.email = label(plan.email, in: chunk)
      record.firstName = label(plan.firstName, in: chunk)
      record.lastName = label(plan.lastName, in: chunk)
    }
    tally.counts.counted &+= 1
    if rounded { tally.counts.rounded &+= 1 }
    return true
  }

  /// The group key: a field's value, or the calendar text of the time.
  @inline(__always)
  private mutating func key(_ time: Int64?, in chunk: RawSpan) -> GroupKeySlice? {
    guard let unit = calendarUnit else {
      return GroupKeySlice(values[plan.key], in: chunk, values: &values)
    }
    guard let time else { return GroupKeySlice(.null) }
    let zone = query.timeZone
    return values.appendScratch { unit.appendKey(of: time, in: zone, to: &$0) }
  }

  /// The amount of a value. Static, because the compiler does not inline this one, and then copies
  /// the whole decoder, a thousand bytes, to call a method of it.
  private static func points(
    _ value: RawValue, isText: Bool, in chunk: RawSpan, scratch: RawSpan, _ rounded: inout Bool
  ) -> Points? {
    if isText, value.type == .string {
      return Points(written: value.bytes(in: chunk, scratch: scratch), rounded: &rounded)
    }
    return Points(value, in: chunk, scratch: scratch, rounded: &rounded)
  }

  /// Whether all conditions on other fields are met. Apart from the rules, which would otherwise put
  /// all they need on the stack around the loop, for each document; mutating like
  /// ``judgeStatus(_:in:)``.
  @inline(never)
  private mutating func meetsConditions(in chunk: RawSpan) -> Bool {
    for i in 0..<conditions.count {
      guard let value = values[plan.conditions[i]], value.type != .null,
        conditions[i].matches(value, in: chunk, scratch: values.scratch)
      else {
        if tally.counts.counted == 0 { noteCondition(i, in: chunk) }
        return false
      }
    }
    return true
  }

  @inline(never)
  private mutating func noteCondition(_ index: Int, in chunk: RawSpan) {
    let field = query.conditions[index].field
    var counts = tally.conditions.removeValue(forKey: field) ?? ValueHistogram()
    counts.add(values[plan.conditions[index]], in: chunk, scratch: values.scratch)
    tally.conditions[field] = counts
  }

  /// Whether the store is one of those asked for, or none was.
  @inline(__always)
  private mutating func matchesStore(in chunk: RawSpan) -> Bool {
    if let value = values[plan.store], value.type != .null {
      for i in 0..<stores.count {
        if stores[i].matches(value, in: chunk, scratch: values.scratch) { return true }
      }
    }
    if tally.counts.counted == 0 { noteStore(in: chunk) }
    return false
  }

  @inline(never)
  private mutating func noteStore(in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.stores)
    counts.add(values[plan.store], in: chunk, scratch: values.scratch)
    swap(&counts, &tally.stores)
  }

  /// Whether the status counts; one that does not is tallied by its value.
  @inline(__always)
  private mutating func acceptsStatus(in chunk: RawSpan) -> Bool {
    let value = values[plan.status]
    if let value, let text = ShortString(value, in: chunk) {
      if let verdict = statusMemo.recall(text) { return verdict }
      let verdict = judgeStatus(value, in: chunk)
      if !statusMemo.remember(text, verdict), !verdict {
        countStatus(value, in: chunk)
      }
      return verdict
    }
    let verdict = judgeStatus(value, in: chunk)
    if !verdict { countStatus(value, in: chunk) }
    return verdict
  }

  // Tallies are taken out while a value is counted: its text lies beside them, in `values`.
  @inline(never)
  private mutating func countStatus(_ value: RawValue?, in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.statuses)
    counts.add(value, in: chunk, scratch: values.scratch)
    swap(&counts, &tally.statuses)
  }

  @inline(never)
  private mutating func countType(_ value: RawValue?, in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.types)
    counts.add(value, in: chunk, scratch: values.scratch)
    swap(&counts, &tally.types)
  }

  /// Mutating for the same reason that ``points(_:isText:in:scratch:_:)`` is static: it is called in
  /// place, on no copy of the decoder.
  @inline(never)
  private mutating func judgeStatus(_ value: RawValue?, in chunk: RawSpan) -> Bool {
    switch query.statuses {
    case .any:
      return true
    case .standard:
      guard let value, acceptedStatuses != nil else { return true }
      guard value.type == .string || value.type == .symbol else { return false }
      let text = value.bytes(in: chunk, scratch: values.scratch)
      return acceptedStatuses?.contains { text.equalsIgnoringCase($0) } ?? true
    case .only:
      guard let value, value.type != .null else { return false }
      for i in 0..<statuses.count {
        if statuses[i].matches(value, in: chunk, scratch: values.scratch) { return true }
      }
      return false
    }
  }

  /// What the transaction does; a type that is not known is tallied by its value.
  @inline(__always)
  private mutating func kind(in chunk: RawSpan) -> TransactionKind? {
    let value = values[plan.type]
    if let value, let text = ShortString(value, in: chunk) {
      if let kind = typeMemo.recall(text) { return kind }
      let kind = judgeType(value, in: chunk)
      if !typeMemo.remember(text, kind), kind == nil {
        countType(value, in: chunk)
      }
      return kind
    }
    let kind = judgeType(value, in: chunk)
    if kind == nil { countType(value, in: chunk) }
    return kind
  }

  /// Mutating like ``judgeStatus(_:in:)``.
  @inline(never)
  private mutating func judgeType(_ value: RawValue?, in chunk: RawSpan) -> TransactionKind? {
    guard let value else { return nil }
    switch value.type {
    case .string, .symbol:
      let text = value.bytes(in: chunk, scratch: values.scratch)
      for i in types.indices where types[i].matches(text) {
        return types[i].kind
      }
      return nil
    case .int32, .int64, .double, .decimal128:
      // Numbers are known by what tallies call them.
      return query.mapping.types[value.text(in: chunk, scratch: values.scratch)]
    default: return nil
    }
  }

  /// Counts a refused document, and keeps the account of it while there is room.
  @inline(never)
  private mutating func refuse(
    _ reason: RejectReason, _ location: DocumentLocation, finding: MalformedDocument? = nil,
    field: String? = nil, in chunk: RawSpan
  ) {
    let refused = tally.counts.rejected[reason]
    tally.counts.rejected[reason] = refused + 1
    guard refused - refusedBefore[reason] < rejectLimit else { return }
    var name = field
    var isAskedFor = true
    if let finding, !finding.key.isEmpty, isName(finding, in: chunk) {
      let key = chunk.extracting(finding.key).text
      isAskedFor = plan.selection.paths.contains {
        $0 == key || $0.split(separator: ".").contains { $0 == key }
      }
      name = key
    }
    rejects.append(
      Reject(
        reason: reason, finding: finding, field: name, fieldIsAskedFor: isAskedFor,
        index: location.index, offset: location.offset,
        line: lines.line(at: location.offset, in: chunk),
        bytesSkipped: 0))
  }

  /// Whether the text that a finding names is sure to be the name of a field. Where a name was
  /// expected, it may be a value that got there: a colon has to follow it, and in BSON its type has to
  /// be one.
  private func isName(_ finding: MalformedDocument, in chunk: RawSpan) -> Bool {
    switch encoding {
    case .bson: return finding.code != .unknownType
    case .csv: return true
    case .jsonLines, .jsonValues, .jsonMembers:
      var i = finding.key.upperBound
      while i < chunk.byteCount, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(chunk[i]) { i += 1 }
      return i < chunk.byteCount && chunk[i] == UInt8(ascii: ":")
    }
  }

  /// The line feeds between the chunk before and the end of this one, whose documents have been met.
  func lineFeedCount(of chunk: borrowing Chunk, documents: Int) -> Int {
    lines.total(of: chunk, documents: walker.isOneToALine ? documents : nil)
  }

  /// The scratch bytes are no longer needed: the batch that pointed there has been reduced.
  mutating func clearScratch() { values.clearScratch() }

  /// Counts a gap of the input as one refused document.
  mutating func refuse(_ skipped: SkippedBytes, at offset: Int) {
    tally.counts.rejected.malformed += 1
    rejects.append(
      Reject(
        reason: .malformed, finding: skipped.finding, field: nil, index: 0, offset: offset,
        line: lines.isActive ? lines.lineFeeds : nil, bytesSkipped: skipped.count))
  }

  /// The tally of all chunks so far, complete with what the memos have counted.
  mutating func finishTally() -> DocumentTally {
    drain()
    statusMemo.drain { text, verdict, count in
      if !verdict, count > 0 { tally.statuses.add(text.text, count) }
    }
    typeMemo.drain { text, kind, count in
      if kind == nil, count > 0 { tally.types.add(text.text, count) }
    }
    tally.counts.invalidText = walker.invalidTextCount
    let counts = tally.counts
    tally.counts.read = counts.counted + counts.excluded.total + counts.rejected.total
    return tally
  }
}

/// A value of the type field, and what it means.
private struct KnownType: Sendable {
  let bytes: [UInt8]
  let kind: TransactionKind

  func matches(_ text: RawSpan) -> Bool { text.elementsEqual(bytes.rawBytes) }
}

/// Which document of a chunk, and where it starts in the decoded stream of its input.
struct DocumentLocation {
  let index: Int
  let offset: Int

  /// The document that was met last.
  @inline(__always)
  init(_ cursor: ChunkCursor) {
    index = cursor.count &- 1
    offset = cursor.documentOffset
  }
}
