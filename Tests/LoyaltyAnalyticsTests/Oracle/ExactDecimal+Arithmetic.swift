import TestSupport

extension ExactDecimal {
  static let zero = ExactDecimal(isNegative: false, digits: [], exponent: 0)

  /// The number without its sign.
  var magnitude: ExactDecimal {
    ExactDecimal(isNegative: false, digits: digits, exponent: exponent)
  }

  static prefix func - (a: ExactDecimal) -> ExactDecimal {
    ExactDecimal(isNegative: !a.isNegative, digits: a.digits, exponent: a.exponent)
  }

  /// As on paper: digits below each other, a carry.
  static func + (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
    if a.digits.isEmpty { return b }
    if b.digits.isEmpty { return a }
    let high = max(a.exponent + a.digits.count, b.exponent + b.digits.count)
    let low = min(a.exponent, b.exponent)
    let sameSign = a.isNegative == b.isNegative
    let aIsLarger = a.magnitude >= b.magnitude
    let (larger, smaller) = aIsLarger ? (a, b) : (b, a)
    var result = larger.digits(from: high, to: low)
    var carry = 0
    for (i, digit) in smaller.digits(from: high, to: low).enumerated().reversed() {
      var sum = result[i] + (sameSign ? digit : -digit) + carry
      carry = sum > 9 ? 1 : sum < 0 ? -1 : 0
      sum -= carry * 10
      result[i] = sum
    }
    return ExactDecimal(isNegative: larger.isNegative, digits: result, exponent: low)
  }

  static func - (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal { a + -b }

  /// The largest integer that is not above ten to a power times the number; nil beyond 64 bits.
  func floored(byPowerOfTen power: Int) -> Int64? {
    let scaled = exponent + power
    guard digits.count + scaled < 30 else { return nil }
    guard scaled < 0 else {
      return Int64((isNegative ? "-" : "") + digitText + String(repeating: "0", count: scaled))
    }
    let whole = Int64((isNegative ? "-" : "") + "0" + digitText.dropLast(-scaled))
    // No zeros at the end: something was dropped.
    return isNegative ? whole.map { $0 - 1 } : whole
  }

  private var digitText: String { digits.isEmpty ? "0" : digits.map(String.init).joined() }
}
