import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Points from values")
struct PointsReadingTests {
  /// What is read: the amount as printed, `~` in front when it was rounded; nil when refused.
  func read(_ value: RawValue, _ chunk: [UInt8] = []) -> String? {
    var rounded = false
    guard let points = Points(value, in: chunk.rawBytes, scratch: chunk.rawBytes, rounded: &rounded)
    else { return nil }
    return (rounded ? "~" : "") + points.description
  }

  func read(_ decimal: Decimal128) -> String? {
    var bytes = ValueBytes()
    let value = bytes.decimal128(decimal)
    return read(value, bytes.chunk)
  }

  /// What a number counts as, worked out on its digits.
  func expected(_ text: String) -> String? {
    guard let exact = ExactDecimal(text), let limit = ExactDecimal("1e20") else { return nil }
    var magnitude = exact
    magnitude.isNegative = false
    guard magnitude < limit else { return nil }
    let rounded = exact.rounded(toFractionDigits: 18)
    return (rounded == exact ? "" : "~") + rounded.plain
  }

  @Test(
    "Doubles are their shortest decimal",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (0.25, "0.25"), (-0.3, "-0.3"),
      (0.1 + 0.2, "0.30000000000000004"), (12.34, "12.34"), (1e20, nil),
      (-1e20, nil), (1e20.nextDown, "99999999999999980000"), (1e20.nextUp, nil),
      (0x1p53, "9007199254740992"), (0x1p53 + 2, "9007199254740994"),
      (1e-18, "0.000000000000000001"), (5e-19, "~0"), (5.1e-19, "~0.000000000000000001"),
      (1.5e-18, "~0.000000000000000002"), (2.5e-18, "~0.000000000000000002"),
      (.leastNonzeroMagnitude, "~0"),
      (-.leastNonzeroMagnitude, "~0"), (.leastNormalMagnitude, "~0"),
      (.greatestFiniteMagnitude, nil),
      (.infinity, nil), (-.infinity, nil), (.nan, nil), (.signalingNaN, nil),
      (2251799813685249.5, "2251799813685249.5"), (99999999999999.9, "99999999999999.9"),
      (0.000123456789012345, "0.000123456789012345"),
      (0.0012345678901234567, "~0.001234567890123457"),
      (1e15 + 0.125, "1000000000000000.1"), (1.2345678901234568e20, nil),
      (1.2345678901234567e19, "12345678901234567000"),
    ] as [(Double, String?)])
  func doubles(value: Double, text: String?) {
    #expect(read(.double(value)) == text)
  }

  @Test("A million doubles count as their printed digits do")
  func randomDoubles() {
    let seed: UInt64 = 0x5EED_0001
    var generator = ValueGenerator(seed: seed)
    var mismatches: [Double] = []
    for _ in 0..<1_000_000 {
      let value = generator.double()
      var fast = false
      var slow = false
      let mine = Points(value, rounded: &fast)
      let printed = DecimalNumber(printed: value).flatMap { Points($0, rounded: &slow) }
      if mine != printed || fast != slow { mismatches.append(value) }
    }
    #expect(mismatches.isEmpty, "seed \(seed): \(mismatches.prefix(5))")
  }

  @Test("Printed digits are read exactly, and rounded half to even")
  func printedDoubles() {
    let seed: UInt64 = 0x5EED_0002
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<20_000 {
      let value = generator.double()
      #expect(read(.double(value)) == expected(value.description), "seed \(seed): \(value)")
    }
    for exponent in UInt64(0)..<2047 {
      let value = Double(bitPattern: exponent << 52 | generator.next() >> 12)
      #expect(read(.double(value)) == expected(value.description), "seed \(seed): \(value)")
    }
  }

  @Test(
    "Decimals are their value",
    arguments: [
      ("0", "0"), ("-0", "0"), ("0E+6000", "0"), ("0.10", "0.1"), ("1.00", "1"), ("-1E+2", "-100"),
      ("1E+20", nil), ("1E+21", nil),
      ("100000000000000000000.0000000000001", nil),
      ("99999999999999999999.99999999999999", "99999999999999999999.99999999999999"),
      ("0.0000000000000000005", "~0"), ("0.0000000000000000015", "~0.000000000000000002"),
      ("0.0000000000000000025", "~0.000000000000000002"),
      ("0.00000000000000000250000000000001", "~0.000000000000000003"),
      ("0.9999999999999999995", "~1"), ("-0.9999999999999999985", "~-0.999999999999999998"),
      ("0.1234567890123456780000", "0.123456789012345678"),
      ("1E-6176", "~0"), ("9.999999999999999999999999999999999E+6144", nil),
      ("9999999999999999999999999999999999E-6176", "~0"), ("NaN", nil), ("Infinity", nil),
      ("-Infinity", nil),
    ] as [(String, String?)])
  func decimals(text: String, points: String?) throws {
    let bytes = Array(text.utf8)
    let decimal = Decimal128(bytes.rawBytes)
    #expect(read(try #require(decimal)) == points)
  }

  @Test("Coefficients that are not canonical count as zero")
  func notCanonical() {
    // 10³⁴, one above the largest; then the form whose coefficients are all too large.
    let tooLarge = UInt128(10_000_000_000_000_000) * 1_000_000_000_000_000_000
    #expect(
      read(
        Decimal128(
          low: UInt64(truncatingIfNeeded: tooLarge),
          high: 0x3040 << 48 | UInt64(truncatingIfNeeded: tooLarge >> 64))) == "0")
    #expect(read(Decimal128(low: .max, high: 0x6C10_0000_0000_0000)) == "0")
    #expect(read(Decimal128(low: .max, high: 0xEFFF_FFFF_FFFF_FFFF)) == "0")
  }

  @Test("Decimals of any bits count as libbson prints them")
  func randomDecimals() {
    let seed: UInt64 = 0x5EED_0003
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<30_000 {
      let decimal = generator.decimal128()
      #expect(
        read(decimal) == expected(decimal.canonicalDescription),
        "seed \(seed): \(decimal.low) \(decimal.high)")
    }
  }

  @Test("Integers are exact, other types are no amount")
  func others() {
    #expect(read(.int32(.min)) == "-2147483648")
    #expect(read(.int64(.max)) == "9223372036854775807")
    #expect(read(.int64(.min)) == "-9223372036854775808")
    var bytes = ValueBytes()
    let text = bytes.string("12")
    for value in [text, RawValue(.null), RawValue(.bool, bits: 1), RawValue(.date, bits: 5)] {
      #expect(read(value, bytes.chunk) == nil)
    }
    // A decimal without its 16 bytes, which no reader makes.
    #expect(read(RawValue(.decimal128, at: 0..<2), [1, 2, 3]) == nil)
  }

  @Test("Text is read back as it was printed")
  func text() {
    let seed: UInt64 = 0x5EED_0004
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<10_000 {
      let units = Int128(Int64(bitPattern: generator.next())) * Int128(generator.next() >> 1)
      let points = Points(units: (units >> (generator.next() % 128)) % Points.maximumValue)
      #expect(Points(text: points.description) == points, "seed \(seed)")
    }
    #expect(Points(text: "99999999999999999999")?.description == "99999999999999999999")
    #expect(Points(text: "1.500000000000000000000")?.description == "1.5")
    for bad in [
      "", "-", ".", "1.", ".5", "+1", " 1", "1 ", "1e2", "1E2", "0x1", "١", "--1", "1.2.3", "NaN",
      "0.0000000000000000001", "100000000000000000000", "1" + String(repeating: "0", count: 60),
      String(repeating: "9", count: 500),
    ] {
      #expect(Points(text: bad) == nil, "\(bad)")
    }
  }
}
