internal import BasicContainers
internal import DumpReader

/// Decides about each document: rejected, excluded, or counted; and decodes those that count.
///
/// The rules and their order are those of the contract: well-formed, store, status, time,
/// conditions, type, group key, points. A field is decoded when its rule comes up and not before.
/// On the common path nothing is allocated.
struct TransactionDecoder: ~Copyable {
  let query: Query
  let plan: QuerySlots
  var walker: DocumentWalker
  private(set) var encoding = DocumentEncoding.bson
  var values: FieldValues

  private let stores: RigidArray<ValueMatcher>
  let statuses: RigidArray<ValueMatcher>
  /// The mapping's statuses, as bytes.
  let acceptedStatuses: [[UInt8]]?
  /// The values of the type field that are known, as bytes.
  let types: [KnownType]
  /// What types mean that are not named.
  let otherTypes: TypeMeaning?
  /// What points below zero are; nil when they are added as they stand.
  let negative: TransactionKind?
  let conditions: RigidArray<ConditionMatcher>
  let times: TimeReader
  /// What reads times in the forms that are tried for messages.
  let timeCandidates: [TimeReader]
  private let from: Int64
  private let until: Int64
  private let readsTime: Bool
  private let calendarUnit: CalendarUnit?
  /// Whether times are needed for keys.
  private let groupsTimes: Bool
  private let groupsInputs: Bool
  /// Whether keys are made, of the time, the input or several fields.
  private let makesKeys: Bool
  /// Which part of a key of several fields could not be one.
  var refusedPart = 0
  /// Whether the key of several fields, one of them of persons, is of nobody.
  var isOfNobody = false
  /// What the input of the chunk is called, for groups by input.
  private var inputName: [UInt8] = []
  /// Whether groups have an e-mail address and a name: those of one store or month do not.
  private let hasLabels: Bool
  let trimsTexts: Bool
  /// Whether numbers and times are text, as in comma-separated lines.
  private(set) var isTable = false
  /// How amounts are written that are text; nil where none is read.
  private(set) var amounts: AmountFormat?
  /// The further amounts of a document with a column for each sum.
  var pending = PendingAmounts()
  /// The elements of a document that are still to come.
  var elements = ElementCursor()
  /// Whether further amounts or elements are left.
  var isUnfinished = false
  let isUnwinding: Bool
  var statusMemo = ShortStringCache<Bool>()
  var typeMemo = ShortStringCache<TypeMeaning?>()

  var tally = DocumentTally()
  /// The refused documents of the chunk in order, at most `rejectLimit` for each reason.
  var rejects: [Reject] = []
  let rejectLimit: Int
  /// The input that the chunk is of, and the lines in it.
  private var input = 0
  var lines = LineCounter()
  /// How many had been refused before the chunk.
  private(set) var refusedBefore = RejectedCounts()

  /// A decoder for a question.
  init(_ query: Query, rejectLimit: Int) {
    self.query = query
    self.rejectLimit = rejectLimit
    let plan = QuerySlots(query)
    self.plan = plan
    walker = DocumentWalker(plan.selection)
    values = FieldValues(for: plan.selection)
    times = TimeReader(query.timeFormats, in: query.timeZone)
    timeCandidates = TimeDoubts.readers(in: query.timeZone)
    stores = ValueMatcher.list(query.stores, in: query.timeZone)
    conditions = ConditionMatcher.list(query.conditions, query.amounts, in: query.timeZone)
    if case .only(let names) = query.statuses {
      statuses = ValueMatcher.list(names, in: query.timeZone)
    } else {
      statuses = ValueMatcher.list([], in: query.timeZone)
    }
    acceptedStatuses = query.mapping.statuses?.map { Array($0.utf8) }
    types = query.mapping.types.entries.map {
      KnownType(bytes: Array($0.value.utf8), meaning: $0.meaning)
    }
    otherTypes = query.mapping.types.others
    negative = query.mapping.negative
    from = query.from ?? .min
    until = query.until ?? .max
    trimsTexts = query.mapping.trimsTexts
    calendarUnit = query.grouping.calendarUnit
    groupsInputs = query.grouping.parts.contains(.input)
    groupsTimes = query.grouping.parts.contains { $0.calendarUnit != nil }
    makesKeys = groupsInputs || groupsTimes || !plan.keyParts.isEmpty
    hasLabels = query.grouping.isOfPersons(query.mapping)
    readsTime = query.from != nil || query.until != nil
    isUnwinding = plan.unwound != nil
  }

