import TestSupport

/// Times as the contract has them, by regular expression.
enum OracleTime {
  static func milliseconds(_ text: String) -> Int64? {
    let form =
      /([+-]?\d{4,9})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-]\d\d)(?::?(\d\d))?)?)?/
    guard let parts = text.wholeMatch(of: form)?.output else { return nil }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    let (year, month, day) = (number(parts.1), number(parts.2), number(parts.3))
    let (hour, minute, second) = (number(parts.4), number(parts.5), number(parts.6))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day), hour < 24,
      minute < 60, second < 60
    else { return nil }
    let offsetHours = number(parts.8)
    let isWest = parts.8?.hasPrefix("-") ?? false
    let offsetMinutes = offsetHours * 60 + (isWest ? -1 : 1) * number(parts.9)
    guard abs(offsetHours) < 24, number(parts.9) < 60 else { return nil }
    let days =
      Self.days(before: year) - Self.days(before: 1970)
      + lengths.prefix(month - 1).reduce(0, +) + day - 1
    let fraction = String((parts.7 ?? "").prefix(3))
    let milliseconds = Int(fraction + String(repeating: "0", count: 3 - fraction.count)) ?? 0
    let minutes = (days * 24 + hour) * 60 + minute - offsetMinutes
    return Int64((minutes * 60 + second) * 1000 + milliseconds)
  }

  /// Days from 1 January of the year 1 to that of another year.
  private static func days(before year: Int) -> Int {
    func quotient(_ divisor: Int) -> Int {
      Int((Double(year - 1) / Double(divisor)).rounded(.down))
    }
    return 365 * (year - 1) + quotient(4) - quotient(100) + quotient(400)
  }

  /// The time that a value names; nil when it cannot be read as one.
  static func milliseconds(_ value: OracleValue) -> Int64? {
    switch value {
    case .date(let milliseconds): return milliseconds
    case .timestamp(let seconds): return seconds * 1000
    case .string(let bytes): return milliseconds(String(decoding: bytes, as: UTF8.self))
    case .number(.finite(_, let shown)):
      // Seconds, milliseconds, microseconds, nanoseconds: three more digits each.
      let unit = [11, 14, 17].filter {
        shown.magnitude >= ExactDecimal(isNegative: false, digits: [1], exponent: $0)
      }.count
      return shown.floored(byPowerOfTen: 3 - 3 * unit)
    default: return nil
    }
  }
}
