import LoyaltyAnalytics
import Testing

@testable import LoyaltyReports

extension HTML {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}

@Suite("Markup")
struct MarkupTests {
  @Test("No value becomes markup, in text or in an attribute")
  func escapes() {
    let value = "</td><script>alert('1' & \"2\")</script>"
    let html: HTML = "<td title=\"\(value)\">\(value)</td>"
    let text = html.text
    #expect(text.split(separator: "<").count == 2)
    #expect(text.filter { $0 == "\"" }.count == 2)
    #expect(!text.contains("'"))
    #expect(text.contains("&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)"))
  }

  @Test("Controls and marks of direction are shown, and other text is isolated")
  func controls() {
    let html: HTML = "\(isolated: "a\u{202E}b\u{0}c\u{85}\u{2066}")"
    #expect(html.text == "<bdi>a\\u{202E}b␀c\\u{85}\\u{2066}</bdi>")
  }

  @Test(
    "Places have two digits at most",
    arguments: [
      (12.5, "12.5"), (0, "0"), (-0.004, "0"), (99.999, "100"), (0.05, "0.05"), (-3.14159, "-3.14"),
      (.nan, "0"), (.infinity, "0"),
    ])
  func places(number: Double, text: String) {
    let html: HTML = "\(number)"
    #expect(html.text == text)
  }

  @Test(
    "Amounts in three digits",
    arguments: [
      ("0", "0"), ("1", "1"), ("9999", "9,999"), ("10000", "10k"), ("12345", "12.3k"),
      ("999999", "1M"), ("1500000", "1.5M"), ("-2115315.75", "−2.12M"), ("0.3", "0.3"),
      ("1234.5", "1,230"), ("99.96", "100"), ("2000000000", "2bn"), ("5000000000000", "5tn"),
      ("123000000000000000", "1.23×10¹⁷"), ("100000000000000000", "10¹⁷"), ("0.00001", "10⁻⁵"),
      ("0.001", "0.001"),
    ])
  func compact(amount: String, text: String) throws {
    let parts = amount.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let digits = parts[0] + fraction + String(repeating: "0", count: 18 - fraction.count)
    let units = try #require(Int128(digits))
    #expect(PageText.compact(Points(units: units)) == text)
  }

  @Test(
    "Shares",
    arguments: [
      (0, "0\u{A0}%"), (1, "100\u{A0}%"), (0.2344, "23.4\u{A0}%"), (0.59, "59.0\u{A0}%"),
      (0.0004, "less than 0.1\u{A0}%"), (0.9996, "more than 99.9\u{A0}%"), (1.351, "135.1\u{A0}%"),
      (12.5, "1,250.0\u{A0}%"), (.nan, "–"),
    ])
  func percent(share: Double, text: String) {
    #expect(PageText.percent(share) == text)
  }

  @Test("Long text is cut, and how long it was is told")
  func shortened() {
    #expect(PageText.shortened("Ada") == "Ada")
    let long = PageText.shortened(String(repeating: "W", count: 1000))
    #expect(long == String(repeating: "W", count: 60) + "… (1,000 characters)")
    let pile = PageText.shortened("a" + String(repeating: "\u{301}", count: 5000))
    #expect(pile.utf8.count < 700)
    #expect(pile.hasSuffix("(5,001 characters)"))
  }

  @Test("Numbers of a column are padded to the same point")
  func padding() {
    #expect(DecimalPadding.name("1,234", in: 2) == "n q2")
    #expect(DecimalPadding.name("1,234.5", in: 2) == "n p1")
    #expect(DecimalPadding.name("1,234.25", in: 2) == "n")
    #expect(DecimalPadding.name("-3", in: 0) == "n")
  }
}
