package import DumpReader

/// A number as a group key: one form for each numerical value, whatever its BSON type.
///
/// Equal as MongoDB compares numbers: exactly. `1`, `1.0`, `NumberLong(1)` and
/// `NumberDecimal("1.00")` are one key; a double is its exact binary value, so that the double `0.1`
/// is not the decimal `0.1`, but `0.5` is `0.5`. Zero has no sign, all NaNs are one key, and so are
/// the infinities of both types.
@frozen
package struct NumberKey: Sendable, Hashable {
  /// The forms; a value has the first that can hold it.
  @usableFromInline
  enum Form: UInt8, Sendable {
    /// Not a number.
    case notANumber
    /// Minus infinity.
    case negativeInfinity
    /// An `Int64`, in `low`.
    case integer
    /// A finite double that is no `Int64`: the bit pattern, in `low`.
    case double
    /// Neither of these: sign (1 bit), exponent + 6176 (14 bits) and coefficient (113 bits), in
    /// `high` and `low`. The coefficient has no zeros at its end.
    case decimal
    /// Infinity.
    case positiveInfinity
  }

  @usableFromInline var form: Form
  @usableFromInline var low: UInt64
  @usableFromInline var high: UInt64

  @inline(__always)
  init(_ form: Form, low: UInt64 = 0, high: UInt64 = 0) {
    self.form = form
    self.low = low
    self.high = high
  }

  /// The key of an integer.
  @inline(__always)
  package init(_ integer: Int64) {
    self.init(.integer, low: UInt64(bitPattern: integer))
  }

  /// The key of a double.
  @inline(__always)
  package init(_ double: Double) {
    // Not true of NaN and the infinities. -2⁶³ is an Int64, 2⁶³ is not.
    if double >= -0x1p63, double < 0x1p63 {
      let whole = Int64(double)
      if Double(whole) == double {
        self.init(whole)
        return
      }
    } else if !double.isFinite {
      self.init(
        double.isNaN ? .notANumber : double < 0 ? .negativeInfinity : .positiveInfinity)
      return
    }
    self.init(.double, low: double.bitPattern)
  }

  /// The key of a decimal128.
  @inline(never)
  package init(_ decimal: Decimal128) {
    switch decimal.parts {
    case .notANumber: self.init(.notANumber)
    case .infinity(let isNegative): self.init(isNegative ? .negativeInfinity : .positiveInfinity)
    case .finite(let number):
      // Every decimal128 has a key: 34 digits fit in 113 bits, and taking zeros off the end makes
      // the exponent at most 33 larger.
      self = NumberKey(number) ?? NumberKey(.notANumber)
    }
  }

  /// The key of a number of any BSON type; nil when the value is no number.
  ///
  /// Allocates nothing.
  @inline(__always)
  package init?(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) {
    switch value.type {
    case .int32, .int64: self.init(value.int64)
    case .double: self.init(value.double)
    case .decimal128:
      guard let decimal = Decimal128(bytes: value.bytes(in: chunk, scratch: scratch)) else {
        return nil
      }
      self.init(decimal)
    default: return nil
    }
  }
}

extension NumberKey {
  /// The key of a decimal number; nil when it has more digits or a larger exponent than any
  /// decimal128 and is no double either.
  init?(_ number: DecimalNumber) {
    let number = number.normalized
    if let integer = number.int64 {
      self.init(integer)
    } else if let double = number.exactDouble {
      self.init(.double, low: double.bitPattern)
    } else {
      let exponent = number.exponent + Decimal128.exponentBias
      guard number.coefficient <= Decimal128.maximumCoefficient, exponent >= 0,
        exponent <= Self.maximumStoredExponent
      else { return nil }
      self.init(
        .decimal, low: UInt64(truncatingIfNeeded: number.coefficient),
        high: (number.isNegative ? 1 : 0) << 63 | UInt64(exponent) << 49
          | UInt64(truncatingIfNeeded: number.coefficient >> 64))
    }
  }

  /// 10^6111 with 34 digits, of which 33 are zeros.
  static let maximumStoredExponent = Decimal128.maximumExponent + 33 + Decimal128.exponentBias

  /// The number of a key in decimal form.
  var decimal: DecimalNumber {
    DecimalNumber(
      isNegative: high >> 63 != 0,
      coefficient: UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low),
      exponent: Int(high >> 49 & 0x3FFF) - Decimal128.exponentBias)
  }
}

extension DecimalNumber {
  /// The number, if it is an `Int64`. The coefficient must not end in zeros.
  fileprivate var int64: Int64? {
    guard exponent >= 0, exponent < 20 else { return nil }
    let (product, overflow) = coefficient.multipliedReportingOverflow(
      by: PowersOfTen.wide(exponent))
    guard !overflow, product <= 1 << 63 else { return nil }
    return Int64(exactly: isNegative ? -Int128(product) : Int128(product))
  }

  /// The number, if it is a double exactly. The coefficient must not end in zeros.
  ///
  /// c · 10^e = c · 5^e · 2^e is one when c · 5^e is an integer whose odd part has at most 53 bits.
  fileprivate var exactDouble: Double? {
    var significand = coefficient
    if exponent >= 0 {
      // 5²³ has 54 bits.
      guard exponent <= 22 else { return nil }
      let (product, overflow) = significand.multipliedReportingOverflow(
        by: Self.powerOfFive(exponent))
      guard !overflow else { return nil }
      significand = product
    } else {
      // The coefficient is below 2¹²⁸, and 5⁵⁶ is above it.
      guard exponent >= -55 else { return nil }
      let (quotient, remainder) = significand.quotientAndRemainder(
        dividingBy: Self.powerOfFive(-exponent))
      guard remainder == 0 else { return nil }
      significand = quotient
    }
    let zeros = significand.trailingZeroBitCount
    guard significand != 0, significand >> zeros < 1 << 53 else { return nil }
    // Both factors are exact, and the exponent is between -55 and 150.
    return Double(
      sign: isNegative ? .minus : .plus, exponent: exponent + zeros,
      significand: Double(UInt64(significand >> zeros)))
  }

  /// 5^`power` for a power from 0 to 55.
  private static func powerOfFive(_ power: Int) -> UInt128 {
    var result: UInt128 = 1
    for _ in 0..<power { result *= 5 }
    return result
  }
}
