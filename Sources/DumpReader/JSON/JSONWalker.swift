internal import BasicContainers

/// Validates one JSON document from end to end and keeps the selected fields: the twin of
/// ``BSONWalker``.
///
/// The grammar is that of RFC 8259, the whole document is checked, and values in Extended JSON
/// become what they stand for. Nesting is followed by loops with stacks of at most 100 levels.
/// Nothing is allocated for a document whose keys stood in the previous one, except what goes into
/// the scratch bytes. A document that is no JSON is read again by `ShellRewriter`, which knows
/// the forms of the `mongo` shell.
///
///     {"_id":{"$oid":"5349…"},"user_id":"d4850e","points":24,"approved_time":{"$date":"2014-…Z"}}
///      └ key ┘└─ skipped ──┘ └─ key ──┘└ kept ┘  └ key ─┘                    └ date: 8 bytes ┘
struct JSONWalker: ~Copyable {
  let selection: FieldSelection
  /// How the documents of the chunk are separated: ``DocumentEncoding/jsonValues`` to pass over
  /// commas and brackets between them, which are those of an array; a framer has checked them.
  var encoding: DocumentEncoding
  /// Whether a line feed ends a document. It has to where input is cut at line feeds: whether the
  /// lines after it are in the same chunk is up to how the input was read.
  var endsAtLineFeed = false
  /// What holds for all of the text.
  var text = TextContext()
  /// Where the chunk starts in the decoded stream.
  var streamOffset = 0
  /// What has been passed over between documents since ``takePassed()``.
  var passed = PassedBytes()
  /// Documents that were accepted although text in them is not valid Unicode.
  var invalidTextCount = 0
  /// The last of them as it was read, with valid text, and ``Chunk/padding`` zero bytes.
  var validText: [UInt8] = []
  /// Whether the documents of the chunk stand on lines of their own, one behind the other.
  var isOneToALine = true
  var layout = JSONLayoutCache()
  var cachePolicy = LayoutCachePolicy()
  /// What has been met on the way to selected fields.
  var marks: PathMarks
  /// Whether the document has had a member that did not look like those of earlier documents.
  var tookFullWay = false
  private var stack: RigidArray<Level>
  /// How many objects and arrays are open around the innermost one.
  var depth = 0
  /// How many objects and arrays are open around what is walked as a document.
  var baseDepth = 0
  /// The node of the array that is unwound; impossible when there is none.
  let unwoundNode: Int32
  let elements: JSONElementWalker?
  var translation = ShellRewriter()

  /// Objects that are nested deeper take the slow path, which counts the levels.
  static let expectedDepth = 32

  /// What is open.
  struct Level {
    /// The node of the object or array in the selection.
    var parent: Int32
    /// The index of an array's next element; -1 in an object.
    var index: Int32
  }

  /// Where the walk stands.
  struct Position {
    /// The opening bracket, or the offset behind a value.
    var offset: Int
    /// The innermost object or array.
    var level = Level(parent: 0, index: -1)
    /// The entry of the next member.
    var index: JSONLayoutCache.Index
    /// Whether an opening bracket is at `offset`, not the end of a value.
    var isFirst = true
    /// The opening quote of the key that was read last, or a blank before it.
    var key: Int
  }

  /// A walker for the fields of a selection.
  ///
  /// - Parameter slotCount: How many slots there are, where more than those of the selection.
  init(
    _ selection: FieldSelection, encoding: DocumentEncoding = .jsonLines, slotCount: Int? = nil
  ) {
    self.selection = selection
    let slotCount = slotCount ?? selection.paths.count
    marks = PathMarks(for: selection, slotCount: slotCount)
    self.encoding = encoding
    unwoundNode = selection.unwound.map { Int32($0.node) } ?? -2
    elements = selection.unwound?.elements.first.map {
      JSONElementWalker($0, slotCount: slotCount)
    }
    stack = RigidArray(
      repeating: Level(parent: -1, index: -1), count: DocumentLimits.maximumDepth)
  }

