extension JSONWalker {
  /// Passes over members as long as they look like those of earlier documents.
  ///
  /// Each step takes a whole member: the bytes around its value by one compare with the memory, the
  /// value by the quick way that only knows how to say yes. Whatever is not as it was is left to the
  /// long way, from the first member on that is not: nothing throws here, and what is kept and what
  /// is refused is the same with and without a memory.
  ///
  /// - Parameters:
  ///   - start: The opening brace of an object, or the offset behind one of its members.
  ///   - parent: The node of the object.
  ///   - place: The place of the next member; moved on.
  ///   - key: The comma or brace before the last member that was read; unchanged when there is none.
  /// - Returns: The offset behind the last member that was read.
  @inline(never)
  func remembered(
    _ bytes: RawSpan, from start: Int, parent: Int32, place: inout Int, key: inout Int,
    into values: inout FieldValues
  ) -> Int {
    guard place < JSONShape.count else { return start }
    let limit = bytes.windowLimit
    var member = start
    var last = key
    // Behind the last entry stands one that nothing matches.
    var entry = unsafe shape.entries + place
    members: while member <= limit {
      guard unsafe JSONShape.matches(entry, parent: parent, bytes, window: member) else {
        guard let later = unsafe JSONShape.later(than: entry, parent: parent, bytes, window: member)
        else { break }
        unsafe entry = later
        continue
      }
      // The value; an opening has at most 48 bytes of the 128 in the window.
      var i = unsafe member &+ Int(entry.pointee.length)
      let slot = unsafe Int(entry.pointee.slot)
      let kind = unsafe entry.pointee.kind
      if kind == .string {
        let end = unsafe rememberedTextEnd(bytes, i, limit, entry)
        i = unsafe keepText(bytes, from: i, to: end, limit, slot, into: &values)
        if i < 0 { break members }
        last = member
        member = i
        unsafe entry += 1
        continue
      }
      switch kind {
      case .string:
        break members
      case .wrapped:
        i = unsafe rememberedTextEnd(bytes, i, limit, entry, forgets: false)
        guard unsafe bytes.windowLoad(i, as: UInt16.self) == 0x7D22 else { break members }  // "}
        i &+= 2
      case .twofold:
        i = unsafe rememberedTextEnd(bytes, i, limit, entry, forgets: false)
        guard unsafe bytes.windowLoad(i, as: UInt32.self) & 0xFF_FFFF == 0x7D_7D22  // "}}
        else { break members }
        i &+= 3
      case .any:
        let byte = unsafe bytes.windowByte(i)
        if byte == UInt8(ascii: "\"") {
          let end = unsafe bytes.plainTextEnd(i &+ 1, limit: limit)
          i = unsafe keepText(bytes, from: i &+ 1, to: end, limit, slot, into: &values)
        } else if slot >= 0 {
          let (integer, end) = unsafe bytes.shortInteger(i)
          if end >= 0 {
            i = values.set(slot, RawValue(.int32, bits: integer)) ? end : -1
          } else {
            i = rememberedScalar(bytes, i, slot, into: &values)
          }
        } else if byte | 0x20 == UInt8(ascii: "{") {
          i = unsafe entry.pointee.isWalked ? -1 : bytes.plainNestedEnd(i, limit: limit)
        } else {
          i = unsafe byte < UInt8(ascii: "a") ? bytes.plainNumberEnd(i) : bytes.literalEnd(i)
        }
        if i < 0 { break members }
      case .date:
        guard let milliseconds = ISO8601.milliseconds24(bytes, at: i),
          unsafe bytes.windowLoad(i &+ 24, as: UInt16.self) == 0x7D22,  // "}
          values.set(slot, RawValue(.date, bits: UInt64(bitPattern: milliseconds)))
        else { break members }
        i &+= 26
      case .objectID:
        guard unsafe bytes.windowLoad(i &+ 24, as: UInt16.self) == 0x7D22,  // "}
          keepObjectID(bytes, i, slot, into: &values)
        else { break members }
        i &+= 26
      case .int32, .int64, .longDate, .double:
        i = rememberedNumber(bytes, i, kind, slot, into: &values)
        if i < 0 { break members }
      }
      last = member
      member = i
      unsafe entry += 1
    }
    key = last
    place = unsafe entry - shape.entries
    return member
  }

