extension ISO8601 {
  /// Writes an instant as `2014-04-11T21:55:32.590Z`: UTC, always three digits of milliseconds.
  ///
  /// Years outside of 0 to 9999 are written as ECMAScript does, with a sign and at least six digits:
  /// `+010000-01-01T00:00:00.000Z`. ``milliseconds(_:)`` reads every such text back.
  public static func text(milliseconds: Int64) -> String {
    // Rounded towards the past, also before 1970.
    func divide(_ number: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
      let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
      return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
    let (days, time) = divide(milliseconds, by: 86_400_000)
    let date = CivilDate(daysSince1970: Int(days))
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ number: Int, digits: Int, then separator: Unicode.Scalar) {
      let decimal = String(number).utf8
      for _ in 0..<max(0, digits - decimal.count) { text.append(UInt8(ascii: "0")) }
      text.append(contentsOf: decimal)
      text.append(UInt8(ascii: separator))
    }
    if date.year >= 0, date.year <= 9999 {
      append(date.year, digits: 4, then: "-")
    } else {
      text.append(date.year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      append(abs(date.year), digits: 6, then: "-")
    }
    append(date.month, digits: 2, then: "-")
    append(date.day, digits: 2, then: "T")
    append(Int(time / 3_600_000), digits: 2, then: ":")
    append(Int(time / 60_000 % 60), digits: 2, then: ":")
    append(Int(time / 1000 % 60), digits: 2, then: ".")
    append(Int(time % 1000), digits: 3, then: "Z")
    return String(decoding: text, as: UTF8.self)
  }
}
