extension NumberKey {
  /// The number as relaxed Extended JSON v2: `1`, `0.1`, `{"$numberDouble":"NaN"}`,
  /// `{"$numberDecimal":"0.10"}` without the zeros at the end.
  ///
  /// The form does not know the type: a whole double and a whole decimal are printed as the
  /// integers that they equal.
  package var extendedJSON: String {
    switch form {
    case .integer, .double: plainText
    case .decimal: "{\"$numberDecimal\":\"\(plainText)\"}"
    case .notANumber, .negativeInfinity, .positiveInfinity: "{\"$numberDouble\":\"\(plainText)\"}"
    }
  }

  /// The number for people, with all its digits and no exponent: `1`, `0.1`, `NaN`, `-Infinity`.
  package var plainText: String {
    switch form {
    case .notANumber: "NaN"
    case .negativeInfinity: "-Infinity"
    case .positiveInfinity: "Infinity"
    case .integer: String(Int64(bitPattern: low))
    case .double: Double(bitPattern: low).plainText
    case .decimal: decimal.plainText
    }
  }
}
