internal import DumpReader

/// Clock changes that come back every year, as the TZ variable of POSIX writes them:
/// `CET-1CEST,M3.5.0,M10.5.0/3`. The last line of a time zone file is such a text.
///
/// The sign is that of POSIX in the text, west of UTC; here it is turned, east of UTC. Hours of the
/// day of change may be from -167 to 167 (RFC 9636, 3.3.2).
struct POSIXTimeZoneRule: Sendable, Equatable {
  /// Seconds east of UTC in standard time.
  var standardOffset: Int
  /// Summer time, if there is one.
  var summer: Summer?

  /// Summer time: its offset, and when it begins and ends on the clock of before.
  struct Summer: Sendable, Equatable {
    var offset: Int
    var start: Change
    var end: Change
  }

  /// A day of the year and a time on it.
  struct Change: Sendable, Equatable {
    var day: Day
    /// Seconds after midnight; below zero on the day before.
    var time: Int
  }

  /// Ways to name a day of every year.
  enum Day: Sendable, Equatable {
    /// `Mm.w.d`: the day of the week d (0 is Sunday) for the w-th time in month m, 5 the last time.
    case weekday(month: Int, week: Int, day: Int)
    /// `Jn`: from 1 to 365, 29 February never counted.
    case withoutLeapDay(Int)
    /// `n`: from 0 to 365, 29 February counted.
    case dayOfYear(Int)
  }

  /// The offset at an instant, in seconds east of UTC.
  func offset(at second: Int64) -> Int {
    guard let summer else { return standardOffset }
    return changes(near: second).last { $0.instant <= second }?.offset ?? summer.offset
  }

  /// The next instant after `second` at which the clocks change.
  func transition(after second: Int64) -> Int64? {
    changes(near: second).first { $0.instant > second }?.instant
  }

  /// The changes of a year, the one before and the two after it, in order.
  private func changes(near second: Int64) -> [(instant: Int64, offset: Int)] {
    guard let summer else { return [] }
    let day = Int(second.flooredQuotient(86_400))
    let year = CivilDate(daysSince1970: day).year
    var changes: [(instant: Int64, offset: Int)] = []
    for year in year - 1...year + 2 {
      changes.append((summer.end.instant(of: year, offset: summer.offset), standardOffset))
      changes.append((summer.start.instant(of: year, offset: standardOffset), summer.offset))
    }
    // Where summer time ends and begins at one instant, it holds all the year: it must come last.
    return changes.sorted { a, b in
      a.instant == b.instant
        ? a.offset != summer.offset && b.offset == summer.offset : a.instant < b.instant
    }
  }
}

extension POSIXTimeZoneRule.Change {
  /// Seconds since 1970 of the change in a year, on a clock so many seconds east of UTC.
  fileprivate func instant(of year: Int, offset: Int) -> Int64 {
    Int64(day.daysSince1970(in: year)) * 86_400 + Int64(time - offset)
  }
}

extension POSIXTimeZoneRule.Day {
  fileprivate func daysSince1970(in year: Int) -> Int {
    let newYear = CivilDate(year: year, month: 1, day: 1).daysSince1970
    switch self {
    case .withoutLeapDay(let day):
      return newYear + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
    case .dayOfYear(let day):
      return newYear + day
    case .weekday(let month, let week, let day):
      let first = CivilDate(year: year, month: month, day: 1).daysSince1970
      // 1970-01-01 was a Thursday.
      let firstWeekday = ((first + 4) % 7 + 7) % 7
      var date = (day - firstWeekday + 7) % 7 + 7 * (week - 1)
      if date >= CivilDate.days(inMonth: month, of: year) { date -= 7 }
      return first + date
    }
  }
}

extension POSIXTimeZoneRule {
  /// Reads the text of a rule; nil when it is none.
  init?(_ text: RawSpan) {
    var scanner = DigitScanner(text)
    guard Self.skipName(&scanner), let west = Self.time(&scanner, hours: 24) else { return nil }
    standardOffset = -west
    if scanner.isAtEnd { return }
    guard Self.skipName(&scanner) else { return nil }
    var offset = standardOffset + 3600
    if let next = scanner.next, next != UInt8(ascii: ",") {
      guard let west = Self.time(&scanner, hours: 24) else { return nil }
      offset = -west
    }
    guard let start = Self.change(&scanner), let end = Self.change(&scanner), scanner.isAtEnd else {
      return nil
    }
    summer = Summer(offset: offset, start: start, end: end)
  }

  /// Passes over an abbreviation: letters, or anything between `<` and `>`.
  private static func skipName(_ scanner: inout DigitScanner) -> Bool {
    if scanner.skip(UInt8(ascii: "<")) {
      return !scanner.text { $0 == UInt8(ascii: ">") }.isEmpty && scanner.skip(UInt8(ascii: ">"))
    }
    return scanner.text { $0 | 0x20 < UInt8(ascii: "a") || $0 | 0x20 > UInt8(ascii: "z") }.count
      >= 3
  }

  /// `h`, `h:mm` or `h:mm:ss` with an optional sign, in seconds.
  private static func time(_ scanner: inout DigitScanner, hours limit: Int) -> Int? {
    let isNegative = scanner.skip(UInt8(ascii: "-"))
    if !isNegative { _ = scanner.skip(UInt8(ascii: "+")) }
    guard var seconds = scanner.number(upTo: limit) else { return nil }
    seconds *= 3600
    for unit in [60, 1] where scanner.skip(UInt8(ascii: ":")) {
      guard let value = scanner.number(upTo: 59) else { return nil }
      seconds += value * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `,` and a day, with `/` and a time unless it is two o'clock.
  private static func change(_ scanner: inout DigitScanner) -> Change? {
    guard scanner.skip(UInt8(ascii: ",")), let day = day(&scanner) else { return nil }
    guard scanner.skip(UInt8(ascii: "/")) else { return Change(day: day, time: 2 * 3600) }
    guard let time = time(&scanner, hours: 167) else { return nil }
    return Change(day: day, time: time)
  }

  private static func day(_ scanner: inout DigitScanner) -> Day? {
    if scanner.skip(UInt8(ascii: "J")) {
      guard let day = scanner.number(upTo: 365), day >= 1 else { return nil }
      return .withoutLeapDay(day)
    }
    guard scanner.skip(UInt8(ascii: "M")) else {
      return scanner.number(upTo: 365).map(Day.dayOfYear)
    }
    guard let month = scanner.number(upTo: 12), month >= 1, scanner.skip(UInt8(ascii: ".")),
      let week = scanner.number(upTo: 5), week >= 1, scanner.skip(UInt8(ascii: ".")),
      let day = scanner.number(upTo: 6)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }
}
