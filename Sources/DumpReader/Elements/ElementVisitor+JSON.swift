internal import BasicContainers

extension ElementVisitor {
  /// Goes on through a JSON document, until the piece is full or the document is over.
  ///
  /// - Throws: Nothing, for a document that has been validated.
  mutating func visitJSON(_ bytes: RawSpan) throws(MalformedDocument) {
    while !isFull, state != .end {
      offset = bytes.jsonBlanks(offset)
      let isArray = level.elements >= 0
      if bytes[offset] == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
        offset &+= 1
        close()
        continue
      }
      if state == .next { offset = bytes.jsonBlanks(offset &+ 1) }
      var path = level.elements
      if !isArray {
        path = try key(bytes)
        offset = bytes.jsonBlanks(offset)
      }
      try value(bytes, path)
    }
  }

  /// Reads a key and its colon.
  @inline(__always)
  private mutating func key(_ bytes: RawSpan) throws(MalformedDocument) -> Int32 {
    let name = offset &+ 1
    if let (path, quote) = paths.guess(
      after: previous, in: level.path, bytes, name, terminator: UInt8(ascii: "\""))
    {
      offset = bytes.jsonBlanks(quote &+ 1) &+ 1
      return path
    }
    var isEscaped = false
    let quote = try bytes.jsonString(name, escaped: &isEscaped)
    offset = bytes.jsonBlanks(quote &+ 1) &+ 1
    guard isEscaped else {
      return paths.find(bytes.extracting(name..<quote), in: level.path, after: previous)
    }
    var text: [UInt8] = []
    JSONString.unescape(bytes, name..<quote, into: &text)
    return paths.find(text.rawBytes, in: level.path, after: previous)
  }

  /// Adds a value, and goes on behind or into it.
  @inline(__always)
  private mutating func value(_ bytes: RawSpan, _ path: Int32) throws(MalformedDocument) {
    let start = offset
    state = .next
    switch bytes[start] {
    case UInt8(ascii: "\""):
      var isEscaped = false
      let quote = try bytes.jsonString(start &+ 1, escaped: &isEscaped)
      let string = JSONString(range: start &+ 1..<quote, isEscaped: isEscaped)
      append(path, string.value(.string, bytes, &scratch))
      offset = quote &+ 1
    case UInt8(ascii: "{"):
      try object(bytes, path)
    case UInt8(ascii: "["):
      append(path, RawValue(.array))
      try enter(bytes, path, isArray: true)
    case UInt8(ascii: "t"):
      append(path, RawValue(.bool, bits: 1))
      offset = start &+ 4
    case UInt8(ascii: "f"):
      append(path, RawValue(.bool, bits: 0))
      offset = start &+ 5
    case UInt8(ascii: "n"):
      append(path, RawValue(.null))
      offset = start &+ 4
    default:
      if let (number, end) = bytes.plainNumber(start) {
        append(path, number)
        offset = end
      } else {
        offset = try bytes.jsonNumber(start)
        // One that no double holds is a number without a value.
        append(
          path, JSONNumber.value(bytes, start..<offset, into: &scratch) ?? RawValue(.undefined))
      }
    }
  }

  /// Adds an object: what a wrapper stands for, or a document.
  private mutating func object(_ bytes: RawSpan, _ path: Int32) throws(MalformedDocument) {
    let start = offset
    var known = bytes.plainWrapper(start)
    if known == nil { known = bytes.plainObjectID(start, into: &scratch) }
    if let (value, end) = known {
      append(path, value)
      offset = end
      return
    }
    if let wrapper = ExtendedJSON.Wrapper(bytes, objectAt: start) {
      let end = try bytes.jsonNested(start, level: 0)
      if let value = ExtendedJSON.value(wrapper, bytes, start..<end, into: &scratch) {
        append(path, value)
        offset = end
        return
      }
    }
    // A wrapper that is not valid is a document like any other, as long as nobody asks for its value.
    append(path, RawValue(.document))
    try enter(bytes, path, isArray: false)
  }

  private mutating func enter(
    _ bytes: RawSpan, _ path: Int32, isArray: Bool
  ) throws(MalformedDocument) {
    if open(path, isArray: isArray) {
      offset &+= 1
    } else {
      offset = try bytes.jsonNested(offset, level: 0)
    }
  }
}

extension RawSpan {
  /// `{"$oid":"5349b4ddd2781d08c09890f4"}` without blanks.
  @inline(__always)
  fileprivate func plainObjectID(
    _ start: Int, into scratch: inout [UInt8]
  ) -> (value: RawValue, end: Int)? {
    guard load(start, as: UInt64.self) == 0x3A22_6469_6F24_227B,  // {"$oid":
      self[start &+ 8] == UInt8(ascii: "\""), self[start &+ 33] == UInt8(ascii: "\""),
      self[start &+ 34] == UInt8(ascii: "}")
    else { return nil }
    let digits = scratch.count
    guard decodeObjectID(start &+ 9, into: &scratch) else { return nil }
    return (RawValue(.objectID, at: digits..<digits + 12, inScratch: true), start &+ 35)
  }
}
