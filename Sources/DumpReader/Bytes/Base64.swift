/// Base 64 as in RFC 4648, section 4.
enum Base64 {
  /// Appends the bytes that a range of text stands for; the padding at its end may be missing.
  ///
  /// - Returns: Whether the text was valid; if not, what was appended is of no use.
  static func decode(_ bytes: RawSpan, _ range: Range<Int>, into output: inout [UInt8]) -> Bool {
    var end = range.upperBound
    if range.count.isMultiple(of: 4) {
      for _ in 0..<2 where end > range.lowerBound && bytes[end - 1] == UInt8(ascii: "=") {
        end -= 1
      }
    }
    guard (end - range.lowerBound) % 4 != 1 else { return false }
    var bits: UInt32 = 0
    var count = 0
    for i in range.lowerBound..<end {
      guard let digit = value(bytes[i]) else { return false }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return true
  }

  /// Appends the text for `data`, padded.
  static func encode(_ data: [UInt8], into output: inout [UInt8]) {
    var i = 0
    while i < data.count {
      let left = min(3, data.count - i)
      var bits: UInt32 = 0
      for j in 0..<3 { bits = bits << 8 | (j < left ? UInt32(data[i + j]) : 0) }
      for j in 0..<4 {
        output.append(j <= left ? digit(bits >> UInt32(18 - 6 * j) & 63) : UInt8(ascii: "="))
      }
      i += 3
    }
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    switch UInt8(truncatingIfNeeded: value) {
    case let value where value < 26: value + 65
    case let value where value < 52: value + 71
    case let value where value < 62: value - 4
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}

extension [UInt8] {
  /// The bytes that a text in base 64 stands for; nil when it is none.
  package init?(base64 text: [UInt8]) {
    self = []
    guard Base64.decode(text.rawBytes, 0..<text.count, into: &self) else { return nil }
  }
}
