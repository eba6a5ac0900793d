/// The values of ``AwkwardPattern``, field by field. nil stands for a missing field.
enum AwkwardValues {
  /// How many different keys there are.
  static let keyCount = 64

  /// Keys of every kind, several of them equal to each other across types, and some that cannot be
  /// keys at all.
  static func key(_ number: Int, in document: inout SampleDocument) -> SampleValue? {
    switch number {
    case 0: nil
    case 1: .null
    case 2: .int32(5)
    case 3: .int64(5)
    case 4: .double(5)
    case 5: .decimal(SampleDecimal(digits: 5, exponent: 0))
    case 6: .decimal(SampleDecimal(digits: 5000, exponent: -3))
    case 7: .string(document.text("5"))
    case 8: .double(5.5)
    case 9: .decimal(SampleDecimal(digits: 55, exponent: -1))
    case 10: .double(0.1)
    // The decimal 0.1 is not the double 0.1, which is a little more.
    case 11: .decimal(SampleDecimal(digits: 1, exponent: -1))
    case 12: .int64(.max)
    case 13: .int64(.min)
    case 14: .double(0)
    case 15: .double(-0.0)
    case 16: .decimal(SampleDecimal(digits: 0, exponent: -5, isNegative: true))
    case 17: .int32(0)
    case 18: .double(.nan)
    case 19: .decimal(.nan)
    case 20: .double(.infinity)
    case 21: .double(-.infinity)
    case 22: .decimal(.infinity(isNegative: true))
    case 23: .decimal(SampleDecimal(digits: 1, exponent: 400))
    case 24: .double(1e22)
    case 25: .decimal(SampleDecimal(digits: 1, exponent: 22))
    case 26: .double(.leastNonzeroMagnitude)
    case 27: .objectID(0x507F_1F77_BCF8_6CD7, 0x9943_9011)
    case 28: .string(document.text("507f1f77bcf86cd799439011"))
    case 29: .bool(true)
    case 30: .bool(false)
    case 31: .int32(1)
    case 32: .string(document.text("true"))
    case 33: .date(0)
    case 34: .date(1_397_253_332_590)
    case 35: .date(-1)
    case 36: .date(.max)
    case 37: .date(.min)
    case 38: .date(253_402_300_800_000)
    case 39: .binary(subtype: 0, document.bytes([1, 2, 3]))
    case 40: .binary(subtype: 128, document.bytes([1, 2, 3]))
    case 41: .binary(subtype: 4, document.bytes(Array(0x10...0x1F)))
    case 42: .binary(subtype: 3, document.bytes(Array(0x10...0x1F)))
    case 43: .binary(subtype: 5, document.bytes([]))
    case 44: .symbol(document.text("5"))
    case 45: .symbol(document.text("user 45"))
    case 46: .string(document.text("user 45"))
    case 47: .string(document.text(""))
    case 48: .string(document.text("null"))
    case 49: .string(document.text("a\u{0}b"))
    case 50: .string(document.text(String(repeating: "k", count: 16 << 10)))
    case 51: .string(document.text(String(repeating: "k", count: 16 << 10 + 1)))
    case 52: .string(document.text("\u{FEFF}\u{10FFFF}"))
    case 53: .openArray
    case 54: .openDocument
    case 55: .timestamp(seconds: 1_400_000_000, increment: 1)
    case 56: .regularExpression(pattern: document.text("a"), options: document.text(""))
    case 57: .minKey
    case 58: .maxKey
    case 59: .undefined
    case 60: .code(document.text("5"))
    case 61: .int64(9_007_199_254_740_993)
    case 62: .double(9_007_199_254_740_992)
    case 63: .decimal(SampleDecimal(digits: 9_007_199_254_740_993, exponent: 0))
    default: .string(document.text("user \(number)"))
    }
  }

  /// Amounts of every type that has a number, some too fine, some no numbers.
  static func points(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    switch random.below(34) {
    case 0: nil
    case 1: .null
    case 2: .string(document.text("5"))
    case 3: .bool(true)
    case 4: .double(.nan)
    case 5: .double(.infinity)
    case 6: .decimal(.nan)
    case 7: .decimal(.infinity(isNegative: false))
    case 8: .openDocument
    case 9: .openArray
    case 10: .double(0.1)
    case 11: .double(1e-19)
    case 12: .double(5e-19)
    case 13: .double(-0.0)
    case 14: .double(0.1 + 0.2)
    case 15: .double(.leastNonzeroMagnitude)
    case 16: .double(1.5e-18)
    case 17: .double(2.5e-18)
    case 18: .decimal(SampleDecimal(digits: 1_234_567_890_123_456_785, exponent: -19))
    case 19: .decimal(SampleDecimal(digits: 1_234_567_890_123_456_775, exponent: -19))
    case 20:
      .decimal(SampleDecimal(digits: 1_234_567_890_123_456_789_012_345_678_901_234, exponent: -33))
    case 21: .decimal(SampleDecimal(digits: 5, exponent: -6176))
    case 22: .decimal(SampleDecimal(digits: 0, exponent: 6111))
    case 23: .decimal(SampleDecimal(digits: 100, exponent: -2))
    case 24: .decimal(SampleDecimal(digits: 12, exponent: 3, isNegative: true))
    case 25: .int32(.max)
    case 26: .int32(.min)
    case 27: .int64(1 << 53 + 1)
    case 28: .int32(0)
    case 29: .double(1e-7)
    case 30: .double(123_456_789.125)
    case 31: .double(1e15)
    case 32: .symbol(document.text("5"))
    default: .int64(Int64(random.below(1_000_000)) - 500_000)
    }
  }

  /// Amounts near the limits of a value and of a total; few enough for no total to overflow.
  static func huge(_ number: Int) -> SampleValue? {
    switch number {
    case 0: .int64(.max)
    case 1: .int64(.min)
    case 2: .double(1e19)
    case 3: .double(-1e19)
    case 4:
      .decimal(
        SampleDecimal(digits: 1_234_567_890_123_456_789_012_345_678_901_234, exponent: -14))
    case 5: .double(1e21)
    case 6: .decimal(SampleDecimal(digits: 100_000_000_000_000_000_001, exponent: 0))
    case 7: .decimal(SampleDecimal(digits: 1, exponent: 6111))
    case 8: .double(.greatestFiniteMagnitude)
    case 9: .decimal(SampleDecimal(digits: 9, exponent: 18))
    case 10: .double(-12_345_678_901_234_567_168)
    default: nil
    }
  }

  /// Types of transactions: known ones most of the time, then misspelled ones and other values.
  static func type(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    switch random.below(24) {
    case 0: nil
    case 1: .null
    case 2: .string(document.text("Award"))
    case 3: .string(document.text("award "))
    case 4: .string(document.text(""))
    case 5: .string(document.text("expire"))
    case 6: .string(document.text("übertrag\n\u{1B}[31m"))
    case 7: .int32(1)
    case 8: .bool(false)
    case 9: .symbol(document.text("award"))
    case 10...13: .string(document.text("redeem"))
    case 14...15: .string(document.text("deduct"))
    default: .string(document.text("award"))
    }
  }
}
