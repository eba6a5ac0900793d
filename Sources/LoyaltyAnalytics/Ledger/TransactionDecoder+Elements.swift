internal import DumpReader

/// The elements of a document that is unwound.
struct ElementCursor {
  /// Whether there may be elements left.
  var isActive = false
  /// Which row of the reader's table comes next, of how many; nil where the values of the only element
  /// stand in their slots already.
  var row = 0
  var rowCount = 0
  var isLoaded = false
  /// The next element's location, and its document's position in the whole input.
  var location = DocumentLocation(index: 0, offset: 0)
  var position: UInt64 = 0
  /// Scratch bytes that the elements may point into.
  var scratchCount = 0
  /// Documents that have been unwound.
  var documentCount = 0
}

extension TransactionDecoder {
  /// Prepares for the elements of the document that has been walked; one that has none is excluded.
  @inline(never)
  mutating func beginElements(
    _ location: DocumentLocation, _ position: UInt64, in chunk: RawSpan
  ) {
    guard let unwound = plan.unwound else { return }
    elements.documentCount += 1
    elements.location = location
    elements.location.element = 0
    elements.position = position &+ UInt64(truncatingIfNeeded: location.index)
    elements.scratchCount = values.scratch.byteCount
    elements.row = 0
    elements.isLoaded = true
    elements.rowCount = 1
    let array = values[unwound.array]
    switch array?.type {
    case .array, .document:
      elements.isLoaded = false
      elements.rowCount = values.elements.rowCount
    case nil, .null:
      // The cells of a row are the fields of its only element.
      if !values.hasElementFields { elements.rowCount = 0 }
    default:
      if let slot = unwound.element, let array { values.replace(slot, with: array) }
    }
    elements.isActive = elements.rowCount > 0
    isUnfinished = elements.isActive
    if !elements.isActive { tally.counts.excluded.empty &+= 1 }
  }

  /// Hands out the next amount or element of a document that counts; false when there is none left.
  @inline(never)
  mutating func continueDocument(in chunk: RawSpan, into record: inout TransactionRecord) -> Bool {
    if !pending.isEmpty {
      pending.next(into: &record)
      isUnfinished = !pending.isEmpty || elements.isActive
      return true
    }
    while elements.isActive {
      guard elements.row < elements.rowCount || readMoreElements(in: chunk) else {
        elements.isActive = false
        break
      }
      if !elements.isLoaded { values.loadElement(elements.row) }
      elements.row += 1
      let location = elements.location
      let element = location.element ?? 0
      elements.location.element = element + 1
      guard decide(location, in: chunk, into: &record) else { continue }
      record.position = elements.position
      record.element = UInt32(truncatingIfNeeded: element)
      if !pending.isEmpty { pending.record = record }
      return true
    }
    isUnfinished = false
    return false
  }

  /// Walks on through an array that is longer than the reader's table.
  private mutating func readMoreElements(in chunk: RawSpan) -> Bool {
    guard !elements.isLoaded, values.elements.hasRest else { return false }
    walker.walkRest(encoding, chunk, into: &values)
    elements.scratchCount = values.scratch.byteCount
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
