internal import DumpReader

// Texts that still lie where they were read: no string is made of them unless they need it.
extension TextBuffer {
  /// Appends bytes as they are.
  @inline(__always)
  package mutating func append(_ text: RawSpan) {
    unsafe text.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends a text as a JSON string; see ``append(json:)-(String)``.
  package mutating func append(json text: RawSpan) {
    guard text.isPlain(but: 0x22, 0x5C) else { return append(json: text.text) }
    append(byte: 0x22)
    append(text)
    append(byte: 0x22)
  }
}

/// What a text has in it that matters to whoever writes it.
package enum TextContent: Sendable {
  /// Printable ASCII alone.
  case ascii
  /// That, and bytes of other characters.
  case unicode
  /// Controls, or one of the bytes that were asked about.
  case special
}

extension RawSpan {
  private static var hyphen: UInt8 { 0x2D }

  /// Whether all bytes are printable ASCII other than two that mean something.
  @inline(__always)
  package func isPlain(but first: UInt8, _ second: UInt8) -> Bool {
    content(but: first, second) == .ascii
  }

  /// What there is beside printable ASCII other than two bytes that mean something.
  ///
  /// Eight bytes at a time, by the tests for bytes that are zero, or below a number, of Mycroft:
  /// `(x - 0x01…) & ~x & 0x80…`. A borrow makes them true of bytes behind one of which they are true,
  /// and of no others. Most texts have nothing below the hyphen, which spares the closer look.
  package func content(but first: UInt8, _ second: UInt8) -> TextContent {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let firsts = ones &* UInt64(first)
    let seconds = ones &* UInt64(second)
    let areLow = first < Self.hyphen && second < Self.hyphen
    func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    func hasLess(_ word: UInt64, than byte: UInt8) -> UInt64 {
      (word &- ones &* UInt64(byte)) & ~word & highs
    }
    var i = 0
    var found: UInt64 = 0
    var high: UInt64 = 0
    func note(_ word: UInt64) {
      high |= word
      // DEL is the only control of ASCII that is not below the blank.
      found |= hasZero(word ^ (ones &* 0x7F))
      if !areLow || hasLess(word, than: Self.hyphen) != 0 {
        found |= hasLess(word, than: 0x20) | hasZero(word ^ firsts) | hasZero(word ^ seconds)
      }
    }
    if byteCount >= 8 {
      while i &+ 8 < byteCount {
        note(load(i))
        i &+= 8
      }
      // The last eight bytes overlap what has been seen.
      note(load(byteCount &- 8))
      return found != 0 ? .special : high & highs != 0 ? .unicode : .ascii
    }
    if byteCount >= 4 {
      note(
        UInt64(load(0, as: UInt32.self)) | UInt64(load(byteCount &- 4, as: UInt32.self)) &<< 32)
      return found != 0 ? .special : high & highs != 0 ? .unicode : .ascii
    }
    while i < byteCount {
      let byte = self[i]
      if byte < 0x20 || byte == 0x7F || byte == first || byte == second { return .special }
      high |= UInt64(byte)
      i &+= 1
    }
    return high & highs != 0 ? .unicode : .ascii
  }
}
