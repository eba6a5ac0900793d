internal import DumpReader

/// The smallest or largest number of a field.
package struct InspectedNumber: Sendable {
  private let key: NumberKey?
  private let written: WrittenNumber?

  init(key: NumberKey) { (self.key, written) = (key, nil) }

  init(_ written: WrittenNumber) { (key, self.written) = (nil, written) }

  /// The number for people; see ``NumberKey/plainText``.
  package var plainText: String { written?.text ?? key?.plainText ?? "" }

  /// The number as relaxed Extended JSON; see ``NumberKey/extendedJSON``.
  package var extendedJSON: String { written?.text ?? key?.extendedJSON ?? "null" }

  /// Whether it is below zero.
  var isNegative: Bool {
    written.map(\.isBelowZero) ?? key.map { $0 < NumberKey(0 as Int64) } ?? false
  }

  /// The smaller one of this number and another.
  func smaller(_ other: WrittenNumber) -> InspectedNumber {
    guard let key else { return self }
    guard let own = WrittenNumber(key) else {
      return key < NumberKey(0 as Int64) ? self : InspectedNumber(other)
    }
    return other < own ? InspectedNumber(other) : self
  }

  /// The larger one of this number and another.
  func larger(_ other: WrittenNumber) -> InspectedNumber {
    guard let key else { return self }
    guard let own = WrittenNumber(key) else {
      return NumberKey(0 as Int64) < key ? self : InspectedNumber(other)
    }
    return own < other ? InspectedNumber(other) : self
  }
}

/// A number as JSON text has it, for those that neither an integer of 34 digits nor a double is: it is
/// shown as it is written, and compared by its digits.
struct WrittenNumber: Sendable, Equatable {
  /// The number as it is written.
  let text: String
  private let isNegative: Bool
  /// Where the first digit stands that is not zero: 1 just before the point. Very large ones are all one.
  private let exponent: Int
  /// All digits, without zeros at either end; none of zero.
  private let digits: [UInt8]

  /// Longer ones are not kept.
  static let maximumCount = 64
  private static let maximumExponent = 1 << 40

  /// The number of a text; nil when that is too long, or none.
  init?(_ text: RawSpan) {
    guard text.byteCount > 0, text.byteCount <= Self.maximumCount else { return nil }
    isNegative = text[0] == UInt8(ascii: "-")
    var digits: [UInt8] = []
    var point = 0
    var isFraction = false
    var i = isNegative ? 1 : 0
    while i < text.byteCount, text[i] | 0x20 != UInt8(ascii: "e") {
      let byte = text[i]
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        if !digits.isEmpty || byte != UInt8(ascii: "0") {
          digits.append(byte)
          if !isFraction { point += 1 }
        } else if isFraction {
          point -= 1
        }
      }
      i += 1
    }
    var power = 0
    if i < text.byteCount {
      i += 1
      let isBelow = i < text.byteCount && text[i] == UInt8(ascii: "-")
      if isBelow || i < text.byteCount && text[i] == UInt8(ascii: "+") { i += 1 }
      while i < text.byteCount {
        let digit = text[i] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        power = min(power * 10 + Int(digit), Self.maximumExponent)
        i += 1
      }
      if isBelow { power = -power }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits
    exponent = digits.isEmpty ? 0 : point + power
    self.text = text.text
  }

  /// A number that a key has; nil for the infinite ones, and what is none.
  init?(_ key: NumberKey) {
    switch key.form {
    case .notANumber, .negativeInfinity, .positiveInfinity: return nil
    case .integer, .double, .decimal: break
    }
    // Decimals and doubles have thousands of digits at most, most of them zeros.
    let text = key.plainText
    isNegative = text.utf8.first == UInt8(ascii: "-")
    let body = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let point = body.firstIndex(of: UInt8(ascii: ".")) ?? body.endIndex
    let all = body.filter { $0 != UInt8(ascii: ".") }
    let zeros = all.prefix { $0 == UInt8(ascii: "0") }.count
    var digits = Array(all.dropFirst(zeros))
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits
    exponent = digits.isEmpty ? 0 : body.distance(from: body.startIndex, to: point) - zeros
    self.text = text
  }
}

extension WrittenNumber: Comparable {
  /// Whether one number is smaller than another.
  static func < (a: WrittenNumber, b: WrittenNumber) -> Bool {
    let (left, right) = (a.sign, b.sign)
    guard left == right else { return left < right }
    return left < 0 ? isSmaller(b, a) : isSmaller(a, b)
  }

  /// Whether it is below zero.
  var isBelowZero: Bool { sign < 0 }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

  private static func isSmaller(_ a: WrittenNumber, _ b: WrittenNumber) -> Bool {
    a.exponent != b.exponent
      ? a.exponent < b.exponent : a.digits.lexicographicallyPrecedes(b.digits)
  }
}
