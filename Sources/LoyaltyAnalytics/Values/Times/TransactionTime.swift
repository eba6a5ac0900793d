internal import DumpReader

/// When a transaction took place, in whatever form it was written.
enum TransactionTime {
  /// Epoch numbers below this magnitude are seconds, from it on milliseconds: the year 5138 and
  /// March 1973.
  private static let firstEpochMilliseconds: UInt64 = 100_000_000_000

  /// Milliseconds since 1970 (UTC) of a date, a timestamp (to the second), ISO-8601 text, or an epoch number.
  ///
  /// An epoch number is in seconds below a magnitude of 10¹¹, else in milliseconds; what it has
  /// below a millisecond is cut off towards the past. A double counts as its shortest decimal, as
  /// for ``Points``.
  ///
  /// nil when the value is no time that can be read. Allocates only for doubles of more than 15 digits.
  @inline(__always)
  static func milliseconds(
    _ value: RawValue, in chunk: RawSpan, scratch: RawSpan
  ) -> Int64? {
    switch value.type {
    case .date:
      value.int64
    case .string, .symbol:
      ISO8601.milliseconds(value.bytes(in: chunk, scratch: scratch))
    default:
      rare(value, in: chunk, scratch: scratch)
    }
  }

  @inline(never)
  private static func rare(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Int64? {
    switch value.type {
    case .timestamp:
      return Int64(value.bits >> 32) * 1000
    case .int32, .int64:
      let epoch = value.int64
      return epoch.magnitude < firstEpochMilliseconds ? epoch * 1000 : epoch
    case .double:
      guard let number = DecimalNumber(shortest: value.double) else { return nil }
      return milliseconds(epoch: number)
    case .decimal128:
      guard let decimal = Decimal128(bytes: value.bytes(in: chunk, scratch: scratch)),
        case .finite(let number) = decimal.parts
      else { return nil }
      return milliseconds(epoch: number)
    default:
      return nil
    }
  }

  static func milliseconds(epoch: DecimalNumber) -> Int64? {
    // Below a magnitude of 10¹¹: the magnitude, rounded down, is.
    guard let whole = epoch.scaled(byPowerOfTen: 0)?.magnitude else { return nil }
    let isSeconds = whole < firstEpochMilliseconds
    return epoch.floored(byPowerOfTen: isSeconds ? 3 : 0)
  }
}

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
