/// Frames JSON documents that are not one to a line: those of an array, printed over several lines,
/// or one behind the other.
///
///     text  = (value │ array)*
///     array = '[' (object (',' object)*)? ']'       blanks anywhere between
///
/// It keeps track of brackets and strings only, and needs no end of the array: an array on one line
/// is cut like any other, so that memory depends on the largest object alone. What is not in order
/// between objects is damage, and so is what cannot be inside of one: a bracket that closes another
/// kind, a line feed in a string, a string with something else than a separator behind it. After
/// damage it goes on at the next line that starts with `{`, `[`, `]` or `,`; nothing that mongoexport
/// prints has one of them in the first column inside of an object.
struct JSONValueFramer: Framer {
  /// What has gone by between objects.
  private enum Place {
    case outside, arrayStart, afterValue, afterComma
    /// After damage within an array: anything may follow.
    case resumed
  }

  private enum Mode {
    /// Between objects.
    case between
    /// Inside the object at `start`.
    case object
    /// Inside a value that is passed over as it streams by.
    case dropping(MalformedDocument)
    /// In something that is no value, up to the next separator.
    case junk(MalformedDocument)
    /// The bytes at the front are damaged; the way back has to be found.
    case damaged(MalformedDocument)
    /// No way back was found in what has been read.
    case seeking(MalformedDocument)
    /// One byte at the front, or nothing at all, is wrong where it stands.
    case misplaced(MalformedDocument, Int)
  }

  private let maximumSize: Int
  private var mode = Mode.between
  private var place = Place.outside
  private var brackets = JSONBrackets()
  /// Where the current object starts.
  private var start = 0
  /// How far the bytes at the front have been looked at.
  private var scanned = 0
  /// How many bytes may be looked at a second time. Each byte that goes by earns some, so that no
  /// input makes it quadratic.
  private var credit = 64 << 20

  init(maximumSize: Int) {
    self.maximumSize = maximumSize
  }

  /// An array that is still open.
  var unfinished: MalformedDocument? {
    if case .outside = place { return nil }
    return MalformedDocument(.cutShort, at: 0)
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    while true {
      let answer: Frame?
      switch mode {
      case .between: answer = separators(bytes, count: count)
      case .object: answer = object(bytes, count: count, atEnd: atEnd)
      case .dropping(let finding): answer = drop(finding, bytes, count: count, atEnd: atEnd)
      case .junk(let finding): answer = junk(finding, bytes, count: count, atEnd: atEnd)
      case .damaged(let finding): answer = recover(finding, bytes, count: count)
      case .seeking(let finding): answer = seek(finding, bytes, count: count, atEnd: atEnd)
      case .misplaced(let finding, let length):
        mode = .between
        answer = gap(length, finding, ends: true)
      }
      if let answer { return answer }
    }
  }

  /// The bytes in front of `count` are dealt with.
  private mutating func pass(_ count: Int) {
    scanned -= min(scanned, count)
    start -= min(start, count)
    credit = min(credit + 8 * count, 1 << 30)
  }

  private mutating func gap(_ count: Int, _ finding: MalformedDocument, ends: Bool) -> Frame {
    pass(count)
    return .gap(count, finding, ends: ends)
  }

  /// Goes over to a mode in which the bytes from `offset` on are no documents; hands out those before.
  private mutating func enter(_ next: Mode, at offset: Int) -> Frame? {
    mode = next
    guard offset > 0 else { return nil }
    pass(offset)
    return .documents(offset)
  }

  // MARK: Between objects

