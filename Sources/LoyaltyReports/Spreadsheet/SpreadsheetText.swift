/// A text as a cell of an Excel workbook holds it.
///
/// XML has no place for most controls: they are written `_xHHHH_`, and whatever looks like that by itself
/// gets its underscore written so (ECMA-376, part 1, 22.9.2.19, ST_Xstring). A cell takes 32,767 UTF-16
/// units, what is longer is cut; texts with escapes are measured with them.
struct SpreadsheetText {
  /// What a cell takes.
  static let limit = 32_767

  /// The text, with a zero behind it.
  private(set) var terminated: [UInt8] = []

  /// The text.
  var bytes: ArraySlice<UInt8> { terminated.dropLast() }

  /// Takes a text in the place of the one before.
  ///
  /// - Returns: Whether it had to be cut.
  mutating func set(_ text: String) -> Bool {
    terminated.removeAll(keepingCapacity: true)
    let isCut = append(text)
    terminated.append(0)
    return isCut
  }

  private mutating func append(_ text: String) -> Bool {
    let source = text.utf8.span
    // A byte is at least a unit, and most texts are short and plain.
    if source.count <= Self.limit, Self.isPlain(source) {
      for index in source.indices { terminated.append(source[index]) }
      return false
    }
    var units = 0
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.first {
      let isEscaped = Self.needsEscape(scalar) || scalar == "_" && Self.looksEscaped(scalars)
      units += isEscaped ? 7 : UTF16.width(scalar)
      guard units <= Self.limit else { return true }
      if isEscaped { append(escaped: scalar) } else { terminated.append(contentsOf: scalar.utf8) }
      scalars.removeFirst()
    }
    return false
  }

  private mutating func append(escaped scalar: Unicode.Scalar) {
    terminated.append(contentsOf: "_x".utf8)
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: scalar.value >> UInt32(shift) & 15)
      terminated.append(digit < 10 ? 0x30 + digit : 0x41 - 10 + digit)
    }
    terminated.append(UInt8(ascii: "_"))
  }

  /// Whether there is nothing to escape in it, seen from afar.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      // U+FFFE and U+FFFF begin with EF.
      if byte < 0x20 || byte == UInt8(ascii: "_") || byte == 0xEF { return false }
    }
    return true
  }

  /// Whether XML cannot hold it as it is, or would make something else of it.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Whether an underscore would be taken for the beginning of an escape: `x` and four hexadecimal
  /// digits follow, and an underscore, or what becomes one.
  private static func looksEscaped(_ scalars: Substring.UnicodeScalarView) -> Bool {
    let next = scalars.dropFirst().prefix(6)
    guard next.count == 6, next.first == "x", let last = next.last else { return false }
    return next.dropFirst().dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
      && (last == "_" || needsEscape(last))
  }
}
