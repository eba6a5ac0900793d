internal import DumpReader

/// The text of a report that has been formatted and not yet written.
///
/// It is reused for the whole report: after the first 64 KiB formatting does not allocate.
package struct TextBuffer {
  /// The pending bytes, UTF-8.
  package var bytes: [UInt8] = []

  /// From this many bytes on, `flushIfFull` writes. A pipe takes 64 KiB at a time.
  package static let fullCount = 64 << 10

  /// An empty buffer, as large as a report needs unless told otherwise.
  package init(capacity: Int = fullCount + 4096) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends a text as it is.
  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends one byte.
  package mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends one character.
  package mutating func append(_ scalar: Unicode.Scalar) {
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Appends spaces; none if the count is negative.
  package mutating func append(spaces count: Int) {
    guard count > 0 else { return }
    bytes.append(contentsOf: repeatElement(0x20, count: count))
  }

  /// Inserts spaces at an index; none if the count is negative.
  package mutating func insert(spaces count: Int, at index: Int) {
    guard count > 0 else { return }
    bytes.insert(contentsOf: repeatElement(0x20, count: count), at: index)
  }
}

extension TextBuffer {
  /// Appends a count in decimal digits; grouped by thousands for people: `1,204`.
  package mutating func append(_ count: Int, grouped: Bool = false) {
    if count < 0 { append(byte: 0x2D) }
    append(magnitude: count.magnitude, grouped: grouped)
  }

  /// Appends an amount as ``Points/description`` has it: no exponent, no trailing zeros, all digits;
  /// grouped by thousands for people: `1,234.5`.
  ///
  /// - Returns: how many of the bytes are the point and the digits after it.
  @discardableResult
  package mutating func append(_ points: Points, grouped: Bool = false) -> Int {
    let magnitude = points.units.magnitude
    if points.units < 0 { append(byte: 0x2D) }
    let unit = UInt64(Points.unitsPerPoint)
    let high = UInt64(magnitude >> 64)
    let fraction: UInt64
    if high < unit {
      // The quotient fits in 64 bits: one division instruction instead of a 128-bit routine.
      let (whole, rest) = unit.dividingFullWidth((high, UInt64(truncatingIfNeeded: magnitude)))
      append(magnitude: whole, grouped: grouped)
      fraction = rest
    } else {
      let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt128(unit))
      append(magnitude: whole, grouped: grouped)
      fraction = UInt64(rest)
    }
    guard fraction > 0 else { return 0 }
    let start = bytes.count
    append(byte: 0x2E)
    append(magnitude: fraction, minimumDigits: Points.fractionDigits)
    while bytes.last == 0x30 { bytes.removeLast() }
    return bytes.count - start
  }

  /// Appends a number, from its last digit on in a place of its own.
  private mutating func append(digits number: UInt64) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = 20
    var rest = number
    repeat {
      start &-= 1
      digits[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    bytes.append(addingCapacity: 20 &- start) { output in
      for i in start..<20 { output.append(digits[i]) }
    }
  }

  private mutating func append<Number: FixedWidthInteger & UnsignedInteger>(
    magnitude: Number, minimumDigits: Int = 1, grouped: Bool = false
  ) {
    if minimumDigits == 1, !grouped, let magnitude = UInt64(exactly: magnitude) {
      return append(digits: magnitude)
    }
    var digits = 1
    var rest = magnitude / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    digits = max(digits, minimumDigits)
    let count = digits + (grouped ? (digits - 1) / 3 : 0)
    bytes.append(contentsOf: repeatElement(0x30, count: count))
    var index = bytes.count
    rest = magnitude
    for digit in 0..<digits {
      if grouped, digit > 0, digit % 3 == 0 {
        index -= 1
        bytes[index] = 0x2C
      }
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      index -= 1
      bytes[index] = 0x30 + UInt8(remainder)
      rest = quotient
    }
  }
}

extension TextBuffer {
  /// Appends a time, such as `2014-04-11T21:55:32.590Z`; nothing for nil.
  package mutating func append(time milliseconds: Int64?) {
    guard let milliseconds else { return }
    guard Self.fourDigitYears.contains(milliseconds) else {
      return append(ISO8601.text(milliseconds: milliseconds))
    }
    let (days, time) = (milliseconds - Self.year0).quotientAndRemainder(dividingBy: 86_400_000)
    let date = CivilDate(daysSince1970: Int(days) + Int(Self.year0 / 86_400_000))
    let seconds = Int(time / 1000)
    bytes.append(addingCapacity: 24) { output in
      output.append(pair: date.year / 100)
      output.append(pair: date.year % 100)
      output.append(0x2D)
      output.append(pair: date.month)
      output.append(0x2D)
      output.append(pair: date.day)
      output.append(0x54)
      output.append(pair: seconds / 3600)
      output.append(0x3A)
      output.append(pair: seconds / 60 % 60)
      output.append(0x3A)
      output.append(pair: seconds % 60)
      output.append(0x2E)
      output.append(0x30 + UInt8(truncatingIfNeeded: time % 1000 / 100))
      output.append(pair: Int(time % 100))
      output.append(0x5A)
    }
  }

  /// The first millisecond of the year 0.
  private static let year0: Int64 = -62_167_219_200_000
  /// The years that are written with four digits.
  private static let fourDigitYears = year0..<253_402_300_800_000

  /// Appends a time as a JSON string, nil as null.
  package mutating func append(jsonTime milliseconds: Int64?) {
    guard milliseconds != nil else { return append("null") }
    append(byte: 0x22)
    append(time: milliseconds)
    append(byte: 0x22)
  }

  /// Appends the date of a time, such as `2014-04-11`.
  package mutating func append(date milliseconds: Int64) {
    let text = ISO8601.text(milliseconds: milliseconds)
    bytes.append(contentsOf: text.utf8.prefix { $0 != 0x54 })
  }
}

extension OutputSpan<UInt8> {
  /// Appends a number below 100 as two digits.
  @_lifetime(self: copy self)
  @inline(__always)
  fileprivate mutating func append(pair number: Int) {
    append(0x30 &+ UInt8(truncatingIfNeeded: number / 10))
    append(0x30 &+ UInt8(truncatingIfNeeded: number % 10))
  }
}
