import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite("Formats of times")
struct TimeFormatTests {
  /// The instant that a text stands for in a format, as ISO 8601; nil when it does not fit.
  func read(_ text: String, _ format: String, zone: String = "UTC") throws -> String? {
    guard case .pattern(let pattern) = try TimeFormat(format).form else { return nil }
    let bytes = Array(text.utf8)
    return PatternTime.milliseconds(
      bytes.rawBytes, pattern, in: try TimeZoneRules(named: zone)
    ).map(ISO8601.text)
  }

  @Test(
    "Patterns of strptime",
    arguments: [
      ("04/09/2016", "%d/%m/%Y", "2016-09-04T00:00:00.000Z"),
      ("4/9/2016", "%d/%m/%Y", "2016-09-04T00:00:00.000Z"),
      ("9/4/16 12:30 PM", "%m/%d/%y %I:%M %p", "2016-09-04T12:30:00.000Z"),
      ("9/4/16 12:30\u{202F}am", "%m/%d/%y %I:%M %p", "2016-09-04T00:30:00.000Z"),
      ("9/4/16 1:05:09 pm", "%m/%d/%y %I:%M:%S %p", "2016-09-04T13:05:09.000Z"),
      ("20160904", "%Y%m%d", "2016-09-04T00:00:00.000Z"),
      ("20160904123005", "%Y%m%d%H%M%S", "2016-09-04T12:30:05.000Z"),
      ("2016-09-04 12:30:05.5", "%Y-%m-%d %H:%M:%S.%f", "2016-09-04T12:30:05.500Z"),
      ("2016-09-04 12:30:05.123456789", "%Y-%m-%d %H:%M:%S.%f", "2016-09-04T12:30:05.123Z"),
      ("Sep 4, 2016", "%b %d, %Y", "2016-09-04T00:00:00.000Z"),
      ("SEPT 4, 2016", "%b %d, %Y", "2016-09-04T00:00:00.000Z"),
      ("4 september 2016", "%d %B %Y", "2016-09-04T00:00:00.000Z"),
      ("May  4 2016", "%B %d %Y", "2016-05-04T00:00:00.000Z"),
      ("2016-248", "%Y-%j", "2016-09-04T00:00:00.000Z"),
      ("2016-366", "%Y-%j", "2016-12-31T00:00:00.000Z"),
      ("04.09.2016 12:30 +0200", "%d.%m.%Y %H:%M %z", "2016-09-04T10:30:00.000Z"),
      ("04.09.2016 12:30-04:30", "%d.%m.%Y %H:%M%z", "2016-09-04T17:00:00.000Z"),
      ("04.09.2016 12:30 UTC", "%d.%m.%Y %H:%M %z", "2016-09-04T12:30:00.000Z"),
      ("04.09.2016 12:30Z", "%d.%m.%Y %H:%M%z", "2016-09-04T12:30:00.000Z"),
      ("@1396043741", "@%s", "2014-03-28T21:55:41.000Z"), ("-1", "%s", "1969-12-31T23:59:59.000Z"),
      ("1396043741.59", "%s.%f", "2014-03-28T21:55:41.590Z"),
      ("100% 2016", "100%% %Y", "2016-01-01T00:00:00.000Z"),
      ("01/01/69", "%d/%m/%y", "1969-01-01T00:00:00.000Z"),
      ("01/01/68", "%d/%m/%y", "2068-01-01T00:00:00.000Z"),
      ("2016-12-31T23:59:60", "%Y-%m-%dT%H:%M:%S", "2017-01-01T00:00:00.000Z"),
      ("29.02.2016", "%d.%m.%Y", "2016-02-29T00:00:00.000Z"),
      ("2024-03", "%Y-%m", "2024-03-01T00:00:00.000Z"),
    ])
  func patterns(text: String, format: String, instant: String) throws {
    #expect(try read(text, format) == instant)
  }

  @Test(
    "A text fits as a whole, and there is such a day",
    arguments: [
      ("31/04/2016", "%d/%m/%Y"), ("29.02.2015", "%d.%m.%Y"), ("2015-366", "%Y-%j"),
      ("0/1/2016", "%d/%m/%Y"), ("04/13/2016", "%d/%m/%Y"), ("04/09/16", "%d/%m/%Y"),
      ("04/09/2016 ", "%d/%m/%Y"), (" 04/09/2016", "%d/%m/%Y"), ("04/09/20161", "%d/%m/%Y"),
      ("12:30", "%Y %H:%M"), ("2016 24:00", "%Y %H:%M"), ("2016 12:60", "%Y %H:%M"),
      ("2016 13:00 PM", "%Y %I:%M %p"), ("2016 0:00 AM", "%Y %I:%M %p"),
      ("2016 12:00", "%Y %I:%M %p"),
      ("Foo 4, 2016", "%b %d, %Y"), ("2016-09-04", "%d.%m.%Y"), ("", "%Y"), ("2016+24:00", "%Y%z"),
      ("2016+02:", "%Y%z"), ("2016-0", "%Y-%j"), ("1999999999999999999", "%s"), ("2016 ", "%Y  %m"),
      ("٢٠١٦", "%Y"),
    ])
  func misfits(text: String, format: String) throws {
    #expect(try read(text, format) == nil)
  }

