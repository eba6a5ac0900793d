internal import BasicContainers

/// Validates one JSON document from end to end and keeps the selected fields: the twin of
/// ``BSONWalker``.
///
/// The grammar is that of RFC 8259, the whole document is checked, and values in Extended JSON
/// become what they stand for. Nesting is followed by loops with stacks of at most 100 levels.
/// Nothing is allocated for a document whose keys stood in the previous one, except what goes into
/// the scratch bytes. A document that is no JSON is read again by `ShellTranslation`, which knows
/// the forms of the `mongo` shell.
///
///     {"_id":{"$oid":"5349…"},"user_id":"d4850e","points":24,"approved_time":{"$date":"2014-…Z"}}
///      └ key ┘└─ skipped ──┘ └─ key ──┘└ kept ┘  └ key ─┘                    └ date: 8 bytes ┘
public struct JSONWalker: ~Copyable {
  let selection: FieldSelection
  /// How the documents of the chunk are separated: ``DocumentEncoding/jsonValues`` to pass over
  /// commas and brackets between them, which are those of an array; a framer has checked them.
  public var encoding: DocumentEncoding
  /// Whether a line feed ends a document. It has to where input is cut at line feeds: whether the
  /// lines after it are in the same chunk is up to how the input was read.
  public var endsAtLineFeed = false
  var shape = JSONShape()
  private var habit = LayoutHabit()
  /// Whether the document has had a member that did not look like those of earlier documents.
  var tookFullWay = false
  private var stack: RigidArray<Level>
  var translation = ShellTranslation()

  /// Objects that are nested deeper take the full way, which counts the levels.
  private static let expectedDepth = 32

  /// What to return to at the end of a nested object or array.
  struct Level {
    var parent: Int32
    /// The index of an array's next element; -1 in an object.
    var index: Int32
  }

  /// A walker for the fields of a selection.
  public init(_ selection: FieldSelection, encoding: DocumentEncoding = .jsonLines) {
    self.selection = selection
    self.encoding = encoding
    stack = RigidArray(
      repeating: Level(parent: -1, index: -1), count: BSONWalker.maximumDepth)
  }

