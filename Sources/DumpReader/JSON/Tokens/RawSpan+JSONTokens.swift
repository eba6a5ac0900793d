// The tokens of RFC 8259, each as a function from the offset of its first byte to the offset behind
// it. They read the text once, allocate nothing, and know no end: zero bytes follow the text
// (``Chunk/padding``), no token goes past one, and whoever catches an error at or behind the end
// knows that the text stopped early. Offsets in errors are those of the span.
extension RawSpan {
  /// The first byte at or after `offset` that is no space, tab, line feed or carriage return.
  @inline(__always)
  func jsonBlanks(_ offset: Int) -> Int {
    var i = offset
    while true {
      let byte = self[i]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return i }
      i &+= 1
    }
  }

  /// Validates a string and finds its closing quote.
  ///
  /// - Parameters:
  ///   - start: The first byte behind the opening quote.
  ///   - escaped: Set when the string has escape sequences; else its bytes are the text.
  @inline(__always)
  func jsonString(
    _ start: Int, escaped: inout Bool
  ) throws(MalformedDocument) -> Int {
    var high: UInt32 = 0
    let i = jsonStringStop(start, high: &high)
    guard self[i] == UInt8(ascii: "\"") else {
      escaped = true
      return try jsonStringRest(start, from: i, high: high)
    }
    if high != 0, !isValidUTF8Slow(start..<i) {
      throw MalformedDocument(.invalidUTF8, at: start)
    }
    return i
  }

  /// The first byte of a string at or after `offset` that ends it, escapes, or must not be there.
  ///
  /// - Parameter high: Bits are set in it when there was text beyond ASCII before.
  @inline(__always)
  private func jsonStringStop(_ offset: Int, high: inout UInt32) -> Int {
    var i = offset
    while true {
      let mask = jsonStringMask(i)
      guard mask.stop == 0 else {
        high |= mask.high & ((mask.stop & (0 &- mask.stop)) &- 1)
        return i &+ mask.stop.trailingZeroBitCount
      }
      high |= mask.high
      i &+= 16
    }
  }

  /// Goes on with a string at its first backslash, or at a byte that must not be there.
  @inline(never)
  private func jsonStringRest(
    _ start: Int, from stop: Int, high seen: UInt32
  ) throws(MalformedDocument) -> Int {
    var i = stop
    var high = seen
    while true {
      switch self[i] {
      case UInt8(ascii: "\""):
        if high != 0, !isValidUTF8Slow(start..<i) {
          throw MalformedDocument(.invalidUTF8, at: start)
        }
        return i
      case UInt8(ascii: "\\"):
        i = try jsonEscape(i)
        // Texts in other scripts are often nothing but \uXXXX.
        while load(i, as: UInt16.self) == 0x755C, let unit = hexUInt16(i &+ 2),
          unit & 0xF800 != 0xD800
        {
          i &+= 6
        }
      case 0x0A:
        throw MalformedDocument(.unterminatedString, at: i)
      default:
        throw MalformedDocument(.controlCharacter, at: i)
      }
      i = jsonStringStop(i, high: &high)
    }
  }

  /// Validates the escape sequence whose backslash stands at `offset`; surrogates come in pairs.
  @inline(__always)
  private func jsonEscape(_ offset: Int) throws(MalformedDocument) -> Int {
    guard self[offset &+ 1] == UInt8(ascii: "u") else {
      switch self[offset &+ 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        return offset &+ 2
      default: throw MalformedDocument(.badEscape, at: offset)
      }
    }
    guard let unit = hexUInt16(offset &+ 2) else {
      throw MalformedDocument(.badEscape, at: offset)
    }
    guard unit & 0xF800 == 0xD800 else { return offset &+ 6 }
    guard unit < 0xDC00, self[offset &+ 6] == UInt8(ascii: "\\"),
      self[offset &+ 7] == UInt8(ascii: "u"), let low = hexUInt16(offset &+ 8),
      low & 0xFC00 == 0xDC00
    else { throw MalformedDocument(.loneSurrogate, at: offset) }
    return offset &+ 12
  }

  /// Validates a number and finds its end.
  @inline(__always)
  func jsonNumber(_ start: Int) throws(MalformedDocument) -> Int {
    var i = start
    if self[i] == UInt8(ascii: "-") { i &+= 1 }
    if self[i] == UInt8(ascii: "0") {
      i &+= 1
    } else {
      i = try jsonDigits(i, of: start)
    }
    if self[i] == UInt8(ascii: ".") { i = try jsonDigits(i &+ 1, of: start) }
    if self[i] | 0x20 == UInt8(ascii: "e") {
      i &+= 1
      if self[i] == UInt8(ascii: "+") || self[i] == UInt8(ascii: "-") { i &+= 1 }
      i = try jsonDigits(i, of: start)
    }
    return i
  }

  /// Passes over one or more digits.
  @inline(__always)
  private func jsonDigits(_ offset: Int, of number: Int) throws(MalformedDocument) -> Int {
    var i = offset
    while self[i] &- 0x30 < 10 { i &+= 1 }
    guard i > offset else { throw jsonNotANumber(number, stopped: i) }
    return i
  }

  /// What to say where a number, or any value at all, was expected.
  @inline(never)
  func jsonNotANumber(_ start: Int, stopped: Int) -> MalformedDocument {
    // At a zero byte the text ended inside the number: the offset has to tell.
    if self[stopped] == 0 { return MalformedDocument(.badNumber, at: stopped) }
    let isNumber = self[start] == UInt8(ascii: "-") || self[start] &- 0x30 < 10
    return MalformedDocument(isNumber ? .badNumber : .badLiteral, at: start)
  }

  /// Whether `true`, `false` or `null` stands at `offset`: the offset behind it.
  @inline(__always)
  func jsonLiteral(_ offset: Int) -> Int? {
    switch load(offset, as: UInt32.self) {
    case 0x6575_7274, 0x6C6C_756E: offset &+ 4  // true, null
    case 0x736C_6166 where self[offset &+ 4] == UInt8(ascii: "e"): offset &+ 5  // fals, e
    default: nil
    }
  }
}
