/// The members of an object one after the other: a second look at a few of them, not a scan.
struct JSONMembers {
  /// Where the next key, or the value of the last one, stands.
  private(set) var offset: Int
  private var isFirst = true

  init(objectAt start: Int) {
    offset = start + 1
  }

  /// The next member; nil at the end, and where the text is not valid.
  mutating func next(_ bytes: RawSpan) -> JSONMember? {
    guard let key = nextKey(bytes), let value = nextValue(bytes) else { return nil }
    return JSONMember(key: key, value: value)
  }

  /// The next key; ``nextValue(_:)`` or ``nextScalar(_:)`` has to follow.
  mutating func nextKey(_ bytes: RawSpan) -> JSONString? {
    offset = bytes.jsonBlanks(offset)
    if !isFirst {
      guard bytes[offset] == UInt8(ascii: ",") else { return nil }
      offset = bytes.jsonBlanks(offset + 1)
    }
    isFirst = false
    guard bytes[offset] == UInt8(ascii: "\"") else { return nil }
    let start = offset + 1
    var isEscaped = false
    guard let quote = try? bytes.jsonString(start, escaped: &isEscaped) else { return nil }
    let colon = bytes.jsonBlanks(quote + 1)
    guard bytes[colon] == UInt8(ascii: ":") else { return nil }
    offset = bytes.jsonBlanks(colon + 1)
    return JSONString(range: start..<quote, isEscaped: isEscaped)
  }

  /// The value of the key that was read.
  mutating func nextValue(_ bytes: RawSpan) -> Range<Int>? {
    let start = offset
    guard let end = try? bytes.jsonValue(start, level: 0) else { return nil }
    offset = end
    return start..<end
  }

  /// The value of the key that was read, unless it is an object or an array.
  mutating func nextScalar(_ bytes: RawSpan) -> Range<Int>? {
    let start = offset
    guard let end = try? bytes.jsonScalar(start) else { return nil }
    offset = end
    return start..<end
  }
}

/// One member of an object.
struct JSONMember {
  /// The key.
  var key: JSONString
  /// Where its value stands, quotes and brackets included.
  var value: Range<Int>

  /// Whether the member has a name.
  func isNamed(_ name: StaticString, _ bytes: RawSpan) -> Bool {
    key.withText(bytes) { $0.elementsEqual(name) ? true : nil } ?? false
  }
}
