internal import BasicContainers

// Nothing is checked here: the walker has been through the document. What would be wrong all the
// same would trap at the end of the chunk, not read behind it.
extension ElementVisitor {
  /// Goes on through a BSON document, until the piece is full or the document is over.
  mutating func visitBSON(_ bytes: RawSpan) {
    while !isFull, state != .end {
      let type = bytes[offset]
      guard type != 0 else {
        offset &+= 1
        close()
        continue
      }
      let name = offset &+ 1
      let path: Int32
      let value: Int
      if level.elements >= 0 {
        path = level.elements
        value = endOfText(bytes, name) &+ 1
      } else if let (known, end) = paths.guess(
        after: previous, in: level.path, bytes, name, terminator: 0)
      {
        path = known
        value = end &+ 1
      } else {
        let end = endOfText(bytes, name)
        path = paths.find(bytes.extracting(name..<end), in: level.path, after: previous)
        value = end &+ 1
      }
      visit(type, bytes, at: value, path)
    }
  }

  /// Adds the value at an offset, and goes on behind or into it. The frequent types first.
  @inline(__always)
  private mutating func visit(_ type: UInt8, _ bytes: RawSpan, at value: Int, _ path: Int32) {
    state = .next
    switch type {
    case BSONType.string.rawValue:
      let end = value &+ 4 &+ length(bytes, value)
      append(path, RawValue(.string, from: value &+ 4, to: end &- 1))
      offset = end
    case BSONType.int32.rawValue:
      let number = Int64(bytes.load(value, as: Int32.self))
      append(path, RawValue(.int32, bits: UInt64(bitPattern: number)))
      offset = value &+ 4
    case BSONType.date.rawValue:
      append(path, RawValue(.date, bits: bytes.load(value)))
      offset = value &+ 8
    case BSONType.objectID.rawValue:
      append(path, RawValue(.objectID, from: value, to: value &+ 12))
      offset = value &+ 12
    case BSONType.double.rawValue:
      append(path, RawValue(.double, bits: bytes.load(value)))
      offset = value &+ 8
    default: visitRare(type, bytes, at: value, path)
    }
  }

  private mutating func visitRare(_ type: UInt8, _ bytes: RawSpan, at value: Int, _ path: Int32) {
    // The walker knows the type.
    guard let type = BSONType(rawValue: type) else { preconditionFailure() }
    switch type {
    case .document, .array:
      append(path, RawValue(type))
      if open(path, isArray: type == .array) {
        offset = value &+ 4
      } else {
        offset = value &+ length(bytes, value)
      }
    case .symbol, .code:
      let end = value &+ 4 &+ length(bytes, value)
      append(path, RawValue(type, from: value &+ 4, to: end &- 1))
      offset = end
    case .binary:
      var payload = value &+ 5..<value &+ 5 &+ length(bytes, value)
      offset = payload.upperBound
      // The old subtype has its length twice.
      if bytes[value &+ 4] == 2 { payload = payload.dropFirst(4) }
      append(path, RawValue(type, at: payload, bits: UInt64(bytes[value &+ 4])))
    case .bool:
      append(path, RawValue(type, bits: UInt64(bytes[value])))
      offset = value &+ 1
    case .null, .undefined, .minKey, .maxKey:
      append(path, RawValue(type))
      offset = value
    case .dbPointer:
      append(path, RawValue(type))
      offset = value &+ 4 &+ length(bytes, value) &+ 12
    case .codeWithScope:
      append(path, RawValue(type))
      offset = value &+ length(bytes, value)
    case .regularExpression:
      append(path, RawValue(type))
      offset = endOfText(bytes, endOfText(bytes, value) &+ 1) &+ 1
    case .int64, .timestamp:
      append(path, RawValue(type, bits: bytes.load(value)))
      offset = value &+ 8
    case .decimal128:
      append(path, RawValue(type, from: value, to: value &+ 16))
      offset = value &+ 16
    case .string, .int32, .double, .date, .objectID:
      preconditionFailure("One of the frequent types")
    }
  }

  @inline(__always)
  private func length(_ bytes: RawSpan, _ offset: Int) -> Int {
    Int(bytes.load(offset, as: Int32.self))
  }

  /// The zero byte that ends a text.
  private func endOfText(_ bytes: RawSpan, _ start: Int) -> Int {
    var i = start
    while true {
      let zeros = bytes.equalMask(i, 0)
      if zeros != 0 { return i &+ zeros.trailingZeroBitCount }
      i &+= 16
    }
  }
}
