/// The sum of hashes, modulo 2²⁵⁶: a digest of rows that does not depend on their order, and of which the
/// digest of several sets is the sum.
///
/// Against accidents (rows lost, doubled, changed), not against somebody who forges rows.
package struct RowDigest: Sendable, Equatable {
  /// The lowest word first.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// Of no rows.
  package init() {}

  /// A hash of 32 bytes; what is missing is zero.
  package init(_ bytes: some Sequence<UInt8>) {
    var all: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.prefix(32).enumerated() {
      all[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
    }
    words = (all[0], all[1], all[2], all[3])
  }

  package static func == (a: RowDigest, b: RowDigest) -> Bool { a.words == b.words }

  /// Adds the rows of another set, or a row.
  package mutating func add(_ other: RowDigest) {
    var carry: UInt64 = 0
    func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let (first, overflow) = a.addingReportingOverflow(b)
      let (second, again) = first.addingReportingOverflow(carry)
      carry = overflow || again ? 1 : 0
      return second
    }
    words.0 = sum(words.0, other.words.0)
    words.1 = sum(words.1, other.words.1)
    words.2 = sum(words.2, other.words.2)
    words.3 = sum(words.3, other.words.3)
  }

  /// 64 hexadecimal digits.
  package var text: String {
    var buffer = TextBuffer(capacity: 64)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in 0..<8 {
        buffer.append(hex: UInt8(truncatingIfNeeded: word >> UInt64(8 * shift)))
      }
    }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  package init?(text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for i in stride(from: 0, to: 64, by: 2) {
      guard digits[i] != 0x2B, digits[i] != 0x2D,
        let byte = UInt8(String(decoding: digits[i..<i + 2], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    self.init(bytes)
  }
}

/// A cryptographic hash of bytes, which the program supplies.
package typealias RowHash = @Sendable ([UInt8]) -> RowDigest
