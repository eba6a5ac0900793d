import TestSupport

extension ValueGenerator {
  /// Pieces of names in many scripts, and of what is not a name.
  private static let pieces: [String] = [
    "Anna", "O'Brien", "Müller", "e\u{301}", "王小明", "さくら", "김민준", "\u{1112}\u{1161}\u{11AB}",
    "שלום",
    "محمد", "नरेन्द्र", "ไทย", "Ω", "ﬁ", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "❤", "1️⃣",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    " ", "  ", ",", "\"", "'", "\t", "\n", "\r", "\r\n", "\\", "|", "=", "+", "-", "@", "\0",
    "\u{1B}[31m",
    "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{200B}", "\u{200D}", "\u{FEFF}",
    "\u{FFFD}",
    "ｗｉｄｅ", "ｱ", "\u{AD}", "a" + String(repeating: "\u{30A}", count: 40), "\u{E000}", "𠀀", "…",
  ]

  /// A label made of random pieces and scalars; now and then none.
  mutating func label() -> String? {
    if next() % 8 == 0 { return nil }
    var text = ""
    for _ in 0..<(next() % 12) {
      if next() % 4 == 0 {
        let limit = [0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &self, or: 0x80)
        text.unicodeScalars.append(Unicode.Scalar(UInt32(next() % UInt64(limit))) ?? "x")
      } else {
        text += Self.pieces.randomElement(using: &self, or: "x")
      }
    }
    return text.isEmpty ? nil : text
  }
}
