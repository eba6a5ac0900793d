// The scanner's fast path: tokens as they are in nearly all documents. It can only
// succeed. -1 means that the slow path (RawSpan+JSONTokens.swift) has to look, which finds out what is
// wrong, if anything is. Offsets are at most `lastPaddedOffset`, or lie inside the window of one.
extension RawSpan {
  /// The first byte of a string that is not plain ASCII, its closing quote mostly; a plain one
  /// behind `limit` when the windows end first.
  @inline(__always) @unsafe
  func plainTextEnd(_ start: Int, limit: Int) -> Int {
    var i = start
    while true {
      let count = unsafe uncheckedTextMask(i).trailingZeroBitCount
      i &+= count
      if count < 16 || i > limit { return i }
    }
  }

  /// Goes on with a string at a byte that is not plain: UTF-8 and escapes, each checked.
  ///
  /// - Parameter limit: The last offset with a window behind it, or less.
  /// - Returns: Twice the offset of the closing quote, and 1 more when there were escapes; or -1.
  @inline(__always) @unsafe
  func textRest(_ stop: Int, limit: Int) -> Int {
    assert(stop >= 0 && limit <= lastPaddedOffset)
    var i = stop
    var escapes = 0
    while i <= limit {
      let byte = unsafe unchecked(i, as: UInt8.self)
      if byte >= 0x80 {
        let length = unsafe utf8Length(unchecked(i, as: UInt32.self))
        guard length > 0 else { return -1 }
        i &+= length
        if unsafe unchecked(i, as: UInt8.self) >= 0x80 { continue }
      } else if byte == UInt8(ascii: "\"") {
        return i &<< 1 | escapes
      } else if byte == UInt8(ascii: "\\") {
        escapes = 1
        let kind = unsafe unchecked(i &+ 1, as: UInt8.self)
        i &+= 2
        if kind != UInt8(ascii: "\""), kind != UInt8(ascii: "\\") {
          switch kind {
          case UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
          case UInt8(ascii: "u"):
            // Half a surrogate pair is left to the slow path.
            guard let unit = hexUInt16(i), unit & 0xF800 != 0xD800 else { return -1 }
            i &+= 4
          default: return -1
          }
        }
        // One seldom comes alone.
        if unsafe unchecked(i, as: UInt8.self) == UInt8(ascii: "\\") { continue }
      } else {
        return -1
      }
      if i > limit { return -1 }
      i = unsafe plainTextEnd(i, limit: limit)
    }
    return -1
  }

  /// Whether a string of plain text, UTF-8 and escapes starts here: the closing quote, or -1.
  @inline(__always) @unsafe
  func textEnd(_ start: Int, limit: Int) -> Int {
    let stop = unsafe plainTextEnd(start, limit: limit)
    if unsafe unchecked(stop, as: UInt8.self) == UInt8(ascii: "\"") { return stop }
    return rareTextEnd(stop, limit: limit)
  }

  /// The same for a text that goes on, at `stop`, with a byte that is not plain.
  @inline(never)
  private func rareTextEnd(_ stop: Int, limit: Int) -> Int {
    precondition(stop >= 0 && limit <= lastPaddedOffset)
    return unsafe textRest(stop, limit: limit) >> 1
  }

  /// How many of four bytes are the first character, of two bytes or more; 0 when it is not
  /// well-formed (the Unicode standard, table 3-7).
  @inline(__always)
  private func utf8Length(_ bytes: UInt32) -> Int {
    let lead = bytes & 0xFF
    if bytes & 0xC0E0 == 0x80C0 { return lead >= 0xC2 ? 2 : 0 }
    if bytes & 0xC0_C0F0 == 0x80_80E0 {
      // No overlong forms, no surrogates.
      let second = bytes >> 8 & 0xFF
      return (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0) ? 3 : 0
    }
    if bytes & 0xC0C0_C0F8 == 0x8080_80F0 {
      // From U+10000 to U+10FFFF.
      let second = bytes >> 8 & 0xFF
      return lead <= 0xF4 && (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second < 0x90)
        ? 4 : 0
    }
    return 0
  }

  /// How many of eight bytes are digits before the first that is none.
  @inline(__always)
  private static func digitCount(_ bytes: UInt64) -> Int {
    // Digits are 0 to 9 now, and only what is more reaches the upper bit; a carry does not matter,
    // since it goes to bytes behind the first that is no digit.
    let digits = bytes ^ 0x3030_3030_3030_3030
    let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount &>> 3
  }

  /// A number of one to seven digits and nothing else; `end` is -1 when there is something else.
  @inline(__always) @unsafe
  func shortInteger(_ start: Int) -> (value: UInt64, end: Int) {
    let bytes = unsafe unchecked(start, as: UInt64.self)
    let count = Self.digitCount(bytes)
    guard count > 0, count < 8, count == 1 || bytes & 0xFF != 0x30 else { return (0, -1) }
    let next = UInt8(truncatingIfNeeded: bytes &>> UInt64(count &* 8))
    guard next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e") else { return (0, -1) }
    // Zeros in front make eight digits of them; then pairs, fours and the eight are put together.
    var value = bytes &<< UInt64(64 &- count &* 8) & 0x0F0F_0F0F_0F0F_0F0F
    value = (value &* (10 &<< 8 | 1)) &>> 8 & 0x00FF_00FF_00FF_00FF
    value = (value &* (100 &<< 16 | 1)) &>> 16 & 0x0000_FFFF_0000_FFFF
    value = (value &* (10_000 &<< 32 | 1)) &>> 32
    return (value, start &+ count)
  }

  /// The end of a number without an exponent, of at most 15 bytes besides the sign.
  @inline(__always) @unsafe
  func plainNumberEnd(_ start: Int) -> Int {
    let sign = unsafe unchecked(start, as: UInt8.self) == UInt8(ascii: "-") ? 1 : 0
    let first = start &+ sign
    // What is no digit; there always is something behind 16 bytes.
    let others = unsafe ~uncheckedDigitMask(first)
    let whole = others.trailingZeroBitCount
    // No zero in front of other digits.
    guard whole > 0,
      unsafe whole == 1 || unchecked(first, as: UInt8.self) != UInt8(ascii: "0")
    else { return -1 }
    var count = whole
    if unsafe unchecked(first &+ whole, as: UInt8.self) == UInt8(ascii: ".") {
      count = (others & (others &- 1)).trailingZeroBitCount
      if count == whole &+ 1 { return -1 }
    }
    guard count < 16 else { return -1 }
    let end = first &+ count
    return unsafe unchecked(end, as: UInt8.self) | 0x20 == UInt8(ascii: "e") ? -1 : end
  }

  /// The end of `true`, `false` or `null`.
  @inline(__always) @unsafe
  func literalEnd(_ start: Int) -> Int {
    let word = unsafe unchecked(start, as: UInt32.self)
    if word == 0x6C6C_756E || word == 0x6575_7274 { return start &+ 4 }  // null, true
    let last = unsafe unchecked(start &+ 4, as: UInt8.self)
    return word == 0x736C_6166 && last == UInt8(ascii: "e") ? start &+ 5 : -1  // fals, e
  }
}
