extension ExtendedJSON {
  /// The value that a wrapper object stands for.
  ///
  /// - Parameters:
  ///   - wrapper: The kind that its first key tells.
  ///   - object: Where it stands; it has been validated as JSON.
  ///   - scratch: Bytes that are not in the text as they stand are appended here.
  /// - Returns: nil when there are keys that do not belong there, or the value is not valid.
  static func value(
    _ wrapper: Wrapper, _ bytes: RawSpan, _ object: Range<Int>, into scratch: inout [UInt8]
  ) -> RawValue? {
    var members = JSONMembers(objectAt: object.lowerBound)
    guard let first = members.next(bytes) else { return nil }
    let second = members.next(bytes)
    guard members.next(bytes) == nil else { return nil }

    switch wrapper {
    case .binary:
      guard let second else { return binary(bytes, first.value, into: &scratch) }
      return legacyBinary(bytes, first, second, into: &scratch)
    case .regex:
      guard let second else { return RawValue(.regularExpression) }
      guard first.isNamed("$options", bytes) || second.isNamed("$options", bytes),
        isExpression(bytes, first.value), isExpression(bytes, second.value)
      else { return nil }
      return RawValue(.regularExpression)
    case .code:
      guard let second else {
        return JSONString(bytes, value: first.value)?.value(.code, bytes, &scratch)
      }
      guard second.isNamed("$scope", bytes), JSONString(bytes, value: first.value) != nil,
        bytes[second.value.lowerBound] == UInt8(ascii: "{")
      else { return nil }
      return RawValue(.codeWithScope)
    default:
      guard second == nil else { return nil }
      return value(wrapper, bytes, member: first.value, into: &scratch)
    }
  }

  /// The value of a wrapper that has one key.
  private static func value(
    _ wrapper: Wrapper, _ bytes: RawSpan, member value: Range<Int>, into scratch: inout [UInt8]
  ) -> RawValue? {
    let text = JSONString(bytes, value: value)
    switch wrapper {
    case .oid:
      let start = scratch.count
      guard text?.range.count == 24 || text?.isEscaped == true,
        text?.withText(
          bytes, { $0.decodeHexadecimal(0..<$0.byteCount, into: &scratch) ? true : nil }) != nil,
        scratch.count == start + 12
      else { return nil }
      return RawValue(.objectID, at: start..<start + 12, inScratch: true)
    case .numberInt, .numberLong:
      guard let integer = integer(bytes, value),
        wrapper == .numberLong || Int32(exactly: integer) != nil
      else { return nil }
      return RawValue(
        wrapper == .numberLong ? .int64 : .int32, bits: UInt64(bitPattern: integer))
    case .numberDouble:
      guard text != nil else {
        // Bare, or as a shell writes NaN within it.
        let number = JSONNumber.double(bytes, value) ?? nested(.numberDouble, bytes, value)
        return number.map { RawValue(.double, bits: $0.bitPattern) }
      }
      return text?.withText(bytes, double).map { RawValue(.double, bits: $0.bitPattern) }
    case .numberDecimal:
      // More digits than a decimal128 holds are refused, unless the rest of them are zeros: no
      // server can have written them, and rounding would change an amount.
      guard text != nil else {
        guard bytes[value.lowerBound] == UInt8(ascii: "-") || bytes[value.lowerBound].isDigit
        else { return nil }
        return (JSONNumber.decimal(bytes, value) ?? Decimal128(bytes.extracting(value)))
          .map { RawValue(.decimal128, appending: $0, to: &scratch) }
      }
      return text?.withText(bytes) { JSONNumber.decimal($0, 0..<$0.byteCount) ?? Decimal128($0) }
        .map { RawValue(.decimal128, appending: $0, to: &scratch) }
    case .date:
      return date(bytes, value).map { RawValue(.date, bits: UInt64(bitPattern: $0)) }
    case .timestamp:
      guard let (seconds, increment) = pair(bytes, value, "t", "i"),
        let seconds = JSONNumber.integer(bytes, seconds).flatMap(UInt32.init(exactly:)),
        let increment = JSONNumber.integer(bytes, increment).flatMap(UInt32.init(exactly:))
      else { return nil }
      return RawValue(.timestamp, bits: UInt64(seconds) << 32 | UInt64(increment))
    case .uuid:
      return uuid(bytes, text, into: &scratch)
    case .symbol:
      return text?.value(.symbol, bytes, &scratch)
    case .regularExpression:
      guard let (pattern, options) = pair(bytes, value, "pattern", "options"),
        isExpression(bytes, pattern), isExpression(bytes, options)
      else { return nil }
      return RawValue(.regularExpression)
    case .dbPointer:
      guard let (reference, id) = pair(bytes, value, "$ref", "$id"),
        JSONString(bytes, value: reference) != nil,
        bytes[id.lowerBound] == UInt8(ascii: "{"),
        Wrapper(bytes, objectAt: id.lowerBound) == .oid,
        self.value(.oid, bytes, id, into: &scratch) != nil
      else { return nil }
      return RawValue(.dbPointer)
    case .minKey, .maxKey:
      guard JSONNumber.integer(bytes, value) == 1 else { return nil }
      return RawValue(wrapper == .minKey ? .minKey : .maxKey)
    case .undefined:
      guard bytes[value.lowerBound] == UInt8(ascii: "t") else { return nil }
      return RawValue(.undefined)
    case .binary, .regex, .code, .type, .options:
      return nil
    }
  }

  /// The values of an object that has exactly two members of these names, in either order.
  private static func pair(
    _ bytes: RawSpan, _ object: Range<Int>, _ one: StaticString, _ other: StaticString
  ) -> (one: Range<Int>, other: Range<Int>)? {
    guard bytes[object.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members = JSONMembers(objectAt: object.lowerBound)
    guard let first = members.next(bytes), let second = members.next(bytes),
      members.next(bytes) == nil
    else { return nil }
    if first.isNamed(one, bytes), second.isNamed(other, bytes) {
      return (first.value, second.value)
    }
    if first.isNamed(other, bytes), second.isNamed(one, bytes) {
      return (second.value, first.value)
    }
    return nil
  }

  /// A string without zero characters, which pattern and options have to be: BSON ends them by one.
  private static func isExpression(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
    JSONString(bytes, value: value)?.withText(bytes) { text in
      for i in 0..<text.byteCount where text[i] == 0 { return Bool?.none }
      return true
    } ?? false
  }
}
