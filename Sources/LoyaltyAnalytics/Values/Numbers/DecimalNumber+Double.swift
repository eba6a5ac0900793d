// A double stands for many decimals; the one that is meant is the shortest that reads back as the
// same double. For decimals of up to 15 digits that needs no digit generation: all of them are
// different doubles (DBL_DIG of IEEE 754 binary64), so whichever such decimal reads back as the
// double is the shortest one. Whether it does is one division, which IEEE 754 rounds as reading
// does, because both operands are exact.

/// A decimal of at most 15 digits: `digits` / 10^`fractionDigits`.
struct ShortDecimal {
  /// The digits, with the sign.
  var digits: Int64
  /// How many of them are behind the point, 0 to 18.
  var fractionDigits: Int

  /// The shortest decimal of a double that is no integer, where it has at most 15 digits and at
  /// most 18 of them behind the point; nil where the slow path must look.
  @inline(__always)
  init?(_ value: Double) {
    // Two digits behind the point first: money.
    if value.magnitude < 1e12 {
      let digits = Self.nearestInteger(value * 100)
      if digits / 100 == value {
        self.init(digits: Int64(digits), fractionDigits: 2)
        return
      }
    }
    self.init(any: value)
  }

  @inline(__always)
  private init(digits: Int64, fractionDigits: Int) {
    self.digits = digits
    self.fractionDigits = fractionDigits
  }

  @inline(__always)
  private init?(any value: Double) {
    guard value.magnitude < 1e14 else { return nil }
    // |value| < 2^(exponent + 1) ≤ 10^wholeDigits; 1233/4096 is log₁₀ 2 to five digits.
    let exponent = Int(truncatingIfNeeded: value.exponentBitPattern) &- 1023
    let wholeDigits = (((exponent &+ 1) &* 1233) >> 12) &+ 1
    let fractionDigits = min(15 &- wholeDigits, Points.fractionDigits)
    let power = PowersOfTen.double(fractionDigits)
    let digits = Self.nearestInteger(value * power)
    guard digits / power == value else { return nil }
    self.init(digits: Int64(digits), fractionDigits: fractionDigits)
  }

  /// The integer next to a number of magnitude below 2⁵¹, without a call: beyond 2⁵² a double has
  /// no room for a fraction.
  @inline(__always)
  private static func nearestInteger(_ value: Double) -> Double {
    let shift = Double(signOf: value, magnitudeOf: 0x1.8p52)
    return (value + shift) - shift
  }
}

extension DecimalNumber {
  /// The shortest decimal that reads back as `value`; nil for NaN and the infinities.
  init?(shortest value: Double) {
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero) {
      self.init(
        isNegative: value < 0, coefficient: UInt128(value.magnitude), exponent: 0)
    } else if let short = ShortDecimal(value) {
      self.init(
        isNegative: value < 0, coefficient: UInt128(short.digits.magnitude),
        exponent: -short.fractionDigits)
    } else {
      self.init(printed: value)
    }
  }

  /// The digits that the standard library prints: `Double.description` is the shortest decimal that
  /// reads back, and of several such the closest (SwiftDtoa.cpp). Allocates.
  @inline(never)
  init?(printed value: Double) {
    guard value.isFinite else { return nil }
    let text = value.description
    var digits: UInt64 = 0
    var exponent = 0
    var pointSeen = false
    var bytes = text.utf8.makeIterator()
    scan: while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "-"): break
      case UInt8(ascii: "."): pointSeen = true
      case UInt8(ascii: "e"): break scan
      default:
        // At most 17 digits, and zeros.
        digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        if pointSeen { exponent -= 1 }
      }
    }
    var written = 0
    var isNegativeExponent = false
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "-"): isNegativeExponent = true
      case UInt8(ascii: "+"): break
      default: written = written &* 10 &+ Int(byte &- UInt8(ascii: "0"))
      }
    }
    exponent += isNegativeExponent ? -written : written
    self.init(isNegative: value < 0, coefficient: UInt128(digits), exponent: exponent)
  }
}