  private mutating func separators(_ bytes: RawSpan, count: Int) -> Frame? {
    while scanned < count {
      let here = scanned
      let byte = bytes[here]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        scanned += 1
      case UInt8(ascii: "{"):
        if place == .afterValue {
          place = .resumed
          return enter(.misplaced(MalformedDocument(.expectedComma, at: 0), 0), at: here)
        }
        begin(at: here)
        mode = .object
        return nil
      case UInt8(ascii: "[") where place == .outside:
        place = .arrayStart
        scanned += 1
      case UInt8(ascii: "["):
        begin(at: here)
        return enter(.dropping(MalformedDocument(.expectedDocument, at: 0)), at: here)
      case UInt8(ascii: ",") where place == .afterValue || place == .resumed:
        place = .afterComma
        scanned += 1
      case UInt8(ascii: "]") where place != .outside && place != .afterComma:
        place = .outside
        scanned += 1
      case UInt8(ascii: "]"), UInt8(ascii: ","):
        if place != .outside { place = byte == UInt8(ascii: "]") ? .outside : .afterComma }
        return enter(.misplaced(MalformedDocument(.expectedDocument, at: 0), 1), at: here)
      default:
        brackets = JSONBrackets()
        return enter(.junk(MalformedDocument(.expectedDocument, at: 0)), at: here)
      }
    }
    guard count > 0 else { return .more }
    pass(count)
    return .documents(count)
  }

  private mutating func begin(at offset: Int) {
    brackets = JSONBrackets()
    start = offset
    scanned = offset
  }

  private mutating func valueEnded() {
    mode = .between
    if place != .outside { place = .afterValue }
  }

  /// Passes over what is no value: up to a separator, a bracket or the end of the line.
  private mutating func junk(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    while scanned < count {
      let byte = bytes[scanned]
      if brackets.quote != 0 {
        if byte == UInt8(ascii: "\\"), scanned + 1 < count { scanned += 1 }
        if byte == brackets.quote || byte == 0x0A { brackets.quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        brackets.quote = byte
      } else if byte == 0x0A || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{")
        || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
      {
        valueEnded()
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "["), place != .outside {
          place = .resumed
        }
        return gap(scanned, finding, ends: true)
      }
      scanned += 1
    }
    if atEnd { valueEnded() }
    return gap(count, finding, ends: atEnd)
  }

  // MARK: Objects

  private mutating func object(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    switch brackets.scan(bytes, &scanned, count: count, atEnd: atEnd) {
    case .closed:
      if scanned - start > maximumSize {
        begin(at: start)
        return enter(.dropping(tooLong), at: start)
      }
      valueEnded()
      return nil
    case .bad(let code):
      return enter(
        .damaged(MalformedDocument(code, at: scanned - start)), at: start)
    case .open:
      if atEnd {
        return enter(.damaged(MalformedDocument(.cutShort, at: count - start)), at: start)
      }
      if count - start > maximumSize {
        // Too long, or an object whose end is damaged: then the next one starts on a line.
        let isDamaged = bytes.firstLineStart(in: start + 1..<count) != nil
        return enter(isDamaged ? .damaged(tooLong) : .dropping(tooLong), at: start)
      }
      guard start > 0 else { return .more }
      let whole = start
      pass(whole)
      return .documents(whole)
    }
  }

  private var tooLong: MalformedDocument {
    MalformedDocument(.tooLong, at: 0, detail: Int64(maximumSize))
  }

  private mutating func drop(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    switch brackets.scan(bytes, &scanned, count: count, atEnd: atEnd) {
    case .closed:
      valueEnded()
      return gap(scanned, finding, ends: true)
    case .bad:
      mode = .seeking(finding)
      return nil
    case .open:
      if atEnd {
        mode = .between
        place = .outside
        return gap(count, finding, ends: true)
      }
      return scanned > 0 ? gap(scanned, finding, ends: false) : .more
    }
  }

  // MARK: Damage

  /// Looks for the way back in what has been read of the damaged object.
  private mutating func recover(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int
  ) -> Frame? {
    if let line = bytes.firstLineStart(in: 1..<max(1, min(scanned + 2, count))) {
      credit -= max(0, scanned - line)
      if credit > 0 { return resume(at: line, finding) }
    }
    mode = .seeking(finding)
    return nil
  }

  private mutating func seek(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    if let line = bytes.firstLineStart(in: scanned..<count) { return resume(at: line, finding) }
    if atEnd {
      mode = .between
      place = .outside
      return gap(count, finding, ends: true)
    }
    // The last byte may be a line feed: it is looked at again with the one behind it.
    scanned = max(0, count - 1)
    return scanned > 0 ? gap(scanned, finding, ends: false) : .more
  }

  private mutating func resume(at line: Int, _ finding: MalformedDocument) -> Frame {
    mode = .between
    if place != .outside { place = .resumed }
    scanned = line
    return gap(line, finding, ends: true)
  }
}

extension RawSpan {
  /// The first line in a range that starts with `{`, `[`, `]` or `,`.
  fileprivate func firstLineStart(in range: Range<Int>) -> Int? {
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