  /// Walks the strict JSON document at `start`.
  ///
  /// - Parameters:
  ///   - values: Its selected fields are added here.
  ///   - key: The opening quote of the field that was read last, or a blank before it; unchanged
  ///     before the first.
  /// - Returns: The offset behind the document.
  /// - Throws: With offsets of `bytes`.
  @inline(__always)
  mutating func document(
    _ bytes: RawSpan, at start: Int, into values: inout FieldValues, key: inout Int
  ) throws(MalformedDocument) -> Int {
    guard bytes[start] == UInt8(ascii: "{") else {
      throw MalformedDocument(.expectedDocument, at: start)
    }
    tookFullWay = false
    cachePolicy.begin()
    marks.begin()
    depth = 0
    var now = Position(offset: start, index: layout.start, key: key)
    defer { key = now.key }
    if !cachePolicy.isBypassed {
      passFastPath(bytes, &now, into: &values)
      // Nearly all documents are at their end here.
      if !now.isFirst, bytes[now.offset] == UInt8(ascii: "}") { return now.offset &+ 1 }
    }
    return try rest(bytes, &now, into: &values)
  }

  /// Walks on through a document from where it is not as expected.
  @inline(never)
  mutating func rest(
    _ bytes: RawSpan, _ now: inout Position, into values: inout FieldValues
  ) throws(MalformedDocument) -> Int {
    while true {
      switch try next(bytes, &now) {
      case .value(let separator):
        try element(bytes, behind: separator, &now, into: &values)
      case .end:
        if !cachePolicy.isBypassed {
          layout.rememberEnd(now.index, parent: now.level.parent, bytes, brace: now.offset &- 1)
        }
        if depth == 0 { return now.offset }
        depth &-= 1
        now.level = stack[depth]
      }
      if now.level.index < 0, depth &+ baseDepth < Self.expectedDepth, !cachePolicy.isBypassed {
        passFastPath(bytes, &now, into: &values)
      }
    }
  }

  /// What follows a value or an opening bracket.
  private enum Next {
    /// Another value, behind the comma or bracket at this offset.
    case value(Int)
    /// The closing bracket, which has been passed.
    case end
  }

  /// Finds out what follows.
  @inline(__always)
  private mutating func next(
    _ bytes: RawSpan, _ now: inout Position
  ) throws(MalformedDocument) -> Next {
    let close = now.level.index < 0 ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if !now.isFirst {
      if bytes[now.offset] <= 0x20 {
        tookFullWay = true
        now.offset = bytes.jsonBlanks(now.offset)
      }
      if bytes[now.offset] == UInt8(ascii: ",") { return .value(now.offset) }
    } else {
      // An object or array may be empty; blanks may stand in it.
      let first = bytes.jsonBlanks(now.offset &+ 1)
      guard bytes[first] == close else { return .value(now.offset) }
      tookFullWay = true
      now.isFirst = false
      now.offset = first
    }
    guard bytes[now.offset] == close else {
      throw MalformedDocument(.expectedComma, at: now.offset)
    }
    now.offset &+= 1
    return .end
  }

