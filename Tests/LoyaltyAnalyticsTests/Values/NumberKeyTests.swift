import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Numbers as keys")
struct NumberKeyTests {
  /// A number with its key and its exact value, nil for NaN and the infinities.
  struct Sample {
    var key: NumberKey
    var exact: ExactDecimal?
    var note: String
  }

  func sample(_ value: Int64) -> Sample? {
    guard let exact = ExactDecimal(String(value)) else { return nil }
    return Sample(key: NumberKey(value), exact: exact, note: "\(value)")
  }

  func sample(_ value: Double) -> Sample? {
    guard value.isFinite else { return nil }
    return Sample(key: NumberKey(value), exact: ExactDecimal(exactly: value), note: "\(value)")
  }

  func sample(_ decimal: Decimal128) -> Sample? {
    guard let exact = ExactDecimal(decimal.canonicalDescription) else { return nil }
    return Sample(key: NumberKey(decimal), exact: exact, note: "decimal \(decimal)")
  }

  func integer(_ value: Int64) -> NumberKey { NumberKey(value) }

  func decimal(_ text: String) throws -> Decimal128 {
    let bytes = Array(text.utf8)
    let decimal = Decimal128(bytes.rawBytes)
    return try #require(decimal)
  }

  /// Values that lie near each other across the types.
  func samples(seed: UInt64, count: Int) -> [Sample] {
    var generator = ValueGenerator(seed: seed)
    var samples: [Sample?] = []
    for _ in 0..<count {
      switch generator.next() % 6 {
      case 0: samples.append(sample(Int64(bitPattern: generator.next() >> (generator.next() % 64))))
      case 1: samples.append(sample(generator.double()))
      case 2: samples.append(sample(generator.decimal128()))
      case 3:
        // A decimal next to a double: its first 34 digits.
        let double = generator.double()
        guard double.isFinite, double != 0 else { continue }
        let exact = ExactDecimal(exactly: double)
        let kept = exact.digits.prefix(34).map(String.init).joined()
        let exponent = exact.exponent + max(0, exact.digits.count - 34)
        let bytes = Array("\(exact.isNegative ? "-" : "")\(kept)E\(exponent)".utf8)
        samples.append(sample(double))
        samples.append(Decimal128(bytes.rawBytes).flatMap { sample($0) })
      case 4:
        let whole = Int64.random(in: -3...3, using: &generator)
        samples.append(sample(whole))
        samples.append(sample(Double(whole) + 0.5))
        samples.append(sample(Double(whole)))
        let bytes = Array("\(whole).\(generator.next() % 2 * 5)0".utf8)
        samples.append(Decimal128(bytes.rawBytes).flatMap { sample($0) })
      default:
        let edge = [Int64.max, .min, 1 << 53, -1 << 53].randomElement(using: &generator, or: 0)
        let near = edge &+ Int64.random(in: -2...2, using: &generator)
        samples.append(sample(near))
        samples.append(sample(Double(near)))
        let bytes = Array("\(near)".utf8)
        samples.append(Decimal128(bytes.rawBytes).flatMap { sample($0) })
      }
    }
    return samples.compactMap { $0 }
  }

  @Test("Equal and ordered exactly as the numbers are")
  func exact() {
    let seed: UInt64 = 0x5EED_0010
    let samples = samples(seed: seed, count: 600)
    for (i, a) in samples.enumerated() {
      // All neighbours, and a sample of the rest.
      for j in stride(from: i, to: samples.count, by: 1 + i % 7) {
        let b = samples[j]
        guard let left = a.exact, let right = b.exact else { continue }
        #expect((a.key == b.key) == (left == right), "seed \(seed): \(a.note) and \(b.note)")
        #expect((a.key.bytes == b.key.bytes) == (left == right), "\(a.note) and \(b.note)")
        #expect((a.key < b.key) == (left < right), "seed \(seed): \(a.note) and \(b.note)")
        #expect((b.key < a.key) == (right < left), "seed \(seed): \(b.note) and \(a.note)")
      }
    }
  }

