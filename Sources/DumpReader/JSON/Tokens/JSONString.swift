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
    // No text is longer than what it is written as; a long one is measured, for a line of nothing but
    // escapes would otherwise be held twice.
    let most = range.count < 4096 ? range.count : greatestTextCount(bytes, range)
    var end = output.count
    output.append(contentsOf: repeatElement(0, count: most))
    var text = output.mutableSpan
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = bytes[i]
      guard byte == UInt8(ascii: "\\") else {
        text[end] = byte
        end &+= 1
        i &+= 1
        continue
      }
      let kind = bytes[i &+ 1]
      i &+= 2
      guard kind == UInt8(ascii: "u") else {
        text[end] = controlCharacter(kind) ?? kind
        end &+= 1
        continue
      }
      var scalar = UInt32(bytes.hexUInt16(validated: i))
      i &+= 4
      if scalar & 0xFC00 == 0xD800 {
        // The low half follows as \uXXXX; the scanner has seen it.
        let low = UInt32(bytes.hexUInt16(validated: i &+ 2))
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
        i &+= 6
      }
      end = write(scalar, at: end, to: &text)
    }
    output.removeLast(output.count - end)
  }

  /// The most bytes that the text can have: three for each `\u` with its digits, one for any other escape.
  private static func greatestTextCount(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
    var count = range.count
    var i = range.lowerBound
    // No escape begins with the last byte.
    while i &+ 1 < range.upperBound {
      let pair = bytes.load(i, as: UInt16.self)
      if pair == 0x755C {  // \u
        count &-= 3
        i &+= 6
      } else if pair & 0xFF == 0x5C {
        count &-= 1
        i &+= 2
      } else {
        i &+= 1
      }
    }
    return count
  }

  /// What stands for itself by a letter.
  @inline(__always)
  private static func controlCharacter(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// Writes a Unicode scalar as UTF-8 (RFC 3629, 3), and returns the offset behind it. One that cannot
  /// be is left out.
  @inline(__always)
  private static func write(
    _ scalar: UInt32, at offset: Int, to text: inout MutableSpan<UInt8>
  ) -> Int {
    func unit(_ shift: UInt32, _ lead: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: scalar &>> shift | lead)
    }
    func continuation(_ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: scalar &>> shift & 0x3F | 0x80)
    }
    switch scalar {
    case ..<0x80:
      text[offset] = unit(0, 0)
      return offset &+ 1
    case ..<0x800:
      text[offset] = unit(6, 0xC0)
      text[offset &+ 1] = continuation(0)
      return offset &+ 2
    case 0xD800..<0xE000, 0x11_0000...:
      return offset
    case ..<0x1_0000:
      text[offset] = unit(12, 0xE0)
      text[offset &+ 1] = continuation(6)
      text[offset &+ 2] = continuation(0)
      return offset &+ 3
    default:
      text[offset] = unit(18, 0xF0)
      text[offset &+ 1] = continuation(12)
      text[offset &+ 2] = continuation(6)
      text[offset &+ 3] = continuation(0)
      return offset &+ 4
    }
  }
}
