extension ExtendedJSON {
  /// The number that `$numberDouble` names.
  static func double(_ text: RawSpan) -> Double? {
    if text.elementsEqual("NaN") { return .nan }
    if text.elementsEqual("Infinity") { return .infinity }
    if text.elementsEqual("-Infinity") { return -.infinity }
    return JSONNumber.double(text, 0..<text.byteCount)
  }

  /// The integer that the value of `$numberInt` or `$numberLong` tells: in a text, or bare, as some
  /// programs write it, perhaps with a fraction of zeros.
  static func integer(_ bytes: RawSpan, _ value: Range<Int>) -> Int64? {
    if let text = JSONString(bytes, value: value) {
      return text.withText(bytes) { JSONNumber.integer($0, 0..<$0.byteCount) }
    }
    guard bytes[value.lowerBound] == UInt8(ascii: "-") || bytes[value.lowerBound].isDigit else {
      return nil
    }
    return JSONNumber.integer(bytes, value)
      ?? JSONNumber.double(bytes, value).flatMap {
        $0.magnitude < 0x1p53 ? Int64(exactly: $0) : nil
      }
  }

  /// The number of a wrapper within another one of the same kind.
  static func nested(_ wrapper: Wrapper, _ bytes: RawSpan, _ value: Range<Int>) -> Double? {
    guard bytes[value.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members = JSONMembers(objectAt: value.lowerBound)
    guard let only = members.next(bytes), members.next(bytes) == nil,
      only.wrapper(bytes) == wrapper
    else { return nil }
    return JSONString(bytes, value: only.value)?.withText(bytes, double)
  }

  /// The milliseconds that the value of `$date` tells: ISO 8601, a number, or `{"$numberLong": …}`.
  static func date(_ bytes: RawSpan, _ value: Range<Int>) -> Int64? {
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "\""):
      return JSONString(bytes, value: value)?.withText(bytes) { ISO8601.milliseconds($0) }
    case UInt8(ascii: "{"):
      var members = JSONMembers(objectAt: value.lowerBound)
      guard let only = members.next(bytes), members.next(bytes) == nil,
        only.wrapper(bytes) == .numberLong
      else { return nil }
      return integer(bytes, only.value)
    default:
      // Some exporters write whole milliseconds with a fraction or an exponent.
      return JSONNumber.integer(bytes, value)
        ?? JSONNumber.double(bytes, value).flatMap { Int64(exactly: $0) }
    }
  }

  /// `{"$binary": {"base64": …, "subType": "04"}}`
  static func binary(
    _ bytes: RawSpan, _ object: Range<Int>, into scratch: inout [UInt8]
  ) -> RawValue? {
    guard bytes[object.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members = JSONMembers(objectAt: object.lowerBound)
    guard var payload = members.next(bytes), var subtype = members.next(bytes),
      members.next(bytes) == nil
    else { return nil }
    if payload.isNamed("subType", bytes) { swap(&payload, &subtype) }
    guard payload.isNamed("base64", bytes), subtype.isNamed("subType", bytes),
      let type = JSONString(bytes, value: subtype.value)?.withText(bytes, { binaryType($0, 2) })
    else { return nil }
    return binary(type, bytes, payload.value, into: &scratch)
  }

  /// `{"$binary": "…", "$type": "04"}`, with the type as a number in some texts.
  static func legacyBinary(
    _ bytes: RawSpan, _ first: JSONMember, _ second: JSONMember, into scratch: inout [UInt8]
  ) -> RawValue? {
    let isReversed = first.isNamed("$type", bytes)
    guard isReversed || second.isNamed("$type", bytes) else { return nil }
    let (payload, type) = isReversed ? (second.value, first.value) : (first.value, second.value)
    let subtype =
      JSONString(bytes, value: type)?.withText(bytes) { binaryType($0, 8) }
      ?? JSONNumber.integer(bytes, type).flatMap(UInt8.init(exactly:))
    return subtype.flatMap { binary($0, bytes, payload, into: &scratch) }
  }

  /// `{"$uuid": "73ffd264-44b3-4c69-90e8-e7d1dfc035d4"}`: binary data of subtype 4.
  static func uuid(
    _ bytes: RawSpan, _ text: JSONString?, into scratch: inout [UInt8]
  ) -> RawValue? {
    let start = scratch.count
    let isValid = text?.withText(bytes) { text in
      guard text.byteCount == 36 else { return Bool?.none }
      for dash in [8, 13, 18, 23] where text[dash] != UInt8(ascii: "-") { return nil }
      for digits in [0..<8, 9..<13, 14..<18, 19..<23, 24..<36] {
        guard text.decodeHexadecimal(digits, into: &scratch) else { return nil }
      }
      return true
    }
    guard isValid == true else { return nil }
    return RawValue(.binary, at: start..<start + 16, inScratch: true, bits: 4)
  }

  private static func binary(
    _ subtype: UInt8, _ bytes: RawSpan, _ payload: Range<Int>, into scratch: inout [UInt8]
  ) -> RawValue? {
    let start = scratch.count
    let isValid = JSONString(bytes, value: payload)?.withText(bytes) {
      Base64.decode($0, 0..<$0.byteCount, into: &scratch) ? true : nil
    }
    guard isValid == true else { return nil }
    return RawValue(
      .binary, at: start..<scratch.count, inScratch: true, bits: UInt64(subtype))
  }

  /// A subtype in hexadecimal digits. Old tools wrote 80 and above with its sign: `ffffff80`.
  private static func binaryType(_ text: RawSpan, _ maximumDigits: Int) -> UInt8? {
    var value: UInt32 = 0
    guard text.byteCount >= 1, text.byteCount <= maximumDigits else { return nil }
    for i in 0..<text.byteCount {
      guard let digit = text.hexDigit(i) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    guard value <= 0xFF || value >= 0xFFFF_FF80 else { return nil }
    return UInt8(truncatingIfNeeded: value)
  }
}
