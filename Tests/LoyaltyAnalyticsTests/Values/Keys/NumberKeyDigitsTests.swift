import TestSupport
import Testing

@testable import DumpReader
@testable import LoyaltyAnalytics

@Suite("Digits of number keys")
struct NumberKeyDigitsTests {
  @Test(
    "All digits, no exponent",
    arguments: [
      (1e22, "10000000000000000000000"), (1e23, "99999999999999991611392"),
      (0x1p63, "9223372036854775808"), (-0x1p64, "-18446744073709551616"), (1e-7, "0.0000001"),
      (0.1, "0.1"), (-2.5e-10, "-0.00000000025"), (123456.789, "123456.789"),
      (1e34, "9999999999999999455752309870428160"), (1e35, "99999999999999996863366107917975552.0"),
    ])
  func doubles(value: Double, text: String) {
    #expect(NumberKey(value).plainText == text)
    #expect(NumberKey(value).extendedJSON == text)
  }

  @Test("Whatever the double, its digits are read back as the same key")
  func roundTrip() throws {
    let seed: UInt64 = 0x5EED_00A2
    var generator = ValueGenerator(seed: seed)
    for _ in 0..<20_000 {
      let value = generator.double()
      guard value.isFinite else { continue }
      let text = NumberKey(value).plainText
      #expect(!text.contains("e"), "seed \(seed): \(value)")
      #expect(try key(text) == NumberKey(value), "seed \(seed): \(value)")
    }
  }

  /// The key that a number of JSON text has.
  func key(_ text: String) throws -> NumberKey? {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 128)
    var scratch: [UInt8] = []
    let value = JSONNumber.value(bytes.rawBytes, 0..<text.utf8.count, into: &scratch)
    guard let value, !value.isBeyondDouble else { return nil }
    return NumberKey(value, in: bytes.rawBytes, scratch: scratch.rawBytes)
  }

  @Test("Decimals have all their digits, too")
  func decimals() {
    for (text, plain) in [
      ("1E+30", "1000000000000000000000000000000"), ("1E-10", "0.0000000001"), ("0.10", "0.1"),
      ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
    ] {
      let bytes = Array(text.utf8)
      guard let decimal = Decimal128(bytes.rawBytes) else {
        Issue.record("\(text)")
        continue
      }
      #expect(NumberKey(decimal).plainText == plain)
    }
    let bytes = Array("9E+6144".utf8)
    #expect(Decimal128(bytes.rawBytes).map { NumberKey($0).plainText.utf8.count } == 6145)
  }

  @Test("Numbers of JSON that would be rounded are no keys, and different ones never one")
  func long() throws {
    let lines = """
      {"user_id":1234567890123456789012345678901234,"transaction_type":"award","points":1}
      {"user_id":1234567890123456789012345678901235,"transaction_type":"award","points":2}
      {"user_id":12345678901234567890123456789012341,"transaction_type":"award","points":4}
      {"user_id":12345678901234567890123456789012342,"transaction_type":"award","points":8}
      {"user_id":1e400,"transaction_type":"award","points":16}
      {"user_id":-2e400,"transaction_type":"award","points":32}
      {"user_id":1e-400,"transaction_type":"award","points":64}
      {"user_id":0e-400,"transaction_type":"award","points":128}
      {"user_id":0,"transaction_type":"award","points":256}
      {"user_id":1e22,"transaction_type":"award","points":512}
      {"user_id":10000000000000000000000,"transaction_type":"award","points":1024}
      {"user_id":100000000000000000000000000000000000,"transaction_type":"award","points":2048}

      """
    let file = try TemporaryFile(Array(lines.utf8))
    var result = try Analysis(Query()).run(paths: [file.path])
    #expect(result.documents.rejected.user == 6)
    #expect(result.firstRejects.allSatisfy { $0.reject.value?.finding == .notExact })
    var keys: [String] = []
    while let row = try result.rows.next() {
      keys.append("\(row.key.plainText ?? "") \(row.amounts.awarded)")
    }
    #expect(
      keys == [
        "10000000000000000000000 1536", "0 384", "1234567890123456789012345678901235 2",
        "1234567890123456789012345678901234 1",
      ])
  }
}
