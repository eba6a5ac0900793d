internal import DumpReader

/// The elements of a document that is unwound.
struct ElementCursor {
  /// Whether there may be elements left.
  var isActive = false
  /// Which row of the reader's table comes next, of how many.
  var row = 0
  var rowCount = 0
  /// Whether the values of the only element stand in their slots already.
  var isLoaded = false
  /// The next element's location.
  var location = DocumentLocation(index: 0, offset: 0)
  /// The position of the chunk in the whole input, and how many of its elements have been met.
  var position: UInt64 = 0
  var ordinal: UInt64 = 0
  /// Scratch bytes that the elements may point into.
  var scratchCount = 0
  /// Documents that have been unwound.
  var documentCount = 0
}

extension TransactionDecoder {
  /// Prepares for the elements of the document that has been walked; one that has none is excluded.
  @inline(never)
  mutating func beginElements(
    _ location: DocumentLocation, _ position: UInt64
  ) {
    guard let unwound = plan.unwound else { return }
    elements.documentCount += 1
    elements.location = location
    elements.location.element = 0
    elements.position = position
    let scratchCount = values.scratch.byteCount
    elements.scratchCount = scratchCount
    elements.row = 0
    elements.isLoaded = false
    let array = values[unwound.array]
    switch array?.type {
    case .array, .document: elements.rowCount = values.elements.rowCount
    case nil, .null, .undefined: elements.rowCount = 0
    default:
      elements.rowCount = 1
      elements.isLoaded = true
      if let array { values.loadOnlyElement(array, slot: unwound.element) }
    }
    elements.isActive = elements.rowCount > 0
    isUnfinished = elements.isActive
    if !elements.isActive { tally.counts.excluded.empty &+= 1 }
  }

  /// Hands out the next of several amounts, if there is one.
  @inline(never)
  mutating func takePending(into record: inout TransactionRecord) -> Bool {
    guard !pending.isEmpty else { return false }
    pending.next(into: &record)
    isUnfinished = !pending.isEmpty || elements.isActive
    return true
  }

  /// Puts the values of the next element into their slots; nil when there is none left.
  @inline(never)
  mutating func nextElement(in chunk: RawSpan) -> DocumentLocation? {
    guard elements.isActive, elements.row < elements.rowCount || readMoreElements(in: chunk) else {
      elements.isActive = false
      isUnfinished = false
      return nil
    }
    if !elements.isLoaded { values.loadElement(elements.row) }
    elements.row += 1
    elements.ordinal &+= 1
    let location = elements.location
    elements.location.element = (location.element ?? 0) + 1
    return location
  }

  /// The element that was handed out last, from 0; nil where nothing is unwound.
  var currentElement: Int? {
    plan.unwound == nil ? nil : elements.location.element.map { $0 - 1 }
  }

  /// Completes the record of an element, or the first of several amounts.
  @inline(never)
  mutating func noteUnfinished(_ record: inout TransactionRecord, _ location: DocumentLocation) {
    if let element = location.element {
      record.position = elements.position &+ elements.ordinal
      record.element = UInt32(truncatingIfNeeded: element)
    }
    if !pending.isEmpty { pending.record = record }
  }

  /// The scratch bytes are no longer needed: the batch that pointed there has been reduced.
  ///
  /// Not those of a document of which more is to come.
  mutating func clearScratch() {
    guard isUnfinished else { return values.clearScratch() }
    // The key of further amounts may stand anywhere there.
    if pending.isEmpty { values.clearScratch(from: elements.scratchCount) }
  }

  /// Walks on through an array that is longer than the reader's table.
  private mutating func readMoreElements(in chunk: RawSpan) -> Bool {
    guard !elements.isLoaded, values.elements.hasRest else { return false }
    walker.walkRest(encoding, chunk, into: &values)
    let scratchCount = values.scratch.byteCount
    elements.scratchCount = scratchCount
    elements.row = 0
    elements.rowCount = values.elements.rowCount
    return elements.rowCount > 0
  }
}

extension QuerySlots {
  /// What a field is called in a message: `items[3].amount` where it is of an element.
  func name(of field: String, at location: DocumentLocation) -> String {
    guard let unwound, let element = location.element else { return field }
    let prefix = FieldSelection.parts(of: unwound.path)
    return FieldMapping.alternatives(field).map { path in
      let parts = FieldSelection.parts(of: path)
      guard parts.starts(with: prefix) else { return path }
      let rest = parts.dropFirst(prefix.count).map { ".\($0)" }.joined()
      return "\(unwound.path)[\(element)]\(rest)"
    }.joined(separator: "|")
  }
}
