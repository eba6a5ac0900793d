internal import DumpReader

/// A time that is read by a pattern, one element after the other, as `strptime` does.
///
/// Numbers may have fewer digits than they are written with (`9/4/2016`), but for years and fractions.
/// Names of months are the English ones, in full or three letters of them, in any letter case.
struct PatternTime {
  private var year = 1970
  private var month = 1
  private var day = 1
  private var dayOfYear: Int?
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var millisecond = 0
  private var isAfternoon: Bool?
  /// Seconds east of UTC.
  private var offset: Int?
  private var epoch: Int64?

  /// Milliseconds since 1970 (UTC) of a text that fits a pattern as a whole; nil when it does not, and
  /// for a day or a time of day that there is not.
  ///
  /// - Parameter zone: The zone of times that name none.
  static func milliseconds(
    _ text: RawSpan, _ pattern: [TimeFormat.Element], in zone: TimeZoneRules
  ) -> Int64? {
    var time = PatternTime()
    var scanner = PatternScanner(text)
    for element in pattern {
      switch element {
      case .literal(let byte): guard scanner.skip(byte) else { return nil }
      case .blanks: guard scanner.skipBlanks() else { return nil }
      case .directive(let directive):
        guard time.read(directive, &scanner) else { return nil }
      }
    }
    return scanner.isAtEnd ? time.milliseconds(in: zone) : nil
  }

  /// The same of the digits of a number, and its sign; nil for one with a fraction.
  static func milliseconds(
    _ number: DecimalNumber, _ pattern: [TimeFormat.Element], in zone: TimeZoneRules
  ) -> Int64? {
    guard let whole = number.scaled(byPowerOfTen: 0), whole.remainder == nil else { return nil }
    let digits = Array(((number.isNegative ? "-" : "") + String(whole.magnitude)).utf8)
    return milliseconds(digits.rawBytes, pattern, in: zone)
  }

  private mutating func read(
    _ directive: TimeFormat.Directive, _ scanner: inout PatternScanner
  ) -> Bool {
    switch directive {
    case .year: return set(\.year, scanner.number(digits: 4...4, in: 0...9999))
    case .shortYear:
      // As POSIX has it: 69 to 99 are of the 20th century.
      let year = scanner.number(digits: 2...2, in: 0...99)
      return set(\.year, year.map { $0 + ($0 < 69 ? 2000 : 1900) })
    case .month: return set(\.month, scanner.number(digits: 1...2, in: 1...12))
    case .day: return set(\.day, scanner.number(digits: 1...2, in: 1...31))
    case .dayOfYear:
      dayOfYear = scanner.number(digits: 1...3, in: 1...366)
      return dayOfYear != nil
    case .monthName, .shortMonthName: return set(\.month, scanner.monthName())
    case .hour: return set(\.hour, scanner.number(digits: 1...2, in: 0...23))
    case .halfDayHour: return set(\.hour, scanner.number(digits: 1...2, in: 1...12))
    case .halfDay:
      isAfternoon = scanner.halfDay()
      return isAfternoon != nil
    case .minute: return set(\.minute, scanner.number(digits: 1...2, in: 0...59))
    // A leap second is the first of the next minute.
    case .second: return set(\.second, scanner.number(digits: 1...2, in: 0...60))
    case .fraction: return set(\.millisecond, scanner.fraction())
    case .zone:
      offset = scanner.zone()
      return offset != nil
    case .epoch:
      epoch = scanner.integer()
      return epoch != nil
    }
  }

  private mutating func set(_ part: WritableKeyPath<PatternTime, Int>, _ value: Int?) -> Bool {
    guard let value else { return false }
    self[keyPath: part] = value
    return true
  }

