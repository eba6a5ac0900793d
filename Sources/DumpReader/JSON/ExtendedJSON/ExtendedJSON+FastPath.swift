// The forms of values that nearly all documents have, in straight-line code. nil means that the long
// path has to look, not that anything is wrong.
extension RawSpan {
  /// A date or a number in the wrapper that `mongoexport` puts around it, at `start`:
  ///
  ///     {"$date":"2014-04-07T02:23:03.590Z"}        relaxed, and version 1
  ///     {"$date":{"$numberLong":"1396837383590"}}   canonical
  ///     {"$numberInt":"24"}  {"$numberLong":"24"}  {"$numberDouble":"0.5"}
  @inline(__always)
  func plainWrapper(_ start: Int) -> (value: RawValue, end: Int)? {
    switch load(start, as: UInt64.self) {
    case 0x2265_7461_6424_227B:  // {"$date"
      if load(start &+ 8, as: UInt16.self) == 0x223A,  // :"
        let (milliseconds, end) = plainDate(start &+ 10)
      {
        return (RawValue(.date, bits: UInt64(bitPattern: milliseconds)), end)
      }
      return plainLongDate(start)
    case 0x6562_6D75_6E24_227B:  // {"$numbe
      return plainInteger(start) ?? plainDouble(start)
    default:
      return nil
    }
  }

  /// The text of a date as `mongoexport` writes it, and what closes it.
  @inline(__always)
  func plainDate(_ start: Int) -> (milliseconds: Int64, end: Int)? {
    var text = ISO8601.milliseconds24(self, at: start).map { ($0, 24) }
    if text == nil { text = ISO8601.shortMilliseconds(self, at: start) }
    guard let (milliseconds, count) = text,
      load(start &+ count, as: UInt16.self) == 0x7D22  // "}
    else { return nil }
    return (milliseconds, start &+ count &+ 2)
  }

  @inline(never)
  private func plainLongDate(_ start: Int) -> (value: RawValue, end: Int)? {
    guard load(start &+ 8, as: UInt64.self) == 0x626D_756E_2422_7B3A,  // :{"$numb
      load(start &+ 16, as: UInt64.self) == 0x3A22_676E_6F4C_7265,  // erLong":
      self[start &+ 24] == UInt8(ascii: "\""),
      let (milliseconds, end) = plainDigits(start &+ 25),
      load(end, as: UInt32.self) & 0xFF_FFFF == 0x7D_7D22  // "}}
    else { return nil }
    return (RawValue(.date, bits: UInt64(bitPattern: milliseconds)), end &+ 3)
  }

  @inline(never)
  private func plainInteger(_ start: Int) -> (value: RawValue, end: Int)? {
    let isLong = load(start &+ 8, as: UInt64.self) == 0x223A_2267_6E6F_4C72  // rLong":"
    guard isLong || load(start &+ 7, as: UInt64.self) == 0x223A_2274_6E49_7265,  // erInt":"
      let (integer, end) = plainDigits(start &+ (isLong ? 16 : 15)),
      load(end, as: UInt16.self) == 0x7D22,  // "}
      isLong || Int32(exactly: integer) != nil
    else { return nil }
    return (RawValue(isLong ? .int64 : .int32, bits: UInt64(bitPattern: integer)), end &+ 2)
  }

  @inline(never)
  private func plainDouble(_ start: Int) -> (value: RawValue, end: Int)? {
    guard load(start &+ 8, as: UInt64.self) == 0x2265_6C62_756F_4472,  // rDouble"
      load(start &+ 16, as: UInt16.self) == 0x223A,  // :"
      let (value, end) = plainNumber(start &+ 18), value.type == .double,
      load(end, as: UInt16.self) == 0x7D22  // "}
    else { return nil }
    return (value, end &+ 2)
  }

  /// An integer of at most 18 digits, which cannot overflow.
  @inline(__always)
  func plainDigits(_ start: Int) -> (integer: Int64, end: Int)? {
    let isNegative = self[start] == UInt8(ascii: "-")
    let first = isNegative ? start &+ 1 : start
    var i = first
    var integer: Int64 = 0
    while self[i] &- 0x30 < 10 {
      integer = integer &* 10 &+ Int64(self[i] &- 0x30)
      i &+= 1
    }
    guard i > first, i &- first <= 18 else { return nil }
    return (isNegative ? 0 &- integer : integer, i)
  }

  /// A number of at most 15 digits without exponent at `start`.
  @inline(__always)
  func plainNumber(_ start: Int) -> (value: RawValue, end: Int)? {
    var i = start
    let isNegative = self[i] == UInt8(ascii: "-")
    if isNegative { i &+= 1 }
    let lead = i
    var significand: Int64 = 0
    var byte = self[i]
    while byte &- 0x30 < 10 {
      significand = significand &* 10 &+ Int64(byte &- 0x30)
      i &+= 1
      byte = self[i]
    }
    var digits = i &- lead
    guard digits >= 1, digits == 1 || self[lead] != UInt8(ascii: "0") else { return nil }
    if byte != UInt8(ascii: ".") {
      guard byte | 0x20 != UInt8(ascii: "e"), digits <= 15 else { return nil }
      if isNegative { significand = 0 &- significand }
      let fits = significand == Int64(Int32(truncatingIfNeeded: significand))
      return (RawValue(fits ? .int32 : .int64, bits: UInt64(bitPattern: significand)), i)
    }
    let point = i
    repeat {
      i &+= 1
      byte = self[i]
      guard byte &- 0x30 < 10 else { break }
      significand = significand &* 10 &+ Int64(byte &- 0x30)
    } while true
    let fraction = i &- point &- 1
    digits &+= fraction
    guard fraction >= 1, digits <= 15, byte | 0x20 != UInt8(ascii: "e") else { return nil }
    // Both are exact, so that the quotient is rounded once: see ``JSONNumber/double(_:_:)``.
    let magnitude = Double(significand) / JSONNumber.powersOfTen[fraction]
    return (RawValue(.double, bits: (isNegative ? -magnitude : magnitude).bitPattern), i)
  }
}
