internal import DumpReader

extension TransactionTime {
  /// Milliseconds since 1970 (UTC) of an epoch number that is written as text, as in comma-separated
  /// lines; by the same rules as for numbers.
  static func milliseconds(text: RawSpan) -> Int64? {
    DecimalNumber(text: text).flatMap { milliseconds(epoch: $0) }
  }
}

extension Points {
  /// The amount that a text stands for, exponents included; rounded to 18 fraction digits as decimals
  /// are.
  ///
  /// nil when the text is no number, or the amount is beyond 10²⁰.
  init?(written text: RawSpan, rounded: inout Bool) {
    guard let number = DecimalNumber(text: text) else { return nil }
    self.init(number, rounded: &rounded)
  }
}
