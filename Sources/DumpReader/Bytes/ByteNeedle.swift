/// Some bytes that are searched for, by comparing two of them over many places at once.
///
/// The technique is that of ripgrep's memchr crate (packed pair): where both bytes are at their
/// distance, the rest is compared. A byte that is rare in text makes for few such places.
struct ByteNeedle {
  private let bytes: [UInt8]
  /// The offsets of the two.
  private let pair: (Int, Int)

  var count: Int { bytes.count }

  /// Some bytes; none are found nowhere.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let last = max(0, bytes.count - 1)
    let rare = bytes.dropLast().firstIndex { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    pair = (rare ?? 0, last)
  }

  /// Where they first occur in a range.
  ///
  /// - Precondition: 32 readable bytes follow the range.
  func first(in text: RawSpan, _ range: Range<Int>) -> Int? {
    guard !bytes.isEmpty, range.count >= bytes.count else { return nil }
    let (one, other) = pair
    let limit = range.upperBound - bytes.count
    var i = range.lowerBound
    while i <= limit {
      var mask = text.pairMask(i + one, bytes[one], i + other, bytes[other])
      while mask != 0 {
        let start = i + mask.trailingZeroBitCount
        guard start <= limit else { return nil }
        if text.extracting(start..<start + bytes.count).elementsEqual(bytes.rawBytes) {
          return start
        }
        mask &= mask - 1
      }
      i += 32
    }
    return nil
  }
}
