extension OutputBytes {
  /// Appends an integer in decimal.
  public mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(decimal: value.magnitude, atLeast: 1)
  }

  /// Appends an integer in decimal, with zeros in front up to `width` digits (at most 20).
  public mutating func append(decimal value: UInt64, atLeast width: Int) {
    var digits = InlineArray<20, UInt8>(repeating: 0x30)
    var rest = value
    var start = 20
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      start -= 1
      digits[start] = 0x30 + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    start = max(0, min(start, 20 - width))
    while start < 20 {
      append(digits[start])
      start += 1
    }
  }

  /// Appends 16 hexadecimal digits.
  public mutating func append(hex value: UInt64) {
    var digits = Self.expandNibbles(value >> 32)
    append(littleEndian: digits.byteSwapped)
    digits = Self.expandNibbles(value & 0xFFFF_FFFF)
    append(littleEndian: digits.byteSwapped)
  }

  /// Appends the two hexadecimal digits of a byte.
  public mutating func append(hexByte value: UInt8) {
    append(Self.hexDigit(value >> 4))
    append(Self.hexDigit(value & 15))
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 - 10 + value
  }

  /// Eight hexadecimal digits of a 32-bit number, the last digit in the lowest byte: one nibble to
  /// a byte, then 0x30 or 0x57 added to all eight at once.
  private static func expandNibbles(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x | x << 16) & 0x0000_FFFF_0000_FFFF
    x = (x | x << 8) & 0x00FF_00FF_00FF_00FF
    x = (x | x << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = ((x &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return x &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
  }
}
