extension String {
  /// The text as one word of a POSIX shell, to be pasted: as it is where it is plain, else in quotes.
  ///
  /// Control characters cannot be pasted; `$'…'`, which POSIX has since 2024 and bash, zsh and ksh had
  /// long before, writes them as escapes.
  package var quotedForShell: String {
    if !isEmpty, utf8.allSatisfy(Self.isPlain) { return self }
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return "'" + replacing("'", with: "'\\''") + "'"
    }
    var text = "$'"
    for scalar in unicodeScalars {
      switch scalar {
      case "'", "\\": text += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let octal = String(scalar.value, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }
}
