// An element takes about 35 instructions this way, three times as many the full way. The function
// calls nothing, so that all it works with stays in registers, and it only knows how to say yes:
// whatever is not as expected is left where it stands.
extension BSONWalker {
  /// Why the short way ended.
  enum Stop {
    /// The document is at its end.
    case end
    /// The text of the next element has bytes that are not ASCII.
    case text
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
  mutating func passExpected(
    _ bytes: RawSpan, _ position: inout Position, into values: inout FieldValues
  ) -> Stop {
    var now = position
    defer { position = now }
    while true {
      let i = now.offset
      if i == now.end {
        if depth == 0 { return .end }
        leave(&now)
        continue
      }
      guard unsafe now.place.matches(bytes, i &+ 1, parent: now.parent) else { return .other }
      let value = i &+ 1 &+ Int(now.place.element.length)
      let slot = Int(now.place.element.slot)
      let next: Int
      let type = unsafe bytes.unchecked(i, as: UInt8.self)
      if _fastPath(type == 0x02) {
        // Before the others, since most values are text.
        let length = unsafe Int(bytes.unchecked(value, as: Int32.self))
        next = value &+ 4 &+ length
        guard length >= 1, next <= now.end,
          unsafe bytes.unchecked(next &- 1, as: UInt8.self) == 0
        else { return .other }
        guard unsafe isASCII(bytes, value &+ 4, length) else { return .text }
        if slot >= 0 {
          guard values.set(slot, RawValue(.string, from: value &+ 4, to: next &- 1)) else {
            return .other
          }
        }
        now.offset = next
        now.place = now.place.next()
        continue
      }
      switch type {
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
        guard slot < 0, length >= 5, length <= now.end &- value,
          unsafe bytes.unchecked(value &+ length &- 1, as: UInt8.self) == 0,
          depth < Self.maximumDepth &- 1
        else { return .other }
        let node = now.place.element.node
        now.place = now.place.next()
        enter(value, length: length, node: node, &now)
        continue
      default:
        return .other
      }
      now.offset = next
      now.place = now.place.next()
    }
  }

  /// Whether `count` bytes, of which the last is the terminator, are ASCII.
  @inline(__always) @unsafe
  private func isASCII(_ bytes: RawSpan, _ offset: Int, _ count: Int) -> Bool {
    var i = offset
    var left = count
    while left > 33 {
      guard unsafe bytes.uncheckedHighMask32(i) == 0 else { return false }
      i &+= 32
      left &-= 32
    }
    // What lies behind the text is shifted out; the terminator is known to be zero.
    let high = unsafe UInt64(bytes.uncheckedHighMask32(i))
    return high &<< UInt64(truncatingIfNeeded: 0 &- left) == 0
  }

  /// Puts eight bytes into a slot if there is one; false if it is taken.
  @inline(__always) @unsafe
  private func set(
    _ type: BSONType, _ bytes: RawSpan, _ value: Int, _ slot: Int, _ values: inout FieldValues
  ) -> Bool {
    slot < 0 || values.set(slot, unsafe RawValue(type, bits: bytes.unchecked(value)))
  }
}
