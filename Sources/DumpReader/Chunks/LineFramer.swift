/// Frames text that is made of lines: everything up to the last line feed.
///
/// A line longer than the limit is passed over while it streams by, up to its line feed.
struct LineFramer: Framer {
  private let maximumSize: Int
  private var inLongLine = false

  init(maximumSize: Int) {
    self.maximumSize = maximumSize
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    let tooLong = MalformedDocument(.tooLong, at: 0, detail: Int64(maximumSize))
    if inLongLine {
      if let feed = bytes.firstLineFeed(in: 0..<count) {
        inLongLine = false
        return .skipped(feed + 1, tooLong, ends: true)
      }
      inLongLine = !atEnd
      return .skipped(count, tooLong, ends: atEnd)
    }
    // No line can be too long as long as all of them together are not.
    if count > maximumSize, let line = firstLongLine(bytes, count: count) {
      if line.lowerBound > 0 { return .documents(line.lowerBound) }
      // A hole in a file may be as long as it likes.
      let zeros = bytes.zeroCount(in: line)
      if zeros > 0 { return .passed(zeros, .zeros) }
      inLongLine = line.upperBound == count && bytes[count - 1] != 0x0A && !atEnd
      return .skipped(line.upperBound, tooLong, ends: !inLongLine)
    }
    if let feed = bytes.lastLineFeed(in: 0..<count) { return .documents(feed + 1) }
    return atEnd ? .documents(count) : .more
  }

  /// The first line over the limit, with its line feed as far as that is there.
  private func firstLongLine(_ bytes: RawSpan, count: Int) -> Range<Int>? {
    var start = 0
    while count - start > maximumSize {
      let feed = bytes.firstLineFeed(in: start..<count)
      if (feed ?? count) - start > maximumSize { return start..<(feed.map { $0 + 1 } ?? count) }
      guard let feed else { return nil }
      start = feed + 1
    }
    return nil
  }
}