  /// The first byte of a text that is not plain, its closing quote mostly.
  @inline(__always) @unsafe
  private func rememberedTextEnd(
    _ bytes: RawSpan, _ start: Int, _ limit: Int,
    _ entry: UnsafeMutablePointer<JSONShape.Entry>, forgets: Bool = true
  ) -> Int {
    let count = unsafe Int(entry.pointee.count)
    if count != 0 {
      // Identifiers and dates mostly have the same length, and take one look then.
      if unsafe bytes.windowIsText(start, count),
        unsafe bytes.windowByte(start &+ count) == UInt8(ascii: "\"")
      {
        return start &+ count
      }
      if forgets { unsafe entry.pointee.count = 0 }
    }
    return unsafe bytes.plainTextEnd(start, limit: limit)
  }

  /// Keeps a text that is plain up to `end`: the offset behind its closing quote, or -1.
  @inline(__always) @unsafe
  private func keepText(
    _ bytes: RawSpan, from start: Int, to end: Int, _ limit: Int, _ slot: Int,
    into values: inout FieldValues
  ) -> Int {
    if unsafe bytes.windowByte(end) == UInt8(ascii: "\"") {
      if slot < 0 || values.set(slot, RawValue(.string, from: start, to: end)) { return end &+ 1 }
      return -1
    }
    return rareText(bytes, from: start, at: end, limit, slot, into: &values)
  }

  /// Keeps the 24 hexadecimal digits of an ObjectId; false when they are none.
  @inline(never)
  private func keepObjectID(
    _ bytes: RawSpan, _ start: Int, _ slot: Int, into values: inout FieldValues
  ) -> Bool {
    let first = values.scratchBytes.count
    guard bytes.decodeObjectID(start, into: &values.scratchBytes) else { return false }
    return values.set(slot, RawValue(.objectID, at: first..<first &+ 12, inScratch: true))
  }

  /// A text that goes on with a byte that is not plain: the offset behind its closing quote, or -1.
  @inline(never)
  private func rareText(
    _ bytes: RawSpan, from start: Int, at stop: Int, _ limit: Int, _ slot: Int,
    into values: inout FieldValues
  ) -> Int {
    let rest = bytes.textRest(stop, limit: limit)
    if rest < 0 { return -1 }
    let quote = rest &>> 1
    if slot >= 0 {
      let text = JSONString(range: start..<quote, isEscaped: rest & 1 != 0)
      guard values.present & 1 &<< UInt64(truncatingIfNeeded: slot) == 0,
        values.set(slot, text.value(.string, bytes, &values.scratchBytes))
      else { return -1 }
    }
    return quote &+ 1
  }

  /// A number, literal or wrapper that somebody asked for: the offset behind it, or -1.
  @inline(never)
  private func rememberedScalar(
    _ bytes: RawSpan, _ start: Int, _ slot: Int, into values: inout FieldValues
  ) -> Int {
    let byte = bytes[start]
    if byte | 0x20 == UInt8(ascii: "{") {
      guard byte == UInt8(ascii: "{"), let (value, end) = bytes.plainWrapper(start),
        values.set(slot, value)
      else { return -1 }
      return end
    }
    if byte < UInt8(ascii: "a") {
      guard let (value, end) = bytes.plainNumber(start), values.set(slot, value) else { return -1 }
      return end
    }
    guard let end = bytes.jsonLiteral(start) else { return -1 }
    let isNull = byte == UInt8(ascii: "n")
    let bit: UInt64 = byte == UInt8(ascii: "t") ? 1 : 0
    return values.set(slot, RawValue(isNull ? .null : .bool, bits: bit)) ? end : -1
  }

  /// The digits in a wrapper that somebody asked for: the offset behind its braces, or -1.
  @inline(never)
  private func rememberedNumber(
    _ bytes: RawSpan, _ start: Int, _ kind: JSONShape.Kind, _ slot: Int,
    into values: inout FieldValues
  ) -> Int {
    if kind == .double {
      guard let (value, end) = bytes.plainNumber(start), value.type == .double,
        bytes.load(end, as: UInt16.self) == 0x7D22,  // "}
        values.set(slot, value)
      else { return -1 }
      return end &+ 2
    }
    guard let (integer, end) = bytes.plainDigits(start) else { return -1 }
    let bits = UInt64(bitPattern: integer)
    if kind == .longDate {
      guard bytes.load(end, as: UInt32.self) & 0xFF_FFFF == 0x7D_7D22,  // "}}
        values.set(slot, RawValue(.date, bits: bits))
      else { return -1 }
      return end &+ 3
    }
    guard bytes.load(end, as: UInt16.self) == 0x7D22,  // "}
      kind == .int64 || Int32(exactly: integer) != nil,
      values.set(slot, RawValue(kind == .int64 ? .int64 : .int32, bits: bits))
    else { return -1 }
    return end &+ 2
  }
}