  @Test("What names no zone is what the clocks of the question's zone show")
  func zones() throws {
    #expect(
      try read("01.07.2024", "%d.%m.%Y", zone: "America/New_York") == "2024-07-01T04:00:00.000Z")
    #expect(
      try read("01.01.2024 10:00", "%d.%m.%Y %H:%M", zone: "Europe/Vienna")
        == "2024-01-01T09:00:00.000Z")
    #expect(
      try read("01.01.2024 10:00 Z", "%d.%m.%Y %H:%M %z", zone: "Europe/Vienna")
        == "2024-01-01T10:00:00.000Z")
    #expect(try read("0", "%s", zone: "Europe/Vienna") == "1970-01-01T00:00:00.000Z")
  }

  @Test(
    "What is no format says why",
    arguments: [
      ("", "neither a pattern"), ("second", "neither a pattern"), ("%%", "neither a pattern"),
      ("%d.%m.%Y %", "nothing follows"), ("%Y-%q", "%q is none of"), ("%Y %é", "% is none of"),
      ("%H:%M", "no year"), ("%Y %I:%M", "%I goes with %p"), ("Excel", "neither a pattern"),
    ])
  func noFormat(text: String, reason: String) {
    let error = #expect(throws: TimeFormatError.self) { try TimeFormat(text) }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test(
    "Numbers of each unit",
    arguments: [
      (.seconds, "1396043741.59", "2014-03-28T21:55:41.590Z"),
      (.seconds, "100000000000", "5138-11-16T09:46:40.000Z"),
      (.milliseconds, "1396043741590", "2014-03-28T21:55:41.590Z"),
      (.milliseconds, "5", "1970-01-01T00:00:00.005Z"),
      (.microseconds, "1396043741590999", "2014-03-28T21:55:41.590Z"),
      (.microseconds, "-1", "1969-12-31T23:59:59.999Z"),
      (.nanoseconds, "1396043741590999999", "2014-03-28T21:55:41.590Z"),
      (.ticks, "635316405415900000", "2014-03-28T21:55:41.590Z"),
      (.excel, "45361", "2024-03-10T00:00:00.000Z"),
      (.excel, "45361.5", "2024-03-10T12:00:00.000Z"),
      (.excel, "45361.520833333336", "2024-03-10T12:30:00.000Z"),
      (.excel, "1", "1900-01-01T00:00:00.000Z"), (.excel, "59", "1900-02-28T00:00:00.000Z"),
      (.excel, "61", "1900-03-01T00:00:00.000Z"), (.excel, "-1", nil), (.excel, "1e300", nil),
      (.seconds, "1e300", nil),
    ] as [(EpochUnit, String, String?)])
  func numbers(unit: EpochUnit, text: String, instant: String?) throws {
    let bytes = Array(text.utf8)
    let read = DecimalNumber(text: bytes.rawBytes)
    let number = try #require(read)
    #expect(unit.milliseconds(number, in: .utc).map(ISO8601.text) == instant)
  }

  @Test("Days of a spreadsheet are of the question's zone, all other numbers of none")
  func zonesOfNumbers() throws {
    let zone = try TimeZoneRules(named: "America/New_York")
    let number = DecimalNumber(isNegative: false, coefficient: 45_361, exponent: 0)
    #expect(
      EpochUnit.excel.milliseconds(number, in: zone).map(ISO8601.text) == "2024-03-10T05:00:00.000Z"
    )
    #expect(EpochUnit.seconds.milliseconds(number, in: zone) == 45_361_000)
  }

  @Test("The size of a number tells its unit")
  func sizes() {
    for (magnitude, unit) in [
      (0, .seconds), (99_999_999_999, .seconds), (100_000_000_000, .milliseconds),
      (99_999_999_999_999, .milliseconds), (100_000_000_000_000, .microseconds),
      (99_999_999_999_999_999, .microseconds), (100_000_000_000_000_000, .nanoseconds),
      (.max, .nanoseconds),
    ] as [(UInt64, EpochUnit)] {
      #expect(EpochUnit.likely(magnitude) == unit)
    }
  }
}
