extension NumberKey: Comparable {
  /// By numerical value, exactly; NaN comes before all others.
  package static func < (a: NumberKey, b: NumberKey) -> Bool {
    switch (a.form, b.form) {
    case (.integer, .integer):
      return Int64(bitPattern: a.low) < Int64(bitPattern: b.low)
    case (.double, .double):
      return Double(bitPattern: a.low) < Double(bitPattern: b.low)
    case (.integer, .double):
      return Int64(bitPattern: a.low).isBelow(Double(bitPattern: b.low))
    case (.double, .integer):
      // Numbers of different forms differ.
      return !Int64(bitPattern: b.low).isBelow(Double(bitPattern: a.low))
    case (.decimal, .decimal):
      return a.decimal.isBelow(b.decimal)
    case (.decimal, .integer):
      return a.decimal.isBelow(DecimalNumber(Int64(bitPattern: b.low)))
    case (.integer, .decimal):
      return DecimalNumber(Int64(bitPattern: a.low)).isBelow(b.decimal)
    case (.decimal, .double):
      return a.decimal.isBelow(Double(bitPattern: b.low))
    case (.double, .decimal):
      return !b.decimal.isBelow(Double(bitPattern: a.low))
    default:
      return a.rank < b.rank
    }
  }

  /// The place of the forms that are no finite number among the others.
  private var rank: Int {
    switch form {
    case .notANumber: 0
    case .negativeInfinity: 1
    case .integer, .double, .decimal: 2
    case .positiveInfinity: 3
    }
  }
}

extension Int64 {
  /// Whether the integer is below a finite double that is no `Int64`.
  fileprivate func isBelow(_ double: Double) -> Bool {
    guard double >= -0x1p63 else { return false }
    guard double < 0x1p63 else { return true }
    // Here the double has a fraction: below it is what is at most its integer part.
    return self <= Int64(double.rounded(.down))
  }
}

extension DecimalNumber {
  /// The power of ten of the first digit.
  private var magnitudeExponent: Int { digitCount - 1 + exponent }

  /// Whether this number is below another.
  fileprivate func isBelow(_ other: DecimalNumber) -> Bool {
    if coefficient == 0 { return other.coefficient != 0 && !other.isNegative }
    if other.coefficient == 0 { return isNegative }
    guard isNegative == other.isNegative else { return isNegative }
    return isNegative ? other.isSmaller(than: self) : isSmaller(than: other)
  }

  /// Whether the magnitude of this number, not zero, is below that of another, not zero.
  private func isSmaller(than other: DecimalNumber) -> Bool {
    guard magnitudeExponent == other.magnitudeExponent else {
      return magnitudeExponent < other.magnitudeExponent
    }
    // The first digits stand in the same place: with as many digits each, both still have at most
    // 34, and the coefficients compare as the numbers do.
    let shift = exponent - other.exponent
    return shift >= 0
      ? coefficient * PowersOfTen.wide(shift) < other.coefficient
      : coefficient < other.coefficient * PowersOfTen.wide(-shift)
  }

  /// Whether this number, not zero, is below a finite double, not zero and not equal to it.
  fileprivate func isBelow(_ double: Double) -> Bool {
    guard isNegative == (double < 0) else { return isNegative }
    return isNegative != isSmaller(than: double.magnitude)
  }

  /// Whether the magnitude of this number is below a double that is above zero.
  private func isSmaller(than double: Double) -> Bool {
    // 2^power ≤ double < 2^(power + 1), which decides unless the two are near each other; 0.30103 is
    // log₁₀ 2 to less than one hundredth for all powers there are, hence one to spare.
    let power = Int(double.exponent)
    let first = magnitudeExponent
    if first > (power + 1) * 30103 / 100_000 + 2 { return false }
    if first < power * 30103 / 100_000 - 3 { return true }
    // c · 10^e against s · 2^q, both sides made integers.
    let place = power - Double.significandBitCount
    let significand = UInt64(double.significand * 0x1p52)
    var mine = BigUnsigned(coefficient)
    var theirs = BigUnsigned(UInt128(significand))
    if exponent >= 0 {
      mine.multiply(byPowerOfFive: exponent)
    } else {
      theirs.multiply(byPowerOfFive: -exponent)
    }
    let shift = exponent - place
    if shift >= 0 {
      mine.multiply(byPowerOfTwo: shift)
    } else {
      theirs.multiply(byPowerOfTwo: -shift)
    }
    return mine < theirs
  }
}
