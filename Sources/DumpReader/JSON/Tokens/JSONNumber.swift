/// Numbers of JSON text as BSON values.
///
/// An integer becomes the smallest of int32, int64 and decimal128 (34 digits) that holds it; all
/// other numbers become the double that is nearest to them, as ECMAScript and `mongoimport` have it.
/// A longer integer, and a number beyond the range of doubles, is marked as one that its double is
/// not; see ``RawValue/isBeyondDouble``.
enum JSONNumber {
  /// The value of a number whose shape has been checked; a decimal128 goes into `scratch`.
  @inline(never)
  static func value(
    _ bytes: RawSpan, _ range: Range<Int>, into scratch: inout [UInt8]
  ) -> RawValue? {
    if let integer = integer(bytes, range) {
      let type: BSONType = Int32(exactly: integer) == nil ? .int64 : .int32
      return RawValue(type, bits: UInt64(bitPattern: integer))
    }
    var isInteger = true
    for i in range where bytes[i] == UInt8(ascii: ".") || bytes[i] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
    }
    if isInteger, let decimal = decimal(bytes, range) {
      return RawValue(.decimal128, appending: decimal, to: &scratch)
    }
    return double(bytes, range).map { double in
      var value = RawValue(.double, bits: double.bitPattern)
      guard isInteger || !double.isFinite || double == 0 && hasDigits(bytes, range) else {
        return value
      }
      if range.count <= maximumText {
        value = RawValue(
          .double, at: scratch.count..<scratch.count + range.count, inScratch: true,
          bits: double.bitPattern)
        for i in range { scratch.append(bytes[i]) }
      } else {
        value.count = 1
      }
      return value
    }
  }

  /// Longer ones are not kept as text: nobody looks for them.
  private static let maximumText = 1 << 10

  /// Whether the significand of a number is not zero.
  private static func hasDigits(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    for i in range {
      if bytes[i] | 0x20 == UInt8(ascii: "e") { return false }
      if bytes[i] > UInt8(ascii: "0"), bytes[i] <= UInt8(ascii: "9") { return true }
    }
    return false
  }

  /// The integer that digits, with or without a minus, stand for; nil when it does not fit.
  static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> Int64? {
    var i = range.lowerBound
    let isNegative = i < range.upperBound && bytes[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    guard i < range.upperBound else { return nil }
    var value: Int64 = 0
    while i < range.upperBound {
      let digit = bytes[i] &- 0x30
      guard digit < 10 else { return nil }
      // Downwards, because there is one more negative integer.
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (difference, underflow) = product.subtractingReportingOverflow(Int64(digit))
      guard !overflow, !underflow else { return nil }
      value = difference
      i += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The double nearest to a decimal number such as `-1.5e3`; nil when the text is none.
  ///
  /// More than JSON allows is accepted: a plus, zeros in front, a dot at either end.
  static func double(_ bytes: RawSpan, _ range: Range<Int>) -> Double? {
    guard let parts = Parts(bytes, range) else { return nil }
    // Both factors are exact, so that one operation rounds once (W. D. Clinger, "How to Read
    // Floating Point Numbers Accurately", 1990).
    if let significand = parts.significand, significand < 1 << 53,
      parts.exponent.magnitude <= maximumExactPower
    {
      let power = powersOfTen[Int(parts.exponent.magnitude)]
      let magnitude =
        parts.exponent < 0 ? Double(significand) / power : Double(significand) * power
      return parts.isNegative ? -magnitude : magnitude
    }
    return Double(bytes.extracting(range).text)
  }

  /// The decimal128 of exactly the digits of a number; nil when there are more than 34, or when the
  /// text is no plain number.
  static func decimal(_ bytes: RawSpan, _ range: Range<Int>) -> Decimal128? {
    guard let parts = Parts(bytes, range), let significand = parts.significand,
      significand < 10_000_000_000_000_000_000_000_000_000_000_000,
      parts.exponent >= -6176, parts.exponent <= 6111
    else { return nil }
    // IEEE 754-2008, 3.5.2, binary encoding: sign, 14 bits of exponent, 113 bits of significand.
    let sign: UInt64 = parts.isNegative ? 1 << 63 : 0
    let exponent = UInt64(parts.exponent + 6176) << 49
    return Decimal128(
      low: UInt64(truncatingIfNeeded: significand),
      high: sign | exponent | UInt64(truncatingIfNeeded: significand >> 64))
  }

  /// ±significand × 10^exponent
  private struct Parts {
    var isNegative = false
    /// All digits as one integer; nil when there are more than 38.
    var significand: UInt128? = 0
    var exponent = 0

    init?(_ bytes: RawSpan, _ range: Range<Int>) {
      var i = range.lowerBound
      var digits = 0
      var significant = 0
      var fraction: Int?
      if i < range.upperBound, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
        isNegative = bytes[i] == UInt8(ascii: "-")
        i += 1
      }
      while i < range.upperBound {
        let byte = bytes[i]
        if byte &- 0x30 < 10 {
          digits += 1
          if significant > 0 || byte != 0x30 { significant += 1 }
          significand =
            significant > 38 ? nil : significand.map { $0 &* 10 &+ UInt128(byte &- 0x30) }
          fraction = fraction.map { $0 + 1 }
        } else if byte == UInt8(ascii: "."), fraction == nil {
          fraction = 0
        } else {
          break
        }
        i += 1
      }
      guard digits > 0 else { return nil }
      if i < range.upperBound {
        guard bytes[i] | 0x20 == UInt8(ascii: "e") else { return nil }
        i += 1
        var sign = 1
        if i < range.upperBound, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
          sign = bytes[i] == UInt8(ascii: "-") ? -1 : 1
          i += 1
        }
        guard i < range.upperBound else { return nil }
        while i < range.upperBound {
          guard bytes[i] &- 0x30 < 10 else { return nil }
          // So far beyond any number's range that no fraction brings it back.
          exponent = min(exponent * 10 + Int(bytes[i] &- 0x30), 1 << 50)
          i += 1
        }
        exponent *= sign
      }
      exponent -= fraction ?? 0
    }
  }

  /// Powers of ten up to this one are exact as doubles.
  static let maximumExactPower = 22
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

extension RawValue {
  /// A value whose 16 bytes are appended to the scratch bytes.
  init(_ type: BSONType, appending decimal: Decimal128, to scratch: inout [UInt8]) {
    let start = scratch.count
    for half in [decimal.low, decimal.high] {
      for shift in stride(from: 0, to: 64, by: 8) {
        scratch.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      }
    }
    self.init(type, at: start..<start + 16, inScratch: true)
  }
}
