// Unwinding, as in BSON: a walker of its own walks the elements of the array.

/// The walker of the elements. A class, because a walker cannot hold another one.
final class JSONElementWalker {
  var walker: JSONWalker

  init(_ selection: FieldSelection) {
    walker = JSONWalker(selection)
  }
}

extension JSONWalker {
  /// Walks the rest of an array whose first elements have been taken; they are valid.
  mutating func walkRest(_ bytes: RawSpan, into values: inout FieldValues) {
    guard let rest = values.elements.rest, let elements else { return }
    let isRewritten = values.elements.isRewritten
    values.beginElements()
    values.elements.isRewritten = isRewritten
    var key = rest
    guard isRewritten else {
      _ = try? elements.walker.walkElements(bytes, from: rest, into: &values, key: &key)
      return
    }
    let text = translation.text
    _ = try? elements.walker.walkElements(text.rawBytes, from: rest, into: &values, key: &key)
    values.elements.keep(text, in: &values.scratchBytes)
  }

  /// Walks a value at the path that is unwound: the elements of an array, or a document as the only
  /// element.
  ///
  /// - Parameters:
  ///   - start: The opening bracket.
  ///   - depth: How many objects and arrays are open around the value.
  ///   - key: The opening quote of the field that was read last, or a blank before it.
  /// - Returns: The offset behind the value.
  mutating func walkUnwound(
    _ bytes: RawSpan, at start: Int, depth: Int, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    values.beginElements()
    let isArray = bytes[start] == UInt8(ascii: "[")
    baseDepth = isArray ? depth + 2 : depth + 1
    guard baseDepth < DocumentLimits.maximumDepth else {
      throw MalformedDocument(.tooDeep, at: start)
    }
    guard isArray else {
      let scratchCount = values.scratchBytes.count
      let end = try walkElement(bytes, at: start, into: &values, key: &key)
      values.endElement(from: start, scratchCount: scratchCount)
      return end
    }
    let first = bytes.jsonBlanks(start + 1)
    if bytes[first] == UInt8(ascii: "]") { return first + 1 }
    return try walkElements(bytes, from: first, into: &values, key: &key)
  }

  /// Walks the elements of an array from one of them on; returns the offset behind the array.
  private mutating func walkElements(
    _ bytes: RawSpan, from first: Int, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    var i = first
    while true {
      let start = bytes.jsonBlanks(i)
      let scratchCount = values.scratchBytes.count
      let end = try walkElement(bytes, at: start, into: &values, key: &key)
      values.endElement(from: start, scratchCount: scratchCount)
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
      let end = try document(bytes, at: start, into: &values, key: &key)
      if own >= 0 { _ = values.set(own, RawValue(.document, from: start, to: start + 1)) }
      return end
    case UInt8(ascii: "["):
      if own >= 0 { _ = values.set(own, RawValue(.array)) }
      return try bytes.jsonNested(start, level: baseDepth)
    default:
      depth = 0
      var now = Position(
        offset: start, level: Level(parent: -1, index: 0), index: layout.start, key: key)
      try value(bytes, at: start, node: -1, slot: Int32(own), &now, into: &values)
      return now.offset
    }
  }
}
