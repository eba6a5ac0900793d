/// Bytes between documents that are none and do not have to be: what they come to.
public struct PassedBytes: Sendable, Equatable {
  /// Bytes of text that was recognised as surroundings: log lines, titles, counts of rows.
  public var count = 0
  /// The first line of it.
  public var first: String?
  /// Where that stands in the decoded stream.
  public var firstOffset = Int.max

  /// As much of a line as is kept.
  private static let maximumLine = 160

  /// None.
  public init() {}

  /// Takes in what another part of the same input came to.
  public mutating func combine(_ other: PassedBytes) {
    count += other.count
    if other.firstOffset < firstOffset {
      first = other.first
      firstOffset = other.firstOffset
    }
  }

  /// Adds surroundings in a range, which stands at an offset of the decoded stream.
  mutating func add(_ bytes: RawSpan, _ range: Range<Int>, at offset: Int) {
    count += range.count
    guard first == nil, !range.isEmpty else { return }
    var end = range.lowerBound
    while end < range.upperBound, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    first = bytes.extracting((range.lowerBound..<end).prefix(Self.maximumLine)).text
    firstOffset = offset
  }
}
