/// A decimal128 in the parts that it is made of: sign, up to 34 digits, exponent.
///
/// Written without libbson, so that the two can be held against each other.
public struct SampleDecimal: Sendable, Equatable {
  private enum Kind: Sendable { case finite, infinity, nan }
  private var kind = Kind.finite
  private var isNegative: Bool
  private var digits: UInt128
  private var exponent: Int

  /// ±`digits` · 10^`exponent`. The digits must be below 10³⁴ and the exponent between -6176 and
  /// 6111; both are cut to that.
  public init(digits: UInt128, exponent: Int, isNegative: Bool = false) {
    self.digits = min(digits, 9_999_999_999_999_999_999_999_999_999_999_999)
    self.exponent = min(max(exponent, -6176), 6111)
    self.isNegative = isNegative
  }

  private init(_ kind: Kind, isNegative: Bool) {
    self.init(digits: 0, exponent: 0, isNegative: isNegative)
    self.kind = kind
  }

  /// Infinity, of either sign.
  public static func infinity(isNegative: Bool) -> SampleDecimal {
    SampleDecimal(.infinity, isNegative: isNegative)
  }

  /// Not a number.
  public static let nan = SampleDecimal(.nan, isNegative: false)

  /// The 16 bytes of BSON as two numbers, low half first: the binary integer significand encoding
  /// of IEEE 754-2008, 3.5.2.
  public var bits: (low: UInt64, high: UInt64) {
    let sign: UInt64 = isNegative ? 1 << 63 : 0
    switch kind {
    case .infinity: return (0, sign | 0x7800 << 48)
    case .nan: return (0, 0x7C00 << 48)
    case .finite:
      let biased = UInt64(exponent + 6176) << 49
      return (UInt64(truncatingIfNeeded: digits), sign | biased | UInt64(digits >> 64))
    }
  }
}

extension SampleDecimal: CustomStringConvertible {
  /// The text of the Decimal128 specification: plain when the exponent is not positive and there
  /// are at most six zeros behind the point, scientific otherwise.
  public var description: String {
    let sign = isNegative ? "-" : ""
    switch kind {
    case .infinity: return sign + "Infinity"
    case .nan: return "NaN"
    case .finite: break
    }
    let text = String(digits)
    let scientific = exponent + text.utf8.count - 1
    if exponent > 0 || scientific < -6 {
      let fraction = text.dropFirst()
      return sign + text.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
        + "E" + (scientific < 0 ? "" : "+") + "\(scientific)"
    }
    if exponent == 0 { return sign + text }
    let zeros = String(repeating: "0", count: max(0, 1 - exponent - text.utf8.count))
    let padded = zeros + text
    return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }
}
