/// Where a label stands: the file, the document in it, and the element of the document.
struct LabelPlace: Sendable, Equatable {
  var file = 0
  var offset = 0
  var element = 0

  /// Digits of each part in text, which then sorts as the places do.
  private static let widths = (8, 18, 10)

  /// Appends it as a JSON string, such as `"00000003.000000001140850688.0000000000"`.
  func append(to buffer: inout TextBuffer) {
    buffer.append("\"")
    Self.append(file, Self.widths.0, &buffer)
    buffer.append(".")
    Self.append(offset, Self.widths.1, &buffer)
    buffer.append(".")
    Self.append(element, Self.widths.2, &buffer)
    buffer.append("\"")
  }

  private static func append(_ number: Int, _ width: Int, _ buffer: inout TextBuffer) {
    let start = buffer.bytes.count
    buffer.append(number)
    let missing = width - (buffer.bytes.count - start)
    if missing > 0 {
      buffer.bytes.insert(contentsOf: repeatElement(0x30, count: missing), at: start)
    }
  }

  init(file: Int = 0, offset: Int = 0, element: Int = 0) {
    self.file = file
    self.offset = offset
    self.element = element
  }

  /// Reads the text of one; nil for anything else.
  init?(_ text: [UInt8]) {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, [Self.widths.0, Self.widths.1, Self.widths.2]) {
      guard part.count == width, part.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(String(decoding: part, as: UTF8.self))
      else { return nil }
      numbers.append(number)
    }
    self.init(file: numbers[0], offset: numbers[1], element: numbers[2])
  }
}

/// How places of labels are kept in the 64 bits that a table has for them, so that they sort as they do.
struct LabelOrder: Sendable {
  private let offsetBits: Int
  private let elementBits: Int
  private let fileBits: Int

  /// An order for places up to these; nil where they do not fit.
  init?(upTo largest: LabelPlace) {
    func bits(_ number: Int) -> Int { Int.bitWidth - max(number, 0).leadingZeroBitCount }
    fileBits = bits(largest.file)
    offsetBits = bits(largest.offset)
    elementBits = bits(largest.element)
    guard fileBits + offsetBits + elementBits <= 64 else { return nil }
  }

  /// The order of one file whose documents are unwound: 2⁴⁴ bytes, 2²⁰ elements; or not, with bytes alone.
  init(unwinds: Bool) {
    fileBits = 0
    elementBits = unwinds ? 20 : 0
    offsetBits = unwinds ? 44 : 62
  }

  /// The largest element that there is room for.
  var largestElement: Int { 1 << elementBits - 1 }
  /// The largest offset that there is room for.
  var largestOffset: Int { offsetBits > 62 ? .max : 1 << offsetBits - 1 }

  /// The bits of a place; nil when there is no room for it.
  @inline(__always)
  func position(_ place: LabelPlace) -> UInt64? {
    guard place.element <= largestElement, place.offset <= largestOffset,
      place.file < 1 << min(fileBits, 62)
    else { return nil }
    let high = shifted(UInt64(place.file), offsetBits + elementBits)
    return high | shifted(UInt64(place.offset), elementBits) | UInt64(place.element)
  }

  /// The place of some bits.
  func place(_ position: UInt64) -> LabelPlace {
    let element = position & (shifted(1, elementBits) &- 1)
    let rest = elementBits >= 64 ? 0 : position >> UInt64(elementBits)
    let offset = rest & (shifted(1, offsetBits) &- 1)
    let file = offsetBits >= 64 ? 0 : rest >> UInt64(offsetBits)
    return LabelPlace(
      file: Int(truncatingIfNeeded: file), offset: Int(truncatingIfNeeded: offset),
      element: Int(truncatingIfNeeded: element))
  }

  private func shifted(_ value: UInt64, _ bits: Int) -> UInt64 {
    bits >= 64 ? 0 : value << UInt64(bits)
  }
}
