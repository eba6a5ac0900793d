// Unwinding: the elements of one array are documents of their own, walked by a walker of their own,
// whose layout cache then knows the layout of an element.

/// The walker of the elements. A class, because a walker cannot hold another one.
final class BSONElementWalker {
  var walker: BSONWalker

  init(_ selection: FieldSelection, slotCount: Int) {
    walker = BSONWalker(selection, slotCount: slotCount)
  }
}

extension BSONWalker {
  /// Walks on through an array whose first elements have been taken; it is valid.
  mutating func walkRest(_ bytes: RawSpan, into values: inout FieldValues) {
    guard let rest = values.elements.rest, let elements else { return }
    values.beginElements()
    try? elements.walker.walkElements(
      bytes, from: rest, to: values.elements.end, start: rest, stopsWhenFull: true, into: &values)
    // That has been told.
    _ = elements.walker.takeInvalidText()
  }

  /// Walks a value at the path that is unwound: the elements of an array, or a document as the only
  /// element.
  ///
  /// - Parameters:
  ///   - value: The array or document, whose length has been checked.
  ///   - start: The start of the outermost document.
  @inline(never)
  mutating func walkUnwound(
    _ bytes: RawSpan, _ value: Range<Int>, isArray: Bool, start: Int,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    guard let elements else { return }
    values.beginElements()
    values.elements.end = value.upperBound - 1
    let level = isArray ? depth + 2 : depth + 1
    elements.walker.depthLimit = DocumentLimits.maximumDepth - 1 - level
    do throws(MalformedDocument) {
      if isArray {
        try elements.walker.walkElements(
          bytes, from: value.lowerBound + 4, to: value.upperBound - 1, start: start,
          stopsWhenFull: false, into: &values)
      } else {
        let scratchCount = values.scratchBytes.count
        try elements.walker.walkNested(bytes, value, .document, start: start, into: &values)
        values.endElement(from: value.lowerBound, scratchCount: scratchCount)
      }
    } catch {
      throw elements.walker.takeInvalidText() ?? error
    }
    if let finding = elements.walker.takeInvalidText() { note(finding) }
  }

  /// Walks the elements of an array from one of them on.
  private mutating func walkElements(
    _ bytes: RawSpan, from first: Int, to end: Int, start: Int, stopsWhenFull: Bool,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    var i = first
    while i < end, bytes[i] != 0 {
      let scratchCount = values.scratchBytes.count
      let next = try walkElement(bytes, at: i, end: end, start: start, into: &values)
      let isKept = values.endElement(from: i, scratchCount: scratchCount)
      if !isKept, stopsWhenFull { return }
      i = next
    }
    guard i == end else { throw MalformedDocument(.earlyEnd, at: i - start) }
  }

  /// Walks the element whose type byte stands at `i`; returns where it ends.
  private mutating func walkElement(
    _ bytes: RawSpan, at i: Int, end: Int, start: Int, into values: inout FieldValues
  ) throws(MalformedDocument) -> Int {
    var j = i + 1
    while j < end, bytes[j] != 0 { j += 1 }
    guard bytes[j] == 0 else { throw MalformedDocument(.unterminatedKey, at: i - start) }
    let name = i + 1..<j
    if !bytes.isValidUTF8(name) { note(MalformedDocument(.invalidUTF8, at: i + 1 - start)) }
    let value = j + 1
    guard end >= value else { throw MalformedDocument(.unterminatedKey, at: i - start) }
    guard let type = BSONType(rawValue: bytes[i]) else {
      throw MalformedDocument(.unknownType, at: i - start, detail: Int64(bytes[i]), key: name)
    }
    let context = ElementContext(value: value, left: end - value, start: start, name: name)
    switch type {
    case .document, .array:
      let range = value..<value + (try nested(bytes, context))
      try walkNested(bytes, range, type, start: start, into: &values)
      return range.upperBound
    case .codeWithScope:
      let scope = try scope(bytes, context)
      try walkNested(bytes, scope, type, start: start, into: &values)
      return scope.upperBound
    default:
      let (size, found) = try leaf(type, bytes, context)
      setOwn(found, &values)
      return value + size
    }
  }

  /// Walks an element that is a document, an array, whose elements are fields by number, or code, of
  /// whose scope nothing is wanted.
  private mutating func walkNested(
    _ bytes: RawSpan, _ range: Range<Int>, _ type: BSONType, start: Int,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    guard depthLimit >= 0 else {
      throw MalformedDocument(.tooDeep, at: range.lowerBound - start)
    }
    let isCode = type == .codeWithScope
    try walkFields(bytes, range, parent: isCode ? -1 : 0, start: start, into: &values)
    setOwn(isCode ? RawValue(type) : RawValue(type, at: range), &values)
  }

  /// Puts the element itself into its slot, if somebody asks for it.
  private func setOwn(_ value: RawValue, _ values: inout FieldValues) {
    let slot = selection.nodes[0].slot
    if slot >= 0 { _ = values.set(slot, value) }
  }
}
