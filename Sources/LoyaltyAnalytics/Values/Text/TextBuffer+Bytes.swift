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

extension RawSpan {
  /// Whether all bytes are printable ASCII other than two that mean something.
  ///
  /// Eight bytes at a time, by the test for a zero byte of Mycroft: `(x - 0x01…) & ~x & 0x80…`.
  package func isPlain(but first: UInt8, _ second: UInt8) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let firsts = ones &* UInt64(first)
    let seconds = ones &* UInt64(second)
    func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    var i = 0
    while i &+ 8 <= byteCount {
      let word: UInt64 = load(i)
      // What is below 0x20 borrows; DEL is the only other control of ASCII.
      let controls = (word &- ones &* 0x20) & ~word & highs
      let found =
        word & highs | controls | hasZero(word ^ firsts) | hasZero(word ^ seconds)
        | hasZero(word ^ (ones &* 0x7F))
      if found != 0 { return false }
      i &+= 8
    }
    while i < byteCount {
      let byte = self[i]
      if byte < 0x20 || byte >= 0x7F || byte == first || byte == second { return false }
      i &+= 1
    }
    return true
  }
}
