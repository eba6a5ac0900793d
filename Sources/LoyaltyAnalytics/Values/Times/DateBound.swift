internal import DumpReader

/// The ends of a time range as given on the command line: `--from` and `--to`.
///
/// A date such as `2014-07-01` is a whole day in a time zone: a range from it begins with the day, a
/// range to it ends with the day. An instant such as `2014-07-01T10:00:00Z` is itself; without an
/// offset it is what the clocks of the zone show.
public enum DateBound {
  /// The first millisecond that belongs to a range from a date or an instant.
  ///
  /// - Returns: Milliseconds since 1970 (UTC), inclusive.
  /// - Throws: ``DateBoundError`` that says what is wrong with the text.
  public static func lower(
    _ text: String, in zone: TimeZoneRules
  ) throws(DateBoundError) -> Int64 {
    try instant(written(text), in: zone)
  }

  /// The first millisecond after a range to a date, which belongs to it, or to an instant, which
  /// does not.
  ///
  /// - Returns: Milliseconds since 1970 (UTC), exclusive.
  /// - Throws: ``DateBoundError`` that says what is wrong with the text.
  public static func upper(
    _ text: String, in zone: TimeZoneRules
  ) throws(DateBoundError) -> Int64 {
    let time = try written(text)
    guard time.timeOfDay == nil else { return instant(time, in: zone) }
    return zone.utcMilliseconds(ofLocal: time.localMilliseconds + 86_400_000)
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
      "not a date; write 2014-07-01, or 2014-07-01T10:00:00Z for an instant"
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
