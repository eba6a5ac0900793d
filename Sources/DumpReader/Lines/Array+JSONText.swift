// Pieces of JSON, appended to UTF-8 text.
extension [UInt8] {
  /// Appends a literal.
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(
        start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends bytes as they are.
  @inline(__always)
  private mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.byteCount)
    unsafe bytes.withUnsafeBytes {
      unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[range]))
    }
  }

  /// Appends a text as a string of JSON: quotes around it, and before what has to be escaped a
  /// backslash.
  mutating func appendQuoted(_ bytes: RawSpan, _ range: Range<Int>) {
    append(UInt8(ascii: "\""))
    var start = range.lowerBound
    for i in range {
      let byte = bytes[i]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      append(bytes, start..<i)
      start = i &+ 1
      append(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
      case 0x08: append(UInt8(ascii: "b"))
      case 0x09: append(UInt8(ascii: "t"))
      case 0x0A: append(UInt8(ascii: "n"))
      case 0x0C: append(UInt8(ascii: "f"))
      case 0x0D: append(UInt8(ascii: "r"))
      default:
        append("u00")
        append(hexadecimal: byte)
      }
    }
    append(bytes, start..<range.upperBound)
    append(UInt8(ascii: "\""))
  }

  /// Appends a well-formed JSON text without the blanks between its tokens.
  mutating func appendCompact(_ bytes: RawSpan, _ range: Range<Int>) {
    var start = range.lowerBound
    var i = start
    while i < range.upperBound {
      switch bytes[i] {
      case UInt8(ascii: "\""):
        i &+= 1
        while bytes[i] != UInt8(ascii: "\"") {
          i &+= bytes[i] == UInt8(ascii: "\\") ? 2 : 1
        }
      case 0x20, 0x09, 0x0A, 0x0D:
        append(bytes, start..<i)
        start = i &+ 1
      default: break
      }
      i &+= 1
    }
    append(bytes, start..<range.upperBound)
  }

  /// Appends the two digits of a byte.
  @inline(__always)
  mutating func append(hexadecimal byte: UInt8) {
    append(Self.digit(byte &>> 4))
    append(Self.digit(byte & 15))
  }

  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value &+ UInt8(ascii: "0") : value &- 10 &+ UInt8(ascii: "a")
  }

  /// Appends the object that stands for an ObjectId of 12 bytes.
  mutating func append(objectID bytes: RawSpan, at offset: Int) {
    append("{\"$oid\":\"")
    for i in offset..<offset &+ 12 { append(hexadecimal: bytes[i]) }
    append("\"}")
  }

  /// Appends the object that stands for binary data.
  mutating func append(binary payload: RawSpan, subtype: UInt8) {
    append("{\"$binary\":{\"base64\":\"")
    Base64.encode(payload.copied(), into: &self)
    append("\",\"subType\":\"")
    append(hexadecimal: subtype)
    append("\"}}")
  }

  /// Appends an integer.
  mutating func append(decimal number: Int64) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    var rest = number.magnitude
    repeat {
      first &-= 1
      digits[first] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
      rest /= 10
    } while rest != 0
    if number < 0 { append(UInt8(ascii: "-")) }
    for i in first..<20 { append(digits[i]) }
  }

  /// Appends a double as Extended JSON has it: the shortest text that is that number.
  mutating func append(double number: Double) {
    if number.isNaN {
      append("NaN")
    } else if number.isInfinite {
      append(number < 0 ? "-Infinity" : "Infinity")
    } else {
      append(contentsOf: number.description.utf8)
    }
  }
}
