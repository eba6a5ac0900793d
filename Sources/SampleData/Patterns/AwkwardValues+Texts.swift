extension AwkwardValues {
  /// Statuses in every spelling and type.
  static func status(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    switch random.below(28) {
    case 0...3: nil
    case 4: .null
    case 5: .int32(3)
    case 6: .int64(3)
    case 7: .double(3)
    case 8: .decimal(SampleDecimal(digits: 30, exponent: -1))
    case 9: .string(document.text("3"))
    case 10: .string(document.text("APPROVED"))
    case 11: .string(document.text("Auto_Approved"))
    case 12: .string(document.text("pending"))
    case 13: .string(document.text("rejected"))
    case 14: .string(document.text(""))
    case 15: .string(document.text("approved "))
    // The Kelvin sign and the long s fold to k and s, but only where somebody folds Unicode.
    case 16: .string(document.text("expi\u{212A}ed"))
    case 17: .string(document.text("exhau\u{17F}ted"))
    case 18: .bool(true)
    case 19: .openDocument
    case 20: .symbol(document.text("approved"))
    case 21: .string(document.text("redeemed"))
    case 22: .string(document.text("deducted"))
    case 23: .string(document.text("expired"))
    case 24: .string(document.text("exhausted"))
    default: .string(document.text("approved"))
    }
  }

  /// Labels: empty, escaped, wide, written from right to left, no text at all.
  static func label(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    let texts = [
      "", " ", "Zoë", "Zoe\u{308}", "\"quoted\"", "back\\slash", "a\tb\nc\rd", "\u{0}", "\u{7F}",
      "\u{1B}[31mred", "\u{2028}\u{2029}", "\u{FEFF}bom", "\u{202E}dlrow", "👨‍👩‍👧‍👦", "🇫🇮🇸🇪", "中村由紀",
      "عبد الله", "नमस्ते", "สวัสดี", "</script>&amp;", "=1+1", "|pipe|", "a,b;c", "\u{10FFFF}\u{E000}",
      "\u{1}\u{2}\u{1F}", String(repeating: "long ", count: 60),
    ]
    let roll = random.below(texts.count + 8)
    if roll < texts.count { return .string(document.text(texts[roll])) }
    return switch roll - texts.count {
    case 0: .null
    case 1: .int32(5)
    case 2: .symbol(document.text("symbol"))
    case 3: .openDocument
    case 4: .openArray
    case 5: .bool(true)
    default: nil
    }
  }

  /// Stores as text, numbers and identifiers.
  static func store(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    switch random.below(12) {
    case 0: nil
    case 1: .null
    case 2: .int32(7)
    case 3: .double(7)
    case 4: .string(document.text("7"))
    case 5: .decimal(SampleDecimal(digits: 70, exponent: -1))
    case 6: .objectID(0x507F_1F77_BCF8_6CD7, 0x9943_9011)
    case 7: .string(document.text("507f1f77bcf86cd799439011"))
    case 8: .binary(subtype: 4, document.bytes(Array(0x10...0x1F)))
    case 9: .openDocument
    default: .string(document.text("store \(random.below(3))"))
    }
  }

  /// Times in every form that is read, at the ends of every range, and some that cannot be read.
  static func time(
    _ random: inout SplitMix64, in document: inout SampleDocument
  ) -> SampleValue? {
    let texts = [
      "2014-04-11T21:55:32.590Z", "2014-04-11T21:55:32Z", "2014-04-11T21:55Z", "2014-04-11",
      "2014-04-11T21:55:32.590+0200", "2014-04-11T21:55:32.590+02:00", "2014-04-11T21:55:32.5Z",
      "2014-04-11T21:55:32.123456789Z", "2016-02-29T23:59:59.999Z", "1969-12-31T23:59:59.999Z",
      "2014-04-11 21:55:32", "2015-02-29T00:00:00Z", "2014-13-01", "2014-04-11T25:00:00Z",
      "yesterday", "", "1397253332", "2014-04-11T21:55:32.590", "9999-12-31T23:59:59.999Z",
      "2016-12-31T23:59:60Z", "2014-04-11T21:55:32.590-23:59",
    ]
    let roll = random.below(texts.count + 26)
    if roll < texts.count { return .string(document.text(texts[roll])) }
    return switch roll - texts.count {
    case 0: nil
    case 1: .null
    case 2: .date(0)
    case 3: .date(-1)
    case 4: .date(-62_135_596_800_001)
    case 5: .date(253_402_300_799_999)
    case 6: .date(253_402_300_800_000)
    case 7: .date(.max)
    case 8: .date(.min)
    case 9: .timestamp(seconds: 1_397_253_332, increment: 7)
    case 10: .timestamp(seconds: .max, increment: 0)
    case 11: .int32(1_397_253_332)
    case 12: .int64(1_397_253_332_590)
    case 13: .double(1_397_253_332)
    case 14: .double(1_397_253_332.59)
    case 15: .double(1_397_253_332_590)
    case 16: .decimal(SampleDecimal(digits: 1_397_253_332_590, exponent: 0))
    case 17: .int64(99_999_999_999)
    case 18: .int64(100_000_000_000)
    case 19: .double(.nan)
    case 20: .double(1e300)
    case 21: .bool(true)
    case 22: .openArray
    case 23: .int32(-1)
    default: .date(Event.start + Int64(random.below(Int(Event.span))))
    }
  }
}
