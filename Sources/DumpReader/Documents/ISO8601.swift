/// Points in time as ISO 8601 writes them, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Days are those of the proleptic Gregorian calendar with a year 0. There are no leap seconds.
public enum ISO8601 {
  /// Reads a date or a date with a time.
  ///
  ///     2014-04-11                        midnight
  ///     2014-04-11T21:55Z                 seconds may be missing
  ///     2014-04-11 21:55:32.590123+02:00  1 to 9 digits of fraction, cut to milliseconds
  ///     +012014-04-11T21:55:32+02         offsets: Z, +hh, +hhmm, +hh:mm; none means UTC
  ///
  /// Years have four digits, or up to nine with or without a sign. The separator may be `T`, `t` or
  /// a space, the fraction may follow a comma. A day that its month does not have, hour 24 and
  /// second 60 are refused.
  ///
  /// - Returns: nil for anything else, and for an instant that does not fit in 64 bits.
  /// - Complexity: Allocates nothing; some 5 ns for the forms that `mongoexport` writes.
  public static func milliseconds(_ text: RawSpan) -> Int64? {
    if text.byteCount == 24, let instant = milliseconds24(text, at: 0) { return instant }
    return milliseconds(parsing: text)
  }

  /// Reads `2014-04-07T02:23:03.590Z`, the 24 bytes at `offset`; nil when they are anything else.
  @inline(__always)
  static func milliseconds24(_ bytes: RawSpan, at offset: Int) -> Int64? {
    let front = bytes.load(offset, as: UInt64.self)  // 2014-04-
    let middle = bytes.load(offset &+ 8, as: UInt64.self)  // 07T02:23
    let tail = bytes.load(offset &+ 16, as: UInt64.self)  // :03.590Z
    guard
      front & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000,
      middle & 0x0000_FF00_00FF_0000 == 0x0000_3A00_0054_0000,
      tail & 0xFF00_0000_FF00_00FF == 0x5A00_0000_2E00_003A
    else { return nil }
    // At the places of digits: the upper half of a byte is 3, the lower at most 9.
    let a = (front & 0x00FF_FF00_FFFF_FFFF) ^ 0x0030_3000_3030_3030
    let b = (middle & 0xFFFF_00FF_FF00_FFFF) ^ 0x3030_0030_3000_3030
    let c = (tail & 0x00FF_FFFF_00FF_FF00) ^ 0x0030_3030_0030_3000
    let sixes: UInt64 = 0x0606_0606_0606_0606
    guard (a | b | c | (a &+ sixes) | (b &+ sixes) | (c &+ sixes)) & 0xF0F0_F0F0_F0F0_F0F0 == 0
    else { return nil }
    let date = CivilDate(
      year: pair(a, 0) &* 100 &+ pair(a, 16), month: pair(a, 40), day: pair(b, 0))
    let seconds = pair(b, 24) &* 3600 &+ pair(b, 48) &* 60 &+ pair(c, 8)
    let fraction = Int(truncatingIfNeeded: (c >> 32) & 0xFF) &* 100 &+ pair(c, 40)
    guard pair(b, 24) < 24, pair(b, 48) < 60, pair(c, 8) < 60,
      date.isValid
    else { return nil }
    return Int64((date.daysSince1970 &* 86_400 &+ seconds) &* 1000 &+ fraction)
  }

  /// The number that two digits, each in a byte from bit `shift` on, stand for.
  @inline(__always)
  private static func pair(_ digits: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (digits &>> shift) & 0xFF) &* 10
      &+ Int(truncatingIfNeeded: (digits &>> (shift &+ 8)) & 0xFF)
  }
}
