internal import DumpReader

/// How amounts are written that are text.
///
/// Numbers that are no text mean the same in each.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum AmountFormat: String, Sendable, CaseIterable {
  /// Only text of comma-separated lines is read, and only a decimal number: `1234`, `-0.3`, `+5`,
  /// `1e3`, `.5`, `5.`, with blanks around.
  case numbers
  /// Text of any input as people write amounts, with a decimal point: `1,234.50`, `$5`, `5 pts`,
  /// `(5)`, `5-`, `5 DR`.
  case text
  /// The same with a decimal comma: `1.234,50`.
  case comma

  /// The byte between the whole digits and the fraction.
  var decimalMark: UInt8 { self == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  /// The byte that may stand between groups of three digits, beside spaces and apostrophes.
  var groupMark: UInt8 { self == .comma ? UInt8(ascii: ".") : UInt8(ascii: ",") }
}

extension Points {
  /// The amount that a text stands for, rounded half to even to 18 fraction digits.
  ///
  /// nil when the text is none of the format, or its magnitude is 10²⁰ points or more.
  ///
  /// - Parameters:
  ///   - text: UTF-8; bytes that are none are in no amount.
  ///   - format: How amounts are written.
  ///   - rounded: Set when the amount differs from the text; left alone otherwise.
  /// - Complexity: O(*n*). Allocates nothing.
  init?(written text: RawSpan, as format: AmountFormat, rounded: inout Bool) {
    // Nearly all amounts are plain numbers, which mean the same in two of the formats.
    if format != .comma, let number = DecimalNumber(text: text) {
      self.init(number, rounded: &rounded)
      return
    }
    guard let amount = AmountText(text, format) else { return nil }
    self.init(amount, in: text, rounded: &rounded)
  }

  /// The amount of a numeral that has been found in a text.
  private init?(_ amount: AmountText, in text: RawSpan, rounded: inout Bool) {
    var units: UInt128 = 0
    // The first digit that is cut off, and whether another one behind it is not zero.
    var tenth: UInt8 = 0
    var hasMore = false
    // The power of ten of the next digit, in units of 10⁻¹⁸.
    var power = amount.wholeDigits - 1 + amount.exponent + Self.fractionDigits
    for i in amount.numeral {
      let digit = text[i] &- UInt8(ascii: "0")
      guard digit < 10 else { continue }
      if digit != 0, power >= 0 {
        // 10³⁸ units are 10²⁰ points.
        guard power < 38 else { return nil }
        units += UInt128(digit) * PowersOfTen.wide(power)
      } else if power == -1 {
        tenth = digit
      } else if digit != 0 {
        hasMore = true
      }
      power -= 1
    }
    if tenth > 5 || tenth == 5 && (hasMore || units & 1 == 1) { units += 1 }
    guard units < UInt128(Self.maximumValue) else { return nil }
    if tenth != 0 || hasMore { rounded = true }
    self.init(units: amount.isNegative ? -Int128(units) : Int128(units))
  }
}
