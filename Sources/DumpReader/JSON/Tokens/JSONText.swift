/// The text that a JSON string with escape sequences stands for.
enum JSONText {
  /// Appends the text of a string that ``RawSpan/jsonString(_:escaped:)`` has accepted.
  ///
  /// - Parameter range: What stands between the quotes.
  @inline(never)
  static func unescape(_ bytes: RawSpan, _ range: Range<Int>, into output: inout [UInt8]) {
    output.reserveCapacity(output.count + range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      guard byte == UInt8(ascii: "\\") else {
        output.append(byte)
        i += 1
        continue
      }
      let kind = bytes[i + 1]
      i += 2
      switch kind {
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = UInt32(bytes.hexUInt16(i) ?? 0)
        i += 4
        if scalar & 0xFC00 == 0xD800 {
          // The low half follows as \uXXXX; the scanner has seen it.
          let low = UInt32(bytes.hexUInt16(i + 2) ?? 0)
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
          i += 6
        }
        append(scalar, to: &output)
      default: output.append(kind)
      }
    }
  }

  /// Appends a Unicode scalar as UTF-8; one that cannot be is left out.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    output.append(contentsOf: UTF8.encode(scalar) ?? .init())
  }
}
