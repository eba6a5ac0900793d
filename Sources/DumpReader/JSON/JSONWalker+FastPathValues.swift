// Values of expected members that are worth a call: each function returns the offset behind the
// value and what closes it, or -1 when the slow path has to look, which will then keep the value.
extension JSONWalker {
  /// Keeps a text that goes on, at `stop`, with a byte that is not plain.
  @inline(never)
  func keepRareText(
    _ bytes: RawSpan, from start: Int, to stop: Int, _ slot: Int, into values: inout FieldValues
  ) -> Int {
    precondition(stop >= 0)
    let end = unsafe bytes.textRest(stop, limit: bytes.lastPaddedOffset)
    if end < 0 { return -1 }
    let quote = end &>> 1
    if slot >= 0 {
      if end & 1 == 0 {
        guard values.set(slot, RawValue(.string, from: start, to: quote)) else { return -1 }
      } else {
        let text = JSONString(range: start..<quote, isEscaped: true)
        guard values.set(slot, text.value(.string, bytes, &values.scratchBytes)) else { return -1 }
      }
    }
    return quote &+ 1
  }

  /// Keeps a number, literal or wrapper.
  @inline(never)
  func keepScalar(
    _ bytes: RawSpan, _ start: Int, _ slot: Int, into values: inout FieldValues
  ) -> Int {
    let byte = bytes[start]
    if byte | 0x20 == UInt8(ascii: "{") {
      guard let (value, end) = bytes.plainWrapper(start), values.set(slot, value) else { return -1 }
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

  /// Keeps the number that the text of a wrapper is.
  @inline(never)
  func keepNumber(
    _ bytes: RawSpan, _ start: Int, _ kind: JSONLayoutCache.Kind, _ slot: Int,
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
    if kind == .millisecondDate {
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

  /// Keeps the 24 digits of an ObjectId; false when they are none.
  @inline(never)
  func keepObjectID(
    _ bytes: RawSpan, _ start: Int, _ slot: Int, into values: inout FieldValues
  ) -> Bool {
    let first = values.scratchBytes.count
    guard bytes.decodeObjectID(start, into: &values.scratchBytes) else { return false }
    return values.set(slot, RawValue(.objectID, at: first..<first &+ 12, inScratch: true))
  }
}
