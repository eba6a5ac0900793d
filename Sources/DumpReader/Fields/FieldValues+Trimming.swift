internal import BasicContainers

extension FieldValues {
  /// Takes off the blanks around all texts.
  ///
  /// - Parameter chunk: Where the values were read.
  @inline(never)
  package mutating func trimTexts(in chunk: RawSpan) {
    var left = present
    while left != 0 {
      let slot = left.trailingZeroBitCount
      left &= left - 1
      let value = values[slot]
      guard value.type == .string || value.type == .symbol else { continue }
      let trimmed = Self.trimmed(value, value.bytes(in: chunk, scratch: scratchBytes.rawBytes))
      values[slot] = trimmed
    }
  }

  private static func trimmed(_ value: RawValue, _ bytes: RawSpan) -> RawValue {
    var (first, last) = (0, bytes.byteCount)
    while first < last, isBlank(bytes[first]) { first += 1 }
    while last > first, isBlank(bytes[last - 1]) { last -= 1 }
    var value = value
    value.offset += UInt32(truncatingIfNeeded: first)
    value.count = UInt32(truncatingIfNeeded: last - first)
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