  @Test("The order is total: sorted by key is sorted by value")
  func order() {
    let seed: UInt64 = 0x5EED_0011
    var samples = samples(seed: seed, count: 1500)
    for key in [NumberKey(Double.nan), NumberKey(-Double.infinity), NumberKey(Double.infinity)] {
      samples.append(Sample(key: key, exact: nil, note: key.plainText))
    }
    samples.sort { $0.key < $1.key }
    #expect(samples.first?.note == "NaN")
    #expect(samples.dropFirst().first?.note == "-Infinity")
    #expect(samples.last?.note == "Infinity")
    for (a, b) in zip(samples, samples.dropFirst()) {
      #expect(!(b.key < a.key))
      guard let left = a.exact, let right = b.exact else { continue }
      #expect(left <= right, "seed \(seed): \(a.note) before \(b.note)")
    }
  }

  @Test("One key whatever the type")
  func types() throws {
    let one = integer(1)
    #expect(NumberKey(1.0) == one)
    #expect(NumberKey(try decimal("1.00")) == one)
    #expect(NumberKey(try decimal("1E-0")) == one)
    #expect(NumberKey(0.5) == NumberKey(try decimal("0.50")))
    #expect(NumberKey(0.1) != NumberKey(try decimal("0.1")))
    #expect(NumberKey(try decimal("0.1")) < NumberKey(0.1))
    #expect(NumberKey(-0.0) == integer(0))
    #expect(NumberKey(try decimal("-0E+20")) == integer(0))
    #expect(NumberKey(try decimal("NaN")) == NumberKey(Double.signalingNaN))
    #expect(NumberKey(try decimal("Infinity")) == NumberKey(Double.infinity))
    #expect(NumberKey(try decimal("-Infinity")) == NumberKey(-Double.infinity))
    #expect(NumberKey(0x1p63) == NumberKey(try decimal("9223372036854775808")))
    #expect(NumberKey(1e22) == NumberKey(try decimal("1E+22")))
    #expect(NumberKey(1e23) != NumberKey(try decimal("1E+23")))
    #expect(NumberKey(try decimal("1E+6144")) == NumberKey(try decimal("1.0E+6144")))
  }

  @Test("Bytes are read back, and no others")
  func bytes() {
    let seed: UInt64 = 0x5EED_0012
    for sample in samples(seed: seed, count: 2000) {
      let bytes = sample.key.bytes
      #expect(NumberKey(bytes: bytes.rawBytes) == sample.key, "seed \(seed): \(sample.note)")
      let short = Array(bytes.dropLast())
      #expect(NumberKey(bytes: short.rawBytes) == nil)
    }
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<20_000 {
      // Whatever is accepted is canonical.
      let count = [1, 9, 17, Int(generator.next() % 20)].randomElement(using: &generator, or: 1)
      var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      if !bytes.isEmpty { bytes[0] %= 7 }
      if let key = NumberKey(bytes: bytes.rawBytes) { #expect(key.bytes == bytes) }
    }
  }

  @Test(
    "As text",
    arguments: [
      ("1.0", "1", "1"), ("-12.50", "-12.5", "-12.5"),
      ("0.1", "{\"$numberDecimal\":\"0.1\"}", "0.1"),
      ("-0.10", "{\"$numberDecimal\":\"-0.1\"}", "-0.1"),
      (
        "1E+25", "{\"$numberDecimal\":\"10000000000000000000000000\"}",
        "10000000000000000000000000"
      ),
      ("1E-9", "{\"$numberDecimal\":\"0.000000001\"}", "0.000000001"),
      ("NaN", "{\"$numberDouble\":\"NaN\"}", "NaN"),
      ("-Infinity", "{\"$numberDouble\":\"-Infinity\"}", "-Infinity"),
      ("Infinity", "{\"$numberDouble\":\"Infinity\"}", "Infinity"),
    ])
  func text(number: String, json: String, plain: String) throws {
    let key = NumberKey(try decimal(number))
    #expect(key.extendedJSON == json)
    #expect(key.plainText == plain)
  }

  @Test("Doubles are printed with their shortest digits")
  func doubles() {
    #expect(NumberKey(0.1).extendedJSON == "0.1")
    #expect(NumberKey(1e20).extendedJSON == "100000000000000000000")
    #expect(NumberKey(1e-9).extendedJSON == "0.000000001")
    #expect(NumberKey(5.0).extendedJSON == "5")
  }
}
