import Testing

@testable import LoyaltyAnalytics

@Suite("Bounds of a time range")
struct DateBoundTests {
  let berlin = TimeZoneRules(
    name: "Berlin", firstOffset: 3600, transitions: [1_396_141_200, 1_414_285_200],
    offsets: [7200, 3600], rule: nil)

  @Test(
    "Dates are whole days, instants are themselves",
    arguments: [
      ("1970-01-01", 0, 86_400_000), ("2014-07-01", 1_404_172_800_000, 1_404_259_200_000),
      ("2012-02-29", 1_330_473_600_000, 1_330_560_000_000),
      ("2014-07-01T10:00:00Z", 1_404_208_800_000, 1_404_208_800_000),
      ("2014-07-01T10:00Z", 1_404_208_800_000, 1_404_208_800_000),
      ("2014-07-01 10:00", 1_404_208_800_000, 1_404_208_800_000),
      ("2014-07-01T12:00:00+02:00", 1_404_208_800_000, 1_404_208_800_000),
      ("2014-07-01T05:00:00-0500", 1_404_208_800_000, 1_404_208_800_000),
      ("2014-07-01T10:00:00.25Z", 1_404_208_800_250, 1_404_208_800_250),
      ("2014-07-01T10:00:00.250000000Z", 1_404_208_800_250, 1_404_208_800_250),
      // Between two milliseconds: the later one is the first that is not before it.
      ("2014-07-01T10:00:00.2500001Z", 1_404_208_800_251, 1_404_208_800_251),
      ("2014-06-30T24:00:00Z", 1_404_172_800_000, 1_404_172_800_000),
    ] as [(String, Int64, Int64)])
  func utc(text: String, lower: Int64, upper: Int64) throws {
    #expect(try DateBound.lower(text, in: .utc) == lower)
    #expect(try DateBound.upper(text, in: .utc) == upper)
  }

  @Test("A day in a zone, also one of 23 hours and one of 25")
  func zone() throws {
    func hours(_ day: String) throws -> Double {
      Double(try DateBound.upper(day, in: berlin) - DateBound.lower(day, in: berlin)) / 3_600_000
    }
    #expect(try hours("2014-07-01") == 24)
    #expect(try hours("2014-03-30") == 23)
    #expect(try hours("2014-10-26") == 25)
    #expect(try DateBound.lower("2014-07-01", in: berlin) == 1_404_172_800_000 - 7_200_000)
    #expect(try DateBound.lower("2014-07-01T12:00", in: berlin) == 1_404_208_800_000)
    #expect(try DateBound.lower("2014-07-01T10:00Z", in: berlin) == 1_404_208_800_000)
  }

  @Test(
    "What is none is refused with a sentence that helps",
    arguments: [
      ("", "not a date"), ("yesterday", "not a date"),
      ("2014-7-1", "not a date"), ("01/07/2014", "not a date"),
      ("2014-07-01T", "not a date"), ("2014-07-01T10", "not a date"),
      ("2014-07-01T10:00:00.Z", "not a date"), ("2014-07-01T10:00:00Zx", "not a date"),
      ("2014-07-01Z", "not a date"), ("2014-13-01", "no month 13"),
      ("2014-00-10", "no month 0"), ("2014-02-29", "has 28 days"), ("2012-02-30", "has 29 days"),
      ("2014-06-31", "has 30 days"), ("2014-07-00", "no day 0"),
      ("2014-07-01T25:00:00Z", "time of day"), ("2014-07-01T24:00:01Z", "time of day"),
      ("2014-07-01T10:60:00Z", "time of day"), ("2014-07-01T10:00:61Z", "time of day"),
      ("2014-07-01T10:00:00+24:00", "time of day"),
    ])
  func faults(text: String, sentence: String) {
    #expect {
      try DateBound.lower(text, in: .utc)
    } throws: {
      "\($0)".contains(sentence)
    }
    #expect(throws: DateBoundError.self) { try DateBound.upper(text, in: .utc) }
  }
}
