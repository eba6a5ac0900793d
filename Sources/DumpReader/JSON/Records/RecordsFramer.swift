/// Frames the rows of one object around them: the elements of the array at a path, or the values of
/// the object there.
///
///     {"object": "list", "data": [ {…}, {…} ], "has_more": false}      path  data
///      └── checked ──┘  └ path ┘ └── rows ──┘ └── checked ──────┘
///
/// Rows go through a ``JSONValueFramer``, and all else through a ``JSONStreamValidator``, so that
/// memory depends on the largest row alone. The empty path is the input itself: an array, or a map
/// from ids to rows. Another object behind the first, as where pages of a list were joined, is framed
/// like it.
struct RecordsFramer: Framer {
  private enum State {
    /// Before an object, or behind one.
    case top
    /// In the object that the first `matched` names lead to.
    case member(Member)
    /// In a value that nobody asked for.
    case passing
    case rows
    /// Something was wrong: the rest of the input is no document.
    case lost(MalformedDocument)
  }

  /// What may come next in an object on the path.
  private enum Member {
    case keyOrEnd, key, name, colon, value, separator
  }

  private let path: [[UInt8]]
  private let maximumSize: Int
  private let checksText: Bool
  private let notation: JSONNotation
  private var state = State.top
  /// How many names of the path have been followed.
  private var matched = 0
  /// Whether the next name has been met in the object that is open.
  private var hasMet: [Bool] = []
  /// The name that is being read, its quotes and escapes as they stand; no longer than any of the
  /// path can be written.
  private var name: [UInt8] = []
  private var isEscaped = false
  private var validator = JSONStreamValidator(level: 0, checksText: true)
  private var rows: JSONValueFramer
  /// Whether there was an object to look in.
  private var hasObject = false
  /// What was first found at the path; nil as long as nothing was.
  private(set) var firstEnclosure: JSONValueFramer.Enclosure?
  private var hasFound: Bool { firstEnclosure != nil }
  /// How many objects were over before anything was found.
  private(set) var objectsWithoutRows = 0
  /// The names that stand in the outermost object, as long as nothing was found there.
  private(set) var names: [String] = []

  /// - Parameters:
  ///   - path: The names that lead to the rows; none for the input itself.
  ///   - maximumSize: The longest row.
  ///   - text: How the rows are written, and whether texts have to be valid Unicode.
  init(path: [String], maximumSize: Int, text: TextContext = TextContext()) {
    self.path = path.map { Array($0.utf8) }
    self.maximumSize = maximumSize
    notation = text.notation
    checksText = !text.acceptsInvalidUTF8
    rows = JSONValueFramer(maximumSize: maximumSize, notation: text.notation)
  }

  /// An object that is still open; nothing where a gap says so already.
  var unfinished: MalformedDocument? {
    switch state {
    case .top, .lost: nil
    case .rows where rows.isInGap: nil
    default: MalformedDocument(.cutShort, at: 0)
    }
  }

  /// That there are no rows at the path, where the input has an object and is sound.
  var failure: DumpError.Finding? {
    if case .lost = state { return nil }
    return hasObject && !hasFound ? absence : nil
  }

