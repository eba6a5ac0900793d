/// A date of the proleptic Gregorian calendar and a time of day, in UTC.
struct CivilDate {
  var year: Int64
  var month: UInt64
  var day: UInt64
  var millisecondOfDay: UInt64

  /// From milliseconds since 1970: days_from_civil turned round, after Howard Hinnant,
  /// "chrono-Compatible Low-Level Date Algorithms".
  init(milliseconds: Int64) {
    let perDay: Int64 = 86_400_000
    var days = milliseconds / perDay
    var rest = milliseconds % perDay
    if rest < 0 {
      rest += perDay
      days -= 1
    }
    millisecondOfDay = UInt64(rest)
    days += 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = UInt64(days - era * 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = Int64(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0)
  }
}

extension OutputBytes {
  /// Appends a date as in `2014-04-11T21:55:32.590Z`; the year must have four digits. Where
  /// `isShort` says so, zeros at the end of the fraction are left out as Go's time package does.
  mutating func append(dateTime milliseconds: Int64, isShort: Bool = false) {
    let date = CivilDate(milliseconds: milliseconds)
    append(decimal: date.year.magnitude, atLeast: 4)
    append(UInt8(ascii: "-"))
    append(decimal: date.month, atLeast: 2)
    append(UInt8(ascii: "-"))
    append(decimal: date.day, atLeast: 2)
    append(UInt8(ascii: "T"))
    let seconds = date.millisecondOfDay / 1000
    append(decimal: seconds / 3600, atLeast: 2)
    append(UInt8(ascii: ":"))
    append(decimal: seconds / 60 % 60, atLeast: 2)
    append(UInt8(ascii: ":"))
    append(decimal: seconds % 60, atLeast: 2)
    var fraction = date.millisecondOfDay % 1000
    var width = 3
    while isShort, width > 0, fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    if width > 0 {
      append(UInt8(ascii: "."))
      append(decimal: fraction, atLeast: width)
    }
    append(UInt8(ascii: "Z"))
  }
}
