extension String {
  /// The text as one word of a POSIX shell: as it is where a shell takes it so, else in single quotes.
  var shellQuoted: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
          UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "+"),
          UInt8(ascii: "@"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
    return isPlain ? self : singleQuoted
  }

  /// The text as one word of a POSIX shell, in single quotes.
  var singleQuoted: String { "'" + replacing("'", with: "'\\''") + "'" }
}
