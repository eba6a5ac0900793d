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
/// object starts like the first one of the input, see ``JSONObjectPrefix``. Text that stands around
/// documents is passed over, see ``SurroundingText``.
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
  enum Place {
    case outside, arrayStart, afterValue, afterComma
    /// In a map, behind the name of a value.
    case afterName
    /// After damage within an array: anything may follow.
    case resumed
  }

  /// What stands around all objects, its opening bracket read already.
  enum Enclosure {
    case none, array, map
  }

  enum Mode {
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

  let maximumSize: Int
  let notation: JSONNotation
  let enclosure: Enclosure
  var mode = Mode.between
  var place = Place.outside
  var brackets = JSONStructureScanner()
  var shell = ShellStructureScanner()
  /// Whether nothing but blanks stands before the next byte on its line.
  var isLineStart = true
  /// Whether a comma may stand here outside of arrays: between objects, one of them.
  var mayTakeComma = true
  /// Whether the enclosure has been closed; then the rest is not this framer's.
  var hasEnded = false
  var opening = JSONObjectPrefix()
  /// Where the current object starts.
  var start = 0
  /// How far the bytes at the front have been looked at.
  var scanned = 0
  /// How many bytes may be looked at a second time. Each byte that goes by earns some, so that no
  /// input makes it quadratic.
  var credit = 64 << 20

  init(
    maximumSize: Int, notation: JSONNotation = .strict, enclosure: Enclosure = .none
  ) {
    self.maximumSize = maximumSize
    self.notation = notation
    self.enclosure = enclosure
    if enclosure != .none { place = .arrayStart }
  }

  /// An array that is still open; nothing where skipped bytes reach the end, which says so already.
  var unfinished: MalformedDocument? {
    isInGap || place == .outside ? nil : MalformedDocument(.cutShort, at: 0)
  }

  /// Whether a gap reaches to what has been looked at last.
  var isInGap: Bool {
    switch mode {
    case .dropping, .seeking: true
    default: false
    }
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
        if place == .outside, enclosure != .none { hasEnded = true }
        answer = skipped(length, finding, ends: true)
      }
      if let answer { return answer }
    }
  }

  /// The bytes in front of `count` are dealt with.
  mutating func pass(_ count: Int) {
    scanned -= min(scanned, count)
    start -= min(start, count)
    credit = min(credit + 8 * count, 1 << 30)
  }

  mutating func skipped(_ count: Int, _ finding: MalformedDocument, ends: Bool) -> Frame {
    pass(count)
    return .skipped(count, finding, ends: ends)
  }

  /// Goes over to a mode in which the bytes from `offset` on are no documents; hands out those before.
  mutating func enter(_ next: Mode, at offset: Int) -> Frame? {
    mode = next
    guard offset > 0 else { return nil }
    pass(offset)
    return .documents(offset)
  }

  mutating func begin(at offset: Int) {
    if notation == .strict {
      brackets = JSONStructureScanner()
    } else {
      shell = ShellStructureScanner()
    }
    start = offset
    scanned = offset
  }

  /// Reads on in the value that has begun.
  mutating func scan(
    _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> JSONStructureScanner.Scan {
    notation == .strict
      ? brackets.scan(bytes, &scanned, count: count, atEnd: atEnd)
      : shell.scan(bytes, &scanned, count: count)
  }

  mutating func valueEnded() {
    mode = .between
    isLineStart = false
    mayTakeComma = true
    if place != .outside { place = .afterValue }
  }

  // MARK: Objects

  mutating func object(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    // What is behind the limit is not looked at, because it may not have been read yet.
    let limit = min(count, start + maximumSize + 1)
    let isOverLimit = count - start > maximumSize
    switch scan(bytes, count: limit, atEnd: atEnd && !isOverLimit) {
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

  mutating func drop(
    _ finding: MalformedDocument, _ bytes: RawSpan, count: Int, atEnd: Bool
  ) -> Frame? {
    switch scan(bytes, count: count, atEnd: atEnd) {
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
}
