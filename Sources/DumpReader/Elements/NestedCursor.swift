/// Goes through all that is in a document or an array that is the value of a field, in order.
///
///     {"store": 4, "day": ["2014", 7]}
///
///     value  store  4
///     value  day    array
///     value         "2014"
///     value         7
///     end           of the array
///     end           of the document
///
/// BSON and JSON give the same for the same value. The walker has been through it: nothing is checked
/// here. Nesting is followed by a loop, and is as deep as the walker lets it be.
package struct NestedCursor {
  /// What is met.
  package enum Event {
    /// A value with its name, a text that has no bytes in arrays. What is in a document or an array
    /// comes next, then its end.
    case value(name: RawValue, RawValue)
    /// The end of what was begun last.
    case end
  }

  private let encoding: DocumentEncoding
  /// Whether what is open is an array, from the outermost to the innermost.
  private var open: [Bool]
  private var offset: Int
  /// Whether nothing has been met yet of what is open innermost.
  private var isFirst = true

  /// A cursor before the first value.
  ///
  /// - Parameter value: A document or an array.
  package init(_ value: RawValue, _ encoding: DocumentEncoding) {
    self.encoding = encoding
    open = [value.type == .array]
    offset =
      encoding == .bson
      ? Int(value.offset) + 4 : Int(truncatingIfNeeded: value.bits) + 1
  }

  /// The next value or end; nil after the end of the value itself.
  ///
  /// - Parameters:
  ///   - bytes: The chunk, or the text that the document was rewritten to.
  ///   - scratch: Takes the bytes of values that do not stand there as they are.
  package mutating func next(_ bytes: RawSpan, into scratch: inout [UInt8]) -> Event? {
    guard let isArray = open.last else { return nil }
    guard encoding != .bson else { return nextBSON(bytes, isArray: isArray) }
    do throws(MalformedDocument) {
      return try nextJSON(bytes, isArray: isArray, into: &scratch)
    } catch {
      preconditionFailure("The document has been validated: \(error)")
    }
  }

  private mutating func enter(isArray: Bool) {
    open.append(isArray)
    isFirst = true
  }

  private mutating func leave() -> Event {
    open.removeLast()
    isFirst = false
    return .end
  }

  // MARK: - JSON

  private mutating func nextJSON(
    _ bytes: RawSpan, isArray: Bool, into scratch: inout [UInt8]
  ) throws(MalformedDocument) -> Event {
    offset = bytes.jsonBlanks(offset)
    if bytes[offset] == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
      offset += 1
      return leave()
    }
    if !isFirst { offset = bytes.jsonBlanks(offset + 1) }
    isFirst = false
    var name = RawValue(.string)
    if !isArray {
      var isEscaped = false
      let quote = try bytes.jsonString(offset + 1, escaped: &isEscaped)
      let key = JSONString(range: offset + 1..<quote, isEscaped: isEscaped)
      name = key.value(.string, bytes, &scratch)
      offset = bytes.jsonBlanks(bytes.jsonBlanks(quote + 1) + 1)
    }
    return .value(name: name, try value(bytes, into: &scratch))
  }

  private mutating func value(
    _ bytes: RawSpan, into scratch: inout [UInt8]
  ) throws(MalformedDocument) -> RawValue {
    let start = offset
    switch bytes[start] {
    case UInt8(ascii: "\""):
      var isEscaped = false
      let quote = try bytes.jsonString(start + 1, escaped: &isEscaped)
      offset = quote + 1
      return JSONString(range: start + 1..<quote, isEscaped: isEscaped)
        .value(.string, bytes, &scratch)
    case UInt8(ascii: "{"):
      if let wrapper = ExtendedJSON.Wrapper(bytes, objectAt: start) {
        let end = try bytes.jsonNested(start, level: 0)
        if let value = ExtendedJSON.value(wrapper, bytes, start..<end, into: &scratch) {
          offset = end
          return value
        }
      }
      offset = start + 1
      enter(isArray: false)
      return RawValue(.document)
    case UInt8(ascii: "["):
      offset = start + 1
      enter(isArray: true)
      return RawValue(.array)
    case UInt8(ascii: "t"):
      offset = start + 4
      return RawValue(.bool, bits: 1)
    case UInt8(ascii: "f"):
      offset = start + 5
      return RawValue(.bool, bits: 0)
    case UInt8(ascii: "n"):
      offset = start + 4
      return RawValue(.null)
    default:
      offset = try bytes.jsonNumber(start)
      // One that no double holds is a number without a value.
      return JSONNumber.value(bytes, start..<offset, into: &scratch) ?? RawValue(.undefined)
    }
  }

  // MARK: - BSON

  private mutating func nextBSON(_ bytes: RawSpan, isArray: Bool) -> Event {
    guard bytes[offset] != 0 else {
      offset += 1
      return leave()
    }
    // The walker knows the type.
    guard let type = BSONType(rawValue: bytes[offset]) else { preconditionFailure() }
    let end = endOfText(bytes, offset + 1)
    let name = RawValue(.string, at: isArray ? end..<end : offset + 1..<end)
    let start = end + 1
    offset = start + size(type, bytes, at: start)
    if type == .document || type == .array {
      offset = start + 4
      enter(isArray: type == .array)
      return .value(name: name, RawValue(type))
    }
    return .value(name: name, value(type, bytes, at: start))
  }

  /// How many bytes a value takes.
  private func size(_ type: BSONType, _ bytes: RawSpan, at start: Int) -> Int {
    switch type {
    case .null, .undefined, .minKey, .maxKey: 0
    case .bool: 1
    case .int32: 4
    case .double, .date, .int64, .timestamp: 8
    case .objectID: 12
    case .decimal128: 16
    case .string, .symbol, .code: 4 + length(bytes, start)
    case .binary: 5 + length(bytes, start)
    case .dbPointer: 16 + length(bytes, start)
    case .document, .array, .codeWithScope: length(bytes, start)
    case .regularExpression: endOfText(bytes, endOfText(bytes, start) + 1) + 1 - start
    }
  }

  private func value(_ type: BSONType, _ bytes: RawSpan, at start: Int) -> RawValue {
    switch type {
    case .string, .symbol, .code: return RawValue(type, at: start + 4..<offset - 1)
    case .int32:
      return RawValue(
        type, bits: UInt64(bitPattern: Int64(bytes.load(start, as: Int32.self))))
    case .double, .date, .int64, .timestamp: return RawValue(type, bits: bytes.load(start))
    case .bool: return RawValue(type, bits: UInt64(bytes[start]))
    case .objectID, .decimal128: return RawValue(type, at: start..<offset)
    case .binary:
      // The old subtype has its length twice.
      let payload = start + (bytes[start + 4] == 2 ? 9 : 5)..<offset
      return RawValue(type, at: payload, bits: UInt64(bytes[start + 4]))
    default: return RawValue(type)
    }
  }

  private func length(_ bytes: RawSpan, _ offset: Int) -> Int {
    Int(bytes.load(offset, as: Int32.self))
  }

  /// The zero byte that ends a text.
  private func endOfText(_ bytes: RawSpan, _ start: Int) -> Int {
    var i = start
    while bytes[i] != 0 { i += 1 }
    return i
  }
}
