extension DecimalNumber {
  /// The number with all its digits and no exponent: `-0.0015`, `1200`.
  var plainText: String {
    let number = normalized
    var digits = String(number.coefficient)
    if number.exponent >= 0 {
      digits += String(repeating: "0", count: number.exponent)
    } else {
      let missing = 1 - number.exponent - digits.count
      if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: number.exponent))
    }
    return number.isNegative ? "-" + digits : digits
  }
}

extension Double {
  /// A finite number with all its digits and no exponent, so that it is read back as the same.
  ///
  /// With a fraction the shortest decimal. An integer of up to 34 digits is written as one, since it
  /// is read as the same number; a longer one, which no integer of JSON can be, ends in `.0`.
  var plainText: String {
    guard magnitude >= 0x1p53 else { return DecimalNumber(shortest: self)?.plainText ?? "NaN" }
    var integer = BigUnsigned(UInt128(UInt64(significand * 0x1p52)))
    integer.multiply(byPowerOfTwo: Int(exponent) - Self.significandBitCount)
    let digits = integer.decimalDigits
    return (self < 0 ? "-" : "") + digits + (digits.utf8.count > 34 ? ".0" : "")
  }
}

extension BigUnsigned {
  /// The digits of the integer.
  var decimalDigits: String {
    var rest = self
    var groups: [UInt32] = []
    while let group = rest.divide(by: 1_000_000_000) { groups.append(group) }
    guard let first = groups.popLast() else { return "0" }
    return groups.reversed().reduce(into: String(first)) { digits, group in
      let text = String(group)
      digits += String(repeating: "0", count: 9 - text.utf8.count) + text
    }
  }
}
