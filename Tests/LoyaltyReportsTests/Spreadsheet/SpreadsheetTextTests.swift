import LoyaltyAnalytics
import TestSupport
import Testing

@testable import LoyaltyReports

@Suite("Texts of a spreadsheet")
struct SpreadsheetTextTests {
  /// What a reader makes of escapes, from the left on, as ECMA-376 has it.
  private static func decoded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      let escape = rest.prefix(7)
      let digits = String(String.UnicodeScalarView(escape.dropFirst(2).prefix(4)))
      if scalar == "_", escape.count == 7, escape.dropFirst().first == "x", escape.last == "_",
        digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
        let value = UInt32(digits, radix: 16), let escaped = Unicode.Scalar(value)
      {
        result.append(escaped)
        rest.removeFirst(7)
      } else {
        result.append(scalar)
        rest.removeFirst()
      }
    }
    return String(result)
  }

  /// Whether XML 1.0 can hold it, and no reader changes it: its production 2, without the carriage
  /// return.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...: true
    default: false
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func textIsReadBackAsItWas(seed: UInt64) {
    var random = ValueGenerator(seed: seed)
    let pieces: [String] = [
      "_", "x", "_x", "0041", "x0041", "_x005F_", "_x000D_", "\u{1}", "\0", "\r", "\n", "\u{FFFE}",
      "\u{FFFF}", "é", "👍🏽", "0", "a", "F", "g", "</t>", "&amp;", "=1+1", "\u{F8FF}", "ff",
    ]
    var text = SpreadsheetText()
    for _ in 0..<30_000 {
      var source = ""
      for _ in 0..<Int.random(in: 0...9, using: &random) {
        source += pieces.randomElement(using: &random) ?? ""
      }
      let isCut = text.set(source)
      let written = String(decoding: text.bytes, as: UTF8.self)
      #expect(!isCut)
      #expect(written.unicodeScalars.allSatisfy(Self.isPlain), "\(source.debugDescription)")
      #expect(
        Array(Self.decoded(written).utf8) == Array(source.utf8), "\(source.debugDescription)")
      #expect(text.terminated.last == 0 && !text.bytes.contains(0))
    }
  }

  @Test(arguments: ["a", "é", "王", "👍", "\u{1}", "_"])
  func whatIsTooLongIsCutAndTold(character: String) {
    var text = SpreadsheetText()
    for length in [32_766, 32_767, 32_768, 40_000] {
      let source = String(repeating: character, count: length)
      let isCut = text.set(source)
      let written = String(decoding: text.bytes, as: UTF8.self)
      #expect(written.utf16.count <= 32_767)
      #expect(source.hasPrefix(Self.decoded(written)))
      #expect(isCut == (Self.decoded(written) != source))
      let unit = character == "\u{1}" ? 7 : character.utf16.count
      #expect(isCut == (length * unit > 32_767))
      if isCut { #expect(written.utf16.count > 32_767 - unit) }
    }
  }
}
