import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite("Numbers as they are written")
struct WrittenNumberTests {
  private func number(_ text: String) throws -> WrittenNumber {
    let found = WrittenNumber(Array(text.utf8).rawBytes)
    return try #require(found, "\(text)")
  }

  @Test("They are in the order of numbers")
  func order() throws {
    let ordered = [
      "-1e999999999999999999999", "-2e400", "-1e400", "-123456789012345678901234567890123457",
      "-123456789012345678901234567890123456", "-7", "-0.5", "-1e-400", "0", "1e-401", "1e-400",
      "0.00001", "0.5", "7", "123456789012345678901234567890123456",
      "123456789012345678901234567890123457", "1e400", "2e400", "10.5e401", "1e999999999999999999",
    ]
    for (i, a) in ordered.enumerated() {
      for (j, b) in ordered.enumerated() {
        #expect(try (number(a) < number(b)) == (i < j), "\(a) \(b)")
      }
    }
  }

  @Test("Written otherwise they are neither smaller nor larger")
  func equal() throws {
    for (a, b) in [
      ("1e400", "10E+399"), ("1e400", "0.1e401"), ("100e398", "1.00e400"), ("-0", "0e5"),
      ("0.0010", "1e-3"),
    ] {
      #expect(try !(number(a) < number(b)) && !(number(b) < number(a)))
    }
  }

  @Test("Keys compare with them")
  func keys() throws {
    let large = try number("123456789012345678901234567890123456")
    for key in [NumberKey(7 as Int64), NumberKey(-0.25), NumberKey(1e30)] {
      #expect(try #require(WrittenNumber(key)) < large)
    }
    #expect(try large < #require(WrittenNumber(NumberKey(1e300))))
    #expect(try number("1e-400") < #require(WrittenNumber(NumberKey(Double.leastNonzeroMagnitude))))
    #expect(WrittenNumber(NumberKey(Double.infinity)) == nil)
  }

  @Test("What is too long is not kept")
  func long() {
    for count in [64, 65] {
      let found = WrittenNumber([UInt8](repeating: UInt8(ascii: "9"), count: count).rawBytes)
      #expect((found == nil) == (count > WrittenNumber.maximumCount))
    }
  }
}
