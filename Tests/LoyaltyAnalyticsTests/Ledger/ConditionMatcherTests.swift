import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite("Conditions")
struct ConditionMatcherTests {
  func holds(
    _ condition: String, _ value: RawValue?, _ chunk: [UInt8] = [], isTable: Bool = false,
    amounts: AmountFormat = .numbers, zone: TimeZoneRules = .utc
  ) -> Bool? {
    guard let condition = Query.Condition(condition) else { return nil }
    return ConditionMatcher(condition, amounts, in: zone).holds(
      value, isTable: isTable, times: TimeReader(in: zone), in: chunk.rawBytes,
      scratch: chunk.rawBytes)
  }

  @Test(
    "The first comparison counts, the longest that stands there",
    arguments: [
      ("a=b", "a", .equal, "b"), ("a!=b", "a", .notEqual, "b"), ("a<=b", "a", .lessOrEqual, "b"),
      ("a>=b", "a", .greaterOrEqual, "b"), ("a<b", "a", .less, "b"), ("a>b", "a", .greater, "b"),
      ("a==b", "a", .equal, "=b"), ("a=!=b", "a", .equal, "!=b"),
      ("a.b<=", "a.b", .lessOrEqual, ""),
      ("a!b=c", "a!b", .equal, "c"), ("ä>1", "ä", .greater, "1"),
    ] as [(String, String, Query.Comparison, String)])
  func parts(text: String, field: String, comparison: Query.Comparison, value: String) {
    #expect(Query.Condition(text) == Query.Condition(field: field, comparison, value: value))
    #expect(Query.Condition(text)?.description == text)
  }

  @Test(
    "Without a field or a comparison it is none", arguments: ["", "a", "=b", "!=b", "<5", "a!b"])
  func none(text: String) {
    #expect(Query.Condition(text) == nil)
  }

  @Test("Not equal holds where the field is missing or null, all others do not")
  func missing() {
    for value in [nil, RawValue(.null)] {
      #expect(holds("a!=1", value) == true)
      for comparison in ["=", "<", "<=", ">", ">="] {
        #expect(holds("a\(comparison)1", value) == false)
        #expect(holds("a\(comparison)2024-01-01", value) == false)
      }
    }
    #expect(holds("a!=true", RawValue(.bool, bits: 1)) == false)
    #expect(holds("a!=true", RawValue(.bool, bits: 0)) == true)
    #expect(holds("a!=true", .int32(1)) == true)
  }

  @Test("Numbers by value, a double as the decimal that it is printed as")
  func numbers() {
    for (value, order) in [
      (RawValue.int32(4), -1), (.int64(5), 0), (.double(5), 0), (.double(5.5), 1),
      (.double(-7), -1),
      (.double(.infinity), 1), (.double(-.infinity), -1),
    ] {
      #expect(holds("a<5", value) == (order < 0))
      #expect(holds("a<=5", value) == (order <= 0))
      #expect(holds("a>5", value) == (order > 0))
      #expect(holds("a>=5.0", value) == (order >= 0))
    }
    for comparison in ["<", "<=", ">", ">="] {
      #expect(holds("a\(comparison)5", .double(.nan)) == false)
      #expect(holds("a\(comparison)0.1", .double(0.1)) == (comparison.count == 2))
    }
  }

  @Test("What is neither a number nor a time is not compared")
  func otherTypes() {
    var bytes = ValueBytes()
    let text = bytes.string("7")
    for value in [
      RawValue(.bool, bits: 1), RawValue(.array), RawValue(.document), RawValue(.minKey), text,
      RawValue(.date, bits: 7),
    ] {
      for comparison in ["<", "<=", ">", ">="] {
        #expect(holds("a\(comparison)5", value, bytes.chunk) == false)
      }
    }
    #expect(holds("a>5", text, bytes.chunk, isTable: true) == true)
    #expect(holds("a>8", text, bytes.chunk, isTable: true) == false)
  }

  @Test(
    "A date is a whole day of the zone, an instant is itself",
    arguments: [
      ("2024-03-09T23:59:59.999", -1), ("2024-03-10T00:00:00", 0), ("2024-03-10T23:59:59.999", 0),
      ("2024-03-11", 1), ("2024-03-10", 0),
    ])
  func dates(text: String, order: Int) throws {
    let zone = try TimeZoneRules(named: "America/New_York")
    var bytes = ValueBytes()
    let value = bytes.string(text)
    let condition = "2024-03-10"
    #expect(holds("a<\(condition)", value, bytes.chunk, zone: zone) == (order < 0))
    #expect(holds("a<=\(condition)", value, bytes.chunk, zone: zone) == (order <= 0))
    #expect(holds("a>\(condition)", value, bytes.chunk, zone: zone) == (order > 0))
    #expect(holds("a>=\(condition)", value, bytes.chunk, zone: zone) == (order >= 0))
  }

  @Test("Instants, and times that are numbers")
  func instants() {
    let value = RawValue(.date, bits: 1_710_072_000_000)
    for value in [value, .int64(1_710_072_000), .double(1_710_072_000_000)] {
      #expect(holds("a<=2024-03-10T12:00:00Z", value) == true)
      #expect(holds("a<2024-03-10T12:00:00Z", value) == false)
      #expect(holds("a>=2024-03-10T12:00:00Z", value) == true)
      #expect(holds("a>2024-03-10T12:00:00Z", value) == false)
      #expect(holds("a>2024-03-10T11:59:59.999Z", value) == true)
    }
  }

  @Test("Only numbers and dates can be compared by size")
  func comparable() {
    for text in ["a<5", "a>=2024-01-01", "a>2024-01-01T10:00:00Z", "a=x", "a!=x", "a<1e3", "a<-5"] {
      #expect(Query.Condition(text)?.isComparable(in: .utc) == true, "\(text)")
    }
    for text in ["a<x", "a>=", "a>NaN", "a<2024-13-01", "a<=true"] {
      #expect(Query.Condition(text)?.isComparable(in: .utc) == false, "\(text)")
    }
  }
}
