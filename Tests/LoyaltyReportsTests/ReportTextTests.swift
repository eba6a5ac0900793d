import TestSupport
import Testing

@testable import LoyaltyAnalytics
@testable import LoyaltyReports

@Suite("Texts in columns")
struct ReportTextTests {
  private static let unicode = TerminalText(isUnicode: true)
  private static let ascii = TerminalText(isUnicode: false)

  @Test(
    "The columns a character takes",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{AD}", 1), ("王", 2), ("ｗ", 2), ("ｱ", 1), ("さ", 2),
      ("か\u{3099}", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("𠀀", 2), ("。", 2),
      ("\u{303F}", 1),
      ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("©", 1), ("☃", 1),
      ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("\u{200B}", 0),
      ("\u{FEFF}", 0),
      ("ไ", 1), ("ก\u{E35}", 1), ("की", 2), ("\u{E000}", 1), ("\u{FFFD}", 1), ("…", 1),
      ("\u{4DC0}", 2),
    ])
  func width(text: String, columns: Int) {
    #expect(Self.unicode.width(of: text) == columns)
    #expect(Self.unicode.shown(text) == text)
  }

  @Test(
    "What a terminal would obey is shown",
    arguments: [
      ("\u{1B}[31m", "␛[31m", "\\u{1B}[31m"), ("a\r\nb", "a␍␊b", "a\\u{D}\\u{A}b"),
      ("\0", "␀", "\\u{0}"), ("\u{7F}", "␡", "\\u{7F}"), ("\u{9B}x", "\\u{9B}x", "\\u{9B}x"),
      ("\u{202E}abc", "\\u{202E}abc", "\\u{202E}abc"), ("\u{2028}", "\\u{2028}", "\\u{2028}"),
      ("\u{200F}", "\\u{200F}", "\\u{200F}"), ("\u{2067}", "\\u{2067}", "\\u{2067}"),
      ("Søren 王", "Søren 王", "S?ren ?"), ("👩‍👩‍👧‍👦!", "👩‍👩‍👧‍👦!", "?!"), ("\\", "\\", "\\"),
      ("a\u{61C}\u{301}", "a\\u{61C}\u{301}", "a\\u{61C}?"),
    ])
  func controls(text: String, shown: String, inASCII: String) {
    #expect(Array(Self.unicode.shown(text).utf8) == Array(shown.utf8))
    #expect(Self.ascii.shown(text) == inASCII)
    #expect(Self.unicode.width(of: text) == Self.unicode.width(of: shown))
    #expect(Self.ascii.width(of: text) == inASCII.utf8.count)
  }

