extension ExactAmount {
  private static let unit: UInt64 = 1_000_000_000_000_000_000

  /// The amount as a plain decimal: no exponent, no trailing zeros.
  func append(to buffer: inout TextBuffer) {
    guard carry != 0 else {
      buffer.append(Points(units: units))
      return
    }
    var (isNegative, words) = magnitude
    var groups: [UInt64] = []
    while words != (0, 0, 0) {
      var rest: UInt64 = 0
      (words.2, rest) = Self.unit.dividingFullWidth((rest, words.2))
      (words.1, rest) = Self.unit.dividingFullWidth((rest, words.1))
      (words.0, rest) = Self.unit.dividingFullWidth((rest, words.0))
      groups.append(rest)
    }
    if isNegative { buffer.append("-") }
    func digits(_ group: UInt64) -> String {
      let text = String(group)
      return String(repeating: "0", count: Points.fractionDigits - text.count) + text
    }
    let fraction = groups.removeFirst()
    buffer.append("\(groups.last ?? 0)")
    for group in groups.dropLast().reversed() { buffer.append(digits(group)) }
    guard fraction > 0 else { return }
    buffer.append(".")
    buffer.append(digits(fraction))
    while buffer.bytes.last == 0x30 { buffer.bytes.removeLast() }
  }

  /// Reads a plain decimal with up to 18 fraction digits: `-12.25`.
  ///
  /// - Returns: nil when it is none, or beyond what sums can reach.
  init?(_ text: [UInt8]) {
    var i = 0
    let isNegative = text.first == 0x2D
    if isNegative { i = 1 }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    /// Multiplies by ten and adds a digit; false where that is too large.
    func take(_ digit: UInt8) -> Bool {
      var carry = UInt64(digit)
      func step(_ word: UInt64) -> UInt64 {
        let (high, low) = word.multipliedFullWidth(by: 10)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        carry = high + (overflow ? 1 : 0)
        return sum
      }
      words.0 = step(words.0)
      words.1 = step(words.1)
      words.2 = step(words.2)
      return carry == 0
    }
    var digits = 0
    var fraction: Int?
    while i < text.count {
      let byte = text[i]
      i += 1
      if byte == 0x2E, fraction == nil, digits > 0 {
        fraction = 0
        continue
      }
      guard (0x30...0x39).contains(byte), take(byte - 0x30) else { return nil }
      digits += 1
      if let count = fraction {
        guard count < Points.fractionDigits else { return nil }
        fraction = count + 1
      }
    }
    guard digits > 0, fraction != 0 else { return nil }
    for _ in (fraction ?? 0)..<Points.fractionDigits where !take(0) { return nil }
    // Beyond the words that a carry fills.
    guard words.2 < 1 << 31 else { return nil }
    var low = UInt128(words.1) << 64 | UInt128(words.0)
    var high = Int64(words.2)
    if isNegative {
      low = ~low &+ 1
      high = ~high &+ (low == 0 ? 1 : 0)
    }
    units = Int128(truncatingIfNeeded: low)
    guard let carry = Int32(exactly: high + (units < 0 ? 1 : 0)) else { return nil }
    self.carry = carry
  }
}
