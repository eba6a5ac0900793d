// A value takes about 40 instructions here, a quarter of what the slow path takes. The fast path can
// only succeed: anything unexpected is left unread for the slow path,
// so that what is kept and what is refused is the same with and without a memory.
extension JSONWalker {
  /// Passes over members that stand where they stood in earlier documents, as long as their values
  /// are valid.
  ///
  /// - Parameter position: In an object; moved on behind the last member that was passed.
  @inline(never)
  mutating func passFastPath(
    _ bytes: RawSpan, _ position: inout Position, into values: inout FieldValues
  ) {
    precondition(position.offset >= 0)
    guard JSONLayoutCache.State.parents.contains(position.level.parent) else { return }
    let limit = bytes.lastPaddedOffset
    var state = JSONLayoutCache.State(parent: position.level.parent, isFirst: position.isFirst)
    var now = position.index
    // Where the next delimiter starts.
    var i = position.offset
    var trail = Trail(from: now)
    members: while i <= limit {
      if unsafe !now.matches(state, bytes, i) {
        // Taken apart, so that what the loop works with can stay in registers.
        var turn = Turn(offset: i, index: now, state: state)
        let isFound = self.turn(bytes, &turn, &trail)
        (i, now, state) = (turn.offset, turn.index, turn.state)
        guard isFound else { break }
      }
      now.note(i)
      // The window has 128 bytes, of which the delimiter takes 48 at most.
      let start = i &+ Int(now.entry.length)
      let slot = Int(now.entry.slot)
      if now.entry.isText {
        // Most values are text.
        i = unsafe bytes.plainTextEnd(start, limit: limit)
        if slot >= 0 {
          i = unsafe keepText(bytes, from: start, to: i, slot, into: &values)
          if i < 0 { break }
        }
        state = now.entry.end
        now = now.next()
        continue
      }
      switch now.entry.kind {
      case .text, .fixedLengthString:
        i = start &+ Int(now.entry.textCount)
        if unsafe !bytes.uncheckedIsText(start, Int(now.entry.textCount))
          || bytes.unchecked(i, as: UInt8.self) != UInt8(ascii: "\"")
        {
          layout.forgetTextCount(now)
          i = unsafe bytes.plainTextEnd(start, limit: limit)
        }
        if slot >= 0 {
          i = unsafe keepText(bytes, from: start, to: i, slot, into: &values)
        }
      case .scalar:
        let byte = unsafe bytes.unchecked(start, as: UInt8.self)
        i = unsafe byte < UInt8(ascii: "a") ? bytes.plainNumberEnd(start) : bytes.literalEnd(start)
        if i < 0 { layout.forgetScalar(now) }
      case .any:
        i = unsafe passAny(bytes, start, limit, slot, isWalked: now.entry.isWalked, into: &values)
      case .date:
        guard let (milliseconds, end) = bytes.plainDate(start),
          values.set(slot, RawValue(.date, bits: UInt64(bitPattern: milliseconds)))
        else {
          i = -1
          break members
        }
        i = end
      case .objectID:
        let isKept =
          unsafe bytes.unchecked(start &+ 24, as: UInt16.self) == 0x7D22  // "}
          && keepObjectID(bytes, start, slot, into: &values)
        i = isKept ? start &+ 26 : -1
      case .int32, .int64, .millisecondDate, .double:
        i = keepNumber(bytes, start, now.entry.kind, slot, into: &values)
      case .end:
        i = start &- 1
        state = state.outside
        break members
      }
      if i < 0 { break }
      state = now.entry.end
      now = now.next()
    }
    if i >= 0, !state.isOutside {
      // Where the windows end, what is not closed is read anew.
      now = now.previous()
      i = -1
    }
    leave(&position, at: now, i, trail)
  }

  /// Passes over a value of any kind, or keeps it.
  @inline(never) @unsafe
  private mutating func passAny(
    _ bytes: RawSpan, _ start: Int, _ limit: Int, _ slot: Int, isWalked: Bool,
    into values: inout FieldValues
  ) -> Int {
    let byte = unsafe bytes.unchecked(start, as: UInt8.self)
    if byte == UInt8(ascii: "\"") {
      let end = unsafe bytes.plainTextEnd(start &+ 1, limit: limit)
      return unsafe keepText(bytes, from: start &+ 1, to: end, slot, into: &values)
    }
    if byte | 0x20 == UInt8(ascii: "{") {
      if isWalked, slot < 0 || values.isTaken(slot) { return -1 }
      if slot >= 0 { return keepScalar(bytes, start, slot, into: &values) }
      return bytes.plainNestedEnd(start, limit: limit)
    }
    if slot >= 0 {
      let (integer, end) = unsafe bytes.shortInteger(start)
      if end < 0 { return keepScalar(bytes, start, slot, into: &values) }
      return values.set(slot, RawValue(.int32, bits: integer)) ? end : -1
    }
    return unsafe byte < UInt8(ascii: "a") ? bytes.plainNumberEnd(start) : bytes.literalEnd(start)
  }

  /// Keeps a text that is plain up to `end`, if anybody asked for it: the offset behind its closing
  /// quote, or -1.
  @inline(__always) @unsafe
  private func keepText(
    _ bytes: RawSpan, from start: Int, to end: Int, _ slot: Int, into values: inout FieldValues
  ) -> Int {
    if unsafe bytes.unchecked(end, as: UInt8.self) == UInt8(ascii: "\"") {
      if slot < 0 || values.set(slot, RawValue(.string, from: start, to: end)) { return end &+ 1 }
      return -1
    }
    return keepRareText(bytes, from: start, to: end, slot, into: &values)
  }
}
