/// The ways in which MongoDB's tools have written documents as JSON.
public enum JSONDialect: String, Sendable, CaseIterable {
  /// Extended JSON v2, relaxed: what mongoexport writes by default.
  case relaxed
  /// Extended JSON v2, canonical: `mongoexport --jsonFormat=canonical`.
  case canonical
  /// Extended JSON v1, as mongoexport wrote it up to 4.0.
  case legacy
  /// What mongosh prints: unquoted keys, single quotes, `ObjectId('…')`.
  case shell
}

extension OutputBytes {
  /// Appends a text in quotes, with JSON's escapes. Also escapes U+2028 and U+2029, as Go does.
  mutating func append(
    quoted text: borrowing RawSpan, by quote: UInt8 = UInt8(ascii: "\"")
  ) {
    append(quote)
    var run = 0
    var i = 0
    while i < text.byteCount {
      let byte = text.byte(i)
      if byte >= 0x20, byte != quote, byte != UInt8(ascii: "\\"), byte != 0xE2 {
        i += 1
        continue
      }
      if byte == 0xE2, !Self.isLineSeparator(text, at: i) {
        i += 1
        continue
      }
      append(text.extracting(run..<i))
      if byte == 0xE2 {
        append("\\u202")
        append(text.byte(i + 2) == 0xA8 ? 0x38 : 0x39)
        i += 3
      } else {
        append(escaped: byte)
        i += 1
      }
      run = i
    }
    append(text.extracting(run..<text.byteCount))
    append(quote)
  }

  /// Whether U+2028 or U+2029 (E2 80 A8, E2 80 A9) stands at `i`.
  private static func isLineSeparator(_ text: borrowing RawSpan, at i: Int) -> Bool {
    guard i + 2 < text.byteCount, text.byte(i + 1) == 0x80 else { return false }
    return text.byte(i + 2) & 0xFE == 0xA8
  }

  private mutating func append(escaped byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x20...: append(byte)
    default:
      append("u00")
      append(hexByte: byte)
    }
  }

  /// Appends bytes in base 64 (RFC 4648, section 4), with padding.
  mutating func append(base64 bytes: borrowing RawSpan) {
    let alphabet: StaticString =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let digits = Array(alphabet.description.utf8)
    var i = 0
    while i < bytes.byteCount {
      let left = min(3, bytes.byteCount - i)
      var group: UInt32 = 0
      for k in 0..<3 {
        group = group << 8 | (k < left ? UInt32(bytes.byte(i + k)) : 0)
      }
      for k in 0..<4 {
        append(k <= left ? digits[Int(group >> (18 - 6 * UInt32(k))) & 63] : UInt8(ascii: "="))
      }
      i += 3
    }
  }
}
