/// Where the scan of one JSON value stands: the open brackets, and the open string.
///
/// It looks at quotes, escapes, brackets and line feeds only, 32 bytes at a time, and takes up again where the
/// bytes ended.
struct JSONStructureScanner {
  /// How a scan ended.
  enum Scan: Equatable {
    /// The value is over; its last byte is the one before.
    case closed
    /// More bytes are needed.
    case open
    /// This cannot be part of a value.
    case bad(MalformedDocument.Code)
  }

  /// How many brackets are open.
  private var depth = 0
  /// Bit i tells whether the i-th innermost of them is an array's.
  private var arrays: UInt64 = 0
  /// Whether there were more than 64, so that the outermost are forgotten and not checked.
  private var isDeep = false
  /// The quote that the open string started with, 0 outside of strings.
  var quote: UInt8 = 0
  /// The last byte, other than a blank, of what has been looked at and may be gone by now.
  private var before: UInt8 = 0

  /// Reads on from `offset`, which is moved to the first byte that was not used.
  mutating func scan(_ bytes: RawSpan, _ offset: inout Int, count: Int, atEnd: Bool) -> Scan {
    let start = offset
    var i = offset
    while i < count {
      var mask = bytes.jsonFrameMask(i)
      let left = count &- i
      if left < 32 { mask &= (1 &<< UInt32(truncatingIfNeeded: left)) &- 1 }
      var next = i &+ 32
      while mask != 0 {
        let place = i &+ mask.trailingZeroBitCount
        mask &= mask &- 1
        let byte = bytes[place]
        if quote != 0 {
          if byte == quote {
            // Whether it is the end shows at what follows, which may not be there yet.
            if place &+ 1 < count {
              guard Self.isAfterString(bytes[place &+ 1]) else {
                offset = place &+ 1
                return .bad(.expectedComma)
              }
            } else if !atEnd {
              offset = place
              return .open
            }
            quote = 0
          } else if byte == UInt8(ascii: "\\") {
            next = place &+ 2
            if next > count {
              offset = place
              return .open
            }
            break
          } else if byte == 0x0A {
            offset = place
            return .bad(.controlCharacter)
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard depth == 0 || isDeep || isValue(bytes, at: place, inArray: arrays & 1 == 1)
          else {
            offset = place
            return .bad(.expectedKey)
          }
          depth &+= 1
          if depth > 64 { isDeep = true }
          arrays = arrays &<< 1 | UInt64(byte == UInt8(ascii: "[") ? 1 : 0)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard isDeep || (arrays & 1 == 1) == (byte == UInt8(ascii: "]")) else {
            offset = place
            return .bad(.expectedComma)
          }
          depth &-= 1
          arrays &>>= 1
          if depth == 0 {
            offset = place &+ 1
            return .closed
          }
        case UInt8(ascii: "\\"):
          offset = place
          return .bad(.badEscape)
        default: break
        }
      }
      i = next
    }
    offset = min(i, count)
    if quote == 0 { remember(bytes, start..<offset) }
    return .open
  }

  /// Whether an opening bracket stands where a value may: behind a colon within an object, behind a
  /// comma or the opening bracket within an array.
  @inline(__always)
  private func isValue(_ bytes: RawSpan, at place: Int, inArray: Bool) -> Bool {
    var i = place &- 1
    while i >= 0, bytes[i] <= 0x20 { i &-= 1 }
    let byte = i >= 0 ? bytes[i] : before
    return inArray
      ? byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") : byte == UInt8(ascii: ":")
  }

  /// Keeps the last byte of a range that is no blank. Bytes before it have had their turn: looking at
  /// them again would make a megabyte of blanks that arrives in small portions quadratic.
  private mutating func remember(_ bytes: RawSpan, _ range: Range<Int>) {
    var i = range.upperBound &- 1
    while i >= range.lowerBound, bytes[i] <= 0x20 { i &-= 1 }
    if i >= range.lowerBound { before = bytes[i] }
  }

  /// Whether a byte may stand behind a string: a separator, a closing bracket or a blank.
  @inline(__always)
  static func isAfterString(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"),
      UInt8(ascii: "]"), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
