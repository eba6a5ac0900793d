// The way back after damage. What is no object costs as little as can be: up to the next separator where it
// is a value of another kind; up to a line that starts with a bracket or a comma where it is damage; and on a
// line up to an object that starts like the first one of the input. Each byte that goes by earns eight that may
// be looked at a second time, so that no input makes it quadratic.
extension JSONValueFramer {
  /// Passes over a number, a word or a string: up to a separator or the end of the line.
  ///
  /// Where it turns out to be something else, the inside of an object maybe, the way back is sought.
  mutating func skipGarbage(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    while scanned < count {
      let byte = bytes[scanned]
      if brackets.quote != 0 {
        if scanned + 1 == count, !atEnd { break }
        if byte == UInt8(ascii: "\\") {
          scanned += 1
        } else if byte == 0x0A {
          brackets.quote = 0
        } else if byte == brackets.quote {
          brackets.quote = 0
          if scanned + 1 < count, !JSONStructureScanner.isAfterString(bytes[scanned + 1]) {
            mode = .seeking(finding)
            return nil
          }
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          brackets.quote = byte
        case UInt8(ascii: "}") where enclosure == .map:
          valueEnded()
          return skipped(scanned, finding, ends: true)
        case UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"):
          mode = .seeking(finding)
          return nil
        case UInt8(ascii: ","), UInt8(ascii: "]"), 0x0A:
          valueEnded()
          return skipped(scanned, finding, ends: true)
        default: break
        }
      }
      scanned += 1
    }
    let passed = min(scanned, count)
    if atEnd { valueEnded() }
    return passed > 0 || atEnd ? skipped(passed, finding, ends: atEnd) : .more
  }

  /// Looks for the way back in what has been read of the damaged object.
  mutating func recover(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int
  ) -> Frame? {
    // In an object that the end of the input cuts, something that looks like another one would
    // rather be a part of it.
    let place = wayBack(bytes, from: 1, count: count, onLine: finding.code != .cutShort)
    if let place {
      credit -= max(0, scanned - place)
      if credit > 0 { return resume(at: place, finding) }
    } else {
      // The last bytes may be the beginning of the way back.
      scanned = min(scanned, max(1, count - 1 - opening.reach))
    }
    mode = .seeking(finding)
    return nil
  }

  mutating func seek(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    let isCut = finding.code == .cutShort
    if let place = wayBack(bytes, from: scanned, count: count, onLine: !isCut) {
      return resume(at: place, finding)
    }
    if atEnd {
      mode = .between
      place = .outside
      return skipped(count, finding, ends: true)
    }
    // The last bytes may be the beginning of the way back; they are looked at again.
    let passed = max(0, count - 1 - opening.reach)
    scanned = max(scanned, passed)
    return passed > 0 ? skipped(passed, finding, ends: false) : .more
  }

  /// Where the next object may start. Looks no further than it has to.
  func wayBack(_ bytes: RawSpan, from start: Int, count: Int, onLine: Bool) -> Int? {
    var from = start
    while from < count {
      let to = min(count, from + 4096)
      let line = bytes.firstLineStart(in: from..<min(count, to + 2))
      let end = line ?? min(count, to + opening.reach)
      if onLine, let place = opening.firstStart(bytes, in: from..<end) { return place }
      if let line { return line }
      from = to
    }
    return nil
  }

  mutating func resume(at line: Int, _ finding: MalformedDocument) -> Frame {
    mode = .between
    isLineStart = true
    mayTakeComma = true
    if place != .outside { place = .resumed }
    scanned = line
    return skipped(line, finding, ends: true)
  }
}

extension RawSpan {
  /// The first line in a range that starts with `{`, `[`, `]` or `,`.
  func firstLineStart(in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while let feed = firstLineFeed(in: i..<range.upperBound), feed + 1 < range.upperBound {
      switch self[feed + 1] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
        return feed + 1
      default: i = feed + 1
      }
    }
    return nil
  }
}
