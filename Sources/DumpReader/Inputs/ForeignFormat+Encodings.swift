extension ForeignFormat {
  /// Recognises a dump or text that is written in other units: UTF-16, UTF-32, Base64, hexadecimal digits.
  init?(encodingOf head: [UInt8]) {
    if let format = Self.wideText(head) {
      self = format
    } else if let decoded = Self.base64(head), Self.isDump(decoded) {
      self = .base64
    } else if let decoded = Self.base64(head), decoded.starts(with: "Salted__".utf8) {
      // What OpenSSL writes with -a.
      self = .openSSL
    } else if let decoded = Self.hexadecimal(head), Self.isDump(decoded) {
      self = .hex
    } else if let decoded = Self.listing(head), Self.isDump(decoded) {
      // Others than xxd leave out lines that repeat, and nothing reads what they write.
      self =
        head.drop { Self.digit($0) != nil }.first == UInt8(ascii: ":") ? .hexDump : .byteListing
    } else {
      return nil
    }
  }

  /// Whether a dump begins like that.
  private static func isDump(_ head: [UInt8]) -> Bool {
    Compression(head) != nil || head.starts(with: InputFormat.archiveMagic)
      || InputFormat.isNamedBSON(head)
      || ["{\"", "[{", "[\n", "{\n", "{ \""].contains { head.starts(with: $0.utf8) }
  }

  /// The first bytes of what is encoded as Base64 (RFC 4648, 4); nil when another character stands in
  /// the first lines.
  private static func base64(_ head: [UInt8]) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in head.prefix(512) {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digits.append(byte - 65)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digits.append(byte - 71)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte + 4)
      case UInt8(ascii: "+"): digits.append(62)
      case UInt8(ascii: "/"): digits.append(63)
      case 0x0A, 0x0D, UInt8(ascii: "="): continue
      default: return nil
      }
    }
    guard digits.count >= 24 else { return nil }
    var bytes: [UInt8] = []
    for i in stride(from: 0, to: digits.count - 3, by: 4) {
      bytes.append(digits[i] << 2 | digits[i + 1] >> 4)
      bytes.append(digits[i + 1] << 4 | digits[i + 2] >> 2)
      bytes.append(digits[i + 2] << 6 | digits[i + 3])
    }
    return bytes
  }

  /// The first bytes of what is written in pairs of hexadecimal digits, blanks between them or not.
  private static func hexadecimal(_ head: [UInt8]) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in head.prefix(512) {
      if let digit = digit(byte) {
        digits.append(digit)
      } else if byte != 0x20, byte != 0x0A, byte != 0x0D {
        return nil
      }
    }
    return digits.count >= 16 ? paired(digits) : nil
  }

  /// The bytes of a listing: the offset, a colon or a blank, up to 16 bytes in pairs of digits, and two
  /// blanks before what they look like.
  ///
  ///     00000000: 6de2 9981 6600 0000  m...f...          xxd
  ///     00000000  6d e2 99 81 66 00    |m...f.|           hexdump -C
  ///     0000000 6d e2 99 81 66 00                         od -t x1
  private static func listing(_ head: [UInt8]) -> [UInt8]? {
    let line = head.prefix { $0 != 0x0A }
    let offset = line.prefix { digit($0) != nil }
    guard (6...8).contains(offset.count), offset.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      return nil
    }
    var digits: [UInt8] = []
    var blanks = 0
    for byte in line.dropFirst(offset.count).drop(while: { $0 == UInt8(ascii: ":") || $0 == 0x20 })
    {
      if let digit = digit(byte) {
        digits.append(digit)
        blanks = 0
      } else if byte == 0x20 {
        blanks += 1
        // hexdump puts two in the middle.
        if blanks > 1, digits.count != 16 { break }
      } else {
        break
      }
      if digits.count == 32 { break }
    }
    return digits.count >= 16 ? paired(digits) : nil
  }

  private static func paired(_ digits: [UInt8]) -> [UInt8] {
    stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
    default: nil
    }
  }

  /// UTF-16 or UTF-32, known by its byte order mark or by the zeros beside its ASCII; nil for anything
  /// else.
  ///
  /// Without a mark the order has to be said to whoever converts it: iconv takes the machine's.
  private static func wideText(_ head: [UInt8]) -> ForeignFormat? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return .utf32
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if [0, 3].contains(where: { isWide(head, width: 4, ascii: $0) }) { return .utf32 }
    if isWide(head, width: 2, ascii: 0) { return .utf16 }
    return isWide(head, width: 2, ascii: 1) ? .utf16BE : nil
  }

  /// Whether the first eight units, at least two, are ASCII in units of `width` bytes, of which the
  /// one at `ascii` is the character and the others are zero.
  private static func isWide(_ head: [UInt8], width: Int, ascii: Int) -> Bool {
    let units = min(8, head.count / width)
    guard units >= 2 else { return false }
    for i in 0..<units * width {
      let byte = head[i]
      let isText = (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte)
      guard i % width == ascii ? isText : byte == 0 else { return false }
    }
    return true
  }
}
