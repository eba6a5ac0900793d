import DumpReader
import Testing

@Suite struct ISO8601Tests {
  static func milliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return ISO8601.milliseconds(bytes.rawBytes)
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("1970-01-01T00:00Z", 0), ("1970-01-01 00:00:00", 0),
      ("1970-01-01t00:00:00z", 0),
      ("2014-04-07T02:23:03.590Z", 1_396_837_383_590), ("2014-04-07T02:23:03Z", 1_396_837_383_000),
      ("2014-04-07T02:23:03.5Z", 1_396_837_383_500),
      ("2014-04-07T02:23:03,590999999Z", 1_396_837_383_590),
      ("2014-04-07T02:23:03.0009Z", 1_396_837_383_000), ("1969-12-31T23:59:59.999Z", -1),
      ("1969-12-31T23:59:59.9999Z", -1), ("2014-04-07T04:23:03.590+02:00", 1_396_837_383_590),
      ("2014-04-07T04:23:03.590+0200", 1_396_837_383_590),
      ("2014-04-07T04:23:03.590+02", 1_396_837_383_590),
      ("2014-04-06T20:53:03.590-0530", 1_396_837_383_590), ("2000-02-29", 951_782_400_000),
      ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("+010000-01-01T00:00:00Z", 253_402_300_800_000),
      ("10000-01-01T00:00:00Z", 253_402_300_800_000),
      ("-000001-12-31", -62_167_305_600_000),
    ] as [(String, Int64)])
  func valid(text: String, expected: Int64) {
    #expect(Self.milliseconds(text) == expected)
  }

  @Test(arguments: [
    "", "2014", "2014-04", "2014-4-7", "20140407", "2014-04-07T", "2014-04-07T02",
    "2014-04-07T02:2Z",
    "2014-00-07", "2014-13-07", "2014-04-00", "2014-04-31", "2014-02-29", "1900-02-29",
    "2014-04-07T24:00Z",
    "2014-04-07T02:60Z", "2014-04-07T02:23:60Z", "2014-04-07T02:23:03.Z",
    "2014-04-07T02:23:03.1234567890Z",
    "2014-04-07T02:23:03.590X", "2014-04-07T02:23:03.590ZZ", "2014-04-07T02:23:03+2",
    "2014-04-07T02:23:03+02:",
    "2014-04-07T02:23:03+02:0", "2014-04-07T02:23:03+24:00", "2014-04-07T02:23:03+02:60",
    " 2014-04-07",
    "2014-04-07 ", "2014/04/07", "2014-04-07T02:2x:03.590Z", "201a-04-07T02:23:03.590Z",
    "2014-04-07T02:23:03:590Z",
    "2014-04-31T02:23:03.590Z", "+999999999-01-01", "214-04-07", "2014-04-07Z", "２０１４-04-07",
  ])
  func invalid(text: String) {
    #expect(Self.milliseconds(text) == nil)
  }

  @Test func textsOfInstants() {
    #expect(ISO8601.text(milliseconds: 1_397_253_332_590) == "2014-04-11T21:55:32.590Z")
    #expect(ISO8601.text(milliseconds: 0) == "1970-01-01T00:00:00.000Z")
    #expect(ISO8601.text(milliseconds: -1) == "1969-12-31T23:59:59.999Z")
    #expect(ISO8601.text(milliseconds: 253_402_300_800_000) == "+010000-01-01T00:00:00.000Z")
    #expect(ISO8601.text(milliseconds: -62_167_219_200_001) == "-000001-12-31T23:59:59.999Z")
  }

  @Test func everyTextReadsBack() {
    var generator = SeededGenerator(seed: 8601)
    var instants: [Int64] = [.min, .max, .min + 1, 0, -1]
    for _ in 0..<20_000 {
      instants.append(
        Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0..<40, using: &generator))
    }
    for instant in instants {
      let text = ISO8601.text(milliseconds: instant)
      #expect(Self.milliseconds(text) == instant, "\(text), seed 8601")
    }
  }

  /// The fast path and the long one agree: the same text, read with a comma for the dot.
  @Test func bothPathsAgree() {
    var generator = SeededGenerator(seed: 24)
    let text = Array("2014-04-07T02:23:03.590Z".utf8)
    for _ in 0..<50_000 {
      var changed = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let i = Int.random(in: 0..<24, using: &generator)
        guard i != 19 else { continue }
        changed[i] =
          Bool.random(using: &generator)
          ? .random(in: 0x2F...0x3A, using: &generator) : .random(in: 0...255, using: &generator)
      }
      let fast = ISO8601.milliseconds(changed.rawBytes)
      changed[19] = UInt8(ascii: ",")
      let slow = ISO8601.milliseconds(changed.rawBytes)
      #expect(fast == slow, "\(changed), seed 24")
    }
  }

  /// Counting day by day over 800 years, against the formula.
  @Test func everyDay() {
    var days: Int64 = -135_140  // 1600-01-01
    for year in 1600..<2400 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        .enumerated()
      {
        for day in 1...length {
          func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
          let text = "\(year)-\(two(month + 1))-\(two(day))"
          if Self.milliseconds(text) != days * 86_400_000 { Issue.record("\(text)") }
          days += 1
        }
        #expect(Self.milliseconds("\(year)-\(month + 1)-\(length + 1)") == nil)
      }
    }
  }
}
