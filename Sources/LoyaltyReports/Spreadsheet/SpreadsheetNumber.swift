internal import LoyaltyAnalytics

/// A number as a cell of a spreadsheet holds it: a double, of which 15 decimal digits are shown and
/// kept by every program that opens the file (Excel specifications and limits, "number precision").
struct SpreadsheetNumber: Equatable {
  /// The double that is nearest to the decimal; printed with 15 digits it is the decimal again.
  var value: Double
  /// Digits behind the point.
  var fractionDigits: Int

  /// Digits that hold.
  static let digits = 15
  private static let limit: UInt128 = 1_000_000_000_000_000

  /// An amount of which no digit is lost; nil for one of more digits, zeros at either end left out.
  ///
  /// The digits are an integer below 2⁵³, the power of ten is one of the 23 that a double holds, so
  /// that their product or quotient is rounded once, to the nearest (Clinger, "How to Read Floating
  /// Point Numbers Accurately", 1990).
  init?(_ points: Points) {
    var digits = points.units.magnitude
    var exponent = -Points.fractionDigits
    // Most amounts are whole: one division instead of eighteen.
    let whole = digits.quotientAndRemainder(dividingBy: UInt128(Self.unitsPerPoint))
    if whole.remainder == 0 { (digits, exponent) = (whole.quotient, 0) }
    while exponent < 0 || digits >= Self.limit {
      let tenth = digits.quotientAndRemainder(dividingBy: 10)
      guard tenth.remainder == 0, digits > 0 else { break }
      (digits, exponent) = (tenth.quotient, exponent + 1)
    }
    guard digits < Self.limit else { return nil }
    let magnitude =
      exponent < 0
      ? Double(digits) / Self.powersOfTen[-exponent] : Double(digits) * Self.powersOfTen[exponent]
    value = points.units < 0 ? -magnitude : magnitude
    fractionDigits = max(0, -exponent)
  }

  /// A count; nil for one of more than 15 digits.
  init?(_ count: Int) {
    guard count.magnitude < UInt(Self.limit) else { return nil }
    value = Double(count)
    fractionDigits = 0
  }

  private static let unitsPerPoint = Points(1).units
  /// 10⁰ to 10²².
  static let powersOfTen: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0.1) * 10)
  }
}

/// A time as a spreadsheet has it: days since 1899-12-30.
enum SpreadsheetTime {
  private static let day: Int64 = 86_400_000
  /// The days from 1899-12-30 to 1970-01-01.
  private static let epoch: Int64 = 25_569
  /// 1900-03-01, before which programs count differently (Excel has a 29th of February then), to the
  /// end of the year 9999, behind which they stop.
  private static let range: Range<Int64> = 61 * day..<2_958_466 * day
  /// Days of the year 2173, in front of which ten digits are left for the time of day.
  private static let fiveDigits: Int64 = 100_000

  /// The number of days, in 15 digits, which tell every millisecond; nil for a time that no spreadsheet
  /// has.
  ///
  /// - Parameter milliseconds: Since 1970, in UTC.
  static func days(_ milliseconds: Int64) -> Double? {
    let (time, isTooLarge) = milliseconds.addingReportingOverflow(epoch * day)
    guard !isTooLarge, range.contains(time) else { return nil }
    let scale = time < fiveDigits * day ? 10 : 8
    let power = SpreadsheetNumber.powersOfTen[scale]
    let (days, rest) = time.quotientAndRemainder(dividingBy: day)
    let fraction = (Double(rest) * power / Double(day)).rounded()
    return (Double(days) * power + fraction) / power
  }
}
