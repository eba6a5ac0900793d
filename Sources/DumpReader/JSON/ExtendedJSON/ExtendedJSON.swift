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

extension JSONMember {
  /// The kind of wrapper that the key begins.
  func wrapper(_ bytes: RawSpan) -> ExtendedJSON.Wrapper? {
    key.withText(bytes) { ExtendedJSON.Wrapper(named: $0) }
  }
}
