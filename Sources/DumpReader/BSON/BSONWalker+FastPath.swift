// A text takes about 45 instructions here and an element that is only skipped 20, a third of what the
// slow path takes. The function calls nothing, so that all it works with stays in registers, and it only
// knows how to say yes: whatever is not as expected is left where it stands.
extension BSONWalker {
  /// Why the fast path ended.
  enum Stop {
    /// The document is at its end.
    case end
    /// The text of the next element has bytes that are not ASCII.
    case text
    /// The next element has the expected name, and a document or array that is selected, or on the way
    /// to fields that are.
    case onTheWay
    /// The next element has another name than expected, or a value that is rare or wrong.
    case other
  }

  /// Passes over elements whose names stand where they stood in the documents before, as long as
  /// their values are valid.
  ///
  /// What is read lies at most 128 bytes (``Chunk/padding``) behind the type byte of an element, or
  /// in front of the end of the document. Debug builds check each access.
  ///
  /// - Precondition: The document and ``Chunk/padding`` bytes behind it are inside `bytes`.
  @inline(never)
  mutating func passFastPath(
    _ bytes: RawSpan, _ position: inout Position, into values: inout FieldValues
  ) -> Stop {
    var now = position
    defer { position = now }
    while true {
      let i = now.offset
      let match = unsafe now.index.match(bytes, i, parent: now.parent)
      if match == .hit {
        let skipMode = now.index.element.skipMode
        if _fastPath(skipMode >= .text) {
          if skipMode == .textWithLongName {
            guard unsafe now.index.matchesEnd(bytes, i) else { return .other }
          }
          let text = i &+ Int(now.index.element.textOffset)
          let length = unsafe Int(bytes.unchecked(text &- 4, as: Int32.self))
          let next = text &+ length
          guard next <= now.end, unsafe isASCII(bytes, text, length) else { return .text }
          guard unsafe bytes.unchecked(next &- 1, as: UInt8.self) == 0 else { return .other }
          let slot = Int(now.index.element.slot)
          if slot >= 0 {
            guard values.set(slot, RawValue(.string, from: text, to: next &- 1)) else {
              return .other
            }
          }
          now.offset = next
          now.index = now.index.next()
          continue
        }
        if skipMode == .bySize {
          let next = i &+ Int(now.index.element.size)
          guard next <= now.end else { return .other }
          now.offset = next
          now.index = now.index.next()
          continue
        }
      } else if i == now.end {
        // The terminator: 0 is no element type, so no entry matches it.
        if depth == 0 { return .end }
        leave(&now)
        continue
      } else if match == .miss {
        return .other
      }
      guard unsafe now.index.matchesRest(bytes, i) else { return .other }
      let value = i &+ Int(now.index.element.textOffset) &- 4
      let slot = Int(now.index.element.slot)
      let next: Int
      switch unsafe bytes.unchecked(i, as: UInt8.self) {
      case 0x10:
        next = value &+ 4
        guard next <= now.end else { return .other }
        if slot >= 0 {
          let number = unsafe Int64(bytes.unchecked(value, as: Int32.self))
          guard values.set(slot, RawValue(.int32, bits: UInt64(bitPattern: number))) else {
            return .other
          }
        }
      case 0x01:
        next = value &+ 8
        guard next <= now.end, unsafe set(.double, bytes, value, slot, &values) else {
          return .other
        }
      case 0x09:
        next = value &+ 8
        guard next <= now.end, unsafe set(.date, bytes, value, slot, &values) else {
          return .other
        }
      case 0x12:
        next = value &+ 8
        guard next <= now.end, unsafe set(.int64, bytes, value, slot, &values) else {
          return .other
        }
      case 0x07:
        next = value &+ 12
        guard next <= now.end,
          slot < 0 || values.set(slot, RawValue(.objectID, from: value, to: next))
        else { return .other }
      case 0x08:
        next = value &+ 1
        let flag = unsafe bytes.unchecked(value, as: UInt8.self)
        guard next <= now.end, flag <= 1,
          slot < 0 || values.set(slot, RawValue(.bool, bits: UInt64(flag)))
        else { return .other }
      case 0x0A:
        next = value
        guard next <= now.end, slot < 0 || values.set(slot, RawValue(.null)) else {
          return .other
        }
      case 0x03, 0x04:
        let length = unsafe Int(bytes.unchecked(value, as: Int32.self))
        guard slot < 0 else { return .onTheWay }
        guard length >= 5, length <= now.end &- value,
          unsafe bytes.unchecked(value &+ length &- 1, as: UInt8.self) == 0,
          depth < depthLimit
        else { return .other }
        let node = now.index.element.node
        now.index = now.index.next()
        enter(value, length: length, node: node, &now)
        continue
      case 0x02:
        return .text
      default:
        return .other
      }
      now.offset = next
      now.index = now.index.next()
    }
  }

