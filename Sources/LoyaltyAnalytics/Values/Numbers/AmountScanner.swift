internal import DumpReader

/// A position in the text of an amount, and what comes next there.
struct AmountScanner: ~Escapable {
  /// What may stand around a numeral.
  enum Token {
    case blank, minus, plus, open, close
    /// `DR` and `CR`, in any letter case.
    case debit, credit
    /// A currency sign, or a word.
    case unit
    case other
  }

  /// What separates groups of three digits; one kind in a numeral.
  enum GroupMark { case mark, space, apostrophe }

  private let text: RawSpan
  private(set) var offset = 0

  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
  }

  var isAtEnd: Bool { offset >= text.byteCount }

  /// Whether a byte comes next.
  func isAt(_ byte: UInt8) -> Bool { offset < text.byteCount && text[offset] == byte }

  /// Whether a letter comes next.
  var isAtLetter: Bool { scalar(at: offset)?.0.properties.isAlphabetic ?? false }

  /// Passes over a byte, if it comes next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard isAt(byte) else { return false }
    offset += 1
    return true
  }

  mutating func skip(count: Int) { offset += count }

  /// Passes over digits, and counts them.
  mutating func skipDigits() -> Int {
    let start = offset
    while isDigit(offset) { offset += 1 }
    return offset - start
  }

  mutating func skipBlanks() {
    while let (scalar, count) = scalar(at: offset), Self.isSpace(scalar) { offset += count }
  }

  /// Whether a digit comes next, or the decimal mark in front of one.
  func isAtNumeral(_ format: AmountFormat) -> Bool {
    isDigit(offset) || isAt(format.decimalMark) && isDigit(offset + 1)
  }

  /// The mark between two groups of digits that comes next, with how many bytes it takes; nil when
  /// there is none, or no digit behind it.
  func groupMark(_ format: AmountFormat) -> (GroupMark, count: Int)? {
    guard let (scalar, count) = scalar(at: offset), isDigit(offset + count) else { return nil }
    if scalar == Unicode.Scalar(format.groupMark) { return (.mark, count) }
    if Self.isSpace(scalar) { return (.space, count) }
    return scalar == "'" || scalar == "\u{2019}" ? (.apostrophe, count) : nil
  }

  /// Passes over an exponent such as `e3` or `E-05`; nil, with nothing passed, when there is none.
  mutating func exponent() -> Int? {
    guard offset < text.byteCount, text[offset] | 0x20 == UInt8(ascii: "e") else { return nil }
    var i = offset + 1
    var isNegative = false
    if i < text.byteCount, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      isNegative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    guard isDigit(i) else { return nil }
    var value = 0
    while isDigit(i) {
      // Beyond what is accepted, and never as large that it overflows.
      value = min(value * 10 + Int(text[i] - UInt8(ascii: "0")), 1 << 40)
      i += 1
    }
    offset = i
    return isNegative ? -value : value
  }

  /// Passes over what comes next, which is no digit.
  mutating func next() -> Token {
    guard let (scalar, count) = scalar(at: offset) else { return .other }
    switch scalar {
    case "-", "\u{2212}":
      offset += count
      return .minus
    case "+":
      offset += count
      return .plus
    case "(":
      offset += count
      return .open
    case ")":
      offset += count
      return .close
    default:
      if Self.isSpace(scalar) {
        offset += count
        return .blank
      }
      if scalar.properties.generalCategory == .currencySymbol {
        offset += count
        return .unit
      }
      return scalar.properties.isAlphabetic ? word() : .other
    }
  }

  /// Passes over letters, with the accents on them and a currency sign right behind them.
  private mutating func word() -> Token {
    let start = offset
    while let (scalar, count) = scalar(at: offset) {
      let category = scalar.properties.generalCategory
      guard scalar.properties.isAlphabetic || category == .nonspacingMark else {
        if category == .currencySymbol {
          offset += count
          return .unit
        }
        break
      }
      offset += count
    }
    if offset - start == 2, text[start + 1] | 0x20 == UInt8(ascii: "r") {
      if text[start] | 0x20 == UInt8(ascii: "d") { return .debit }
      if text[start] | 0x20 == UInt8(ascii: "c") { return .credit }
    }
    return .unit
  }

  private func isDigit(_ i: Int) -> Bool {
    i < text.byteCount && text[i] &- UInt8(ascii: "0") < 10
  }

  /// The spaces that stand in amounts: of the keyboard, not to be broken, thin, and both.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{A0}" || scalar == "\u{2009}" || scalar == "\u{202F}"
  }

  /// The character at an offset, with how many bytes it takes; nil at the end, and where there is none.
  private func scalar(at i: Int) -> (Unicode.Scalar, count: Int)? {
    guard i < text.byteCount else { return nil }
    let first = text[i]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF8, i + count <= text.byteCount else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for j in i + 1..<i + count {
      guard text[j] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(text[j] & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, count) }
  }
}
