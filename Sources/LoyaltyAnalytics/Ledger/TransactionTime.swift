public import DumpReader

/// When a transaction took place: milliseconds since 1970-01-01T00:00:00Z.
@frozen
public struct TransactionTime: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970, UTC.
  public var milliseconds: Int64

  /// An instant so many milliseconds after 1970-01-01T00:00:00Z.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// By time.
  @inlinable
  public static func < (a: TransactionTime, b: TransactionTime) -> Bool {
    a.milliseconds < b.milliseconds
  }
}

extension TransactionTime {
  /// Epoch numbers below this magnitude are seconds, from it on milliseconds: the year 5138 and
  /// March 1973.
  static let firstEpochMilliseconds: Int64 = 100_000_000_000

  /// Reads a time: a date, a timestamp (to the second), ISO-8601 text, or an epoch number.
  ///
  /// An epoch number is in seconds below a magnitude of 10¹¹, else in milliseconds; what it has
  /// below a millisecond is cut off towards the past. A double counts as its shortest decimal, as
  /// for ``Points``.
  ///
  /// nil when the value cannot be read as a time. Allocates only for doubles of more than 15 digits.
  @inline(__always)
  public init?(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) {
    switch value.type {
    case .date:
      self.init(milliseconds: value.int64)
    case .string, .symbol:
      guard let time = ISO8601.milliseconds(value.bytes(in: chunk, scratch: scratch)) else {
        return nil
      }
      self.init(milliseconds: time)
    default:
      self.init(rare: value, in: chunk, scratch: scratch)
    }
  }

  @inline(never)
  private init?(rare value: RawValue, in chunk: RawSpan, scratch: RawSpan) {
    switch value.type {
    case .timestamp:
      self.init(milliseconds: Int64(value.bits >> 32) * 1000)
    case .int32, .int64:
      let epoch = value.int64
      self.init(
        milliseconds: epoch.magnitude < Self.firstEpochMilliseconds ? epoch * 1000 : epoch)
    case .double:
      guard let number = DecimalNumber(shortest: value.double) else { return nil }
      self.init(epoch: number)
    case .decimal128:
      guard let decimal = Decimal128(value.bytes(in: chunk, scratch: scratch)),
        case .finite(let number) = decimal.parts
      else { return nil }
      self.init(epoch: number)
    default:
      return nil
    }
  }

  private init?(epoch: DecimalNumber) {
    // Below a magnitude of 10¹¹: the magnitude, rounded down, is.
    guard let whole = epoch.scaled(byPowerOfTen: 0)?.magnitude else { return nil }
    let isSeconds = whole < UInt128(Self.firstEpochMilliseconds)
    guard let time = epoch.floored(byPowerOfTen: isSeconds ? 3 : 0) else { return nil }
    self.init(milliseconds: time)
  }
}