  /// That there are no rows, and what there is.
  private var absence: DumpError.Finding {
    .noRows(
      at: path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "."), has: names)
  }

  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame {
    switch state {
    case .rows:
      let answer = rows.frame(bytes, count: count, atEnd: atEnd)
      if rows.hasEnded { state = path.isEmpty ? .top : .member(.separator) }
      return answer
    case .lost(let finding):
      return .skipped(count, finding, ends: atEnd)
    default: break
    }
    var i = 0
    while i < count {
      if let finding = take(bytes[i], &i) {
        state = .lost(finding)
        guard i == 0 else { return .passed(i, .syntax) }
        return .skipped(count, finding, ends: atEnd)
      }
      if case .rows = state { break }
    }
    return i > 0 ? .passed(i, .syntax) : .more
  }

  /// Takes a byte and moves behind it; what is wrong with it, if anything.
  private mutating func take(_ byte: UInt8, _ i: inout Int) -> MalformedDocument? {
    switch state {
    case .passing:
      switch validator.take(byte) {
      case .open: i += 1
      case .closed:
        i += 1
        state = .member(.separator)
      case .closedBefore: state = .member(.separator)
      case .bad(let code): return MalformedDocument(code, at: 0)
      }
      return nil
    case .member(.name):
      i += 1
      return nameByte(byte)
    default: break
    }
    guard byte > 0x20 || !isBlank(byte) else {
      i += 1
      return nil
    }
    switch state {
    case .top:
      if path.isEmpty, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        beginRows(byte, &i)
        return nil
      }
      guard byte == UInt8(ascii: "{") else { return MalformedDocument(.expectedDocument, at: 0) }
      enter()
      i += 1
      return nil
    case .member(let member):
      return self.member(member, byte, &i)
    default:
      return nil
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x1E
  }

  private mutating func enter() {
    hasObject = true
    if case .member = state { matched += 1 } else { matched = 0 }
    hasMet.removeSubrange(min(matched, hasMet.count)...)
    hasMet.append(false)
    state = .member(.keyOrEnd)
  }

  private mutating func member(
    _ member: Member, _ byte: UInt8, _ i: inout Int
  ) -> MalformedDocument? {
    switch member {
    case .keyOrEnd where byte == UInt8(ascii: "}"), .separator where byte == UInt8(ascii: "}"):
      i += 1
      if matched == 0, !hasFound { objectsWithoutRows += 1 }
      state = matched == 0 ? .top : .member(.separator)
      matched = max(0, matched - 1)
    case .keyOrEnd, .key:
      guard byte == UInt8(ascii: "\"") else { return MalformedDocument(.expectedKey, at: 0) }
      i += 1
      name = [byte]
      validator = JSONStreamValidator(level: matched, checksText: checksText)
      _ = validator.take(byte)
      state = .member(.name)
    case .colon:
      guard byte == UInt8(ascii: ":") else { return MalformedDocument(.expectedColon, at: 0) }
      i += 1
      state = .member(.value)
    case .value:
      return value(byte, &i)
    case .separator:
      guard byte == UInt8(ascii: ",") else { return MalformedDocument(.expectedComma, at: 0) }
      i += 1
      state = .member(.key)
    case .name: break
    }
    return nil
  }

  /// Reads a name as the text that it is; the validator takes it for a value.
  private mutating func nameByte(_ byte: UInt8) -> MalformedDocument? {
    // Each byte of a name can be written as six.
    if name.count < 6 * (path.map(\.count).max() ?? 0) + 64 { name.append(byte) }
    switch validator.take(byte) {
    case .open: return nil
    case .bad(let code): return MalformedDocument(code, at: 0)
    case .closed, .closedBefore:
      state = .member(.colon)
      return nil
    }
  }

  private mutating func value(_ byte: UInt8, _ i: inout Int) -> MalformedDocument? {
    let name = decodedName
    if !hasFound, matched == 0, names.count < 100 {
      names.append(String(decoding: name, as: UTF8.self))
    }
    if matched < path.count, name == path[matched] {
      if hasMet[matched] { return MalformedDocument(.duplicateField, at: 0) }
      hasMet[matched] = true
      let isLast = matched == path.count - 1
      if isLast, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        beginRows(byte, &i)
        return nil
      }
      if !isLast, byte == UInt8(ascii: "{") {
        enter()
        i += 1
        return nil
      }
    }
    validator = JSONStreamValidator(level: matched + 1, checksText: checksText)
    state = .passing
    return nil
  }

  /// The name without its quotes and escapes; a longer one than can be meant is cut.
  private var decodedName: [UInt8] {
    guard name.count >= 2, name.last == UInt8(ascii: "\"") else { return name }
    var text: [UInt8] = []
    let padded = name + [UInt8](repeating: 0, count: Chunk.padding)
    JSONString.unescape(padded.rawBytes, 1..<name.count - 1, into: &text)
    return text
  }

  private mutating func beginRows(_ byte: UInt8, _ i: inout Int) {
    let enclosure: JSONValueFramer.Enclosure = byte == UInt8(ascii: "[") ? .array : .map
    if firstEnclosure == nil { firstEnclosure = enclosure }
    names = []
    state = .rows
    rows = JSONValueFramer(
      maximumSize: maximumSize, notation: notation, enclosure: enclosure)
    i += 1
  }
}
