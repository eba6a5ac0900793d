internal import DumpReader

extension TransactionDecoder {
  /// The bytes of a label that are kept. No name and no address is as long; longer ones would fill the
  /// memory with what nobody reads.
  private static let maximumLabelCount: UInt32 = 1024

  /// A text field as a label; empty when it is missing or no text.
  @inline(__always)
  func label(_ field: FieldSlots, in chunk: RawSpan) -> DocumentSlice {
    guard let value = values.value(of: field), value.type == .string || value.type == .symbol else {
      return .empty
    }
    let count =
      value.count <= Self.maximumLabelCount
      ? value.count : Self.shortened(value.bytes(in: chunk, scratch: values.scratch))
    return DocumentSlice(offset: value.offset, count: count, inScratch: value.inScratch)
  }

  /// How much of a long label is kept: up to the end of a character. Static like
  /// ``points(_:as:in:scratch:_:)``.
  @inline(never)
  private static func shortened(_ text: RawSpan) -> UInt32 {
    var count = maximumLabelCount
    while count > 0, text[Int(count)] & 0xC0 == 0x80 { count -= 1 }
    return count
  }
}
