/// A day of the proleptic Gregorian calendar, with a year 0.
///
/// Days and dates: the algorithms `days_from_civil` and `civil_from_days` of Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms", howardhinnant.github.io/date_algorithms.html. A
/// year starts on 1 March there, which puts the leap day at its end; 400 years are an era of 146,097
/// days.
package struct CivilDate: Equatable, Sendable {
  /// The year; 0 is the one before 1. Its magnitude stays below 10¹².
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int

  /// Creates a date of its parts, which may be out of range.
  @inline(__always)
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Whether a year has 366 days.
  @inline(__always)
  package static func isLeap(_ year: Int) -> Bool {
    year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days a month from 1 to 12 has.
  @inline(__always)
  package static func days(inMonth month: Int, of year: Int) -> Int {
    // 31 in every other month, starting anew in August.
    month == 2 ? (isLeap(year) ? 29 : 28) : 30 + (month + month >> 3) & 1
  }

  /// Whether there is such a month and day.
  @inline(__always)
  package var isValid: Bool {
    month >= 1 && month <= 12 && day >= 1
      && (day <= 28 || day <= Self.days(inMonth: month, of: year))
  }
}

extension CivilDate {
  /// Days since 1970-01-01.
  @inline(__always)
  package var daysSince1970: Int {
    let shifted = month <= 2 ? year &- 1 : year
    // Rounded down, as shifts are.
    let century = (shifted >= 0 ? shifted : shifted &- 99) / 100
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day
    return shifted &* 365 &+ shifted >> 2 &- century &+ century >> 2 &+ dayOfYear &- 719_469
  }

  /// The date so many days after 1970-01-01, at most 10¹⁴ of them.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }
}
