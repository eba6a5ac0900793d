/// Some bytes that are searched for, by comparing two of them over many places at once; letters of ASCII
/// are found in either case.
///
/// The technique is that of ripgrep's memchr crate (packed pair): where both bytes are at their
/// distance, the rest is compared. A byte that is rare in text makes for few such places.
struct ByteNeedle {
  /// With bit 5 set, which is all that tells a letter from the same one in the other case. What else is
  /// made equal by it is told apart where the rest is compared.
  private let folded: [UInt8]
  private let bytes: [UInt8]
  /// The offsets of the two.
  private let pair: (Int, Int)

  var count: Int { bytes.count }

  /// Some bytes; none are found nowhere.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    folded = bytes.map { $0 | 0x20 }
    let last = max(0, bytes.count - 1)
    let rare = folded.dropLast().firstIndex {
      !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
    }
    pair = (rare ?? 0, last)
  }

  /// Where they first occur in a range.
  ///
  /// - Precondition: 32 readable bytes follow the range.
  func first(in text: RawSpan, _ range: Range<Int>) -> Int? {
    guard !bytes.isEmpty, range.count >= bytes.count else { return nil }
    let (one, other) = pair
    let (first, second) = (folded[one], folded[other])
    let limit = range.upperBound - bytes.count
    precondition(range.lowerBound >= 0 && range.upperBound <= text.byteCount &- 32)
    var i = range.lowerBound
    while i <= limit {
      var mask = unsafe text.uncheckedFoldedPairMask(i &+ one, first, i &+ other, second)
      while mask != 0 {
        let start = i + mask.trailingZeroBitCount
        guard start <= limit else { return nil }
        if isAt(start, in: text) { return start }
        mask &= mask - 1
      }
      i += 32
    }
    return nil
  }

  private func isAt(_ start: Int, in text: RawSpan) -> Bool {
    for i in bytes.indices {
      let difference = text[start + i] ^ bytes[i]
      if difference == 0 { continue }
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(folded[i])
      guard difference == 0x20, isLetter else { return false }
    }
    return true
  }
}
