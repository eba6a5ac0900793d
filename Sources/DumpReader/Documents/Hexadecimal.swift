extension RawSpan {
  /// The value of the hexadecimal digit at `offset`, nil when there is none.
  @inline(__always)
  func hexadecimal4(_ offset: Int) -> UInt8? {
    let byte = self[offset]
    switch byte {
    case 0x30...0x39: return byte &- 0x30
    case 0x41...0x46, 0x61...0x66: return (byte | 0x20) &- 0x57
    default: return nil
    }
  }

  /// The byte that two hexadecimal digits stand for.
  @inline(__always)
  func hexadecimal8(_ offset: Int) -> UInt8? {
    guard let high = hexadecimal4(offset), let low = hexadecimal4(offset &+ 1) else { return nil }
    return high &<< 4 | low
  }

  /// The 16-bit unit that four hexadecimal digits stand for.
  @inline(__always)
  func hexadecimal16(_ offset: Int) -> UInt16? {
    guard let high = hexadecimal8(offset), let low = hexadecimal8(offset &+ 2) else { return nil }
    return UInt16(high) &<< 8 | UInt16(low)
  }

  /// Appends the bytes that the hexadecimal digits of a range stand for.
  ///
  /// - Returns: Whether all were digits, in pairs; if not, what was appended is of no use.
  func decodeHexadecimal(_ range: Range<Int>, into output: inout [UInt8]) -> Bool {
    guard range.count.isMultiple(of: 2) else { return false }
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      guard let byte = hexadecimal8(i) else { return false }
      output.append(byte)
    }
    return true
  }
}