  /// Goes into the next element, which has the expected name and a document or array; false, with
  /// nothing changed, where that is for the slow path.
  @inline(never)
  mutating func passOnTheWay(_ bytes: RawSpan, _ now: inout Position) -> Bool {
    let element = now.index.element
    let node = element.node
    let value = now.offset &+ Int(element.textOffset) &- 4
    // An array may have nodes of its own where another one is unwound.
    guard element.slot == PathMarks.onTheWay, marks.isOnTheWay(node),
      bytes[now.offset] == 0x03 || unwoundNode < 0, now.end &- value >= 5
    else { return false }
    let length = Int(bytes.load(value, as: Int32.self))
    guard length >= 5, length <= now.end &- value, bytes[value &+ length &- 1] == 0,
      depth < depthLimit, marks.meet(node, isNested: true)
    else { return false }
    now.index = now.index.next()
    enter(value, length: length, node: node, &now)
    return true
  }

  /// Passes over the next element, which has the expected name and a text; false, with nothing
  /// changed, if that is not valid.
  ///
  /// - Precondition: As for ``passFastPath(_:_:into:)``.
  @inline(never)
  mutating func passText(
    _ bytes: RawSpan, _ now: inout Position, into values: inout FieldValues
  ) -> Bool {
    let text = now.offset &+ Int(now.index.element.textOffset)
    let length = unsafe Int(bytes.unchecked(text &- 4, as: Int32.self))
    let end = text &+ length &- 1
    guard length >= 1, end < now.end, unsafe bytes.unchecked(end, as: UInt8.self) == 0,
      bytes.isValidUTF8Slow(text..<end)
    else { return false }
    let slot = Int(now.index.element.slot)
    guard slot < 0 || values.set(slot, RawValue(.string, from: text, to: end)) else { return false }
    if now.index.element.skipMode < .text { layout.rememberText(now.index) }
    now.offset = end &+ 1
    // No entry is behind the last one, but that never matches.
    now.index = now.index.next()
    return true
  }

  /// Whether `count` bytes, of which the last is the terminator, are ASCII; false for none at all.
  @inline(__always) @unsafe
  private func isASCII(_ bytes: RawSpan, _ offset: Int, _ count: Int) -> Bool {
    if _fastPath(UInt(bitPattern: count &- 1) < 33) {
      return unsafe isShortASCII(bytes, offset, count)
    }
    var i = offset
    var left = count
    while left > 33 {
      guard unsafe bytes.uncheckedHighMask32(i) == 0 else { return false }
      i &+= 32
      left &-= 32
    }
    return unsafe left > 0 && isShortASCII(bytes, i, left)
  }

  /// Whether 1 to 32 bytes, or 33 with the terminator, are ASCII.
  @inline(__always) @unsafe
  private func isShortASCII(_ bytes: RawSpan, _ offset: Int, _ count: Int) -> Bool {
    // What lies behind the text is shifted out.
    let high = unsafe UInt64(bytes.uncheckedHighMask32(offset))
    return high &<< UInt64(truncatingIfNeeded: 0 &- count) == 0
  }

  /// Puts eight bytes into a slot if there is one; false if it is taken.
  @inline(__always) @unsafe
  private func set(
    _ type: BSONType, _ bytes: RawSpan, _ value: Int, _ slot: Int, _ values: inout FieldValues
  ) -> Bool {
    slot < 0 || values.set(slot, unsafe RawValue(type, bits: bytes.unchecked(value)))
  }
}
