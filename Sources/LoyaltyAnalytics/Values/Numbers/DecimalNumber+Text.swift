internal import DumpReader

extension DecimalNumber {
  /// Exponents of text beyond this are refused; decimal128 ends at 6144, a double at 308.
  static let maximumTextExponent = 100_000

  /// Reads a decimal number: an optional `-`, digits, optionally a point and digits, optionally an
  /// exponent such as `e-05` or `E+3`.
  ///
  /// nil when the text is anything else, or has more digits than 128 bits hold. Zeros at the front
  /// and at the end do not count as digits.
  init?(text: RawSpan) {
    var i = 0
    var number = DecimalNumber(isNegative: false, coefficient: 0, exponent: 0)
    if text.byteCount > 0, text[0] == UInt8(ascii: "-") {
      number.isNegative = true
      i = 1
    }
    let wholeDigits = number.appendDigits(of: text, at: &i, areFraction: false)
    guard let wholeDigits, wholeDigits > 0 else { return nil }
    if i < text.byteCount, text[i] == UInt8(ascii: ".") {
      i += 1
      let fractionDigits = number.appendDigits(of: text, at: &i, areFraction: true)
      guard let fractionDigits, fractionDigits > 0 else { return nil }
    }
    if i < text.byteCount, text[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      guard let exponent = Self.exponent(of: text, at: &i) else { return nil }
      number.exponent += exponent
    }
    guard i == text.byteCount else { return nil }
    self = number
  }

  /// Appends the digits from `i` on to the coefficient and moves `i` behind them.
  ///
  /// - Returns: How many digits there were; nil when the coefficient cannot hold them.
  private mutating func appendDigits(
    of text: RawSpan, at i: inout Int, areFraction: Bool
  ) -> Int? {
    let start = i
    // Zeros wait until another digit follows, so that those at the end need no room.
    var zeros = 0
    while i < text.byteCount {
      let digit = text[i] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      i += 1
      if digit == 0 {
        zeros += 1
        continue
      }
      guard appendDigit(digit, afterZeros: zeros, areFraction: areFraction) else { return nil }
      zeros = 0
    }
    if !areFraction, coefficient != 0 { exponent += zeros }
    return i - start
  }

  /// Appends so many zeros and a digit; false when the coefficient cannot hold them.
  private mutating func appendDigit(_ digit: UInt8, afterZeros zeros: Int, areFraction: Bool)
    -> Bool
  {
    // What the whole digits left as an exponent becomes zeros after all.
    var shift = zeros + 1
    if areFraction {
      if exponent > 0 {
        shift += exponent
        exponent = 0
      }
      exponent -= zeros + 1
    }
    if coefficient == 0 {
      coefficient = UInt128(digit)
      return true
    }
    guard shift < PowersOfTen.count else { return false }
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: PowersOfTen.wide(shift))
    let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
    guard !overflow, !carry else { return false }
    coefficient = sum
    return true
  }

  /// The exponent at `i`: an optional sign and digits.
  private static func exponent(of text: RawSpan, at i: inout Int) -> Int? {
    var isNegative = false
    if i < text.byteCount, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      isNegative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    let start = i
    var value = 0
    while i < text.byteCount, text[i] &- UInt8(ascii: "0") < 10 {
      value = min(value * 10 + Int(text[i] &- UInt8(ascii: "0")), maximumTextExponent + 1)
      i += 1
    }
    guard i > start, value <= maximumTextExponent else { return nil }
    return isNegative ? -value : value
  }
}