  /// Walks the strict JSON document at `start`.
  ///
  /// - Parameters:
  ///   - values: Its selected fields are added here.
  ///   - key: The opening quote of the field that was read last; unchanged before the first.
  /// - Returns: The offset behind the document.
  /// - Throws: With offsets of `bytes`.
  mutating func document(
    _ bytes: RawSpan, at start: Int, into values: inout FieldValues, key keyOffset: inout Int
  ) throws(MalformedDocument) -> Int {
    guard bytes[start] == UInt8(ascii: "{") else {
      throw MalformedDocument(.expectedDocument, at: start)
    }
    tookFullWay = false
    habit.begin()
    var i = start
    var place = shape.start
    var depth = 0
    var parent: Int32 = 0
    var index: Int32 = -1
    /// Whether an opening bracket stands at `i`, not the end of a value.
    var isFirst = true
    while true {
      // The members that look like those of earlier documents, and then the one that does not.
      if index < 0, depth < Self.expectedDepth, !habit.isPausing {
        var last = -1
        i = passExpected(
          bytes, from: i, parent: parent, place: &place, last: &last, into: &values)
        if last >= 0 {
          keyOffset = bytes.jsonBlanks(last &+ 1)
          isFirst = false
        }
      }
      // What follows a value: a comma, or the end of an object or array.
      if !isFirst {
        if bytes[i] <= 0x20 {
          tookFullWay = true
          i = bytes.jsonBlanks(i)
        }
        let byte = bytes[i]
        if byte != UInt8(ascii: ",") {
          guard byte == (index < 0 ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            throw MalformedDocument(.expectedComma, at: i)
          }
          i &+= 1
          if depth == 0 { return i }
          depth &-= 1
          parent = stack[depth].parent
          index = stack[depth].index
          continue
        }
      }
      tookFullWay = true
      let member = i
      i = bytes.jsonBlanks(i &+ 1)

      // The key, known or not; or the next index of an array.
      let node: Int32
      let slot: Int32
      var isKnown = false
      if index < 0 {
        keyOffset = i
        if isFirst, bytes[i] == UInt8(ascii: "}") {
          isFirst = false
          continue
        }
        isKnown = !habit.isPausing && shape.findKey(&place, parent: parent, bytes, member)
        if isKnown {
          i = member &+ Int(place.member.keyLength)
          (node, slot) = (place.member.node, Int32(place.member.slot))
        } else {
          (i, node, slot) = try key(bytes, at: i, parent: parent)
        }
      } else {
        if isFirst, bytes[i] == UInt8(ascii: "]") {
          isFirst = false
          continue
        }
        node = element(index, of: parent)
        slot = node < 0 ? -1 : Int32(selection.nodes[Int(node)].slot)
        index &+= 1
      }

      // The value.
      if bytes[i] <= 0x20 { i = bytes.jsonBlanks(i) }
      let value = i
      let isMember = index < 0
      let holder = parent
      var isOpen = false
      if node < 0 {
        i = try bytes.jsonValue(i, level: depth &+ 1)
      } else {
        switch bytes[i] {
        case UInt8(ascii: "\""):
          var isEscaped = false
          let quote = try bytes.jsonString(i &+ 1, escaped: &isEscaped)
          i = quote &+ 1
          if slot >= 0 {
            let string = JSONString(range: value &+ 1..<quote, isEscaped: isEscaped)
            try set(
              slot, string.value(.string, bytes, &values.scratchBytes), in: &values, keyOffset)
          }
        case UInt8(ascii: "{"):
          if slot >= 0, let (raw, end) = bytes.plainWrapper(i) {
            i = end
            try set(slot, raw, in: &values, keyOffset)
          } else if let wrapper = ExtendedJSON.Wrapper(bytes, objectAt: i) {
            i = try bytes.jsonNested(i, level: depth &+ 1)
            if slot >= 0 {
              guard
                let raw = ExtendedJSON.value(
                  wrapper, bytes, value..<i, into: &values.scratchBytes)
              else { throw MalformedDocument(.wrapper, at: value) }
              try set(slot, raw, in: &values, keyOffset)
            }
          } else {
            if slot >= 0 { try set(slot, RawValue(.document), in: &values, keyOffset) }
            if !selection.nodes[Int(node)].hasChildren {
              i = try bytes.jsonNested(i, level: depth &+ 1)
            } else {
              try push(Level(parent: parent, index: index), at: i, depth: &depth)
              parent = node
              index = -1
              isOpen = true
            }
          }
        case UInt8(ascii: "["):
          if slot >= 0 { try set(slot, RawValue(.array), in: &values, keyOffset) }
          if !selection.nodes[Int(node)].hasChildren {
            i = try bytes.jsonNested(i, level: depth &+ 1)
          } else {
            try push(Level(parent: parent, index: index), at: i, depth: &depth)
            parent = node
            index = 0
            isOpen = true
          }
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
          guard let end = bytes.jsonLiteral(i) else {
            throw MalformedDocument(.badLiteral, at: i)
          }
          if slot >= 0 {
            let isNull = bytes[i] == UInt8(ascii: "n")
            let bit: UInt64 = bytes[i] == UInt8(ascii: "t") ? 1 : 0
            try set(slot, RawValue(isNull ? .null : .bool, bits: bit), in: &values, keyOffset)
          }
          i = end
        default:
          if let (raw, end) = bytes.plainNumber(i) {
            i = end
            if slot >= 0 { try set(slot, raw, in: &values, keyOffset) }
          } else {
            i = try bytes.jsonNumber(i)
            if slot >= 0, let raw = JSONNumber.value(bytes, value..<i, into: &values.scratchBytes) {
              try set(slot, raw, in: &values, keyOffset)
            }
          }
        }
      }
      if isMember {
        if isKnown {
          shape.review(place, parent: holder, bytes, member: member)
        } else if !habit.isPausing {
          habit.learn()
          shape.remember(
            place, parent: holder, node: node, slot: slot,
            isWalked: slot >= 0 || node >= 0 && selection.nodes[Int(node)].hasChildren, bytes,
            member: member, value: value..<i)
        }
        place = shape.place(after: place)
      }
      isFirst = isOpen
    }
  }

  /// Reads the key at `i`: the offset of its value and its node in the selection.
  @inline(never)
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
    let found = name.withText(bytes) { selection.child(of: Int(parent), named: $0) }
    let node = found.map(Int32.init(truncatingIfNeeded:)) ?? -1
    let slot = node < 0 ? -1 : Int32(selection.nodes[Int(node)].slot)
    return (value, node, slot)
  }

  /// The node of an array's element.
  @inline(never)
  private func element(_ index: Int32, of parent: Int32) -> Int32 {
    let name = Array(String(index).utf8)
    return selection.child(of: Int(parent), named: name.rawBytes)
      .map(Int32.init(truncatingIfNeeded:)) ?? -1
  }

  @inline(never)
  private mutating func push(
    _ level: Level, at i: Int, depth: inout Int
  ) throws(MalformedDocument) {
    guard depth < BSONWalker.maximumDepth - 1 else { throw MalformedDocument(.tooDeep, at: i) }
    stack[depth] = level
    depth += 1
  }

  /// Puts a value into its slot.
  @inline(__always)
  private func set(
    _ slot: Int32, _ value: RawValue, in values: inout FieldValues, _ key: Int
  ) throws(MalformedDocument) {
    if !values.set(Int(slot), value), selection.unique & (1 &<< UInt64(slot)) != 0 {
      throw MalformedDocument(.duplicateField, at: key)
    }
  }
}