  /// Goes on to the next transaction that counts; false at the end of the chunk.
  @inline(__always)
  mutating func next(
    _ cursor: inout ChunkCursor, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Bool {
    while true {
      let location: DocumentLocation
      if isUnfinished {
        if takePending(into: &record) { return true }
        guard let element = nextElement(in: chunk) else { continue }
        location = element
      } else {
        do throws(MalformedDocument) {
          guard try walker.next(&cursor, in: chunk, into: &values) else { return false }
        } catch {
          refuse(.malformed, DocumentLocation(cursor), finding: error, in: chunk)
          continue
        }
        location = DocumentLocation(cursor)
        if isUnwinding {
          beginElements(location, cursor.position)
          continue
        }
      }
      if decide(location, in: chunk, into: &record) {
        record.position = cursor.position &+ UInt64(truncatingIfNeeded: location.index)
        if isUnfinished { noteUnfinished(&record, location) }
        return true
      }
    }
  }

  /// Prepares for the chunk: comma-separated lines need the names of their columns.
  mutating func begin(_ chunk: borrowing Chunk) {
    rejects.removeAll()
    elements.ordinal = 0
    if groupsInputs { inputName = Array(chunk.inputPath.utf8) }
    refusedBefore = tally.counts.rejected
    drain()
    input = chunk.input
    walker.begin(chunk)
    encoding = chunk.encoding
    lines.begin(chunk)
    isTable = chunk.encoding == .csv
    amounts = query.amounts == .numbers && !isTable ? nil : query.amounts
  }

  /// Takes over what the walker has passed over in the chunk before.
  mutating func drain() {
    let passed = walker.takePassed()
    if passed.count > 0 || passed.zeros > 0 {
      tally.passed[input, default: PassedBytes()].combine(passed)
    }
  }

  /// Applies the rules to the document whose fields are in `values`.
  @inline(__always)
  mutating func decide(
    _ location: DocumentLocation, in chunk: RawSpan, into record: inout TransactionRecord
  ) -> Bool {
    if trimsTexts { values.trimTexts(in: chunk) }
    if !stores.isEmpty, !matchesStore(in: chunk) {
      tally.counts.excluded.store &+= 1
      return false
    }
    if query.statuses != .any, !acceptsStatus(in: chunk) {
      tally.counts.excluded.status &+= 1
      return false
    }
    var time: Int64?
    if let value = values.value(of: plan.time), value.type != .null {
      if value.type == .date {
        time = value.int64
      } else {
        time = times.milliseconds(value, isTable: isTable, in: chunk, scratch: values.scratch)
      }
      if let time {
        if !TimeDoubts.isLikely(time) { noteUnlikely(value, time, in: chunk) }
      } else if readsTime || groupsTimes {
        noteUnreadable(value, in: chunk)
        if readsTime {
          refuse(.time, location, field: query.mapping.time, value, in: chunk)
          return false
        }
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
    let hasColumns = !plan.columns.isEmpty
    var meaning = TypeMeaning.award
    if !hasColumns {
      guard let known = self.meaning(in: chunk), known != .ignore else {
        tally.counts.excluded.type &+= 1
        return false
      }
      meaning = known
    }
    guard let key = key(time, in: chunk) else {
      refuseKey(location, in: chunk)
      return false
    }
    if hasColumns {
      guard readColumns(location, in: chunk, into: &record) else { return false }
    } else {
      var rounded = false
      let value = values.value(of: plan.points)
      guard let value,
        let points = Self.points(
          value, as: amounts, in: chunk, scratch: values.scratch, &rounded)
      else {
        refuse(.points, location, field: query.mapping.points, value, in: chunk)
        return false
      }
      record.kind = meaning.kind
      record.points = points
      if points.units < 0 || !meaning.isPlain { record.settle(meaning, negative: negative) }
      if rounded { tally.counts.rounded &+= 1 }
    }
    record.keyKind = key.kind
    record.key = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
    record.time = time
    if key.kind == .null {
      takeNullKey(into: &record)
    } else if hasLabels {
      if isOfNobody {
        removeLabels(from: &record)
      } else {
        record.email = label(plan.email, in: chunk)
        record.firstName = label(plan.firstName, in: chunk)
        record.lastName = label(plan.lastName, in: chunk)
      }
    }
    tally.counts.counted &+= 1
    return true
  }

  /// The group key: a field's value, or one that is made.
  @inline(__always)
  mutating func key(_ time: Int64?, in chunk: RawSpan) -> GroupKeySlice? {
    if makesKeys { return madeKey(time, in: chunk) }
    return GroupKeySlice(values.value(of: plan.key), in: chunk, values: &values)
  }

  /// The calendar text of the time, the name of the input, or several keys as one. Apart from the rules,
  /// whose function the compiler stops to inline into when it grows.
  @inline(never)
  private mutating func madeKey(_ time: Int64?, in chunk: RawSpan) -> GroupKeySlice? {
    if !plan.keyParts.isEmpty { return combinedKey(time, in: chunk) }
    guard let unit = calendarUnit else { return inputKey() }
    return calendarKey(unit, time)
  }

  /// The text of a stretch of the calendar; null without a time.
  mutating func calendarKey(_ unit: CalendarUnit, _ time: Int64?) -> GroupKeySlice {
    guard let time else { return GroupKeySlice(.null) }
    let zone = query.timeZone
    return values.appendScratch { unit.appendKey(of: time, in: zone, to: &$0) }
  }

  /// Nobody stands on the group without a key; tells whether the key is null or missing.
  @inline(never)
  private mutating func takeNullKey(into record: inout TransactionRecord) {
    if values.value(of: plan.key) != nil { tally.hasNullKeys = true }
    removeLabels(from: &record)
  }

  @inline(never)
  private func removeLabels(from record: inout TransactionRecord) {
    record.email = .empty
    record.firstName = .empty
    record.lastName = .empty
  }

  /// The name of the input that the chunk is of.
  mutating func inputKey() -> GroupKeySlice {
    let name = inputName
    return values.appendScratch { scratch in
      let start = scratch.count
      scratch += name
      return GroupKeySlice(
        .string, offset: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: name.count), inScratch: true)
    }
  }

  /// The amount of a value. Static, because the compiler does not inline this one, and then copies
  /// the whole decoder, a thousand bytes, to call a method of it.
  static func points(
    _ value: RawValue, as format: AmountFormat?, in chunk: RawSpan, scratch: RawSpan,
    _ rounded: inout Bool
  ) -> Points? {
    if let format, value.type == .string || value.type == .symbol {
      return Points(
        written: value.bytes(in: chunk, scratch: scratch), as: format, rounded: &rounded)
    }
    return Points(value, in: chunk, scratch: scratch, rounded: &rounded)
  }

  /// Whether all conditions on other fields are met. Apart from the rules, which would otherwise put
  /// all they need on the stack around the loop, for each document; mutating like
  /// ``judgeStatus(_:in:)``.
  @inline(never)
  private mutating func meetsConditions(in chunk: RawSpan) -> Bool {
    for i in 0..<conditions.count {
      let isMet = conditions[i].holds(
        values.value(of: plan.conditions[i]), isTable: isTable, times: times, in: chunk,
        scratch: values.scratch)
      guard isMet else {
        if tally.counts.counted == 0 { noteCondition(i, in: chunk) }
        return false
      }
    }
    return true
  }

  /// Whether the store is one of those asked for, or none was.
  @inline(__always)
  private mutating func matchesStore(in chunk: RawSpan) -> Bool {
    if let value = values.value(of: plan.store), value.type != .null {
      for i in 0..<stores.count {
        if stores[i].matches(value, in: chunk, scratch: values.scratch) { return true }
      }
    }
    if tally.counts.counted == 0 { noteStore(in: chunk) }
    return false
  }

  /// Whether the status counts; one that does not is tallied by its value.
  @inline(__always)
  private mutating func acceptsStatus(in chunk: RawSpan) -> Bool {
    let value = values.value(of: plan.status)
    if let value, let text = ShortString(value, in: chunk), let verdict = statusMemo.recall(text) {
      return verdict
    }
    return acceptsNewStatus(value, in: chunk)
  }

  /// What the type means; one that leaves the transaction out is tallied by its value.
  @inline(__always)
  private mutating func meaning(in chunk: RawSpan) -> TypeMeaning? {
    let value = values.value(of: plan.type)
    if let value, let text = ShortString(value, in: chunk), let meaning = typeMemo.recall(text) {
      return meaning
    }
    return newMeaning(value, in: chunk)
  }
}
