import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite("Values to match")
struct ValueMatcherTests {
  func matches(_ text: String, _ value: RawValue, _ chunk: [UInt8] = []) -> Bool {
    ValueMatcher(text).matches(value, in: chunk.rawBytes, scratch: chunk.rawBytes)
  }

  func matches(_ text: String, decimal: String) -> Bool {
    let number = Array(decimal.utf8)
    guard let decimal = Decimal128(number.rawBytes) else { return false }
    var bytes = ValueBytes()
    let value = bytes.decimal128(decimal)
    return matches(text, value, bytes.chunk)
  }

  @Test("Strings and symbols exactly")
  func strings() {
    var bytes = ValueBytes()
    for text in ["", "Alice", "3", "true", "null", "é"] {
      let value = bytes.string(text)
      var symbol = value
      symbol.type = .symbol
      #expect(matches(text, value, bytes.chunk))
      #expect(matches(text, symbol, bytes.chunk))
      #expect(!matches(text + " ", value, bytes.chunk))
    }
    #expect(!matches("alice", bytes.string("Alice"), bytes.chunk))
    #expect(!matches("3.0", bytes.string("3"), bytes.chunk))
  }

  @Test("Numbers by value", arguments: ["3", "3.0", "3.00", "3e0", "0.3E1", "03"])
  func three(text: String) {
    #expect(matches(text, .int32(3)))
    #expect(matches(text, .int64(3)))
    #expect(matches(text, .double(3)))
    #expect(matches(text, decimal: "3.00"))
    #expect(!matches(text, .int32(4)))
    #expect(!matches(text, .double(3.0.nextUp)))
    #expect(!matches(text, decimal: "3.0001"))
  }

  @Test("Doubles by their shortest decimal as well")
  func shortest() {
    #expect(matches("0.1", .double(0.1)))
    #expect(matches("0.10", .double(0.1)))
    #expect(matches("0.1", decimal: "0.1"))
    #expect(!matches("0.1", .double(0.1.nextUp)))
    #expect(matches("1e300", .double(1e300)))
    #expect(!matches("0.1000000000000000055", .double(0.1)))
    // The double 2⁶² is printed 4.611686018427388e+18, the integer is not.
    #expect(matches("4611686018427388000", .double(0x1p62)))
    #expect(matches("4611686018427387904", .double(0x1p62)))
    #expect(matches("4611686018427387904", .int64(1 << 62)))
    #expect(!matches("4611686018427388000", .int64(1 << 62)))
  }

  @Test("The numbers that are none")
  func specials() {
    #expect(matches("NaN", .double(.nan)))
    #expect(matches("NaN", decimal: "NaN"))
    #expect(matches("-Infinity", .double(-.infinity)))
    #expect(!matches("Infinity", .double(-.infinity)))
    #expect(matches("0", .double(-0.0)))
    for text in ["", "-", "x", "1e", "1e999999999999", "--1", "0x10", "1_000"] {
      #expect(!matches(text, .int32(0)), "\(text)")
      #expect(!matches(text, .double(1)), "\(text)")
    }
  }

  @Test("ObjectIds and UUIDs by their text")
  func identifiers() {
    let id = Array(UInt8(0xA0)..<0xAC)
    let object = RawValue(.objectID, at: 0..<12)
    #expect(matches("a0a1a2a3a4a5a6a7a8a9aaab", object, id))
    #expect(matches("A0A1A2A3A4A5A6A7A8A9AAAB", object, id))
    #expect(!matches("a0a1a2a3a4a5a6a7a8a9aaac", object, id))
    #expect(!matches("a0a1a2a3a4a5a6a7a8a9aag0", object, id))
    let uuid = Array(UInt8(0xA0)..<0xB0)
    let text = "a0a1a2a3-A4a5-a6a7-a8a9-aaabacadaeaf"
    #expect(matches(text, RawValue(.binary, at: 0..<16, bits: 4), uuid))
    #expect(matches(text, RawValue(.binary, at: 0..<16, bits: 3), uuid))
    #expect(!matches(text, RawValue(.binary, at: 0..<16, bits: 0), uuid))
    #expect(!matches(text, RawValue(.binary, at: 0..<15, bits: 4), uuid))
    #expect(!matches(text.filter { $0 != "-" }, RawValue(.binary, at: 0..<16, bits: 4), uuid))
  }

  @Test("Booleans, dates; null never")
  func others() {
    #expect(matches("true", RawValue(.bool, bits: 1)))
    #expect(matches("false", RawValue(.bool, bits: 0)))
    #expect(!matches("true", RawValue(.bool, bits: 0)))
    #expect(!matches("1", RawValue(.bool, bits: 1)))
    let date = RawValue(.date, bits: 1_396_043_741_123)
    #expect(matches("2014-03-28T21:55:41.123Z", date))
    #expect(matches("2014-03-28T22:55:41.123+01:00", date))
    #expect(!matches("2014-03-28T21:55:41.124Z", date))
    for text in ["null", "", "0"] { #expect(!matches(text, RawValue(.null))) }
  }
}
