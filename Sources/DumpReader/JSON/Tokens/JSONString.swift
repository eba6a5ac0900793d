/// A valid string, where it stands.
struct JSONString {
  /// What is between the quotes.
  var range: Range<Int>
  /// Whether it has escape sequences.
  var isEscaped: Bool

  init(range: Range<Int>, isEscaped: Bool) {
    self.range = range
    self.isEscaped = isEscaped
  }

  /// The string that fills a range with its quotes; nil when another kind of value does.
  init?(_ bytes: RawSpan, value: Range<Int>) {
    guard bytes[value.lowerBound] == UInt8(ascii: "\"") else { return nil }
    range = value.lowerBound + 1..<value.upperBound - 1
    isEscaped = false
    for i in range where bytes[i] == UInt8(ascii: "\\") {
      isEscaped = true
      break
    }
  }

  /// Calls a function with the text. Allocates when there are escape sequences.
  func withText<Result>(_ bytes: RawSpan, _ body: (RawSpan) -> Result?) -> Result? {
    guard isEscaped else { return body(bytes.extracting(range)) }
    var text: [UInt8] = []
    JSONString.unescape(bytes, range, into: &text)
    return body(text.rawBytes)
  }

  /// The string as a value of a type; the text goes into `scratch` when it had escape sequences.
  func value(_ type: BSONType, _ bytes: RawSpan, _ scratch: inout [UInt8]) -> RawValue {
    guard isEscaped else { return RawValue(type, at: range) }
    let start = scratch.count
    JSONString.unescape(bytes, range, into: &scratch)
    return RawValue(type, at: start..<scratch.count, inScratch: true)
  }
}

extension JSONString {
  /// Appends the text of a string that ``RawSpan/jsonString(_:escaped:)`` has accepted.
  ///
  /// - Parameter range: What stands between the quotes.
  @inline(never)
  static func unescape(_ bytes: RawSpan, _ range: Range<Int>, into output: inout [UInt8]) {
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