  /// Takes a member of an object, or an element of an array, on the slow path.
  private mutating func element(
    _ bytes: RawSpan, behind separator: Int, _ now: inout Position, into values: inout FieldValues
  ) throws(MalformedDocument) {
    tookFullWay = true
    let level = now.level
    var field: (value: Int, node: Int32, slot: Int32)
    var isKnown = false
    if level.index < 0 {
      now.key = bytes.jsonBlanks(separator &+ 1)
      isKnown =
        !cachePolicy.isBypassed && JSONLayoutCache.State.parents.contains(level.parent)
        && layout.find(
          &now.index,
          JSONLayoutCache.State(
            parent: level.parent, isFirst: bytes[separator] == UInt8(ascii: "{")),
          bytes, separator, keyOnly: true)
      if isKnown {
        let entry = now.index.entry
        field = (
          separator &+ Int(entry.keyLength), entry.node, marks.ownSlot(Int32(entry.slot))
        )
      } else {
        field = try self.key(bytes, at: now.key, parent: level.parent)
      }
    } else {
      let node = node(ofElement: level.index, in: level.parent)
      field = (separator &+ 1, node, slot(of: node))
      now.level.index &+= 1
    }
    if bytes[field.value] <= 0x20 { field.value = bytes.jsonBlanks(field.value) }

    if field.node < 0 {
      now.offset = try bytes.jsonValue(field.value, level: depth &+ baseDepth &+ 1)
      now.isFirst = false
    } else {
      try value(bytes, at: field.value, node: field.node, slot: field.slot, &now, into: &values)
    }

    guard level.index < 0 else { return }
    guard let slot = marks.cachedSlot(field.node, field.slot) else { return }
    let member = JSONLayoutCache.Member(
      parent: level.parent, node: field.node, slot: slot,
      isWalked: field.slot >= 0 || hasChildren(field.node), separator: separator,
      value: field.value..<now.offset)
    if isKnown {
      layout.review(now.index, member, bytes)
    } else if !cachePolicy.isBypassed {
      cachePolicy.learn()
      layout.remember(now.index, member, bytes)
    }
    now.index = layout.index(after: now.index)
  }

  /// Reads the value of a field that is wanted, or has fields that are; goes on behind or into it.
  mutating func value(
    _ bytes: RawSpan, at start: Int, node: Int32, slot: Int32, _ now: inout Position,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    now.isFirst = false
    let isOnTheWay = marks.isOnTheWay(node)
    if isOnTheWay, bytes[start] != UInt8(ascii: "{"), bytes[start] != UInt8(ascii: "[") {
      try meet(node, slot, isNested: false, values, now)
    }
    switch bytes[start] {
    case UInt8(ascii: "\""):
      var isEscaped = false
      let quote = try bytes.jsonString(start &+ 1, escaped: &isEscaped)
      now.offset = quote &+ 1
      guard slot >= 0 else { return }
      let string = JSONString(range: start &+ 1..<quote, isEscaped: isEscaped)
      try set(slot, string.value(.string, bytes, &values.scratchBytes), in: &values, now)
    case UInt8(ascii: "{"):
      if slot >= 0, let (raw, end) = bytes.plainWrapper(start) {
        now.offset = end
        if isOnTheWay { try meet(node, slot, isNested: false, values, now) }
        try set(slot, raw, in: &values, now)
      } else if let wrapper = ExtendedJSON.Wrapper(bytes, objectAt: start) {
        now.offset = try bytes.jsonNested(start, level: depth &+ baseDepth &+ 1)
        if isOnTheWay { try meet(node, slot, isNested: false, values, now) }
        guard slot >= 0 else { return }
        guard
          let raw = ExtendedJSON.value(
            wrapper, bytes, start..<now.offset, into: &values.scratchBytes)
        else { throw MalformedDocument(.wrapper, at: start) }
        try set(slot, raw, in: &values, now)
      } else {
        if isOnTheWay { try meet(node, slot, isNested: true, values, now) }
        try set(
          slot, RawValue(nested: .document, bracketAt: start), in: &values, now)
        try open(bytes, at: start, Level(parent: node, index: -1), &now, into: &values)
      }
    case UInt8(ascii: "["):
      if isOnTheWay { try meet(node, slot, isNested: true, values, now) }
      try set(slot, RawValue(nested: .array, bracketAt: start), in: &values, now)
      try open(bytes, at: start, Level(parent: node, index: 0), &now, into: &values)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      guard let end = bytes.jsonLiteral(start) else {
        throw MalformedDocument(.badLiteral, at: start)
      }
      now.offset = end
      let isNull = bytes[start] == UInt8(ascii: "n")
      let bit: UInt64 = bytes[start] == UInt8(ascii: "t") ? 1 : 0
      try set(slot, RawValue(isNull ? .null : .bool, bits: bit), in: &values, now)
    default:
      if let (raw, end) = bytes.plainNumber(start) {
        now.offset = end
        try set(slot, raw, in: &values, now)
      } else {
        now.offset = try bytes.jsonNumber(start)
        guard slot >= 0,
          let raw = JSONNumber.value(bytes, start..<now.offset, into: &values.scratchBytes)
        else { return }
        try set(slot, raw, in: &values, now)
      }
    }
  }

