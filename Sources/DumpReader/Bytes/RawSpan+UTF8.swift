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

  /// The table of well-formed byte sequences of the Unicode standard (table 3-7), as masks over the
  /// next four bytes.
  @inline(never)
  func isValidUTF8Slow(_ range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount - 32)
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      let next = unsafe unchecked(i, as: UInt32.self)
      if next & 0x80 == 0 {
        // On to the next high byte, which may lie behind the end.
        let high = unsafe uncheckedHighMask32(i)
        i &+= high == 0 ? 32 : high.trailingZeroBitCount
        continue
      }
      if next & 0xC0E0 == 0x80C0 {
        // C0 and C1 would be overlong.
        guard next & 0x1E != 0 else { return false }
        i &+= 2
      } else if next & 0xC0_C0F0 == 0x80_80E0 {
        // Overlong below U+0800; from U+D800 to U+DFFF there are surrogates.
        guard next & 0x200F != 0, next & 0x200F != 0x200D else { return false }
        i &+= 3
      } else if next & 0xC0C0_C0F8 == 0x8080_80F0 {
        // Planes from 1 to 16; plane 0 would be overlong.
        let plane = (next & 7) << 2 | next >> 12 & 3
        guard plane >= 1, plane <= 16 else { return false }
        i &+= 4
      } else {
        return false
      }
      guard i <= end else { return false }
    }
    return true
  }
}
