// A member takes about 50 instructions this way, a third of what it takes the full way. This way
// only knows how to say yes: whatever is not as expected is left where it stands, for the full way,
// so that what is kept and what is refused is the same with and without a memory.
extension JSONWalker {
  /// Passes over members whose openings stand where they stood in earlier documents, as long as
  /// their values are valid.
  ///
  /// - Parameters:
  ///   - start: The opening brace of an object, or the offset behind one of its members.
  ///   - parent: The node of the object.
  ///   - place: The place of the next member; moved on.
  ///   - last: The comma or brace before the last member that was passed; unchanged when there is
  ///     none.
  /// - Returns: The offset behind the last member that was passed.
  @inline(never)
  func passExpected(
    _ bytes: RawSpan, from start: Int, parent: Int32, place: inout JSONShape.Place,
    last: inout Int, into values: inout FieldValues
  ) -> Int {
    precondition(start >= 0)
    let limit = bytes.windowLimit
    var now = place
    // Where the next member starts, and where the last one did.
    var member = start
    var previous = last
    defer {
      place = now
      last = previous
    }
    while member <= limit {
      guard unsafe now.matches(bytes, member, parent: parent) else {
        // At the end of the object there is nothing to look for.
        guard unsafe bytes.unchecked(member, as: UInt8.self) != UInt8(ascii: "}"),
          let later = unsafe shape.next(after: now, parent: parent, bytes, member)
        else { break }
        now = later
        continue
      }
      // The window has 128 bytes, of which the opening takes 48 at most.
      var i = member &+ Int(now.member.length)
      let slot = Int(now.member.slot)
      switch now.member.kind {
      case .string:
        let end = unsafe textEnd(bytes, i, limit, now)
        i = unsafe keepText(bytes, from: i, to: end, limit, slot, into: &values)
        if i < 0 { return member }
      case .wrapped:
        i = unsafe wrappedTextEnd(bytes, i, limit, now)
        guard unsafe bytes.unchecked(i, as: UInt16.self) == 0x7D22 else { return member }  // "}
        i &+= 2
      case .twofold:
        i = unsafe wrappedTextEnd(bytes, i, limit, now)
        guard unsafe bytes.unchecked(i, as: UInt32.self) & 0xFF_FFFF == 0x7D_7D22  // "}}
        else { return member }
        i &+= 3
      case .any:
        let byte = unsafe bytes.unchecked(i, as: UInt8.self)
        if byte == UInt8(ascii: "\"") {
          let end = unsafe bytes.plainTextEnd(i &+ 1, limit: limit)
          i = unsafe keepText(bytes, from: i &+ 1, to: end, limit, slot, into: &values)
        } else if slot >= 0 {
          let (integer, end) = unsafe bytes.shortInteger(i)
          if end >= 0 {
            i = values.set(slot, RawValue(.int32, bits: integer)) ? end : -1
          } else {
            i = keepScalar(bytes, i, slot, into: &values)
          }
        } else if byte | 0x20 == UInt8(ascii: "{") {
          i = now.member.isWalked ? -1 : bytes.plainNestedEnd(i, limit: limit)
        } else {
          i = unsafe byte < UInt8(ascii: "a") ? bytes.plainNumberEnd(i) : bytes.literalEnd(i)
        }
        if i < 0 { return member }
      case .date:
        guard let milliseconds = ISO8601.milliseconds24(bytes, at: i),
          unsafe bytes.unchecked(i &+ 24, as: UInt16.self) == 0x7D22,  // "}
          values.set(slot, RawValue(.date, bits: UInt64(bitPattern: milliseconds)))
        else { return member }
        i &+= 26
      case .objectID:
        guard unsafe bytes.unchecked(i &+ 24, as: UInt16.self) == 0x7D22,  // "}
          keepObjectID(bytes, i, slot, into: &values)
        else { return member }
        i &+= 26
      case .int32, .int64, .longDate, .double:
        i = keepNumber(bytes, i, now.member.kind, slot, into: &values)
        if i < 0 { return member }
      }
      previous = member
      member = i
      now = now.next()
    }
    return member
  }

  /// The first byte of a text that is not plain, its closing quote mostly.
  @inline(__always) @unsafe
  private func textEnd(
    _ bytes: RawSpan, _ start: Int, _ limit: Int, _ place: JSONShape.Place
  ) -> Int {
    // Identifiers always have the same length, and take one look then.
    let count = Int(place.member.textCount)
    if count != 0 {
      if unsafe isWholeText(bytes, start, count) { return start &+ count }
      shape.forgetTextCount(place)
    }
    return unsafe bytes.plainTextEnd(start, limit: limit)
  }

  /// The same for identifiers and dates in a wrapper, of which few have another length.
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
    _ bytes: RawSpan, from start: Int, to end: Int, _ limit: Int, _ slot: Int,
    into values: inout FieldValues
  ) -> Int {
    if unsafe bytes.unchecked(end, as: UInt8.self) == UInt8(ascii: "\"") {
      if slot < 0 || values.set(slot, RawValue(.string, from: start, to: end)) { return end &+ 1 }
      return -1
    }
    return keepRareText(bytes, from: start, to: end, limit, slot, into: &values)
  }
}
