// A member takes about 50 instructions this way, a third of what it takes the full way. This way
// only knows how to say yes: whatever is not as expected is left where it stands, for the full way,
// so that what is kept and what is refused is the same with and without a memory.
extension JSONWalker {
  /// Passes over members whose openings stand where they stood in earlier documents, as long as
  /// their values are valid.
  ///
  /// - Parameter position: In an object; moved on behind the last member that was passed.
  @inline(never)
  mutating func passExpected(
    _ bytes: RawSpan, _ position: inout Position, into values: inout FieldValues
  ) {
    precondition(position.offset >= 0)
    let limit = bytes.windowLimit
    let parent = position.level.parent
    let context = JSONShape.Member.context(parent: parent) | 0xFFFF_FFFF
    var now = position.place
    // Where the next member starts, and where the last one did.
    var member = position.offset
    var previous = -1
    defer {
      position.place = now
      position.offset = member
      if previous >= 0 {
        position.isFirst = false
        position.key = previous &+ 1
      }
    }
    while member <= limit {
      guard unsafe now.startMatches(bytes, member, context) else {
        // At the end of the object there is nothing to look for.
        guard unsafe bytes.unchecked(member, as: UInt8.self) != UInt8(ascii: "}"),
          let later = unsafe shape.next(after: now, parent: parent, bytes, member)
        else { return }
        now = later
        continue
      }
      // The window has 128 bytes, of which the opening takes 48 at most.
      var i = member &+ Int(now.member.length)
      let slot = Int(now.member.slot)
      if now.member.kind == .string {
        // Most values are text.
        let end = unsafe bytes.plainTextEnd(i, limit: limit)
        i = unsafe keepText(bytes, from: i, to: end, slot, into: &values)
        if i < 0 { return }
        previous = member
        member = i
        now = now.next()
        continue
      }
      guard unsafe now.restMatches(bytes, member) else { return }
      switch now.member.kind {
      case .string, .identifier:
        let count = Int(now.member.textCount)
        guard unsafe isWholeText(bytes, i, count) else {
          shape.forgetTextCount(now)
          continue
        }
        if slot >= 0, !values.set(slot, RawValue(.string, from: i, to: i &+ count)) { return }
        i &+= count &+ 1
      case .wrapped:
        i = unsafe wrappedTextEnd(bytes, i, limit, now)
        guard unsafe bytes.unchecked(i, as: UInt16.self) == 0x7D22 else { return }  // "}
        i &+= 2
      case .twofold:
        i = unsafe wrappedTextEnd(bytes, i, limit, now)
        guard unsafe bytes.unchecked(i, as: UInt32.self) & 0xFF_FFFF == 0x7D_7D22  // "}}
        else { return }
        i &+= 3
      case .any:
        let byte = unsafe bytes.unchecked(i, as: UInt8.self)
        if byte == UInt8(ascii: "\"") {
          let end = unsafe bytes.plainTextEnd(i &+ 1, limit: limit)
          i = unsafe keepText(bytes, from: i &+ 1, to: end, slot, into: &values)
        } else if byte | 0x20 == UInt8(ascii: "{") {
          if slot >= 0 {
            i = keepScalar(bytes, i, slot, into: &values)
          } else {
            i = now.member.isWalked ? -1 : bytes.plainNestedEnd(i, limit: limit)
          }
        } else if slot >= 0 {
          let (integer, end) = unsafe bytes.shortInteger(i)
          if end >= 0 {
            i = values.set(slot, RawValue(.int32, bits: integer)) ? end : -1
          } else {
            i = keepScalar(bytes, i, slot, into: &values)
          }
        } else {
          i = unsafe byte < UInt8(ascii: "a") ? bytes.plainNumberEnd(i) : bytes.literalEnd(i)
        }
        if i < 0 { return }
      case .date:
        guard let (milliseconds, end) = bytes.plainDate(i),
          values.set(slot, RawValue(.date, bits: UInt64(bitPattern: milliseconds)))
        else { return }
        i = end
      case .objectID:
        guard unsafe bytes.unchecked(i &+ 24, as: UInt16.self) == 0x7D22,  // "}
          keepObjectID(bytes, i, slot, into: &values)
        else { return }
        i &+= 26
      case .int32, .int64, .longDate, .double:
        i = keepNumber(bytes, i, now.member.kind, slot, into: &values)
        if i < 0 { return }
      }
      previous = member
      member = i
      now = now.next()
    }
  }

  /// The first byte that is not plain in the text of a wrapper. Identifiers and dates always have
  /// the same length, and take one look then.
  @inline(__always) @unsafe
  private func wrappedTextEnd(
    _ bytes: RawSpan, _ start: Int, _ limit: Int, _ place: JSONShape.Place
  ) -> Int {
    let count = Int(place.member.textCount)
    if count != 0, unsafe isWholeText(bytes, start, count) { return start &+ count }
    return unsafe bytes.plainTextEnd(start, limit: limit)
  }

  /// Whether a plain text has exactly so many bytes, 17 to 32.
  @inline(__always) @unsafe
  private func isWholeText(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Bool {
    unsafe bytes.uncheckedIsText(start, count)
      && bytes.unchecked(start &+ count, as: UInt8.self) == UInt8(ascii: "\"")
  }

  /// Keeps a text that is plain up to `end`, if anybody asked for it: the offset behind its closing
  /// quote, or -1.
  @inline(__always) @unsafe
  private func keepText(
    _ bytes: RawSpan, from start: Int, to end: Int, _ slot: Int,
    into values: inout FieldValues
  ) -> Int {
    if unsafe bytes.unchecked(end, as: UInt8.self) == UInt8(ascii: "\"") {
      if slot < 0 || values.set(slot, RawValue(.string, from: start, to: end)) { return end &+ 1 }
      return -1
    }
    return keepRareText(bytes, from: start, to: end, slot, into: &values)
  }
}
