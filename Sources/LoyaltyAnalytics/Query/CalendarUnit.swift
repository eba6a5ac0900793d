internal import DumpReader

/// A stretch of the calendar, or a part of it that comes again, that transactions are grouped by.
///
/// Keys are texts whose order by bytes is the order of time; those beyond the years 0 to 9999 are of
/// kinds of their own.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum CalendarUnit: String, Sendable, CaseIterable {
  /// Such as `2014-07-01`.
  case day
  /// A week of ISO 8601, from Monday on, such as `2014-W27`.
  case week
  /// Such as `2014-07`.
  case month
  /// Such as `2014-Q3`.
  case quarter
  /// Such as `2014`.
  case year
  /// A day of the week, of any week, such as `2 Tuesday`.
  case weekday
  /// An hour of the day, of any day, such as `09`.
  case hour

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// Appends the key of an instant in the calendar of a zone: `2014-07-01`, `2014-W27`, `2014-07`,
  /// `2014-Q3`, `2014`, `2 Tuesday`, `09`.
  func appendKey(
    of milliseconds: Int64, in zone: TimeZoneRules, to scratch: inout [UInt8]
  ) -> GroupKeySlice {
    let start = scratch.count
    var kind = GroupKey.Kind.string
    let offset = Int64(zone.offset(at: milliseconds)) * 1000
    let sum = milliseconds.addingReportingOverflow(offset)
    let local = sum.overflow ? milliseconds : sum.partialValue
    // Rounded towards the past, also before 1970.
    let days = Int(local.flooredQuotient(86_400_000))
    // Monday is 0; 1 January 1970 was a Thursday.
    let weekday = ((days + 3) % 7 + 7) % 7
    switch self {
    case .day, .month, .quarter, .year:
      let date = CivilDate(daysSince1970: days)
      kind = scratch.append(year: date.year)
      if self == .quarter {
        scratch.append(contentsOf: "-Q".utf8)
        scratch.append(UInt8(ascii: "1") + UInt8((date.month - 1) / 3))
      }
      if self == .day || self == .month {
        scratch.append(UInt8(ascii: "-"))
        scratch.append(twoDigits: date.month)
      }
      if self == .day {
        scratch.append(UInt8(ascii: "-"))
        scratch.append(twoDigits: date.day)
      }
    case .week:
      // ISO 8601: a week belongs to the year of its Thursday.
      let thursday = days - weekday + 3
      let year = CivilDate(daysSince1970: thursday).year
      let first = CivilDate(year: year, month: 1, day: 1).daysSince1970
      kind = scratch.append(year: year)
      scratch.append(contentsOf: "-W".utf8)
      scratch.append(twoDigits: (thursday - first) / 7 + 1)
    case .weekday:
      scratch.append(UInt8(ascii: "1") + UInt8(weekday))
      scratch.append(UInt8(ascii: " "))
      scratch.append(contentsOf: Self.weekdays[weekday].utf8)
    case .hour:
      // Not by what is left of the day: the first one that there is begins before all times.
      scratch.append(twoDigits: Int(((local % 86_400_000 + 86_400_000) % 86_400_000) / 3_600_000))
    }
    return GroupKeySlice(
      kind, offset: UInt32(truncatingIfNeeded: start),
      count: UInt32(truncatingIfNeeded: scratch.count - start), inScratch: true)
  }
}

extension [UInt8] {
  /// Appends a year in four digits; outside of 0 to 9999 with a sign and at least six, as
  /// ``ISO8601/text(milliseconds:)`` does.
  ///
  /// - Returns: The kind of a key that begins with it.
  fileprivate mutating func append(year: Int) -> GroupKey.Kind {
    if year >= 0, year <= 9999 {
      append(twoDigits: year / 100)
      append(twoDigits: year % 100)
      return .string
    }
    append(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let digits = String(year.magnitude).utf8
    for _ in 0..<Swift.max(0, 6 - digits.count) { append(UInt8(ascii: "0")) }
    append(contentsOf: digits)
    return year < 0 ? .earlierYear : .laterYear
  }

  fileprivate mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(number / 10))
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
