/// Extended JSON: objects that stand for BSON values JSON has no form for, such as
/// `{"$oid": "…"}`.
///
/// Both versions are read, canonical and relaxed (specifications/source/extended-json of
/// mongodb/specifications), and what earlier tools wrote ("MongoDB Extended JSON v1"). The first key
/// tells whether an object is such a wrapper.
enum ExtendedJSON {
  /// What kind of wrapper an object is, named by its first key.
  enum Wrapper: CaseIterable {
    case oid, numberInt, numberLong, numberDouble, numberDecimal, date, timestamp, binary, uuid
    case symbol, regularExpression, regex, code, dbPointer, minKey, maxKey, undefined
    /// Keys that come second in most texts; alone they make no wrapper.
    case type, options

    /// The key.
    var name: StaticString {
      switch self {
      case .oid: "$oid"
      case .numberInt: "$numberInt"
      case .numberLong: "$numberLong"
      case .numberDouble: "$numberDouble"
      case .numberDecimal: "$numberDecimal"
      case .date: "$date"
      case .timestamp: "$timestamp"
      case .binary: "$binary"
      case .uuid: "$uuid"
      case .symbol: "$symbol"
      case .regularExpression: "$regularExpression"
      case .regex: "$regex"
      case .code: "$code"
      case .dbPointer: "$dbPointer"
      case .minKey: "$minKey"
      case .maxKey: "$maxKey"
      case .undefined: "$undefined"
      case .type: "$type"
      case .options: "$options"
      }
    }

    /// The kind that has a key.
    init?(named name: RawSpan) {
      for kind in Self.allCases where name.elementsEqual(kind.name) {
        self = kind
        return
      }
      return nil
    }

    /// The kind of the object that opens at `start`, nil for an ordinary one.
    ///
    /// The object need not have been validated, and nothing nested in it is looked at.
    /// `{"$type": …}` and `{"$options": …}` are wrappers only when the key they belong to comes
    /// second; a `$regex` that is no string is a query, not a value.
    init?(_ bytes: RawSpan, objectAt start: Int) {
      let quote = bytes.jsonBlanks(start + 1)
      // Most objects are ordinary: their first key begins with a letter.
      guard bytes[quote] == UInt8(ascii: "\""),
        bytes[quote + 1] == UInt8(ascii: "$") || bytes[quote + 1] == UInt8(ascii: "\\")
      else { return nil }
      var members = JSONMembers(objectAt: start)
      guard let first = members.nextKey(bytes),
        let kind = first.withText(bytes, { Wrapper(named: $0) })
      else { return nil }
      switch kind {
      case .regex where bytes[members.offset] != UInt8(ascii: "\""):
        return nil
      case .type, .options:
        guard members.nextScalar(bytes) != nil,
          let second = members.nextKey(bytes),
          bytes[members.offset] == UInt8(ascii: "\""),
          let owner = second.withText(bytes, { Wrapper(named: $0) }),
          owner == (kind == .type ? .binary : .regex)
        else { return nil }
        self = owner
      default:
        self = kind
      }
    }
  }
}

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

  /// The kind of wrapper that the key begins.
  func wrapper(_ bytes: RawSpan) -> ExtendedJSON.Wrapper? {
    key.withText(bytes) { ExtendedJSON.Wrapper(named: $0) }
  }

  /// Whether the member has a name.
  func isNamed(_ name: StaticString, _ bytes: RawSpan) -> Bool {
    key.withText(bytes) { $0.elementsEqual(name) ? true : nil } ?? false
  }
}

/// A valid string, where it stands.
struct JSONString {
  /// What is between the quotes.
  var range: Range<Int>
  /// Whether it has escape sequences.
  var isEscaped: Bool

  init(range: Range<Int>, isEscaped: Bool) {
    self.range = range
    self.isEscaped = isEscaped
  }

  /// The string that fills a range with its quotes; nil when another kind of value does.
  init?(_ bytes: RawSpan, value: Range<Int>) {
    guard bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
    range = value.lowerBound + 1..<value.upperBound - 1
    isEscaped = false
    for i in range where bytes[i] == UInt8(ascii: "\\") {
      isEscaped = true
      break
    }
  }

  /// Calls a function with the text. Allocates when there are escape sequences.
  func withText<Result>(_ bytes: RawSpan, _ body: (RawSpan) -> Result?) -> Result? {
    guard isEscaped else { return body(bytes.extracting(range)) }
    var text: [UInt8] = []
    JSONText.unescape(bytes, range, into: &text)
    return body(text.rawBytes)
  }

  /// The string as a value of a type; the text goes into `scratch` when it had escape sequences.
  func value(_ type: BSONType, _ bytes: RawSpan, _ scratch: inout [UInt8]) -> RawValue {
    guard isEscaped else { return RawValue(type, at: range) }
    let start = scratch.count
    JSONText.unescape(bytes, range, into: &scratch)
    return RawValue(type, at: start..<scratch.count, inScratch: true)
  }
}
