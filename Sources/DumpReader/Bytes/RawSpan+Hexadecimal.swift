extension RawSpan {
  /// The value of the hexadecimal digit at `offset`, nil when there is none.
  @inline(__always)
  func hexDigit(_ offset: Int) -> UInt8? {
    let byte = self[offset]
    switch byte {
    case 0x30...0x39: return byte &- 0x30
    case 0x41...0x46, 0x61...0x66: return (byte | 0x20) &- 0x57
    default: return nil
    }
  }

  /// The byte that two hexadecimal digits stand for.
  @inline(__always)
  func hexByte(_ offset: Int) -> UInt8? {
    guard let high = hexDigit(offset), let low = hexDigit(offset &+ 1) else { return nil }
    return high &<< 4 | low
  }

  /// The 16-bit unit that four hexadecimal digits stand for.
  @inline(__always)
  func hexUInt16(_ offset: Int) -> UInt16? {
    // Four zeros behind them make it eight.
    let text = UInt64(load(offset, as: UInt32.self)) | 0x3030_3030 &<< 32
    return hexUInt32(digits: text).map { UInt16(truncatingIfNeeded: $0 &>> 16) }
  }

  /// Appends the bytes that the hexadecimal digits of a range stand for.
  ///
  /// - Returns: Whether all were digits, in pairs; if not, what was appended is of no use.
  func decodeHexadecimal(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
    guard range.count.isMultiple(of: 2) else { return false }
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard let byte = hexByte(i) else { return false }
      output.append(byte)
    }
    return true
  }

  /// Appends the 12 bytes of an ObjectId from its 24 hexadecimal digits at `offset`.
  ///
  /// - Returns: Whether all were digits; if not, nothing was appended.
  func decodeObjectID(_ offset: Int, into output: inout [UInt8]) -> Bool {
    guard let first = hexUInt32(offset), let second = hexUInt32(offset &+ 8),
      let third = hexUInt32(offset &+ 16)
    else { return false }
    unsafe Swift.withUnsafeBytes(of: (first.bigEndian, second.bigEndian, third.bigEndian)) {
      unsafe output.append(contentsOf: $0)
    }
    return true
  }

  /// The number that eight hexadecimal digits stand for, most significant first.
  @inline(__always)
  func hexUInt32(_ offset: Int) -> UInt32? {
    hexUInt32(digits: load(offset, as: UInt64.self))
  }

  /// The number that eight hexadecimal digits stand for, the first of them in the lowest byte.
  @inline(__always)
  private func hexUInt32(digits text: UInt64) -> UInt32? {
    let high: UInt64 = 0x8080_8080_8080_8080
    // The upper bit of a byte is set where it is no decimal digit, or no letter from A to F.
    let digits = text ^ 0x3030_3030_3030_3030
    let letters = (text | 0x2020_2020_2020_2020) ^ 0x6060_6060_6060_6060
    let noDigits = (digits &+ 0x7676_7676_7676_7676) & high
    let noLetters =
      ((letters &+ 0x7979_7979_7979_7979) | ~(letters &+ 0x7F7F_7F7F_7F7F_7F7F)) & high
    // No byte has carried into the next, since none has its upper bit.
    guard text & high == 0, noDigits & noLetters == 0 else { return nil }
    return hexValue(digits: text)
  }

  /// The 16-bit unit of four bytes that are known to be hexadecimal digits.
  @inline(__always)
  func hexUInt16(validated offset: Int) -> UInt16 {
    let text = UInt64(load(offset, as: UInt32.self)) &<< 32
    return UInt16(truncatingIfNeeded: hexValue(digits: text))
  }

  /// The number of eight bytes that are hexadecimal digits, the first of them in the lowest byte.
  @inline(__always)
  private func hexValue(digits text: UInt64) -> UInt32 {
    // Letters have bit 6, and count from 9 on.
    let halves = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ 9 &* (text &>> 6 & 0x0101_0101_0101_0101)
    var bytes = (halves &<< 4 | halves &>> 8) & 0x00FF_00FF_00FF_00FF
    bytes = (bytes | bytes &>> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: bytes | bytes &>> 16).byteSwapped
  }
}
