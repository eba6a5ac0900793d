// What lines of text are recognised by: literals, patterns of digits, blanks.
extension RawSpan {
  /// Whether a quote of any kind stands at an offset.
  func isShellQuote(_ i: Int) -> Bool {
    self[i] == UInt8(ascii: "\"") || self[i] == UInt8(ascii: "'") || self[i] == UInt8(ascii: "`")
  }

  /// A range without blanks, carriage returns and a byte order mark around it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    if starts(with: "\u{FEFF}", range) { start += 3 }
    while start < end, self[start] <= 0x20, self[start] != 0 { start += 1 }
    while end > start, self[end - 1] <= 0x20, self[end - 1] != 0 { end -= 1 }
    return start..<end
  }

  /// Whether the bytes at the front of a range are those of a literal.
  func starts(with literal: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count >= literal.utf8CodeUnitCount else { return false }
    for i in 0..<literal.utf8CodeUnitCount
    where unsafe self[range.lowerBound + i] != literal.utf8Start[i] { return false }
    return true
  }

  /// Whether a range holds just a literal.
  func isEqual(_ literal: StaticString, _ range: Range<Int>) -> Bool {
    range.count == literal.utf8CodeUnitCount && starts(with: literal, range)
  }

  /// Where a literal first stands in a range.
  func first(_ literal: StaticString, in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while i < range.upperBound,
      let found = firstIndex(of: unsafe literal.utf8Start[0], in: i..<range.upperBound)
    {
      if starts(with: literal, found..<range.upperBound) { return found }
      i = found + 1
    }
    return nil
  }

  /// The first byte of a range that is neither a space nor a tab, or its end.
  func pastBlanks(_ range: Range<Int>) -> Int {
    var i = range.lowerBound
    while i < range.upperBound, self[i] == 0x20 || self[i] == 0x09 { i += 1 }
    return max(i, range.lowerBound)
  }

  /// Whether a range begins like a pattern in which 0 stands for any digit.
  func matches(_ pattern: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count >= pattern.utf8CodeUnitCount else { return false }
    for i in 0..<pattern.utf8CodeUnitCount {
      let wanted = unsafe pattern.utf8Start[i]
      let byte = self[range.lowerBound + i]
      guard wanted == UInt8(ascii: "0") ? byte.isDigit : byte == wanted else { return false }
    }
    return true
  }

  /// Behind `.590` or `,590` at the front of a range.
  func pastFraction(_ range: Range<Int>) -> Int {
    var i = range.lowerBound
    guard i < range.upperBound, self[i] == UInt8(ascii: ".") || self[i] == UInt8(ascii: ",")
    else { return i }
    i += 1
    while i < range.upperBound, self[i].isDigit { i += 1 }
    return i
  }

  /// Behind `Z`, `+0000` or `+00:00` at the front of a range.
  func pastZone(_ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return range.lowerBound }
    let first = self[range.lowerBound]
    if first == UInt8(ascii: "Z") { return range.lowerBound + 1 }
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return range.lowerBound }
    let rest = range.dropFirst()
    if matches("00:00", rest) { return range.lowerBound + 6 }
    return matches("0000", rest) ? range.lowerBound + 5 : range.lowerBound
  }

  /// Whether a range begins with a capitalised word of so many letters and a blank.
  func isWord(_ range: Range<Int>, of count: Int) -> Bool {
    guard range.count > count, (0x41...0x5A).contains(self[range.lowerBound]) else { return false }
    for i in range.lowerBound..<range.lowerBound + count where !self[i].isLetter { return false }
    return self[range.lowerBound + count] == 0x20
  }

  /// Whether a range is three dashes or more.
  func isDashes(_ range: Range<Int>) -> Bool {
    guard range.count >= 3 else { return false }
    for i in range where self[i] != UInt8(ascii: "-") { return false }
    return true
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isLetterOrDigit: Bool { isDigit || isLetter }
}
