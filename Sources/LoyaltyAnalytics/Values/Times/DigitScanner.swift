internal import DumpReader

/// A place in text that is made of numbers and marks.
struct DigitScanner: ~Escapable {
  private let text: RawSpan
  private var i = 0

  /// Starts at the beginning.
  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { i >= text.byteCount }

  /// The byte that comes next.
  var next: UInt8? { i < text.byteCount ? text[i] : nil }

  /// Passes over a byte, if it is the next one.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    i += 1
    return true
  }

  /// A number of exactly so many digits; without them the place stays.
  mutating func number(digits: Int) -> Int? {
    guard digits <= text.byteCount - i else { return nil }
    var value = 0
    for j in i..<i + digits {
      guard text[j] &- UInt8(ascii: "0") < 10 else { return nil }
      value = value * 10 + Int(text[j] &- UInt8(ascii: "0"))
    }
    i += digits
    return value
  }

  /// A number of one digit up to `limit`; without that the place stays.
  mutating func number(upTo limit: Int) -> Int? {
    var value = 0
    var j = i
    while j < text.byteCount, text[j] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(text[j] &- UInt8(ascii: "0"))
      guard value <= limit else { return nil }
      j += 1
    }
    guard j > i else { return nil }
    i = j
    return value
  }

  /// The bytes up to the next one for which `isEnd` holds, as text.
  mutating func text(until isEnd: (UInt8) -> Bool) -> String {
    let start = i
    while i < text.byteCount, !isEnd(text[i]) { i += 1 }
    return text.extracting(start..<i).text
  }
}
