internal import DumpReader

extension NumberKey {
  /// The number as relaxed Extended JSON v2: `1`, `0.1`, `{"$numberDouble":"NaN"}`,
  /// `{"$numberDecimal":"0.10"}` without the zeros at the end.
  ///
  /// The form does not know the type: a whole double and a whole decimal are printed as the
  /// integers that they equal.
  public var extendedJSON: String {
    switch form {
    case .integer, .double: plainText
    case .decimal: "{\"$numberDecimal\":\"\(plainText)\"}"
    case .notANumber, .negativeInfinity, .positiveInfinity: "{\"$numberDouble\":\"\(plainText)\"}"
    }
  }

  /// The number for people: `1`, `0.1`, `NaN`, `-Infinity`.
  public var plainText: String {
    switch form {
    case .notANumber: "NaN"
    case .negativeInfinity: "-Infinity"
    case .positiveInfinity: "Infinity"
    case .integer: String(Int64(bitPattern: low))
    case .double: String(Double(bitPattern: low))
    case .decimal: Decimal128(decimal).description
    }
  }
}

extension Decimal128 {
  /// The bits of a number that a decimal128 can hold, its zeros at the end taken off: they come back
  /// where the exponent is too large without them.
  fileprivate init(_ number: DecimalNumber) {
    let zeros = max(0, number.exponent - Self.maximumExponent)
    let coefficient = number.coefficient * PowersOfTen.wide(zeros)
    let exponent = UInt64(number.exponent - zeros + Self.exponentBias)
    self.init(
      low: UInt64(truncatingIfNeeded: coefficient),
      high: (number.isNegative ? 1 : 0) << 63 | exponent << 49
        | UInt64(truncatingIfNeeded: coefficient >> 64))
  }
}
