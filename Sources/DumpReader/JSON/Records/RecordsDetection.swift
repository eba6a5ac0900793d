/// Finds the rows in one JSON object that stands around them, by its beginning.
///
///     {"total": 2, "data": [{"user": 1, …}, …]}         in data
///     {"5f1": {"user": 1, …}, "5f2": {"user": 2, …}}    its values
///     {"user": {"0": 1, "1": 2}, "points": {"0": 5, …}}    by column
///     {"user": [1, 2], "points": [5, 6]}                   by column
///     {"u1": {"5f1": {"points": 5}}, "u2": {…}}         by key
enum RecordsDetection {
  /// What a member of an object is.
  private struct Member {
    var name: String
    var start: Int
    /// The offset behind the value; nil when the text ends before.
    var end: Int?
  }

  /// How deep rows are looked for.
  private static let maximumDepth = 3

  /// How the rows lie in an object.
  enum Layout: Equatable {
    /// In an array of objects, or a map from ids to objects, at these names: none for the object itself.
    case rows([String])
    /// Each member is a column: a map from the numbers of rows to values.
    case columns
    /// Each member is a column: an array of values.
    case columnArrays
    /// Each member has rows of its own, in an array or a map: those of a user, as a rule.
    case rowsByKey
  }

  /// The names that lead to an array of objects, or to a map from ids to objects: none for the object
  /// itself; nil when there is neither.
  ///
  /// - Parameter head: The beginning of a text, from its first object on.
  static func path(in head: [UInt8]) -> [String]? {
    guard case .rows(let path)? = layout(of: head).layout else { return nil }
    return path
  }

  /// How the rows lie in an object, and where what lies so is.
  ///
  /// - Parameter head: The beginning of a text, from its first object on.
  static func layout(of head: [UInt8]) -> (layout: Layout?, path: [String]) {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    let start = bytes.jsonBlanks(0)
    guard bytes[start] == UInt8(ascii: "{") else { return (nil, []) }
    var level: [(path: [String], start: Int)] = [([], start)]
    for _ in 0..<maximumDepth {
      var next: [(path: [String], start: Int)] = []
      for object in level {
        let members = members(of: bytes, object.start)
        if object.path.isEmpty, areArraysOfValues(bytes, members) { return (.columnArrays, []) }
        if haveRowsEach(bytes, members) { return (.rowsByKey, object.path) }
        if let rows = members.first(where: { isArrayOfObjects(bytes, $0.start) }) {
          return (.rows(object.path + [rows.name]), object.path)
        }
        if isMap(bytes, members) {
          let isByColumn = areColumns(bytes, members)
          return (isByColumn ? .columns : .rows(object.path), object.path)
        }
        for member in members where bytes[member.start] == UInt8(ascii: "{") {
          next.append((object.path + [member.name], member.start))
        }
      }
      level = next
    }
    return (nil, [])
  }

  /// Whether a text is one object as far as its beginning goes: sound, and with nothing behind it.
  ///
  /// - Parameter head: The beginning of a text.
  static func isOneObject(_ head: ArraySlice<UInt8>) -> Bool {
    guard let start = head.firstIndex(where: { $0 > 0x20 }), head[start] == UInt8(ascii: "{") else {
      return false
    }
    var object = JSONStreamValidator(level: 0, checksText: false)
    for (i, byte) in zip(head.indices, head).dropFirst(start - head.startIndex) {
      switch object.take(byte) {
      case .open: continue
      case .closed, .closedBefore: return head[(i + 1)...].allSatisfy { $0 <= 0x20 }
      case .bad: return false
      }
    }
    return true
  }

  private static func members(of bytes: RawSpan, _ start: Int) -> [Member] {
    var result: [Member] = []
    var members = JSONMembers(objectAt: start)
    // As many as a list call has; a map shows its nature by the first two.
    while result.count < 100, let key = members.nextKey(bytes) {
      let name = key.withText(bytes) { $0.text } ?? ""
      let value = members.offset
      let range = members.nextValue(bytes)
      result.append(Member(name: name, start: value, end: range?.upperBound))
      if range == nil { break }
    }
    return result
  }

  private static func isArrayOfObjects(_ bytes: RawSpan, _ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "[")
      && bytes[bytes.jsonBlanks(start + 1)] == UInt8(ascii: "{")
  }

  /// Whether all members are objects, two at least, of which the first two begin alike.
  private static func isMap(_ bytes: RawSpan, _ members: [Member]) -> Bool {
    guard members.count >= 2, members.allSatisfy({ bytes[$0.start] == UInt8(ascii: "{") }),
      let one = firstName(bytes, members[0].start), let other = firstName(bytes, members[1].start)
    else { return false }
    return one == other && one.first != UInt8(ascii: "$")
  }

  /// Whether all members, two at least, are arrays of objects or maps to objects, and these objects begin
  /// alike as far as the first two members have them.
  private static func haveRowsEach(_ bytes: RawSpan, _ members: [Member]) -> Bool {
    guard members.count >= 2 else { return false }
    let opening = bytes[members[0].start]
    guard members.allSatisfy({ bytes[$0.start] == opening }) else { return false }
    var names: Set<[UInt8]> = []
    for member in members.prefix(2) {
      if opening == UInt8(ascii: "[") {
        guard isArrayOfObjects(bytes, member.start),
          let name = firstName(bytes, bytes.jsonBlanks(member.start + 1))
        else { return false }
        names.insert(name)
        continue
      }
      guard opening == UInt8(ascii: "{") else { return false }
      let rows = self.members(of: bytes, member.start)
      guard !rows.isEmpty, rows.allSatisfy({ bytes[$0.start] == UInt8(ascii: "{") }) else {
        return false
      }
      for row in rows {
        // The last one may not have been read.
        guard let name = firstName(bytes, row.start) else { continue }
        names.insert(name)
      }
    }
    return names.count == 1 && names.first?.first != UInt8(ascii: "$")
  }

  /// Whether the members of objects are numbered values, as a data frame has them by column.
  private static func areColumns(_ bytes: RawSpan, _ members: [Member]) -> Bool {
    members.prefix(2).allSatisfy { member in
      let values = self.members(of: bytes, member.start)
      return values.allSatisfy {
        !$0.name.isEmpty && $0.name.utf8.allSatisfy(\.isDigit)
          && bytes[$0.start] != UInt8(ascii: "{") && bytes[$0.start] != UInt8(ascii: "[")
      }
    }
  }

  /// Whether all members, two at least, are arrays of anything but objects.
  private static func areArraysOfValues(_ bytes: RawSpan, _ members: [Member]) -> Bool {
    members.count >= 2
      && members.allSatisfy { member in
        guard bytes[member.start] == UInt8(ascii: "[") else { return false }
        let first = bytes[bytes.jsonBlanks(member.start + 1)]
        return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
      }
  }

  private static func firstName(_ bytes: RawSpan, _ start: Int) -> [UInt8]? {
    var members = JSONMembers(objectAt: start)
    return members.nextKey(bytes).map { bytes.extracting($0.range).copied() }
  }
}
