// How many columns of a terminal a character takes. There is no standard for it; this is what
// wcwidth and the terminals of today agree on for most text:
// - The wide and full-width characters of Unicode 16.0, EastAsianWidth.txt, take two columns.
// - Emoji that are pictures by default (Emoji_Presentation), and others followed by the variation
//   selector 16, take two, with all that is joined to them: skin tones, families, flags.
// - Marks, format characters and the vowels and final consonants of Hangul take none.
// - Everything else, the ambiguous ones included, takes one.

extension Character {
  /// The scalars of a character that are shown: the longest emoji has 10, and a pile of accents must
  /// not climb over the lines above.
  static let shownScalars = 16

  /// The columns that the character takes.
  var displayWidth: Int {
    var width = 0
    var previousIsEmoji = false
    for scalar in unicodeScalars.prefix(Self.shownScalars) {
      let properties = scalar.properties
      if !scalar.isASCII, properties.isEmojiPresentation { return 2 }
      if scalar.value == 0xFE0F, previousIsEmoji { return 2 }
      previousIsEmoji = properties.isEmoji
      width += scalar.displayWidth
    }
    return width
  }
}

extension Unicode.Scalar {
  /// The columns that the scalar adds to its character.
  var displayWidth: Int {
    if value < 0x300 {
      return value == 0xAD || value >= 0xA0 || (0x20..<0x7F).contains(value) ? 1 : 0
    }
    if isWide { return 2 }
    switch value {
    // Hangul vowels and final consonants join the initial one in front.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    // Format characters that are signs of their own, written around digits or text.
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: return 1
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// Whether East_Asian_Width is W or F. The ranges take in unassigned characters between wide ones;
  /// emoji are left to Emoji_Presentation.
  private var isWide: Bool {
    guard value >= 0x1100 else { return false }
    switch value {
    case 0x1100...0x115F,  // Hangul initial consonants
      0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F,  // brackets, trigrams, monograms
      0x2E80...0x303E, 0x3041...0x3247, 0x3250...0xA4CF,  // radicals, kana, ideographs, Yi
      0xA960...0xA97F, 0xAC00...0xD7A3,  // Hangul
      0xF900...0xFAFF,  // compatibility ideographs
      0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
      0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
      0x16FE0...0x16FFF, 0x17000...0x18DFF,  // Tangut, Khitan
      0x1AFF0...0x1B2FF,  // kana supplements, Nushu
      0x1D300...0x1D35F, 0x1D360...0x1D37F,  // Tai Xuan Jing, counting rods
      0x1F200...0x1F2FF,  // enclosed ideographs
      0x20000...0x2FFFD, 0x30000...0x3FFFD:  // ideographs of planes 2 and 3
      // U+3099 and its like combine with kana: marks, though listed as wide.
      return properties.generalCategory != .nonspacingMark
    default: return false
    }
  }
}
