extension TextBuffer {
  /// Appends a text as a JSON string, escaping only what RFC 8259 demands: the quotation mark, the
  /// backslash, and control characters, the latter as `\u00XX`.
  package mutating func append(json text: String) {
    append(byte: 0x22)
    if text.needsJSONEscapes {
      for byte in text.utf8 {
        switch byte {
        case 0x22, 0x5C:
          append(byte: 0x5C)
          append(byte: byte)
        case ..<0x20:
          append("\\u00")
          append(hex: byte)
        default: append(byte: byte)
        }
      }
    } else {
      append(text)
    }
    append(byte: 0x22)
  }

  /// Appends a text as a JSON string, nil as null.
  package mutating func append(json text: String?) {
    if let text { append(json: text) } else { append("null") }
  }

  /// Appends a byte as two lower-case hexadecimal digits.
  package mutating func append(hex byte: UInt8) {
    for digit in [byte >> 4, byte & 15] {
      append(byte: digit < 10 ? 0x30 + digit : 0x61 - 10 + digit)
    }
  }

  /// Appends bytes as lower-case hexadecimal digits.
  package mutating func append(hex bytes: some Sequence<UInt8>) {
    for byte in bytes { append(hex: byte) }
  }

  /// Appends bytes in the standard base 64 of RFC 4648, section 4, padded.
  package mutating func append(base64 bytes: ArraySlice<UInt8>) {
    func digit(_ value: UInt32) -> UInt8 {
      switch UInt8(truncatingIfNeeded: value & 63) {
      case let value where value < 26: 0x41 + value
      case let value where value < 52: 0x61 + (value - 26)
      case let value where value < 62: 0x30 + (value - 52)
      case 62: 0x2B
      default: 0x2F
      }
    }
    var rest = bytes
    while let first = rest.popFirst() {
      let second = rest.popFirst()
      let third = rest.popFirst()
      let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
      append(byte: digit(group >> 18))
      append(byte: digit(group >> 12))
      append(byte: second == nil ? 0x3D : digit(group >> 6))
      append(byte: third == nil ? 0x3D : digit(group))
    }
  }
}

extension String {
  /// Whether a JSON string of this text has escapes in it.
  fileprivate var needsJSONEscapes: Bool {
    let bytes = utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return true }
    }
    return false
  }
}
