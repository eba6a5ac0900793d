// The forms of values that nearly all documents have, in straight-line code. nil means that the long
// way has to look, not that anything is wrong.
extension RawSpan {
  /// `{"$date":"2014-04-07T02:23:03.590Z"}` at `start`: the bits of its milliseconds.
  @inline(__always)
  func plainDate(_ start: Int) -> (milliseconds: UInt64, end: Int)? {
    guard load(start, as: UInt64.self) == 0x2265_7461_6424_227B,  // {"$date"
      load(start &+ 8, as: UInt16.self) == 0x223A,  // :"
      load(start &+ 34, as: UInt16.self) == 0x7D22,  // "}
      let milliseconds = ISO8601.milliseconds24(self, at: start &+ 10)
    else { return nil }
    return (UInt64(bitPattern: milliseconds), start &+ 36)
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
