extension OutputBytes {
  /// How a floating-point number is spelled.
  enum DoubleStyle {
    /// As the Go driver prints Extended JSON: `5.0`, `1.2345675E+06` from six digits on.
    case extendedJSON
    /// As JavaScript and Go's `%v` print it: `5`, `1234567.5`, an exponent from 10²¹ on.
    case plain
  }

  /// Appends a finite number in the fewest digits that read back as the same number.
  ///
  /// The digits are those of Swift's `description`; only their layout is decided here.
  mutating func append(double value: Double, _ style: DoubleStyle) {
    if value.sign == .minus { append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    // Quarters of points and cents of money: no need for the general way.
    if let whole = Int64(exactly: magnitude), whole < 1_000_000 {
      append(decimal: whole)
      if case .extendedJSON = style { append(".0") }
      return
    }
    let (digits, point) = Self.shortestDigits(magnitude)
    let exponent = point - 1
    let limit = if case .extendedJSON = style { 6 } else { 21 }
    if exponent < -4 || exponent >= limit {
      append(scientific: digits, exponent, style)
    } else {
      append(positional: digits, point, style)
    }
  }

  private mutating func append(scientific digits: [UInt8], _ exponent: Int, _ style: DoubleStyle) {
    append(digits.first ?? 0x30)
    if digits.count > 1 {
      append(UInt8(ascii: "."))
      for digit in digits.dropFirst() { append(digit) }
    } else if case .extendedJSON = style {
      append(".0")
    }
    if case .extendedJSON = style { append("E") } else { append("e") }
    append(exponent < 0 ? "-" : "+")
    append(decimal: UInt64(exponent.magnitude), atLeast: 2)
  }

  private mutating func append(positional digits: [UInt8], _ point: Int, _ style: DoubleStyle) {
    if point <= 0 {
      append("0.")
      for _ in point..<0 { append(UInt8(ascii: "0")) }
      for digit in digits { append(digit) }
      return
    }
    for index in 0..<max(point, digits.count) {
      if index == point { append(UInt8(ascii: ".")) }
      append(index < digits.count ? digits[index] : 0x30)
    }
    if case .extendedJSON = style, digits.count <= point { append(".0") }
  }

  /// The significant digits of a positive number, and how many of them stand before the point.
  private static func shortestDigits(_ value: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var bytes = Array(value.description.utf8)[...]
    if let e = bytes.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: bytes[(e + 1)...], as: UTF8.self)) ?? 0
      bytes = bytes[..<e]
    }
    for byte in bytes {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    var before = (point ?? digits.count) + exponent
    while digits.count > 1, digits.first == 0x30 {
      digits.removeFirst()
      before -= 1
    }
    while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
    return (digits, before)
  }
}
