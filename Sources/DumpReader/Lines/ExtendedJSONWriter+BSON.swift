// Nothing is checked here: the walker has been through the document. What would be wrong all the
// same would trap at the end of the chunk, not read behind it.
extension ExtendedJSONWriter {
  /// What is open, and what closes it.
  enum Level {
    case document, array
    /// The scope of a code, within the object that stands for both.
    case scope
  }

  /// Appends a BSON document in canonical Extended JSON v2, as the specification has it
  /// (github.com/mongodb/specifications, source/extended-json). A loop with a stack: no recursion.
  mutating func append(bson bytes: RawSpan, _ start: Int, to text: inout [UInt8]) {
    levels.removeAll(keepingCapacity: true)
    text.append(UInt8(ascii: "{"))
    var level = Level.document
    var offset = start &+ 4
    var isFirst = true
    while true {
      let type = bytes[offset]
      guard type != 0 else {
        offset &+= 1
        switch level {
        case .document: text.append(UInt8(ascii: "}"))
        case .array: text.append(UInt8(ascii: "]"))
        case .scope: text.append("}}")
        }
        guard let outer = levels.popLast() else { return }
        level = outer
        isFirst = false
        continue
      }
      if !isFirst { text.append(UInt8(ascii: ",")) }
      isFirst = false
      let name = offset &+ 1
      let end = bytes.endOfName(name)
      if level != .array {
        text.appendQuoted(bytes, name..<end)
        text.append(UInt8(ascii: ":"))
      }
      // The walker knows the type.
      guard let type = BSONType(rawValue: type) else { preconditionFailure() }
      offset = end &+ 1
      if let opened = Self.append(type, bytes, &offset, to: &text) {
        levels.append(level)
        level = opened
        isFirst = true
      }
    }
  }

  /// Appends a value, or the beginning of it, and goes behind that.
  ///
  /// - Returns: What has been opened.
  private static func append(
    _ type: BSONType, _ bytes: RawSpan, _ offset: inout Int, to text: inout [UInt8]
  ) -> Level? {
    switch type {
    case .string:
      text.appendText(bytes, &offset)
    case .int32:
      text.append("{\"$numberInt\":\"")
      text.append(decimal: Int64(bytes.load(offset, as: Int32.self)))
      text.append("\"}")
      offset &+= 4
    case .int64:
      text.append("{\"$numberLong\":\"")
      text.append(decimal: bytes.load(offset))
      text.append("\"}")
      offset &+= 8
    case .date:
      text.append("{\"$date\":{\"$numberLong\":\"")
      text.append(decimal: bytes.load(offset))
      text.append("\"}}")
      offset &+= 8
    case .double:
      text.append("{\"$numberDouble\":\"")
      text.append(double: Double(bitPattern: bytes.load(offset)))
      text.append("\"}")
      offset &+= 8
    case .objectID:
      text.append(objectID: bytes, at: offset)
      offset &+= 12
    case .bool:
      text.append(bytes[offset] == 0 ? "false" : "true")
      offset &+= 1
    case .null: text.append("null")
    case .document, .array:
      text.append(type == .array ? "[" : "{")
      offset &+= 4
      return type == .array ? .array : .document
    default: return appendRare(type, bytes, &offset, to: &text)
    }
    return nil
  }

  private static func appendRare(
    _ type: BSONType, _ bytes: RawSpan, _ offset: inout Int, to text: inout [UInt8]
  ) -> Level? {
    switch type {
    case .decimal128:
      let number = Decimal128(low: bytes.load(offset), high: bytes.load(offset &+ 8))
      text.append("{\"$numberDecimal\":\"")
      text.append(contentsOf: number.description.utf8)
      text.append("\"}")
      offset &+= 16
    case .binary:
      text.appendBinary(bytes, &offset)
    case .timestamp:
      text.append("{\"$timestamp\":{\"t\":")
      text.append(decimal: Int64(bytes.load(offset &+ 4, as: UInt32.self)))
      text.append(",\"i\":")
      text.append(decimal: Int64(bytes.load(offset, as: UInt32.self)))
      text.append("}}")
      offset &+= 8
    case .regularExpression:
      let middle = bytes.endOfName(offset)
      let end = bytes.endOfName(middle &+ 1)
      text.append("{\"$regularExpression\":{\"pattern\":")
      text.appendQuoted(bytes, offset..<middle)
      text.append(",\"options\":")
      text.appendQuoted(bytes, middle &+ 1..<end)
      text.append("}}")
      offset = end &+ 1
    case .dbPointer:
      text.append("{\"$dbPointer\":{\"$ref\":")
      text.appendText(bytes, &offset)
      text.append(",\"$id\":")
      text.append(objectID: bytes, at: offset)
      text.append("}}")
      offset &+= 12
    case .code, .symbol:
      text.append(type == .code ? "{\"$code\":" : "{\"$symbol\":")
      text.appendText(bytes, &offset)
      text.append("}")
    case .codeWithScope:
      // Behind the length of both.
      offset &+= 4
      text.append("{\"$code\":")
      text.appendText(bytes, &offset)
      text.append(",\"$scope\":{")
      offset &+= 4
      return .scope
    case .undefined: text.append("{\"$undefined\":true}")
    case .minKey: text.append("{\"$minKey\":1}")
    case .maxKey: text.append("{\"$maxKey\":1}")
    case .string, .int32, .int64, .double, .date, .objectID, .bool, .null, .document, .array:
      preconditionFailure("One of the frequent types")
    }
    return nil
  }
}

extension RawSpan {
  /// The zero byte that ends a name.
  fileprivate func endOfName(_ start: Int) -> Int {
    var i = start
    while true {
      let zeros = equalMask(i, 0)
      if zeros != 0 { return i &+ zeros.trailingZeroBitCount }
      i &+= 16
    }
  }
}

extension [UInt8] {
  /// Appends a text that its length precedes and a zero byte follows.
  fileprivate mutating func appendText(_ bytes: RawSpan, _ offset: inout Int) {
    let start = offset &+ 4
    let end = start &+ Int(bytes.load(offset, as: Int32.self))
    appendQuoted(bytes, start..<end &- 1)
    offset = end
  }

  fileprivate mutating func appendBinary(_ bytes: RawSpan, _ offset: inout Int) {
    let subtype = bytes[offset &+ 4]
    var payload = offset &+ 5..<offset &+ 5 &+ Int(bytes.load(offset, as: Int32.self))
    offset = payload.upperBound
    // The old subtype has its length twice.
    if subtype == 2 { payload = payload.dropFirst(4) }
    append(binary: bytes.extracting(payload), subtype: subtype)
  }
}
