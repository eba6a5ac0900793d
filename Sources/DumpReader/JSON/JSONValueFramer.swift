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
/// prints has one of them in the first column inside of an object. On a line it goes on where an
/// object starts like the first one of the input, see ``JSONObjectPrefix``.
///
/// ## Algorithm
///
/// Structural framing with panic-mode recovery: ``JSONStructureScanner`` tracks quotes and brackets only
/// (stage 1 of simdjson), and after an error input is skipped up to a synchronising token.
///
/// - States: `Mode`. *between* and *object* are the grammar above; *dropping* an object over the limit;
///   *garbage*, a value that is no object; *damaged* examines what has been read of a broken object for a
///   resync point, *seeking* goes on with what is read after it; *misplaced* reports one byte.
/// - A missing quote turns strings inside out: brackets in them count, and those outside do not. What
///   follows a string is checked for that, long before brackets fail to match.
/// - A resync point in the middle of a line may be inside a string. The prefix of the first object has to
///   match there; at the beginning of a line one bracket is enough.
/// - Bytes of a damaged object are examined twice. `credit` bounds that, as ``RescanBudget`` does
///   elsewhere; answers do not depend on where reads end.
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
    case garbage(MalformedDocument)
    /// The bytes at the front are damaged; a resync point has to be found.
    case damaged(MalformedDocument)
    /// No resync point was found in what has been read.
    case seeking(MalformedDocument)
    /// One byte at the front, or nothing at all, is wrong where it stands.
    case misplaced(MalformedDocument, Int)
  }

  private let maximumSize: Int
  private var mode = Mode.between
  private var place = Place.outside
  private var brackets = JSONStructureScanner()
  private var opening = JSONObjectPrefix()
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

  /// An array that is still open; nothing where skipped bytes reach the end, which says so already.
  var unfinished: MalformedDocument? {
    switch mode {
    case .dropping, .seeking: return nil
    default: break
    }
    if case .outside = place { return nil }
    return MalformedDocument(.cutShort, at: 0)
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    while true {
      let answer: Frame?
      switch mode {
      case .between: answer = separators(bytes, count: count, atEnd: atEnd)
      case .object: answer = object(bytes, count: count, atEnd: atEnd)
      case .dropping(let finding): answer = drop(finding, bytes, count: count, atEnd: atEnd)
      case .garbage(let finding): answer = skipGarbage(finding, bytes, count: count, atEnd: atEnd)
      case .damaged(let finding): answer = recover(finding, bytes, count: count)
      case .seeking(let finding): answer = seek(finding, bytes, count: count, atEnd: atEnd)
      case .misplaced(let finding, let length):
        mode = .between
        answer = skipped(length, finding, ends: true)
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

  private mutating func skipped(_ count: Int, _ finding: MalformedDocument, ends: Bool) -> Frame {
    pass(count)
    return .skipped(count, finding, ends: ends)
  }

  /// Goes over to a mode in which the bytes from `offset` on are no documents; hands out those before.
  private mutating func enter(_ next: Mode, at offset: Int) -> Frame? {
    mode = next
    guard offset > 0 else { return nil }
    pass(offset)
    return .documents(offset)
  }

  // MARK: Between objects

  private mutating func separators(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    while scanned < count {
      let here = scanned
      let byte = bytes[here]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        scanned += 1
      case UInt8(ascii: "{"):
        if place == .afterValue {
          let finding = MalformedDocument(.expectedComma, at: 0)
          if count - here < opening.reach, !atEnd { return wait(here) }
          guard opening.matches(bytes, at: here, end: count) else {
            return enter(.seeking(finding), at: here)
          }
          place = .resumed
          return enter(.misplaced(finding, 0), at: here)
        }
        begin(at: here)
        mode = .object
        return nil
      case UInt8(ascii: "[") where place == .outside:
        place = .arrayStart
        scanned += 1
      case UInt8(ascii: "[") where place == .afterValue:
        return enter(.seeking(MalformedDocument(.expectedComma, at: 0)), at: here)
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
        brackets = JSONStructureScanner()
        return enter(.garbage(MalformedDocument(.expectedDocument, at: 0)), at: here)
      }
    }
    guard count > 0 else { return .more }
    pass(count)
    return .documents(count)
  }

  /// Hands out what is before `offset` and asks for more bytes behind it.
  private mutating func wait(_ offset: Int) -> Frame {
    guard offset > 0 else { return .more }
    pass(offset)
    return .documents(offset)
  }

  private mutating func begin(at offset: Int) {
    brackets = JSONStructureScanner()
    start = offset
    scanned = offset
  }

  private mutating func valueEnded() {
    mode = .between
    if place != .outside { place = .afterValue }
  }

  /// Passes over a number, a word or a string: up to a separator or the end of the line.
  ///
  /// Where it turns out to be something else, the inside of an object maybe, a resync point is sought.
  private mutating func skipGarbage(
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

  // MARK: Objects

  private mutating func object(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    // What is behind the limit is not looked at, because it may not have been read yet.
    let limit = min(count, start + maximumSize + 1)
    let isOverLimit = count - start > maximumSize
    switch brackets.scan(bytes, &scanned, count: limit, atEnd: atEnd && !isOverLimit) {
    case .closed:
      if scanned - start > maximumSize {
        begin(at: start)
        return enter(.dropping(tooLong), at: start)
      }
      opening.learn(bytes, start..<scanned)
      valueEnded()
      return nil
    case .bad(let code):
      opening.learn(bytes, start..<scanned, isSound: false)
      return enter(
        .damaged(MalformedDocument(code, at: scanned - start)), at: start)
    case .open:
      if isOverLimit {
        // Too long, or an object whose end is damaged: then the next one starts on a line.
        let isDamaged = bytes.firstLineStart(in: start + 1..<limit) != nil
        return enter(isDamaged ? .damaged(tooLong) : .dropping(tooLong), at: start)
      }
      if atEnd {
        return enter(.damaged(MalformedDocument(.cutShort, at: count - start)), at: start)
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
      return skipped(scanned, finding, ends: true)
    case .bad:
      mode = .seeking(finding)
      return nil
    case .open:
      if atEnd {
        mode = .between
        place = .outside
        return skipped(count, finding, ends: true)
      }
      // The last bytes may lie before a resync point.
      let passed = max(0, scanned - JSONObjectPrefix.lookBack)
      return passed > 0 ? skipped(passed, finding, ends: false) : .more
    }
  }

  // MARK: Damage

  /// Looks for a resync point in what has been read of the damaged object.
  private mutating func recover(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int
  ) -> Frame? {
    // In an object that the end of the input cuts, something that looks like another one would
    // rather be a part of it.
    let place = wayBack(bytes, from: 1, count: count, onLine: finding.code != .cutShort)
    if let place {
      credit -= max(0, scanned - place)
      if credit > 0 { return resume(at: place, finding) }
    } else {
      // The last bytes may be the beginning of a resync point.
      scanned = min(scanned, max(1, count - 1 - opening.reach))
    }
    mode = .seeking(finding)
    return nil
  }

  private mutating func seek(
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
    // The last bytes may be the beginning of a resync point; they are looked at again.
    let passed = max(0, count - 1 - opening.reach)
    scanned = max(scanned, passed)
    return passed > 0 ? skipped(passed, finding, ends: false) : .more
  }

  /// Where the next object may start. Looks no further than it has to.
  private func wayBack(_ bytes: RawSpan, from start: Int, count: Int, onLine: Bool) -> Int? {
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

  private mutating func resume(at line: Int, _ finding: MalformedDocument) -> Frame {
    mode = .between
    if place != .outside { place = .resumed }
    scanned = line
    return skipped(line, finding, ends: true)
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
