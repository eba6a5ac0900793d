internal import DumpReader

/// The ends of a time range as given on the command line: `--from` and `--to`.
///
/// A date such as `2014-07-01` is a whole day in a time zone: a range from it begins with the day, a
/// range to it ends with the day; so are the month `2014-07` and the year `2014`. An instant such as `2014-07-01T10:00:00Z` is itself; without an
/// offset it is what the clocks of the zone show.
public enum DateBound {
  /// The first millisecond that belongs to a range from a date or an instant.
  ///
  /// - Parameters:
  ///   - text: A year, a month, a day or an instant.
  ///   - zone: The zone of days, and of instants without an offset.
  /// - Returns: Milliseconds since 1970 (UTC), inclusive.
  /// - Throws: ``DateBoundError`` that says what is wrong with the text.
  public static func lower(
    _ text: String, in zone: TimeZoneRules
  ) throws(DateBoundError) -> Int64 {
    if let period = try period(text) {
      return zone.utcMilliseconds(ofLocal: Int64(period.first.daysSince1970) * 86_400_000)
    }
    return try instant(written(text), in: zone)
  }

  /// The first millisecond after a range to a date, which belongs to it, or to an instant, which
  /// does not.
  ///
  /// - Parameters:
  ///   - text: A year, a month, a day or an instant.
  ///   - zone: The zone of days, and of instants without an offset.
  /// - Returns: Milliseconds since 1970 (UTC), exclusive.
  /// - Throws: ``DateBoundError`` that says what is wrong with the text.
  public static func upper(
    _ text: String, in zone: TimeZoneRules
  ) throws(DateBoundError) -> Int64 {
    if let period = try period(text) {
      return zone.utcMilliseconds(ofLocal: Int64(period.next.daysSince1970) * 86_400_000)
    }
    let time = try written(text)
    guard time.timeOfDay == nil else { return instant(time, in: zone) }
    return zone.utcMilliseconds(ofLocal: time.localMilliseconds + 86_400_000)
  }

  /// The first day of a month or year that is given without a day, and that of the next one; nil for
  /// another text.
  private static func period(
    _ text: String
  ) throws(DateBoundError) -> (first: CivilDate, next: CivilDate)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0])
    else { return nil }
    guard parts.count == 2, let month = Int(parts[1]) else {
      return (
        CivilDate(year: year, month: 1, day: 1), CivilDate(year: year + 1, month: 1, day: 1)
      )
    }
    guard (1...12).contains(month) else {
      throw DateBoundError(text: text, reason: "there is no month \(month)")
    }
    return (
      CivilDate(year: year, month: month, day: 1),
      month == 12
        ? CivilDate(year: year + 1, month: 1, day: 1)
        : CivilDate(year: year, month: month + 1, day: 1)
    )
  }

  private static func instant(_ time: ParsedDateTime, in zone: TimeZoneRules) -> Int64 {
    let local = time.localMilliseconds
    let utc =
      if let offset = time.offset {
        local - Int64(offset) * 1000
      } else {
        zone.utcMilliseconds(ofLocal: local)
      }
    // Whole milliseconds are at or after a time between two of them from the later one on.
    return time.hasSubmilliseconds ? utc + 1 : utc
  }

  private static func written(_ text: String) throws(DateBoundError) -> ParsedDateTime {
    let bytes = Array(text.utf8)
    do throws(ParsedDateTime.Fault) {
      return try ParsedDateTime(bytes.rawBytes)
    } catch {
      throw DateBoundError(text: text, reason: sentence(error))
    }
  }

  private static func sentence(_ fault: ParsedDateTime.Fault) -> String {
    switch fault {
    case .form:
      "not a date; write 2014, 2014-07 or 2014-07-01, or 2014-07-01T10:00:00Z for an instant"
    case .time:
      "not a time of day; hours go up to 23 and minutes up to 59, or it is 24:00"
    case .day(let date) where date.month < 1 || date.month > 12:
      "there is no month \(date.month); write year, month and day as 2014-07-01"
    case .day(let date):
      "there is no day \(date.day) in that month, which has "
        + "\(CivilDate.days(inMonth: date.month, of: date.year)) days"
    }
  }
}

/// Why the text of a bound cannot be used.
public struct DateBoundError: Error, Sendable, Equatable {
  /// What was given.
  public let text: String
  /// What is wrong and what to do about it, as a sentence without a full stop.
  public let reason: String
}

extension DateBoundError: CustomStringConvertible {
  /// `text: reason`.
  public var description: String { "\(text): \(reason)" }
}
