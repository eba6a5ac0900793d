internal import DumpReader

/// Reads the times of documents, in whatever form they are written.
///
/// A class, so that a decoder that holds it is not copied to call it.
final class TimeReader: Sendable {
  /// What numbers count; nil when their size tells.
  private let unit: EpochUnit?
  private let patterns: [[TimeFormat.Element]]
  /// Whether nothing is known of numbers but their size.
  private let tellsBySize: Bool
  /// The zone of texts that name none.
  let zone: TimeZoneRules

  init(_ formats: [TimeFormat] = [], in zone: TimeZoneRules = .utc) {
    var unit: EpochUnit?
    var patterns: [[TimeFormat.Element]] = []
    for format in formats {
      switch format.form {
      case .number(let known): unit = unit ?? known
      case .pattern(let pattern): patterns.append(pattern)
      }
    }
    self.unit = unit
    self.patterns = patterns
    tellsBySize = unit == nil && patterns.isEmpty
    self.zone = zone
  }

  /// Milliseconds since 1970 (UTC) of a date, a timestamp (to the second), text, or an epoch number.
  ///
  /// Text is read by the formats in their order, else as ISO 8601, else as a number if the formats
  /// name a unit or the input is a table. Of a number without a fraction the digits are read by the
  /// formats first. What a number has below a millisecond is cut off towards
  /// the past. A double counts as its shortest decimal, as for ``Points``.
  ///
  /// - Parameter isTable: Whether numbers are text, as in comma-separated lines.
  /// - Returns: nil when the value is no time that can be read.
  /// - Complexity: Allocates only for doubles of more than 15 digits.
  @inline(__always)
  func milliseconds(
    _ value: RawValue, isTable: Bool, in chunk: RawSpan, scratch: RawSpan
  ) -> Int64? {
    switch value.type {
    case .date:
      value.int64
    case .string, .symbol:
      milliseconds(text: value.bytes(in: chunk, scratch: scratch), isTable: isTable)
    default:
      rare(value, in: chunk, scratch: scratch)
    }
  }

  @inline(never)
  private func rare(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> Int64? {
    switch value.type {
    case .timestamp:
      return Int64(value.bits >> 32) * 1000
    case .int32, .int64:
      if tellsBySize {
        switch EpochUnit.likely(value.int64.magnitude) {
        case .seconds: return value.int64 * 1000
        case .milliseconds: return value.int64
        default: break
        }
      }
      return milliseconds(DecimalNumber(value.int64))
    default:
      return DecimalNumber(value, in: chunk, scratch: scratch).flatMap(milliseconds)
    }
  }

  private func milliseconds(_ number: DecimalNumber) -> Int64? {
    guard tellsBySize else { return known(number) }
    return bySize(number)
  }

  /// The digits of a number by the patterns, as `20240310` needs it, else by its unit.
  private func known(_ number: DecimalNumber) -> Int64? {
    for pattern in patterns {
      if let time = PatternTime.milliseconds(number, pattern, in: zone) { return time }
    }
    return unit.map { $0.milliseconds(number, in: zone) } ?? bySize(number)
  }

  private func bySize(_ number: DecimalNumber) -> Int64? {
    // Nothing that fits in 64 bits of milliseconds is beyond this.
    guard let whole = number.scaled(byPowerOfTen: 0)?.magnitude else { return nil }
    return EpochUnit.likely(whole).milliseconds(number, in: zone)
  }

  @inline(never)
  private func milliseconds(text: RawSpan, isTable: Bool) -> Int64? {
    for pattern in patterns {
      if let time = PatternTime.milliseconds(text, pattern, in: zone) { return time }
    }
    if let reading = ISO8601.reading(text) {
      return reading.namesZone
        ? reading.milliseconds : zone.utcMilliseconds(ofLocal: reading.milliseconds)
    }
    guard isTable || unit != nil else { return nil }
    return DecimalNumber(text: text).flatMap(milliseconds)
  }
}

extension DecimalNumber {
  /// An integer.
  init(_ integer: Int64) {
    self.init(isNegative: integer < 0, coefficient: UInt128(integer.magnitude), exponent: 0)
  }

  /// The number of a value: doubles are their shortest decimal; nil when it is none, or not finite.
  init?(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) {
    switch value.type {
    case .int32, .int64: self.init(value.int64)
    case .double: self.init(shortest: value.double)
    case .decimal128:
      guard let decimal = Decimal128(bytes: value.bytes(in: chunk, scratch: scratch)),
        case .finite(let number) = decimal.parts
      else { return nil }
      self = number
    default: return nil
    }
  }
}
