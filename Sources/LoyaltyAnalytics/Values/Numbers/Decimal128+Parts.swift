internal import DumpReader

extension Decimal128 {
  /// What the bits of a decimal128 stand for.
  enum Parts {
    case finite(DecimalNumber)
    case infinity(isNegative: Bool)
    case notANumber
  }

  /// The largest coefficient: 34 digits.
  static let maximumCoefficient = PowersOfTen.wide(34) - 1
  /// What is added to the exponent before it is stored.
  static let exponentBias = 6176
  /// The largest exponent.
  static let maximumExponent = 6111

  /// The 16 bytes of a BSON decimal128; nil when there are more or fewer.
  @inline(__always)
  init?(bytes: RawSpan) {
    guard bytes.byteCount == 16 else { return nil }
    self.init(low: bytes.load(0, as: UInt64.self), high: bytes.load(8, as: UInt64.self))
  }

  /// Takes the bits apart: IEEE 754-2008, decimal128, binary integer encoding.
  ///
  ///     bit 127    126 … 113        112 … 0
  ///     sign       exponent (14)    coefficient (113)
  ///     sign  11   exponent (14)    coefficient (111), to be read behind the bits 100
  ///     sign  11110                 infinity
  ///     sign  11111                 NaN
  ///
  /// A coefficient above 34 digits, which is every one of the second form, counts as zero.
  @inline(__always)
  var parts: Parts {
    let isNegative = high >> 63 != 0
    if high >> 61 & 0b11 == 0b11 {
      switch high >> 58 & 0b11111 {
      case 0b11110: return .infinity(isNegative: isNegative)
      case 0b11111: return .notANumber
      default:
        return .finite(
          DecimalNumber(
            isNegative: isNegative, coefficient: 0,
            exponent: Int(high >> 47 & 0x3FFF) - Self.exponentBias))
      }
    }
    let coefficient = UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low)
    return .finite(
      DecimalNumber(
        isNegative: isNegative,
        coefficient: coefficient <= Self.maximumCoefficient ? coefficient : 0,
        exponent: Int(high >> 49 & 0x3FFF) - Self.exponentBias))
  }
}
