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

extension RawSpan {
  /// The first line feed in a range.
  func firstLineFeed(in range: Range<Int>) -> Int? {
    firstIndex(of: 0x0A, in: range)
  }

  /// The last line feed in a range.
  func lastLineFeed(in range: Range<Int>) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound {
      let start = max(range.lowerBound, end - 16)
      var found = equalMask(start, 0x0A)
      if end - start < 16 { found &= (1 << UInt32(end - start)) - 1 }
      if found != 0 { return start + 31 - found.leadingZeroBitCount }
      end = start
    }
    return nil
  }
}
