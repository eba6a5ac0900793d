import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Times from values")
struct TransactionTimeTests {
  func read(_ value: RawValue, _ chunk: [UInt8] = []) -> Int64? {
    TimeReader().milliseconds(
      value, isTable: false, in: chunk.rawBytes, scratch: chunk.rawBytes)
  }

  @Test("Dates and timestamps")
  func dates() {
    #expect(read(RawValue(.date, bits: UInt64(bitPattern: -1))) == -1)
    #expect(read(RawValue(.date, bits: 1 << 63)) == .min)
    #expect(read(RawValue(.timestamp, bits: 1_396_043_741 << 32 | 7)) == 1_396_043_741_000)
    #expect(read(RawValue(.timestamp, bits: .max)) == 4_294_967_295_000)
  }

  @Test(
    "Epoch numbers: their size tells the unit",
    arguments: [
      ("0", 0), ("1396043741", 1_396_043_741_000), ("-1", -1000),
      ("99999999999", 99_999_999_999_000), ("100000000000", 100_000_000_000),
      ("-99999999999", -99_999_999_999_000), ("-100000000000", -100_000_000_000),
      ("1396043741123", 1_396_043_741_123), ("1396043741123999", 1_396_043_741_123),
      ("1396043741123000000", 1_396_043_741_123), ("-99999999999999", -99_999_999_999_999),
      ("-100000000000000", -100_000_000_000),
    ] as [(String, Int64)])
  func integers(text: String, time: Int64) throws {
    let integer = try #require(Int64(text))
    #expect(read(.int64(integer)) == time)
    #expect(read(.double(Double(integer))) == time)
    #expect(readDecimal(text) == time)
    #expect(readDecimal(text + ".0") == time)
  }

  func readDecimal(_ text: String) -> Int64? {
    let number = Array(text.utf8)
    guard let decimal = Decimal128(number.rawBytes) else { return nil }
    var bytes = ValueBytes()
    let value = bytes.decimal128(decimal)
    return read(value, bytes.chunk)
  }

  @Test(
    "Fractions are cut off towards the past",
    arguments: [
      (1_396_043_741.123, 1_396_043_741_123), (1_396_043_741.1239, 1_396_043_741_123),
      (-0.0001, -1), (-0.001, -1), (-0.0011, -2), (0.0009, 0), (-0.0, 0),
      (1_396_043_741_123.75, 1_396_043_741_123), (-1_396_043_741_123.75, -1_396_043_741_124),
      (99_999_999_999.999, 99_999_999_999_999), (-1e-300, -1), (9.2e18, 9_200_000_000_000),
      (1e19, 10_000_000_000_000), (1e25, nil), (-1e25, nil), (.greatestFiniteMagnitude, nil),
      (.nan, nil), (.infinity, nil),
      (-.infinity, nil),
    ] as [(Double, Int64?)])
  func fractions(epoch: Double, time: Int64?) {
    #expect(read(.double(epoch)) == time)
    if epoch.isFinite { #expect(readDecimal("\(epoch)") == time) }
  }

  @Test("Every millisecond of a second is read as it is written")
  func everyMillisecond() {
    for millisecond in Int64(0)..<1000 {
      let time = 1_396_043_741_000 + millisecond
      #expect(read(.double(Double(time) / 1000)) == time)
    }
  }

  @Test("Whatever the bits, no trap")
  func anyBits() {
    let seed: UInt64 = 0x5EED_0020
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<50_000 {
      _ = read(.double(generator.double()))
      _ = read(.int64(Int64(bitPattern: generator.next())))
      var bytes = ValueBytes()
      let value = bytes.decimal128(generator.decimal128())
      _ = read(value, bytes.chunk)
    }
  }

  @Test("The digits of numbers are read by the patterns, else their size tells the unit")
  func digits() throws {
    let formats = try ["%Y%m%d", "%Y%m%d%H%M%S"].map { try TimeFormat($0) }
    let reader = TimeReader(formats)
    func read(_ value: RawValue) -> Int64? {
      let none = [UInt8](repeating: 0, count: 64)
      return reader.milliseconds(value, isTable: false, in: none.rawBytes, scratch: none.rawBytes)
    }
    let day: Int64 = 1_710_028_800_000
    #expect(read(.int64(20_240_310)) == day)
    #expect(read(.double(20_240_310)) == day)
    #expect(read(.int64(20_240_310_123_005)) == day + 45_005_000)
    #expect(read(.double(20_240_310.5)) == 20_240_310_500)
    #expect(read(.int64(-20_240_310)) == -20_240_310_000)
    #expect(read(.int64(1_710_028_800)) == day)
    #expect(read(.int64(1_710_028_800_123)) == day + 123)
    let unit = TimeReader(try ["%Y%m%d", "milliseconds"].map { try TimeFormat($0) })
    let none = [UInt8](repeating: 0, count: 64)
    #expect(
      unit.milliseconds(
        .int64(20_240_310), isTable: false, in: none.rawBytes, scratch: none.rawBytes)
        == day)
    #expect(
      unit.milliseconds(.int64(5), isTable: false, in: none.rawBytes, scratch: none.rawBytes) == 5)
  }

  @Test(
    "Dates by their digits are known by how many there are",
    arguments: [
      ("20240310", "%Y%m%d"), ("202403101230", "%Y%m%d%H%M"), ("20240310123005", "%Y%m%d%H%M%S"),
      ("2024310", nil), ("20241310", nil), ("19700101", nil), ("45361", nil), ("1710028800", nil),
      ("20240310.5", nil),
    ] as [(String, String?)])
  func digitPatterns(text: String, format: String?) {
    let bytes = Array(text.utf8)
    let number = DecimalNumber(text: bytes.rawBytes)
    let pattern = number.flatMap { TimeDoubts.digitPattern(of: $0, in: .utc) }
    #expect(number != nil)
    #expect(pattern?.text == format)
  }

  @Test("Text, and what is no time")
  func text() {
    var bytes = ValueBytes()
    let time = bytes.string("2014-03-28T21:55:41.123Z")
    let word = bytes.string("yesterday")
    #expect(read(time, bytes.chunk) == 1_396_043_741_123)
    #expect(read(word, bytes.chunk) == nil)
    for type in [BSONType.null, .bool, .objectID, .document, .array, .minKey] {
      #expect(read(RawValue(type)) == nil)
    }
  }
}