  private func milliseconds(in zone: TimeZoneRules) -> Int64? {
    if let epoch {
      let (product, overflow) = epoch.multipliedReportingOverflow(by: 1000)
      let (sum, carry) = product.addingReportingOverflow(Int64(millisecond))
      return overflow || carry ? nil : sum
    }
    var date = CivilDate(year: year, month: month, day: day)
    var days = date.daysSince1970
    if let dayOfYear {
      guard dayOfYear < 366 || CivilDate.isLeap(year) else { return nil }
      date = CivilDate(year: year, month: 1, day: 1)
      days = date.daysSince1970 + dayOfYear - 1
    }
    guard date.isValid else { return nil }
    var hour = hour
    if let isAfternoon {
      guard hour <= 12 else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    let local = Int64(seconds * 1000 + millisecond)
    if let offset { return local - Int64(offset) * 1000 }
    return zone.utcMilliseconds(ofLocal: local)
  }
}

/// A position in the text of a time.
private struct PatternScanner: ~Escapable {
  private let text: RawSpan
  private var i = 0

  private static let months: [[UInt8]] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }
  private static let halves = [Array("am".utf8), Array("pm".utf8)]
  private static let zones = [Array("z".utf8), Array("utc".utf8), Array("gmt".utf8)]

  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
  }

  var isAtEnd: Bool { i == text.byteCount }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard i < text.byteCount, text[i] == byte else { return false }
    i += 1
    return true
  }

  /// Passes over blanks, at least one. Programs put U+00A0 or U+202F before AM and PM.
  mutating func skipBlanks() -> Bool {
    let start = i
    while i < text.byteCount {
      if text[i] == 0x20 || (0x09...0x0D).contains(text[i]) {
        i += 1
      } else if isAt(0xC2, 0xA0) {
        i += 2
      } else if isAt(0xE2, 0x80), i + 2 < text.byteCount, text[i + 2] == 0xAF || text[i + 2] == 0x89
      {
        i += 3
      } else {
        break
      }
    }
    return i > start
  }

  private func isAt(_ first: UInt8, _ second: UInt8) -> Bool {
    i + 1 < text.byteCount && text[i] == first && text[i + 1] == second
  }

  /// As many digits as there are, up to a number of them; nil for a number out of range.
  mutating func number(digits: ClosedRange<Int>, in range: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while i < text.byteCount, count < digits.upperBound, text[i] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(text[i] - UInt8(ascii: "0"))
      i += 1
      count += 1
    }
    return count >= digits.lowerBound && range.contains(value) ? value : nil
  }

  /// The milliseconds of up to nine digits behind a decimal point.
  mutating func fraction() -> Int? {
    let start = i
    guard var value = number(digits: 1...9, in: 0...999_999_999) else { return nil }
    for _ in 0..<9 - (i - start) { value *= 10 }
    return value / 1_000_000
  }

  /// An integer of any sign.
  mutating func integer() -> Int64? {
    let isNegative = skip(UInt8(ascii: "-"))
    guard let value = number(digits: 1...18, in: 0...999_999_999_999_999_999) else { return nil }
    return Int64(isNegative ? -value : value)
  }

  /// The number of a month by its name.
  mutating func monthName() -> Int? {
    for (index, name) in Self.months.enumerated() {
      // The whole name first, of which the short ones are the beginning; some write Sept.
      for count in [name.count, 4, 3] where count == name.count || count == 3 || index == 8 {
        if skip(name.prefix(count)) { return index + 1 }
      }
    }
    return nil
  }

  /// Whether it is PM; nil when neither AM nor PM comes next.
  mutating func halfDay() -> Bool? {
    if skip(Self.halves[0][...]) { return false }
    return skip(Self.halves[1][...]) ? true : nil
  }

  /// Seconds east of UTC of `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00`.
  mutating func zone() -> Int? {
    for name in Self.zones where skip(name[...]) { return 0 }
    let isWest = skip(UInt8(ascii: "-"))
    guard isWest || skip(UInt8(ascii: "+")), let hours = number(digits: 2...2, in: 0...23) else {
      return nil
    }
    var minutes = 0
    let hasColon = skip(UInt8(ascii: ":"))
    if hasColon || i < text.byteCount && text[i] &- UInt8(ascii: "0") < 10 {
      guard let value = number(digits: 2...2, in: 0...59) else { return nil }
      minutes = value
    }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }

  /// Passes over a name of small letters, in any letter case.
  private mutating func skip(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count <= text.byteCount - i else { return false }
    var j = i
    for letter in name {
      guard text[j] | 0x20 == letter else { return false }
      j += 1
    }
    i = j
    return true
  }
}
