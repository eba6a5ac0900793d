// What stands between objects: separators, names, and text that is none of them.
extension JSONValueFramer {
  mutating func separators(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame? {
    while scanned < count {
      let here = scanned
      let byte = bytes[here]
      switch byte {
      case 0x20, 0x09, 0x0D, 0x1E:
        scanned += 1
      case 0x0A:
        isLineStart = true
        scanned += 1
      case UInt8(ascii: "{"):
        if enclosure == .map, place != .afterName, place != .resumed {
          return enter(.seeking(MalformedDocument(.expectedKey, at: 0)), at: here)
        }
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
        if isLineStart, let answer = surroundings(bytes, here, count: count, atEnd: atEnd) {
          return answer
        }
        place = .arrayStart
        step()
      case UInt8(ascii: "[") where place == .afterValue:
        return enter(.seeking(MalformedDocument(.expectedComma, at: 0)), at: here)
      case UInt8(ascii: "["):
        begin(at: here)
        return enter(.dropping(MalformedDocument(.expectedDocument, at: 0)), at: here)
      case UInt8(ascii: ",") where place == .afterValue || place == .resumed:
        place = .afterComma
        step()
      case UInt8(ascii: ",") where place == .outside && mayTakeComma:
        guard let isAtLineEnd = endsLine(bytes, behind: here, count: count, atEnd: atEnd) else {
          return wait(here)
        }
        guard isLineStart || isAtLineEnd else {
          return enter(.misplaced(MalformedDocument(.expectedDocument, at: 0), 1), at: here)
        }
        mayTakeComma = false
        step()
      case close where mayClose:
        place = .outside
        step()
        if enclosure != .none {
          hasEnded = true
          let whole = scanned
          pass(whole)
          return .documents(whole)
        }
      case UInt8(ascii: "\"")
      where enclosure == .map && place != .afterName && place != .afterValue:
        guard let end = nameEnd(bytes, from: here, count: count, atEnd: atEnd) else {
          return wait(here)
        }
        guard end > here else {
          return enter(.seeking(MalformedDocument(.expectedKey, at: 0)), at: here)
        }
        place = .afterName
        scanned = end
      case UInt8(ascii: "]"), UInt8(ascii: ","):
        if place != .outside { place = byte == close ? .outside : .afterComma }
        return enter(.misplaced(MalformedDocument(.expectedDocument, at: 0), 1), at: here)
      default:
        if let answer = surroundings(bytes, here, count: count, atEnd: atEnd) { return answer }
        brackets = JSONStructureScanner()
        return enter(.garbage(MalformedDocument(.expectedDocument, at: 0)), at: here)
      }
    }
    guard count > 0 else { return .more }
    pass(count)
    return .documents(count)
  }

  /// Whether nothing but a few blanks stands behind a byte on its line; nil when more bytes are needed.
  private func endsLine(_ bytes: RawSpan, behind start: Int, count: Int, atEnd: Bool) -> Bool? {
    var i = start + 1
    while i < count, i < start + 64 {
      if bytes[i] == 0x0A { return true }
      guard bytes[i] == 0x20 || bytes[i] == 0x09 || bytes[i] == 0x0D else { return false }
      i += 1
    }
    return i == start + 64 ? false : atEnd ? true : nil
  }

  /// Whether the bracket may stand here that ends the array or map: behind a comma on a later line only.
  private var mayClose: Bool {
    switch place {
    case .outside, .afterName: false
    case .afterComma: isLineStart
    case .arrayStart, .afterValue, .resumed: true
    }
  }

  /// The bracket that ends the array or map.
  var close: UInt8 { enclosure == .map ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  /// Passes over a separator.
  mutating func step() {
    isLineStart = false
    scanned += 1
  }

  /// What to answer where text that is recognised as surroundings, a mark or zero bytes begin; nil
  /// where nothing of that kind does.
  mutating func surroundings(
    _ bytes: RawSpan, _ here: Int, count: Int, atEnd: Bool
  ) -> Frame? {
    switch SurroundingRun(bytes, here..<count, atEnd: atEnd, isLineStart: isLineStart) {
    case .none: return nil
    case .undecided: return wait(here)
    case .found(let length, let kind):
      // What is before it goes out first; then this is looked at again.
      guard here == 0 else { return wait(here) }
      isLineStart = kind != .surroundings || bytes[length - 1] == 0x0A
      scanned = length
      pass(length)
      return .passed(length, kind)
    }
  }

  /// The offset behind the name of a value in a map, and its colon.
  ///
  /// - Returns: `start` when no name is there; nil when more bytes are needed.
  func nameEnd(_ bytes: RawSpan, from start: Int, count: Int, atEnd: Bool) -> Int? {
    let mayWait = !atEnd && count - start < Self.maximumName
    var i = start + 1
    while i < count, bytes[i] != UInt8(ascii: "\"") {
      guard bytes[i] >= 0x20 else { return start }
      i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1
    }
    i += 1
    while i < count, bytes[i] == 0x20 || bytes[i] == 0x09 || bytes[i] == 0x0A || bytes[i] == 0x0D {
      i += 1
    }
    guard i < count else { return mayWait ? nil : start }
    return bytes[i] == UInt8(ascii: ":") ? i + 1 : start
  }

  /// The longest name of a value in a map, with its quotes and the blanks behind.
  static let maximumName = 64 << 10

  /// Hands out what is before `offset` and asks for more bytes behind it.
  mutating func wait(_ offset: Int) -> Frame {
    guard offset > 0 else { return .more }
    pass(offset)
    return .documents(offset)
  }
}
