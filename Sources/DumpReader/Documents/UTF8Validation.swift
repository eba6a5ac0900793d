extension RawSpan {
  /// Whether the bytes of a range are valid UTF-8 (RFC 3629: no overlong forms, no surrogates,
  /// nothing above U+10FFFF).
  ///
  /// Text is mostly ASCII, which 32-byte compares pass over; only a range with a high byte is
  /// looked at byte by byte.
  ///
  /// - Precondition: 32 readable bytes follow the range.
  @inline(__always)
  func isValidUTF8(_ range: Range<Int>) -> Bool {
    isValidUTF8(range.lowerBound, range.count)
  }

  /// The same for `count` bytes from `offset` on.
  @inline(__always)
  func isValidUTF8(_ offset: Int, _ count: Int) -> Bool {
    var i = offset
    var left = count
    while left >= 32 {
      if highMask32(i) != 0 { return isValidUTF8Slow(offset..<offset &+ count) }
      i &+= 32
      left &-= 32
    }
    // What lies behind the range is cut off.
    let high = highMask32(i) & ((1 &<< UInt32(truncatingIfNeeded: left)) &- 1)
    return high == 0 || isValidUTF8Slow(offset..<offset &+ count)
  }

  /// The table of well-formed byte sequences of the Unicode standard (table 3-7), as code.
  @inline(never)
  func isValidUTF8Slow(_ range: Range<Int>) -> Bool {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      let lead = self[i]
      if lead < 0x80 {
        // On to the next high byte; what lies behind the end is cut off by the loop.
        let high = highMask(i)
        i &+= high == 0 ? 16 : high.trailingZeroBitCount
        continue
      }
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      case 0xF1...0xF3: length = 4
      default: return false
      }
      guard i &+ length <= end, second.contains(self[i &+ 1]) else { return false }
      if length > 2, self[i &+ 2] & 0xC0 != 0x80 { return false }
      if length > 3, self[i &+ 3] & 0xC0 != 0x80 { return false }
      i &+= length
    }
    return true
  }
}
