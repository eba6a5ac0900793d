internal import DumpReader

/// A date, or a date and a time, as somebody wrote it: `2014-07-01`, `2014-07-01T10:00`,
/// `2014-07-01 10:00:00.5`, `2014-07-01T10:00:00+02:00`.
///
/// ISO 8601 extended form, with a blank instead of the `T` if need be.
struct ParsedDateTime: Equatable {
  /// The day.
  var date: CivilDate
  /// Milliseconds since midnight; nil when only a day was written.
  var timeOfDay: Int64?
  /// Whether there were digits below the millisecond that are not zeros.
  var hasSubmilliseconds = false
  /// Seconds east of UTC; nil when there was no offset and no `Z`.
  var offset: Int?

  /// Why text is no date.
  enum Fault: Error, Equatable {
    /// It does not look like one.
    case form
    /// The month has fewer days, or there is no such month.
    case day(CivilDate)
    /// The hour, minute, second or offset is out of range.
    case time
  }

  /// Milliseconds from 1970-01-01T00:00 to this reading of a clock that knows no zone.
  var localMilliseconds: Int64 {
    Int64(date.daysSince1970) * 86_400_000 + (timeOfDay ?? 0)
  }

  /// Reads a whole text.
  init(_ text: RawSpan) throws(Fault) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(digits: 4), scanner.skip(UInt8(ascii: "-")),
      let month = scanner.number(digits: 2), scanner.skip(UInt8(ascii: "-")),
      let day = scanner.number(digits: 2)
    else { throw .form }
    date = CivilDate(year: year, month: month, day: day)
    guard date.isValid else { throw .day(date) }
    if scanner.isAtEnd { return }
    guard
      scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t"))
        || scanner.skip(UInt8(ascii: " "))
    else { throw .form }
    try readTimeOfDay(&scanner)
    if !scanner.isAtEnd { offset = try Self.offset(&scanner) }
    guard scanner.isAtEnd else { throw .form }
  }

  /// Hours and minutes, and seconds with a fraction if they follow.
  private mutating func readTimeOfDay(_ scanner: inout DigitScanner) throws(Fault) {
    guard let hour = scanner.number(digits: 2), scanner.skip(UInt8(ascii: ":")),
      let minute = scanner.number(digits: 2)
    else { throw .form }
    var second = 0
    var millisecond = 0
    if scanner.skip(UInt8(ascii: ":")) {
      guard let value = scanner.number(digits: 2) else { throw .form }
      second = value
      if scanner.skip(UInt8(ascii: ".")) || scanner.skip(UInt8(ascii: ",")) {
        var place = 100
        var count = 0
        while let digit = scanner.number(digits: 1) {
          millisecond += digit * place
          if place == 0, digit != 0 { hasSubmilliseconds = true }
          place /= 10
          count += 1
        }
        guard count > 0 else { throw .form }
      }
    }
    // 24:00 is the end of a day. A second 60, as leap seconds are, is the first of the next minute.
    let isEndOfDay = hour == 24 && minute == 0 && second == 0 && millisecond == 0
    guard hour < 24 || isEndOfDay, minute < 60, second <= 60 else { throw .time }
    timeOfDay = Int64(((hour * 60 + minute) * 60 + second) * 1000 + millisecond)
  }

  /// `Z`, `+02`, `+0200` or `+02:00`, in seconds.
  static func offset(_ scanner: inout DigitScanner) throws(Fault) -> Int {
    if scanner.skip(UInt8(ascii: "Z")) || scanner.skip(UInt8(ascii: "z")) { return 0 }
    let isWest = scanner.skip(UInt8(ascii: "-"))
    guard isWest || scanner.skip(UInt8(ascii: "+")), let hours = scanner.number(digits: 2) else {
      throw .form
    }
    var minutes = 0
    if !scanner.isAtEnd {
      _ = scanner.skip(UInt8(ascii: ":"))
      guard let value = scanner.number(digits: 2) else { throw .form }
      minutes = value
    }
    guard hours < 24, minutes < 60 else { throw .time }
    let seconds = (hours * 60 + minutes) * 60
    return isWest ? -seconds : seconds
  }
}
