extension String {
  /// The text as one word of a POSIX shell, to be pasted: as it is where it is plain, else in quotes.
  ///
  /// Control characters cannot be pasted; `$'…'`, which POSIX has since 2024 and bash, zsh and ksh had
  /// long before, writes them as escapes.
  ///
  /// - Parameter inASCII: Whether nothing else can be shown: other letters are then escapes as well.
  package func quotedForShell(inASCII: Bool) -> String {
    if !isEmpty, utf8.allSatisfy(Self.isPlain) { return self }
    func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
      Self.escapedByte(scalar) != nil || inASCII && !scalar.isASCII
    }
    guard unicodeScalars.contains(where: isEscaped) else {
      return "'" + replacing("'", with: "'\\''") + "'"
    }
    var text = "$'"
    for scalar in unicodeScalars {
      if isEscaped(scalar) {
        let bytes = Self.escapedByte(scalar).map { [$0] } ?? Array(String(scalar).utf8)
        for byte in bytes {
          let octal = String(byte, radix: 8)
          text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }
      } else {
        if scalar == "'" || scalar == "\\" { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }

  /// The byte of a control character, or of a name of a file that is not UTF-8.
  private static func escapedByte(_ scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < 0x20 || scalar.value == 0x7F ? UInt8(scalar.value) : PlatformPath.byte(scalar)
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