  /// Makes sure that an object or array on the way to a field has not been met before.
  private mutating func meet(
    _ node: Int32, _ slot: Int32, isNested: Bool, _ values: borrowing FieldValues, _ now: Position
  ) throws(MalformedDocument) {
    guard marks.meet(node, slot, isNested: isNested, values) else {
      throw MalformedDocument(.duplicateField, at: now.key)
    }
  }

  /// Goes into an object or array that has wanted fields; passes over any other.
  private mutating func open(
    _ bytes: RawSpan, at start: Int, _ level: Level, _ now: inout Position,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    guard level.parent != unwoundNode || depth >= DocumentLimits.maximumDepth - 1 else {
      now.offset = try walkUnwound(bytes, at: start, into: &values, key: &now.key)
      return
    }
    guard hasChildren(level.parent) else {
      now.offset = try bytes.jsonNested(start, level: depth &+ baseDepth &+ 1)
      return
    }
    guard depth &+ baseDepth < DocumentLimits.maximumDepth - 1 else {
      throw MalformedDocument(.tooDeep, at: start)
    }
    stack[depth] = now.level
    depth &+= 1
    now.level = level
    now.level.parent = selection.node(inside: level.parent, isArray: level.index >= 0)
    now.offset = start
    now.isFirst = true
  }

  /// Reads the key at `i`: the offset of its value, its node in the selection, its slot.
  private func key(
    _ bytes: RawSpan, at i: Int, parent: Int32
  ) throws(MalformedDocument) -> (value: Int, node: Int32, slot: Int32) {
    guard bytes[i] == UInt8(ascii: "\"") else { throw MalformedDocument(.expectedKey, at: i) }
    var isEscaped = false
    let quote = try bytes.jsonString(i + 1, escaped: &isEscaped)
    let colon = bytes.jsonBlanks(quote + 1)
    guard bytes[colon] == UInt8(ascii: ":") else {
      throw MalformedDocument(.expectedColon, at: colon)
    }
    // Blanks before the value are remembered with the key: a writer always puts the same there.
    let value = bytes.jsonBlanks(colon + 1)
    let name = JSONString(range: i + 1..<quote, isEscaped: isEscaped)
    let node = name.withText(bytes) { selection.child(of: Int(parent), named: $0) }
    return (value, Int32(node ?? -1), slot(of: Int32(node ?? -1)))
  }

  /// The node of an array's element.
  @inline(never)
  private func node(ofElement index: Int32, in parent: Int32) -> Int32 {
    let name = Array(String(index).utf8)
    return Int32(selection.child(of: Int(parent), named: name.rawBytes) ?? -1)
  }

  @inline(__always)
  private func slot(of node: Int32) -> Int32 {
    node < 0 ? -1 : Int32(selection.nodes[Int(node)].slot)
  }

  @inline(__always)
  private func hasChildren(_ node: Int32) -> Bool {
    node >= 0 && selection.nodes[Int(node)].hasChildren
  }

  /// Puts a value into its slot, if it has one.
  @inline(__always)
  private func set(
    _ slot: Int32, _ value: RawValue, in values: inout FieldValues, _ now: Position
  ) throws(MalformedDocument) {
    guard slot >= 0 else { return }
    if !values.set(Int(slot), value), selection.unique & (1 &<< UInt64(slot)) != 0 {
      throw MalformedDocument(.duplicateField, at: now.key)
    }
  }
}
