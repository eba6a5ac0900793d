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
    let (year, month, day) = civil(days: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func append(_ number: Int64, digits: Int, then separator: Unicode.Scalar) {
      let decimal = String(number).utf8
      for _ in 0..<max(0, digits - decimal.count) { text.append(UInt8(ascii: "0")) }
      text.append(contentsOf: decimal)
      text.append(UInt8(ascii: separator))
    }
    if year >= 0, year <= 9999 {
      append(year, digits: 4, then: "-")
    } else {
      text.append(year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      append(abs(year), digits: 6, then: "-")
    }
    append(month, digits: 2, then: "-")
    append(day, digits: 2, then: "T")
    append(time / 3_600_000, digits: 2, then: ":")
    append(time / 60_000 % 60, digits: 2, then: ":")
    append(time / 1000 % 60, digits: 2, then: ".")
    append(time % 1000, digits: 3, then: "Z")
    return String(decoding: text, as: UTF8.self)
  }

  /// The date that lies a number of days after 1970-01-01.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
