import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Amounts in text")
struct AmountFormatTests {
  /// What is read: the amount as printed, `~` in front when it was rounded; nil when refused.
  func read(_ text: String, _ format: AmountFormat) -> String? {
    let bytes = Array(text.utf8)
    var rounded = false
    guard let points = Points(written: bytes.rawBytes, as: format, rounded: &rounded) else {
      return nil
    }
    return (rounded ? "~" : "") + points.description
  }

  @Test(
    "Decimal numbers",
    arguments: [
      ("5", "5"), ("-5", "-5"), ("+5", "5"), (" 8 ", "8"), ("\u{A0}8\u{202F}", "8"), (".5", "0.5"),
      ("5.", "5"), ("-.5", "-0.5"), ("+5.", "5"), ("1e3", "1000"), ("1.5E-2", "0.015"),
      ("-2.5e+2", "-250"), ("5.e1", "50"), (".5e1", "5"), ("007", "7"), ("-0", "0"),
      ("0.1234567890123456785", "~0.123456789012345678"),
      ("0.12345678901234567850000000000000000000000000000001", "~0.123456789012345679"),
      ("99999999999999999999.9999999999999999994", "~99999999999999999999.999999999999999999"),
      ("0.000000000000000000000000000000000000000000000000000000001", "~0"),
      ("1e-400", "~0"), ("0e99999", "0"),
    ])
  func plain(text: String, amount: String) {
    #expect(read(text, .numbers) == amount)
    #expect(read(text, .text) == amount)
  }

  @Test(
    "What is no decimal number",
    arguments: [
      "", " ", ".", "-", "+", "e5", "1e", "1e+", "--5", "+-5", "5-", "(5)", "$5", "5 pts", "1,234",
      "1 234", "0x10", "NaN", "Infinity", "1e999999", "99999999999999999999.9999999999999999995",
      "100000000000000000000", "1e20", "-1e20", "\u{2212}5", "5\t", "1.2.3", "٥", "５", "5 5", "- 5",
      "1_000", "5%",
    ])
  func notPlain(text: String) {
    #expect(read(text, .numbers) == nil)
  }

  @Test(
    "Amounts with a decimal point",
    arguments: [
      ("1,234", "1234"), ("1,234,567.891", "1234567.891"), ("12 345.5", "12345.5"),
      ("1\u{A0}234", "1234"), ("1\u{2009}234", "1234"), ("1\u{202F}234\u{A0}567", "1234567"),
      ("1'234'567", "1234567"), ("1\u{2019}234.5", "1234.5"), ("-1,234", "-1234"),
      ("\u{2212}30", "-30"), ("30\u{2212}", "-30"), ("\u{2212} 30", "-30"), ("5-", "-5"),
      ("5 -", "-5"), ("5+", "5"), ("- 5", "-5"), ("(5)", "-5"), ("( 5 )", "-5"),
      ("(1,234.50)", "-1234.5"),
      ("5 DR", "-5"), ("5 CR", "5"), ("5dr", "-5"), ("5 Cr", "5"), ("DR 5", "-5"), ("$5", "5"),
      ("-$5", "-5"), ("$-5", "-5"), ("($5)", "-5"), ("$(5)", "-5"), ("5 €", "5"), ("5€-", "-5"),
      ("€ 1,234.50", "1234.5"), ("EUR 5", "5"), ("5 EUR", "5"), ("5EUR", "5"), ("EUR5", "5"),
      ("+165 points", "165"), ("(100 pts)", "-100"), ("(100) pts", "-100"), ("5 zł", "5"),
      ("5 ポイント", "5"), ("5 балл", "5"), ("5 poe\u{308}n", "5"), ("R$ 5", "5"), ("US$5", "5"),
      ("₹ 5", "5"), ("EUR 5 DR", "-5"), ("5 EUR DR", "-5"), ("1.5e3 pts", "1500"), ("5e", "5"),
      ("5 E", "5"), ("0.123", "0.123"), (",5", nil), ("000", "0"),
    ] as [(String, String?)])
  func text(text: String, amount: String?) {
    #expect(read(text, .text) == amount)
  }

