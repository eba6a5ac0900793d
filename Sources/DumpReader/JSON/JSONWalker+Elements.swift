// Unwinding, as in BSON: a walker of its own walks the elements of the array.

/// The walker of the elements. A class, because a walker cannot hold another one.
final class JSONElementWalker {
  var walker: JSONWalker

  init(_ selection: FieldSelection, slotCount: Int) {
    walker = JSONWalker(selection, slotCount: slotCount)
  }
}

extension JSONWalker {
  /// Walks on through an array whose first elements have been taken; it is valid.
  mutating func walkRest(_ bytes: RawSpan, into values: inout FieldValues) {
    guard let rest = values.elements.rest, let elements else { return }
    let source = values.elements.source
    values.beginElements()
    values.elements.source = source
    var key = rest
    switch source {
    case .chunk:
      _ = try? elements.walker.walkElements(
        bytes, from: rest, stopsWhenFull: true, into: &values, key: &key)
    case .shellText:
      let text = translation.text
      _ = try? elements.walker.walkElements(
        text.rawBytes, from: rest, stopsWhenFull: true, into: &values, key: &key)
      values.updateElements { $0.keep(text, in: &$1) }
    case .validText:
      let text = validText
      _ = try? elements.walker.walkElements(
        text.rawBytes, from: rest, stopsWhenFull: true, into: &values, key: &key)
      values.updateElements { $0.restore(text, in: &$1) }
    }
  }

  /// Walks a value at the path that is unwound: the elements of an array, or an object as the only
  /// element.
  ///
  /// - Parameters:
  ///   - start: The opening bracket.
  ///   - key: The opening quote of the field that was read last, or a blank before it.
  /// - Returns: The offset behind the value.
  @inline(never)
  mutating func walkUnwound(
    _ bytes: RawSpan, at start: Int, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    guard let elements else { return start }
    values.beginElements()
    let isArray = bytes[start] == UInt8(ascii: "[")
    elements.walker.baseDepth = isArray ? depth + 2 : depth + 1
    guard isArray else {
      let scratchCount = values.scratchBytes.count
      let end = try elements.walker.walkElement(bytes, at: start, into: &values, key: &key)
      values.endElement(from: start, scratchCount: scratchCount)
      return end
    }
    let first = bytes.jsonBlanks(start + 1)
    if bytes[first] == UInt8(ascii: "]") { return first + 1 }
    return try elements.walker.walkElements(
      bytes, from: first, stopsWhenFull: false, into: &values, key: &key)
  }

  /// Walks the elements of an array from one of them on; returns the offset behind the array.
  private mutating func walkElements(
    _ bytes: RawSpan, from first: Int, stopsWhenFull: Bool, into values: inout FieldValues,
    key: inout Int
  ) throws(MalformedDocument) -> Int {
    var i = first
    while true {
      let start = bytes.jsonBlanks(i)
      let scratchCount = values.scratchBytes.count
      let end = try walkElement(bytes, at: start, into: &values, key: &key)
      let isKept = values.endElement(from: start, scratchCount: scratchCount)
      if !isKept, stopsWhenFull { return end }
      i = bytes.jsonBlanks(end)
      if bytes[i] == UInt8(ascii: "]") { return i + 1 }
      guard bytes[i] == UInt8(ascii: ",") else { throw MalformedDocument(.expectedComma, at: i) }
      i += 1
    }
  }

  /// Walks one element; returns the offset behind it.
  private mutating func walkElement(
    _ bytes: RawSpan, at start: Int, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    let own = selection.nodes[0].slot
    switch bytes[start] {
    case UInt8(ascii: "{") where ExtendedJSON.Wrapper(bytes, objectAt: start) == nil:
      try checkDepth(at: start)
      // What is nested deeper is for the slow path, which counts the levels.
      let end =
        baseDepth < Self.expectedDepth
        ? try document(bytes, at: start, into: &values, key: &key)
        : try members(bytes, at: start, index: -1, into: &values, key: &key)
      if own >= 0 { _ = values.set(own, RawValue(nested: .document, bracketAt: start)) }
      return end
    case UInt8(ascii: "["):
      try checkDepth(at: start)
      let end = try members(bytes, at: start, index: 0, into: &values, key: &key)
      if own >= 0 { _ = values.set(own, RawValue(nested: .array, bracketAt: start)) }
      return end
    default:
      // In the array itself.
      depth = -1
      var now = Position(
        offset: start, level: Level(parent: -1, index: 0), index: layout.start, key: key)
      defer { key = now.key }
      try value(bytes, at: start, node: -1, slot: Int32(own), &now, into: &values)
      return now.offset
    }
  }

  private func checkDepth(at start: Int) throws(MalformedDocument) {
    guard baseDepth < DocumentLimits.maximumDepth else {
      throw MalformedDocument(.tooDeep, at: start)
    }
  }

  /// Walks what is in an object, or an array from an element on, on the slow path.
  private mutating func members(
    _ bytes: RawSpan, at start: Int, index: Int32, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    cachePolicy.begin()
    marks.begin()
    depth = 0
    var now = Position(
      offset: start, level: Level(parent: 0, index: index), index: layout.start, key: key)
    defer { key = now.key }
    return try rest(bytes, &now, into: &values)
  }
}