  @Test(
    "Cutting keeps characters whole",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
      ("王小明", 6, "王小明"), ("王小明", 5, "王小…"), ("王小明", 4, "王…"), ("王小明", 2, "…"),
      ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"), ("ae\u{301}bc", 3, "ae\u{301}…"), ("a\u{1B}bc", 3, "a␛…"),
      ("ab\u{202E}", 8, "ab…"), ("ab\u{202E}", 10, "ab\\u{202E}"),
    ])
  func cut(text: String, limit: Int, shown: String) {
    #expect(Array(Self.unicode.shown(text, limit: limit).utf8) == Array(shown.utf8))
  }

  @Test("A pile of accents stays in its line")
  func accents() {
    let pile = "a" + String(repeating: "\u{30A}", count: 5_000) + "b"
    #expect(Self.unicode.shown(pile).unicodeScalars.count == Character.shownScalars + 1)
    #expect(Self.unicode.width(of: pile) == 2)
  }

  @Test("Cut or not, a text takes the columns that it says", arguments: 0..<100 as Range<UInt64>)
  func law(seed: UInt64) {
    var generator = ValueGenerator(seed: seed)
    let label = generator.label() ?? ""
    for text in [Self.unicode, Self.ascii] {
      let width = text.width(of: label)
      for limit in 0..<24 {
        var buffer = TextBuffer(capacity: 0)
        let used = text.append(label, limit: limit, to: &buffer)
        let shown = String(decoding: buffer.bytes, as: UTF8.self)
        #expect(used <= limit, "seed \(seed)")
        #expect(
          text.width(of: shown) == used, "seed \(seed), limit \(limit): \(shown.debugDescription)")
        // What is shown is shown as it is the second time.
        #expect(text.shown(shown).utf8.elementsEqual(shown.utf8), "seed \(seed)")
        if width <= limit { #expect(used == width, "seed \(seed)") }
        if !text.isUnicode { #expect(buffer.bytes.allSatisfy { (0x20...0x7E).contains($0) }) }
      }
    }
  }

  @Test(
    "Wrapped lines keep within the width and lose nothing but blanks",
    arguments: 0..<50 as Range<UInt64>)
  func wrapping(seed: UInt64) {
    var generator = ValueGenerator(seed: seed)
    let paragraph = Self.unicode.shown(
      (0..<6).map { _ in generator.label() ?? "word" }.joined(separator: " "))
    for width in [4, 10, 21, 40, 80] {
      let lines = Self.unicode.wrapped(paragraph, width: width)
      #expect(lines.allSatisfy { Self.unicode.width(of: $0) <= width }, "seed \(seed)")
      func ink(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " } }
      #expect(ink(lines.joined()) == ink(paragraph), "seed \(seed)")
    }
  }

  @Test("Amounts are printed as Points prints them", arguments: 0..<20 as Range<UInt64>)
  func amounts(seed: UInt64) {
    var generator = ValueGenerator(seed: seed)
    var all: [Int128] = [0, 1, -1, .max, .min, 18_446_744_073_709_551_616_000_000_000_000_000_000]
    for _ in 0..<200 {
      let bits = UInt128(generator.next()) << 64 | UInt128(generator.next())
      all.append(Int128(truncatingIfNeeded: bits) >> Int128(generator.next() % 128))
      all.append(Int128(Int64(truncatingIfNeeded: generator.next() >> 20)) * 10_000_000_000_000_000)
    }
    for units in all {
      let points = Points(units: units)
      var plain = TextBuffer(capacity: 0)
      var grouped = TextBuffer(capacity: 0)
      let fraction = plain.append(points)
      #expect(grouped.append(points, grouped: true) == fraction, "seed \(seed)")
      let text = String(decoding: plain.bytes, as: UTF8.self)
      #expect(text == points.description, "seed \(seed)")
      #expect(fraction == (text.firstIndex(of: ".").map { text[$0...].utf8.count } ?? 0))
      let groups = String(decoding: grouped.bytes, as: UTF8.self)
      #expect(groups.filter { $0 != "," } == text)
      let integer = groups.prefix { $0 != "." }.split(separator: ",")
      #expect(integer.dropFirst().allSatisfy { $0.count == 3 })
      #expect(integer.first.map { $0.drop { $0 == "-" }.count <= 3 } == true)
    }
  }

  @Test(
    "Group keys as relaxed Extended JSON and as plain text",
    arguments: [
      (GroupKey.Kind.null, [] as [UInt8], "null", nil as String?),
      (.string, Array("a\"\n".utf8), #""a\"\u000a""#, "a\"\n"),
      (.boolean, [0], "false", "false"), (.boolean, [1], "true", "true"),
      (
        .objectID, [0x50, 0x7F, 0x1F, 0x77, 0xBC, 0xF8, 0x6C, 0xD7, 0x99, 0x43, 0x90, 0x11],
        #"{"$oid":"507f1f77bcf86cd799439011"}"#, "507f1f77bcf86cd799439011"
      ),
      (.binary, [0], #"{"$binary":{"base64":"","subType":"00"}}"#, ""),
      (.binary, [0x80, 0xFF], #"{"$binary":{"base64":"/w==","subType":"80"}}"#, "/w=="),
      (.binary, [0, 0xFB, 0xEF], #"{"$binary":{"base64":"++8=","subType":"00"}}"#, "++8="),
      (.binary, [0, 0x4D, 0x61, 0x6E], #"{"$binary":{"base64":"TWFu","subType":"00"}}"#, "TWFu"),
      (
        .binary, [4] + Array(0x10...0x1F),
        #"{"$binary":{"base64":"EBESExQVFhcYGRobHB0eHw==","subType":"04"}}"#,
        "10111213-1415-1617-1819-1a1b1c1d1e1f"
      ),
      (
        .date, bytes(1_397_253_332_590), #"{"$date":"2014-04-11T21:55:32.590Z"}"#,
        "2014-04-11T21:55:32.590Z"
      ),
      (.date, bytes(0), #"{"$date":"1970-01-01T00:00:00.000Z"}"#, "1970-01-01T00:00:00.000Z"),
      (.date, bytes(-1), #"{"$date":{"$numberLong":"-1"}}"#, "1969-12-31T23:59:59.999Z"),
      (
        .date, bytes(253_402_300_799_999), #"{"$date":"9999-12-31T23:59:59.999Z"}"#,
        "9999-12-31T23:59:59.999Z"
      ),
      (
        .date, bytes(253_402_300_800_000), #"{"$date":{"$numberLong":"253402300800000"}}"#,
        "+010000-01-01T00:00:00.000Z"
      ),
      (.number, NumberKey(0.5).bytes, "0.5", "0.5"),
      (.number, NumberKey(Int64(-7)).bytes, "-7", "-7"),
    ])
  func keys(kind: GroupKey.Kind, bytes: [UInt8], json: String, plain: String?) {
    let key = GroupKey(kind: kind, bytes: bytes)
    #expect(key.extendedJSON == json)
    #expect(key.plainText == plain)
    #expect(JSONText.isValid(key.extendedJSON))
  }

  @Test("Bytes that are no key of their kind have a text all the same")
  func oddKeys() {
    for kind in [.null, .number, .string, .binary, .objectID, .boolean, .date] as [GroupKey.Kind] {
      for bytes in [[], [0xFF], [UInt8](repeating: 0xFE, count: 40)] as [[UInt8]] {
        let key = GroupKey(kind: kind, bytes: bytes)
        #expect(JSONText.isValid(key.extendedJSON))
        _ = key.plainText
      }
    }
  }
}

/// The bytes of a date key.
private func bytes(_ milliseconds: Int64) -> [UInt8] {
  let bits = UInt64(bitPattern: milliseconds) ^ 1 << 63
  return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
}