  @Test(
    "Amounts with a decimal comma",
    arguments: [
      ("5", "5"), ("1.234", "1234"), ("1.234,50", "1234.5"), ("1.234.567,891", "1234567.891"),
      ("1234,5", "1234.5"), (",5", "0.5"), ("5,", "5"), ("-0,3", "-0.3"), ("1 234,5", "1234.5"),
      ("1'234,5", "1234.5"), ("1\u{202F}234,5 €", "1234.5"), ("(1.234,50 EUR)", "-1234.5"),
      ("5,5 DR", "-5.5"), ("1,5e3", "1500"), ("R$ 1.234,56", "1234.56"), ("0,123", "0.123"),
      ("1.5", nil), ("1.23", nil), ("0.123", nil), ("1,234.5", nil), ("1,234,567", nil),
      (".5", nil), ("5.", nil), ("1.2345", nil), ("1234.567", nil),
    ] as [(String, String?)])
  func comma(text: String, amount: String?) {
    #expect(read(text, .comma) == amount)
  }

  @Test(
    "What could mean either, or nothing, is none",
    arguments: [
      "", " ", "-", "()", "$", "DR", "pts", "--5", "-5-", "+5-", "(-5)", "-(5)", "(5", "5)", ")5(",
      "((5))", "(5 DR)", "-5 DR", "5 CR-", "5 DR CR", "5- CR", "$5 EUR", "€5€", "5 bonus points",
      "EUR 5 pts", "1,23", "12,34,567", "1234,567", "1,234,56", "1,2345", "1,234 567", "1 234,567",
      "1'234,567", "0,123", "00,123", "1  234", "1,,234", ",234,567", "1.234.567", "1.234,5", "5%",
      "#5", "5 pts.", "5/6", "5:30", "2024-01-01", "5 3", "5e3e", "5 pts 3", "1e3 000", "0x10",
      "NaN", "Infinity", "five", "5;", "\"5\"", "5 (", "5\n", "\u{FEFF}5", "٥", "５", "1,234.567,8",
    ])
  func refused(text: String) {
    #expect(read(text, .text) == nil)
  }

  @Test("Bytes that are no text are in no amount")
  func invalidBytes() {
    for bytes: [UInt8] in [
      [0x35, 0xC2], [0xC2, 0x35], [0xE2, 0x88], [0xFF, 0x35], [0x35, 0xA0],
      [0xF8, 0x88, 0x80, 0x80],
      [0x31, 0xC2, 0x32], [0xF4, 0xBF, 0xBF, 0xBF, 0x35], [0xED, 0xA0, 0x80, 0x35],
    ] {
      for format in AmountFormat.allCases {
        var rounded = false
        #expect(Points(written: bytes.rawBytes, as: format, rounded: &rounded) == nil)
      }
    }
  }

  @Test("Whatever is printed is read, in every dress")
  func dressed() {
    let seed: UInt64 = 0x5EED_00A1
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<20_000 {
      let units = Int128(Int64(bitPattern: generator.next())) << Int128(generator.next() % 60)
      let points = Points(units: units % Points.maximumValue)
      let plain = points.description
      let magnitude = plain.drop { $0 == "-" }
      let parts = magnitude.split(separator: ".", maxSplits: 1)
      var grouped = ""
      for (index, digit) in parts[0].enumerated() {
        if index > 0, (parts[0].count - index) % 3 == 0 { grouped += "," }
        grouped.append(digit)
      }
      if parts.count > 1 { grouped += "." + parts[1] }
      let mirrored = String(grouped.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
      let isNegative = points.units < 0
      for dressed in isNegative ? ["-", "($", "€-"] : ["", "+", "Pts "] {
        let end = dressed == "($" ? ")" : ""
        #expect(read(dressed + grouped + end, .text) == plain, "seed \(seed): \(dressed)\(grouped)")
        #expect(
          read(dressed + mirrored + end, .comma) == plain, "seed \(seed): \(dressed)\(mirrored)")
      }
      #expect(read(plain, .numbers) == plain)
    }
  }
}
