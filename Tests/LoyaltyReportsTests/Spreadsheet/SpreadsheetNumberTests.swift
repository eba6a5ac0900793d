import Foundation
import LoyaltyAnalytics
import TestSupport
import Testing

@testable import LoyaltyReports

@Suite("Numbers of a spreadsheet")
struct SpreadsheetNumberTests {
  /// Amounts of every number of digits at every place.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func aNumberIsExactOrThereIsNone(seed: UInt64) throws {
    var random = ValueGenerator(seed: seed)
    for _ in 0..<20_000 {
      var units: Int128 = 0
      for _ in 0..<Int.random(in: 1...38, using: &random) {
        units = units * 10 + Int128(Int.random(in: 0...9, using: &random))
      }
      for _ in 0..<Int.random(in: 0...20, using: &random) where units < Points.totalLimit / 10 {
        units *= 10
      }
      let points = Points(units: random.next() & 1 == 0 ? units : -units)
      let decimal = try #require(ExactDecimal(points.description))
      let number = SpreadsheetNumber(points)
      #expect((number != nil) == (decimal.digits.count <= 15), "\(points)")
      guard let number else { continue }
      // As programs show it, and as libxlsxwriter writes it.
      #expect(ExactDecimal(String(format: "%.15g", number.value)) == decimal, "\(points)")
      let written = String(format: "%.16G", number.value)
      #expect(SheetScanner.number(Array(written.utf8)) == number.value, "\(points)")
      #expect(number.fractionDigits == max(0, -decimal.exponent), "\(points)")
    }
  }

  @Test(arguments: [
    ("0", true), ("-0.3", true), ("0.000000000000000001", true), ("999999999999999", true),
    ("1000000000000000", true), ("1000000000000001", false), ("99999999999999000000", true),
    ("0.123456789012345", true), ("0.1234567890123456", false), ("12345678901234.5", true),
    ("123456789012345.5", false), ("900719925474.099", true),
  ])
  func fifteenDigitsAreTheBorder(text: String, isNumber: Bool) throws {
    let points = try #require(Points(text: text))
    #expect((SpreadsheetNumber(points) != nil) == isNumber)
  }

  @Test func textIsReadAsTheNearestDouble() {
    var random = ValueGenerator(seed: 4)
    for _ in 0..<20_000 {
      let value = random.double()
      guard value.isFinite else { continue }
      for text in ["\(value)", String(format: "%.16G", value)] {
        #expect(SheetScanner.number(Array(text.utf8)) == Double(text), "\(text)")
      }
    }
    #expect(SheetScanner.number(Array("1<2".utf8)).isNaN)
  }

  @Test func daysTellEveryMillisecond() throws {
    var random = ValueGenerator(seed: 5)
    for _ in 0..<50_000 {
      let time = Int64.random(in: -2_203_891_200_000..<253_402_300_800_000, using: &random)
      let days = try #require(SpreadsheetTime.days(time))
      #expect(Int64((days * 86_400_000).rounded()) - 25_569 * 86_400_000 == time)
      // No digit is lost where fifteen are kept.
      #expect(Double(String(format: "%.15g", days)) == days)
    }
    #expect(SpreadsheetTime.days(0) == 25_569)
    #expect(SpreadsheetTime.days(-2_203_891_200_000) == 61)
    for outside in [-2_203_891_200_001, 253_402_300_800_000, .min, .max] as [Int64] {
      #expect(SpreadsheetTime.days(outside) == nil)
    }
  }
}
