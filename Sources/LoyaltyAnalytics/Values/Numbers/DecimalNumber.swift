internal import DumpReader

/// A finite decimal number: `coefficient` · 10^`exponent`, exactly.
///
/// The meeting point of everything that is written in decimal: decimal128, the shortest digits of a
/// double, and text. Arithmetic on it is exact or says that it is not.
struct DecimalNumber: Sendable, Equatable {
  /// Whether the number is below zero; a zero may be either.
  var isNegative: Bool
  /// The digits.
  var coefficient: UInt128
  /// The power of ten that the digits are multiplied by.
  var exponent: Int

  /// Creates a number of its parts.
  @inline(__always)
  init(isNegative: Bool, coefficient: UInt128, exponent: Int) {
    self.isNegative = isNegative
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// The same number with a coefficient that does not end in zeros; zero has the exponent 0.
  var normalized: DecimalNumber {
    guard coefficient != 0 else {
      return DecimalNumber(isNegative: false, coefficient: 0, exponent: 0)
    }
    var result = self
    while result.coefficient >> 64 != 0 {
      let (quotient, remainder) = result.coefficient.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { return result }
      result.coefficient = quotient
      result.exponent += 1
    }
    // In 64 bits a division by a constant costs next to nothing.
    var narrow = UInt64(truncatingIfNeeded: result.coefficient)
    while narrow % 10 == 0 {
      narrow /= 10
      result.exponent += 1
    }
    result.coefficient = UInt128(narrow)
    return result
  }

  /// How many digits the coefficient has, 1 for zero.
  var digitCount: Int {
    var count = 1
    while count < PowersOfTen.count, PowersOfTen.wide(count) <= coefficient { count += 1 }
    return count
  }
}

extension DecimalNumber {
  /// What became of a number that was scaled to an integer.
  struct Scaled {
    /// The magnitude of the integer.
    var magnitude: UInt128
    /// How the part that was cut off compares to one half: -1, 0 or 1; nil when it was zero.
    var remainder: Int?
  }

  /// The magnitude multiplied by 10^`power`, cut off to an integer; nil when it is above 10³⁸.
  func scaled(byPowerOfTen power: Int) -> Scaled? {
    guard coefficient != 0 else { return Scaled(magnitude: 0, remainder: nil) }
    let shift = exponent + power
    if shift >= 0 {
      guard shift < PowersOfTen.count else { return nil }
      let (product, overflow) = coefficient.multipliedReportingOverflow(
        by: PowersOfTen.wide(shift))
      guard !overflow, product <= PowersOfTen.wide(38) else { return nil }
      return Scaled(magnitude: product, remainder: nil)
    }
    // The coefficient is below 2¹²⁸, 3.4 · 10³⁸: of that, 10³⁹ leaves less than one half.
    guard -shift < PowersOfTen.count else { return Scaled(magnitude: 0, remainder: -1) }
    let divisor = PowersOfTen.wide(-shift)
    let (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: divisor)
    guard quotient <= PowersOfTen.wide(38) else { return nil }
    guard rest != 0 else { return Scaled(magnitude: quotient, remainder: nil) }
    let half = divisor / 2
    return Scaled(magnitude: quotient, remainder: rest < half ? -1 : rest == half ? 0 : 1)
  }

  /// The number multiplied by 10^`power` and rounded towards minus infinity; nil when that is not
  /// an `Int64`.
  func floored(byPowerOfTen power: Int) -> Int64? {
    guard let scaled = scaled(byPowerOfTen: power) else { return nil }
    // At most 10³⁸, which leaves room for the sign and for one more.
    let magnitude = Int128(scaled.magnitude)
    guard isNegative else { return Int64(exactly: magnitude) }
    return Int64(exactly: scaled.remainder == nil ? -magnitude : -magnitude - 1)
  }
}
