internal import CIntrinsics

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
  /// - Parameter text: ASCII, without blanks around it.
  /// - Returns: nil for anything else, and for an instant that does not fit in 64 bits.
  /// - Complexity: Allocates nothing; some 5 ns for the forms that `mongoexport` writes.
  public static func milliseconds(_ text: RawSpan) -> Int64? {
    if text.byteCount == 24, let instant = milliseconds24(text, at: 0) { return instant }
    return milliseconds(parsing: text)
  }

  /// Reads `2014-04-07T02:23:03.590Z`, the 24 bytes at `offset`; nil when they are anything else.
  @inline(__always)
  static func milliseconds24(_ bytes: RawSpan, at offset: Int) -> Int64? {
    milliseconds(bytes.instantParts(offset))
  }

  /// Reads `2014-04-07T02:23:03.59Z` and the like at `offset`, where zeros at the end of the fraction
  /// have been left out, or all of it.
  ///
  /// - Returns: The instant and the length of the text; nil when it is anything else.
  @inline(never)
  static func shortMilliseconds(
    _ bytes: RawSpan, at offset: Int
  ) -> (milliseconds: Int64, count: Int)? {
    let tail = bytes.load(offset &+ 16, as: UInt64.self)  // :03.59Z"
    let count: Int
    let whole: UInt64
    switch UInt64(UInt8(ascii: "Z")) {
    case tail >> 24 & 0xFF: (count, whole) = (20, tail & 0xFF_FFFF | 0x5A30_3030_2E00_0000)
    case tail >> 40 & 0xFF: (count, whole) = (22, tail & 0xFF_FFFF_FFFF | 0x5A30_3000_0000_0000)
    case tail >> 48 & 0xFF: (count, whole) = (23, tail & 0xFFFF_FFFF_FFFF | 0x5A30_0000_0000_0000)
    default: return nil
    }
    let text = (
      bytes.load(offset, as: UInt64.self), bytes.load(offset &+ 8, as: UInt64.self), whole
    )
    let parts = unsafe withUnsafeBytes(of: text) {
      unsafe bytemask_iso8601($0.baseAddress.unsafelyUnwrapped)
    }
    return milliseconds(parts).map { ($0, count) }
  }

  @inline(__always)
  private static func milliseconds(_ parts: bytemask_instant) -> Int64? {
    let date = CivilDate(
      year: Int(parts.century) &* 100 &+ Int(parts.year), month: Int(parts.month),
      day: Int(parts.day))
    guard parts.is_valid, parts.hour < 24, date.isValid else { return nil }
    let seconds = Int(parts.hour) &* 3600 &+ Int(parts.minute) &* 60 &+ Int(parts.second)
    let fraction = Int(parts.hundredths) &* 10 &+ Int(parts.thousandths)
    return Int64((date.daysSince1970 &* 86_400 &+ seconds) &* 1000 &+ fraction)
  }
}

extension ISO8601 {
  /// Writes an instant as `2014-04-11T21:55:32.590Z`: UTC, always three digits of milliseconds.
  ///
  /// Years outside of 0 to 9999 are written as ECMAScript does, with a sign and at least six digits:
  /// `+010000-01-01T00:00:00.000Z`. ``milliseconds(_:)`` reads every such text back.
  ///
  /// - Parameter milliseconds: Milliseconds since 1970 (UTC).
  /// - Returns: The text.
  public static func text(milliseconds: Int64) -> String {
    // Rounded towards the past, also before 1970.
    func divide(_ number: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
      let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
      return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
    let (days, time) = divide(milliseconds, by: 86_400_000)
    let date = CivilDate(daysSince1970: Int(days))
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ number: Int, digits: Int, then separator: Unicode.Scalar) {
      let decimal = String(number).utf8
      for _ in 0..<max(0, digits - decimal.count) { text.append(UInt8(ascii: "0")) }
      text.append(contentsOf: decimal)
      text.append(UInt8(ascii: separator))
    }
    if date.year >= 0, date.year <= 9999 {
      append(date.year, digits: 4, then: "-")
    } else {
      text.append(date.year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      append(abs(date.year), digits: 6, then: "-")
    }
    append(date.month, digits: 2, then: "-")
    append(date.day, digits: 2, then: "T")
    append(Int(time / 3_600_000), digits: 2, then: ":")
    append(Int(time / 60_000 % 60), digits: 2, then: ":")
    append(Int(time / 1000 % 60), digits: 2, then: ".")
    append(Int(time % 1000), digits: 3, then: "Z")
    return String(decoding: text, as: UTF8.self)
  }
}
