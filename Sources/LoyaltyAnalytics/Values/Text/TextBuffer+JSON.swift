extension TextBuffer {
  /// Appends a text as a JSON string. Escaped is what RFC 8259 demands, and what a terminal might
  /// obey: it is the same value then, and can be looked at anywhere.
  package mutating func append(json text: String) {
    append(byte: 0x22)
    if text.needsJSONEscapes {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\":
          append(byte: 0x5C)
          append(byte: UInt8(truncatingIfNeeded: scalar.value))
        case _ where scalar.isControl:
          append("\\u")
          append(hex: UInt8(truncatingIfNeeded: scalar.value >> 8))
          append(hex: UInt8(truncatingIfNeeded: scalar.value))
        default: append(scalar)
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
      if byte == 0x22 || byte == 0x5C || Unicode.Scalar.mayBeginControl(byte) { return true }
    }
    return false
  }
}
