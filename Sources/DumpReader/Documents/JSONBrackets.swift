internal import CByteMask

/// Where the scan of one JSON value stands: the open brackets, and the open string.
///
/// It looks at quotes, escapes and brackets only, 16 bytes at a time, and takes up again where the
/// bytes ended.
struct JSONBrackets {
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

  /// Reads on from `offset`, which is moved to the first byte that was not used.
  mutating func scan(_ bytes: RawSpan, _ offset: inout Int, count: Int, atEnd: Bool) -> Scan {
    var i = offset
    defer { offset = i }
    while i < count {
      if quote != 0 {
        switch string(bytes, &i, count: count, atEnd: atEnd) {
        case .closed: continue
        case let other: return other
        }
      }
      var mask = bytes.jsonStructureMask(i) | bytes.equalMask(i, 0x27)
      if count &- i < 16 { mask &= (1 &<< UInt32(truncatingIfNeeded: count &- i)) &- 1 }
      var next = i &+ 16
      scanning: while mask != 0 {
        let place = i &+ mask.trailingZeroBitCount
        mask &= mask &- 1
        let byte = bytes[place]
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth &+= 1
          if depth > 64 { isDeep = true }
          arrays = arrays &<< 1 | (byte == UInt8(ascii: "[") ? 1 : 0)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard isDeep || (arrays & 1 == 1) == (byte == UInt8(ascii: "]")) else {
            i = place
            return .bad(.expectedComma)
          }
          depth &-= 1
          arrays &>>= 1
          if depth == 0 {
            i = place &+ 1
            return .closed
          }
        case UInt8(ascii: "\\"):
          i = place
          return .bad(.badEscape)
        default:
          quote = byte
          next = place &+ 1
          break scanning
        }
      }
      i = min(next, count)
    }
    return .open
  }

  /// Reads to the end of the open string.
  @inline(__always)
  private mutating func string(
    _ bytes: RawSpan, _ i: inout Int, count: Int, atEnd: Bool
  ) -> Scan {
    while i < count {
      var stops = bytes.jsonStringMask(i).stop
      if quote == 0x27 { stops |= bytes.equalMask(i, 0x27) }
      if stops == 0 {
        i &+= 16
        continue
      }
      i &+= stops.trailingZeroBitCount
      guard i < count else { break }
      switch bytes[i] {
      case quote:
        // Its end shows at what follows it, which may not be there yet.
        if i &+ 1 == count, !atEnd { return .open }
        i &+= 1
        guard i == count || Self.isAfterString(bytes[i]) else { return .bad(.expectedComma) }
        quote = 0
        return .closed
      case UInt8(ascii: "\\"):
        guard i &+ 1 < count else { return .open }
        i &+= 2
      case 0x0A:
        return .bad(.controlCharacter)
      default:
        i &+= 1
      }
    }
    i = min(i, count)
    return .open
  }

  /// Whether a byte may stand behind a string: a separator, a closing bracket or a blank.
  @inline(__always)
  private static func isAfterString(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"),
      UInt8(ascii: "]"), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}
