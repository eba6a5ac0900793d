internal import DumpReader

/// What a number that is a time counts.
package enum EpochUnit: String, Sendable, CaseIterable {
  /// Since 1970 (UTC).
  case seconds, milliseconds, microseconds, nanoseconds
  /// Days of a spreadsheet, 1 for 1900-01-01, with the time of day as a fraction; what the clocks of
  /// a zone show.
  case excel
  /// 100 nanoseconds since the year 1 (UTC), as .NET counts.
  case ticks

  /// The unit that the size of a number since 1970 tells: seconds up to the year 5138, milliseconds
  /// from March 1973 up to the year 5138, and so on.
  ///
  /// - Parameter magnitude: The number without its sign and fraction.
  @inline(__always)
  static func likely<Magnitude: UnsignedInteger>(_ magnitude: Magnitude) -> EpochUnit {
    if magnitude < 100_000_000_000 { return .seconds }
    if magnitude < 100_000_000_000_000 { return .milliseconds }
    return magnitude < 100_000_000_000_000_000 ? .microseconds : .nanoseconds
  }

  /// From the year 1 to 1970.
  private static let yearOneMilliseconds: Int64 = 62_135_596_800_000
  private static let dayMilliseconds: UInt128 = 86_400_000
  /// From 1899-12-30 to 1970. That is day 0 as of March 1900: there is a day 60, 1900-02-29, which
  /// Lotus 1-2-3 took for one.
  private static let firstSpreadsheetDay: Int64 = 25_569

  /// Milliseconds since 1970 (UTC) of a number; what is below a millisecond is cut off towards the
  /// past, but rounded for days, of which no fraction is exact.
  ///
  /// - Returns: nil when they do not fit in 64 bits, and for days before 1900.
  func milliseconds(_ number: DecimalNumber, in zone: TimeZoneRules) -> Int64? {
    switch self {
    case .seconds: number.floored(byPowerOfTen: 3)
    case .milliseconds: number.floored(byPowerOfTen: 0)
    case .microseconds: number.floored(byPowerOfTen: -3)
    case .nanoseconds: number.floored(byPowerOfTen: -6)
    case .ticks: number.floored(byPowerOfTen: -4).flatMap(Self.sinceYearOne)
    case .excel: Self.spreadsheet(number).map(zone.utcMilliseconds(ofLocal:))
    }
  }

  private static func sinceYearOne(_ milliseconds: Int64) -> Int64? {
    let (result, overflow) = milliseconds.subtractingReportingOverflow(yearOneMilliseconds)
    return overflow ? nil : result
  }

  /// What the clocks show on a day of a spreadsheet, in milliseconds from 1970.
  private static func spreadsheet(_ number: DecimalNumber) -> Int64? {
    let number = number.normalized
    guard !number.isNegative,
      let (product, overflow) = Optional(
        number.coefficient.multipliedReportingOverflow(by: dayMilliseconds)), !overflow,
      let scaled = DecimalNumber(
        isNegative: false, coefficient: product, exponent: number.exponent
      ).scaled(byPowerOfTen: 0),
      let milliseconds = Int64(exactly: scaled.magnitude + ((scaled.remainder ?? -1) >= 0 ? 1 : 0))
    else { return nil }
    let days =
      milliseconds < 60 * Int64(dayMilliseconds) ? firstSpreadsheetDay - 1 : firstSpreadsheetDay
    return milliseconds.subtractingReportingOverflow(days * Int64(dayMilliseconds)).partialValue
  }
}
