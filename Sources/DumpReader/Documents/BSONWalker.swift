internal import BasicContainers

/// Validates one BSON document from end to end and keeps the selected fields.
///
/// A document is (bsonspec.org, version 1.1)
///
///     int32 length │ element* │ 00          element = type byte │ name │ 00 │ value
///
/// and every check of that page is made: lengths, terminators, known types, booleans 0 or 1, UTF-8
/// in names and strings, at most 100 levels. The walk is one loop with a stack of ends, so that no
/// input can deepen a recursion. It allocates nothing, and reads each byte about once.
public struct BSONWalker: ~Copyable {
  /// The deepest nesting of documents, the outermost included.
  public static let maximumDepth = 100

  let selection: FieldSelection
  private var shape = KeyShape()
  private var stack: RigidArray<Level>

  /// What to return to at the end of a nested document.
  struct Level {
    var end: Int
    var parent: Int32
  }

  /// A walker for the fields of a selection.
  public init(_ selection: FieldSelection) {
    self.selection = selection
    stack = RigidArray(repeating: Level(end: 0, parent: -1), count: Self.maximumDepth)
  }

  /// Validates the document that fills `range`, and puts its selected fields into `values`.
  ///
  /// - Parameters:
  ///   - bytes: The chunk; at least ``Chunk/padding`` bytes follow the document.
  ///   - range: Where the document stands; its length field has been checked against it.
  ///   - values: Emptied first. Offsets are those of the chunk.
  /// - Throws: ``MalformedDocument`` at the first thing that is wrong.
  @inline(__always)
  public mutating func walk(
    _ bytes: RawSpan, _ range: Range<Int>, into values: inout FieldValues
  ) throws(MalformedDocument) {
    values.present = 0
    let start = range.lowerBound
    precondition(range.upperBound &+ Chunk.padding <= bytes.byteCount && range.count >= 5)
    var end = range.upperBound &- 1
    guard bytes[end] == 0 else {
      throw MalformedDocument(.missingTerminator, at: end - start)
    }
    var i = start &+ 4
    var place = 0
    var depth = 0
    var parent: Int32 = 0
    while true {
      if i == end {
        if depth == 0 { return }
        depth &-= 1
        i = end &+ 1
        end = stack[depth].end
        parent = stack[depth].parent
        continue
      }

      // The key: the remembered one, or the long way.
      let type: UInt8 = bytes[i]
      let value: Int
      let slot: Int32
      let node: Int32
      guard type != 0 else { throw MalformedDocument(.earlyEnd, at: i - start) }
      if let entry = shape.match(place, parent: parent, bytes, i &+ 1) {
        value = i &+ 1 &+ Int(entry.length)
        slot = entry.slot
        node = entry.node
      } else {
        (value, node, slot) = try key(
          bytes, at: i, end: end, start: start, parent: parent, place: &place)
      }
      place &+= 1
      let left = end &- value
      guard left >= 0 else { throw MalformedDocument(.unterminatedKey, at: i - start) }

      // The value: how long it is, and whether it may be so.
      var size: Int
      switch type {
      case 0x02, 0x0D, 0x0E:
        size = try string(bytes, at: value, left: left, start: start, key: i)
        if slot >= 0 {
          try set(
            slot,
            RawValue(
              type == 0x02 ? .string : type == 0x0D ? .code : .symbol,
              at: value &+ 4..<value &+ size &- 1), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
      case 0x10:
        size = 4
        guard size <= left else { throw pastEnd(i, start, value) }
        if slot >= 0 {
          let number = Int64(bytes.load(value, as: Int32.self))
          try set(
            slot, RawValue(.int32, bits: UInt64(bitPattern: number)), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
      case 0x01, 0x09, 0x11, 0x12:
        size = 8
        guard size <= left else { throw pastEnd(i, start, value) }
        if slot >= 0 {
          try set(
            slot,
            RawValue(
              type == 0x01 ? .double : type == 0x09 ? .date : type == 0x12 ? .int64 : .timestamp,
              bits: bytes.load(value)), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
      case 0x03, 0x04:
        // 4 bytes of length and the terminator are inside, so that `value + 4 <= end` after this.
        let length = left >= 5 ? Int(bytes.load(value, as: Int32.self)) : 0
        guard length >= 5, length <= left, bytes[value &+ length &- 1] == 0 else {
          throw MalformedDocument(
            .nestedLength, at: value - start, detail: Int64(length), key: i + 1..<value - 1)
        }
        if slot >= 0 {
          try set(
            slot,
            RawValue(type == 0x03 ? .document : .array, at: value..<value &+ length), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
        guard depth < Self.maximumDepth &- 1 else {
          throw MalformedDocument(.tooDeep, at: value - start)
        }
        stack[depth] = Level(end: end, parent: parent)
        depth &+= 1
        parent = node
        end = value &+ length &- 1
        i = value &+ 4
        continue
      case 0x07:
        size = 12
        guard size <= left else { throw pastEnd(i, start, value) }
        if slot >= 0 {
          try set(
            slot, RawValue(.objectID, at: value..<value &+ 12), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
      case 0x08:
        size = 1
        guard size <= left else { throw pastEnd(i, start, value) }
        let flag = bytes[value]
        guard flag <= 1 else {
          throw MalformedDocument(
            .boolean, at: value - start, detail: Int64(flag), key: i + 1..<value - 1)
        }
        if slot >= 0 {
          try set(
            slot, RawValue(.bool, bits: UInt64(flag)), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
      case 0x0A, 0x06, 0x7F, 0xFF:
        size = 0
        if slot >= 0 {
          try set(
            slot, RawValue(BSONType(rawValue: type) ?? .null), in: &values, at: i &- start,
            key: i &+ 1..<value &- 1)
        }
      case 0x0F:
        // int32 total │ string │ document: the scope becomes a level of its own.
        let total = left >= 14 ? Int(bytes.load(value, as: Int32.self)) : 0
        guard total >= 14, total <= left else {
          throw MalformedDocument(.codeLength, at: value - start, detail: Int64(total))
        }
        let code = try string(bytes, at: value &+ 4, left: total &- 4, start: start, key: i)
        let scope = value &+ 4 &+ code
        let length = total &- 4 &- code
        guard length >= 5, Int(bytes.load(scope, as: Int32.self)) == length,
          bytes[scope &+ length &- 1] == 0
        else { throw MalformedDocument(.codeLength, at: value - start, detail: Int64(total)) }
        if slot >= 0 {
          try set(
            slot, RawValue(.codeWithScope), in: &values,
            at: i &- start, key: i &+ 1..<value &- 1)
        }
        guard depth < Self.maximumDepth &- 1 else {
          throw MalformedDocument(.tooDeep, at: value - start)
        }
        stack[depth] = Level(end: end, parent: parent)
        depth &+= 1
        parent = -1
        end = scope &+ length &- 1
        i = scope &+ 4
        continue
      default:
        size = try uncommon(
          type, bytes, at: value, left: left, start: start, key: i, slot: slot, into: &values)
      }
      i = value &+ size
    }
  }

  /// Reads the key of the element at `i`: the offset of its value, its node in the selection, its slot.
  @inline(never)
  private mutating func key(
    _ bytes: RawSpan, at i: Int, end: Int, start: Int, parent: Int32, place: inout Int
  ) throws(MalformedDocument) -> (value: Int, node: Int32, slot: Int32) {
    if let entry = shape.matchLater(&place, parent: parent, bytes, i + 1) {
      return (i + 1 + Int(entry.length), entry.node, entry.slot)
    }
    var j = i + 1
    while j < end, bytes[j] != 0 { j += 1 }
    guard j < end || (j == end && bytes[j] == 0) else {
      throw MalformedDocument(.unterminatedKey, at: i - start)
    }
    let name = i + 1..<j
    guard bytes.isValidUTF8(name) else {
      throw MalformedDocument(.invalidUTF8, at: i + 1 - start)
    }
    var node: Int32 = -1
    if parent >= 0,
      let found = selection.child(of: Int(parent), named: bytes.extracting(name))
    {
      node = Int32(found)
    }
    let slot = node < 0 ? -1 : Int32(selection.nodes[Int(node)].slot)
    shape.remember(place, parent: parent, node: node, slot: slot, bytes, i + 1..<j + 1)
    return (j + 1, node, slot)
  }

  /// The size of a string value (length field and terminator included) whose text is valid.
  @inline(__always)
  private func string(
    _ bytes: RawSpan, at value: Int, left: Int, start: Int, key: Int
  ) throws(MalformedDocument) -> Int {
    let length = left >= 5 ? Int(bytes.load(value, as: Int32.self)) : 0
    guard length >= 1, length <= left &- 4 else {
      throw MalformedDocument(
        .stringLength, at: value - start, detail: Int64(length),
        key: key + 1..<max(key + 1, value - 1))
    }
    guard bytes[value &+ 3 &+ length] == 0 else {
      throw MalformedDocument(
        .stringTerminator, at: value + 3 + length - start, key: key + 1..<max(key + 1, value - 1))
    }
    guard bytes.isValidUTF8(value &+ 4, length &- 1) else {
      throw MalformedDocument(
        .invalidUTF8, at: value + 4 - start, key: key + 1..<max(key + 1, value - 1))
    }
    return 4 &+ length
  }

  /// Binary, decimals, regular expressions and database pointers.
  @inline(never)
  private func uncommon(
    _ type: UInt8, _ bytes: RawSpan, at value: Int, left: Int, start: Int, key i: Int, slot: Int32,
    into values: inout FieldValues
  ) throws(MalformedDocument) -> Int {
    let size: Int
    let raw: RawValue
    switch BSONType(rawValue: type) {
    case .binary:
      let length = left >= 5 ? Int(bytes.load(value, as: Int32.self)) : -1
      guard length >= 0, length <= left - 5 else {
        throw MalformedDocument(
          .binaryLength, at: value - start, detail: Int64(length), key: i + 1..<value - 1)
      }
      let subtype = bytes[value + 4]
      var payload = value + 5..<value + 5 + length
      if subtype == 2 {
        // The old binary subtype repeats the length inside.
        guard length >= 4, Int(bytes.load(value + 5, as: Int32.self)) == length - 4 else {
          throw MalformedDocument(
            .binaryLength, at: value + 5 - start, detail: Int64(length), key: i + 1..<value - 1)
        }
        payload = value + 9..<value + 5 + length
      }
      size = 5 + length
      raw = RawValue(.binary, at: payload, bits: UInt64(subtype))
    case .decimal128:
      size = 16
      guard size <= left else { throw pastEnd(i, start, value) }
      raw = RawValue(.decimal128, at: value..<value + 16)
    case .regularExpression:
      var j = value
      for _ in 0..<2 {
        let text = j
        while j < value + left, bytes[j] != 0 { j += 1 }
        guard j < value + left else { throw pastEnd(i, start, value) }
        guard bytes.isValidUTF8(text..<j) else {
          throw MalformedDocument(.invalidUTF8, at: text - start, key: i + 1..<value - 1)
        }
        j += 1
      }
      size = j - value
      raw = RawValue(.regularExpression)
    case .dbPointer:
      let text = try string(bytes, at: value, left: left, start: start, key: i)
      size = text + 12
      guard size <= left else { throw pastEnd(i, start, value) }
      raw = RawValue(.dbPointer)
    default:
      throw MalformedDocument(
        .unknownType, at: i - start, detail: Int64(type), key: i + 1..<value - 1)
    }
    if slot >= 0 {
      try set(slot, raw, in: &values, at: i - start, key: i + 1..<value - 1)
    }
    return size
  }

  /// Puts a value into its slot under its real type.
  @inline(__always)
  private func set(
    _ slot: Int32, _ value: RawValue, in values: inout FieldValues, at offset: Int,
    key: Range<Int>
  ) throws(MalformedDocument) {
    if !values.set(Int(slot), value), selection.unique & (1 &<< UInt64(slot)) != 0 {
      throw MalformedDocument(.duplicateField, at: offset, key: key)
    }
  }

  private func pastEnd(_ i: Int, _ start: Int, _ value: Int) -> MalformedDocument {
    MalformedDocument(.valuePastEnd, at: value - start, key: i + 1..<value - 1)
  }
}
