extension Unicode.Scalar {
  /// Whether a terminal might obey it rather than show it: C0, DEL, C1, what turns the direction of
  /// text, line and paragraph separators, annotations.
  package var isControl: Bool {
    switch value {
    case 0x20...0x7E: false
    case 0..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
    default: false
    }
  }

  /// Whether a byte of UTF-8 can be the first one of a control.
  package static func mayBeginControl(_ byte: UInt8) -> Bool {
    switch byte {
    case ..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
    default: false
    }
  }
}
