/// A decimal number of any size, digit by digit: slow, obvious, and nothing like the code under test.
package struct ExactDecimal: Equatable, Comparable {
  package var isNegative = false
  /// The most significant first, no zeros at either end; empty for zero.
  package var digits: [Int]
  /// The power of ten of the last digit.
  package var exponent: Int

  package init(isNegative: Bool, digits: [Int], exponent: Int) {
    self.digits = Array(digits.drop { $0 == 0 })
    self.exponent = exponent
    while self.digits.last == 0 {
      self.digits.removeLast()
      self.exponent += 1
    }
    if self.digits.isEmpty { self.exponent = 0 }
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  /// Text such as `-1.5E+3`; nil for NaN and the infinities.
  package init?(_ text: String) {
    let parts = text.lowercased().split(separator: "e")
    guard let first = parts.first else { return nil }
    let plain = first.split(separator: ".", omittingEmptySubsequences: false)
    let isNegative = text.hasPrefix("-")
    let whole = plain[0].drop { $0 == "-" }
    let fraction = plain.count > 1 ? plain[1] : ""
    let digits = (whole + fraction).compactMap(\.wholeNumberValue)
    guard digits.count == whole.count + fraction.count, !digits.isEmpty else { return nil }
    let written = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) : 0
    guard let written else { return nil }
    self.init(isNegative: isNegative, digits: digits, exponent: written - fraction.count)
  }

  /// A finite double's exact binary value.
  package init(exactly value: Double) {
    let power = value.exponentBitPattern == 0 ? -1074 : Int(value.exponentBitPattern) - 1075
    let hidden: UInt64 = value.exponentBitPattern == 0 ? 0 : 1 << 52
    var digits = String(hidden | value.significandBitPattern).compactMap(\.wholeNumberValue)
    // 2^-n is 5^n · 10^-n.
    for _ in 0..<abs(power) {
      var carry = 0
      for i in digits.indices.reversed() {
        carry += digits[i] * (power < 0 ? 5 : 2)
        digits[i] = carry % 10
        carry /= 10
      }
      if carry > 0 { digits.insert(carry, at: 0) }
    }
    self.init(isNegative: value < 0, digits: digits, exponent: min(0, power))
  }

  /// The digits from the power `high` down to the power `low`.
  package func digits(from high: Int, to low: Int) -> [Int] {
    let first = exponent + digits.count - 1
    return stride(from: high, through: low, by: -1).map { power in
      power <= first && power >= exponent ? digits[first - power] : 0
    }
  }

  package static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    guard a.isNegative == b.isNegative else { return a.isNegative }
    if a.digits.isEmpty || b.digits.isEmpty { return a.digits.isEmpty && !b.digits.isEmpty }
    let first = (a.exponent + a.digits.count, b.exponent + b.digits.count)
    guard first.0 == first.1 else { return (first.0 < first.1) != a.isNegative }
    let low = min(a.exponent, b.exponent)
    let mine = a.digits(from: first.0, to: low)
    let theirs = b.digits(from: first.0, to: low)
    return a.isNegative
      ? theirs.lexicographicallyPrecedes(mine) : mine.lexicographicallyPrecedes(theirs)
  }

  /// Rounded half to even to so many fraction digits.
  package func rounded(toFractionDigits count: Int) -> ExactDecimal {
    guard exponent < -count else { return self }
    let dropped = -count - exponent
    var kept = Array(digits.dropLast(dropped))
    let rest = Array(repeating: 0, count: max(0, dropped - digits.count)) + digits.suffix(dropped)
    let isOdd = (kept.last ?? 0) % 2 == 1
    let isAboveHalf = rest[0] > 5 || (rest[0] == 5 && rest.dropFirst().contains { $0 != 0 })
    if isAboveHalf || (rest[0] == 5 && isOdd) {
      var i = kept.count - 1
      while i >= 0, kept[i] == 9 {
        kept[i] = 0
        i -= 1
      }
      if i >= 0 { kept[i] += 1 } else { kept.insert(1, at: 0) }
    }
    return ExactDecimal(isNegative: isNegative, digits: kept, exponent: -count)
  }

  /// Without an exponent, as amounts of points are printed.
  package var plain: String {
    let high = max(0, exponent + digits.count - 1)
    let whole = digits(from: high, to: 0).map(String.init).joined()
    let fraction =
      exponent < 0 ? "." + digits(from: -1, to: exponent).map(String.init).joined() : ""
    return (isNegative ? "-" : "") + whole + fraction
  }
}
