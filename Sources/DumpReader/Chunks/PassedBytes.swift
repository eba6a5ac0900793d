/// Bytes between documents that are none and do not have to be: what they come to.
package struct PassedBytes: Sendable, Equatable {
  /// Bytes of text that was recognised as surroundings: log lines, prompts, comments,
  /// prefixes, titles, counts of rows.
  package var count = 0
  /// The first line of it.
  package var first: String?
  /// Where that stands in the decoded stream.
  package var firstOffset = Int.max
  /// Zero bytes between documents.
  package var zeros = 0

  /// As much of a line as is kept.
  private static let maximumLine = 160

  /// None.
  package init() {}

  /// Surroundings that stand at an offset of the decoded stream.
  init(_ bytes: [UInt8], at offset: Int) {
    add(bytes.rawBytes, 0..<bytes.count, at: offset)
  }

  /// Takes in what another part of the same input came to.
  package mutating func combine(_ other: PassedBytes) {
    count += other.count
    zeros += other.zeros
    if other.firstOffset < firstOffset {
      first = other.first
      firstOffset = other.firstOffset
    }
  }

  /// Adds surroundings in a range, which stands at an offset of the decoded stream.
  mutating func add(_ bytes: RawSpan, _ range: Range<Int>, at offset: Int) {
    count += range.count
    guard first == nil, !range.isEmpty else { return }
    let text = bytes.trimmed(range)
    var end = text.lowerBound
    while end < text.upperBound, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let line = bytes.trimmed(text.lowerBound..<end)
    first = bytes.extracting(line.prefix(Self.maximumLine)).text
    firstOffset = offset
  }

  /// Puts what was found in a part of a stream where that part stands.
  mutating func move(by offset: Int) {
    if first != nil { firstOffset += offset }
  }
}
