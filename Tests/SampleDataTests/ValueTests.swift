import DumpReader
import Testing

@testable import SampleData

@Suite("Values are spelled so that they read back")
struct ValueTests {
  static let seed: UInt64 = 20_240_517

  @Test func doublesReadBack() {
    var random = SplitMix64(seed: Self.seed)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      for style in [OutputBytes.DoubleStyle.plain, .extendedJSON] {
        var out = OutputBytes()
        out.append(double: value, style)
        let text = String(decoding: out.copied(), as: UTF8.self)
        #expect(Double(text) == value, "\(value) became \(text), seed \(Self.seed)")
      }
    }
  }

  @Test(
    arguments: [
      (5.0, "5.0", "5"), (-0.0, "-0.0", "-0"), (0.1, "0.1", "0.1"), (12.25, "12.25", "12.25"),
      (1_234_567.5, "1.2345675E+06", "1234567.5"), (1e6, "1.0E+06", "1000000"),
      (1e21, "1.0E+21", "1e+21"), (1e-7, "1.0E-07", "1e-07"), (0.0001, "0.0001", "0.0001"),
      (999_999.5, "999999.5", "999999.5"), (1e20, "1.0E+20", "100000000000000000000"),
    ])
  func doublesAreSpelledAsGoDoes(_ value: Double, _ extended: String, _ plain: String) {
    var out = OutputBytes()
    out.append(double: value, .extendedJSON)
    #expect(String(decoding: out.copied(), as: UTF8.self) == extended)
    out.truncate()
    out.append(double: value, .plain)
    #expect(String(decoding: out.copied(), as: UTF8.self) == plain)
  }

  @Test func decimalsAreWhatLibbsonMakesOfThem() throws {
    var random = SplitMix64(seed: Self.seed)
    for _ in 0..<5000 {
      let digits = UInt128(random.next()) << 49 | UInt128(random.next() >> 15)
      let value = SampleDecimal(
        digits: digits >> UInt128(random.below(113)), exponent: random.below(12_288) - 6176,
        isNegative: random.oneIn(2))
      let bits = value.bits
      let printed = Decimal128(low: bits.low, high: bits.high).description
      #expect(printed == value.description, "seed \(Self.seed)")
      let parsed = Decimal128(Array(value.description.utf8).raw)
      #expect(parsed == Decimal128(low: bits.low, high: bits.high), "seed \(Self.seed)")
    }
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (951_782_400_123, "2000-02-29T00:00:00.123Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_397_253_332_590, "2014-04-11T21:55:32.590Z"),
      (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func datesAreCivil(_ milliseconds: Int64, _ text: String) {
    var out = OutputBytes()
    out.append(dateTime: milliseconds)
    #expect(String(decoding: out.copied(), as: UTF8.self) == text)
  }

  @Test func datesOfAllMillisecondsAreMade() {
    for milliseconds in [Int64.min, .min + 1, .max, .max - 1] {
      let date = CivilDate(milliseconds: milliseconds)
      #expect(abs(date.year) > 292_000_000 && (1...12).contains(date.month))
    }
  }

  @Test func digitsAndChecksums() {
    var out = OutputBytes(capacity: 64)
    out.append(hex: 0x0123_4567_89AB_CDEF)
    out.append(decimal: Int64.min)
    out.append(decimal: 7, atLeast: 3)
    #expect(
      String(decoding: out.copied(), as: UTF8.self) == "0123456789abcdef-9223372036854775808007")
    // The check value of the catalogue of parametrised CRC algorithms.
    var crc = CRC64()
    crc.add(Array("123456789".utf8).raw, from: 0)
    #expect(crc.value == 0x995D_C9BB_DF19_39FA)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func base64IsThatOfTheStandard(_ text: String, _ encoded: String) {
    var out = OutputBytes()
    out.append(base64: Array(text.utf8).raw)
    #expect(String(decoding: out.copied(), as: UTF8.self) == encoded)
  }
}
