extension ISO8601 {
  /// What a text says: an instant, or what the clocks of a zone show that it does not name.
  package struct Reading: Equatable, Sendable {
    /// Milliseconds since 1970-01-01T00:00, in UTC if a zone was named.
    package var milliseconds: Int64
    /// Whether the text names a zone.
    package var namesZone: Bool
  }

  /// Reads a date or a date with a time as programs write them beside ``milliseconds(_:)``: with a
  /// blank before the zone, which may be `UTC` as well.
  ///
  ///     2016-09-04 12:30:00 -0400    2016-09-04 12:30 UTC
  ///
  /// - Returns: nil for anything else, and for an instant that does not fit in 64 bits.
  package static func reading(_ text: RawSpan) -> Reading? {
    if text.byteCount == 24, let instant = milliseconds24(text, at: 0) {
      return Reading(milliseconds: instant, namesZone: true)
    }
    return reading(text, isLoose: true)
  }

  /// Reads all the forms, one part after the other.
  @inline(never)
  static func milliseconds(parsing text: RawSpan) -> Int64? {
    reading(text, isLoose: false)?.milliseconds
  }

  private static func reading(_ text: RawSpan, isLoose: Bool) -> Reading? {
    var reader = PartReader(end: text.byteCount)
    guard let days = reader.date(text) else { return nil }
    var milliseconds = Int128(days) * 86_400_000
    var namesZone = false
    if reader.offset < reader.end {
      guard reader.take(text, UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")),
        let time = reader.time(text)
      else { return nil }
      milliseconds += Int128(time)
      if reader.offset < reader.end {
        guard let zone = reader.zone(text, isLoose: isLoose), reader.offset == reader.end else {
          return nil
        }
        milliseconds -= Int128(zone * 60_000)
        namesZone = true
      }
    }
    return Int64(exactly: milliseconds).map { Reading(milliseconds: $0, namesZone: namesZone) }
  }

  /// A place in a text; every step moves it on, or fails.
  private struct PartReader {
    var offset = 0
    let end: Int

    /// Days since 1970 of `2014-04-11`.
    mutating func date(_ text: RawSpan) -> Int? {
      var sign = 1
      if take(text, UInt8(ascii: "-")) {
        sign = -1
      } else {
        _ = take(text, UInt8(ascii: "+"))
      }
      guard let year = number(text, digits: 4...9), take(text, UInt8(ascii: "-")),
        let month = number(text, digits: 2...2), take(text, UInt8(ascii: "-")),
        let day = number(text, digits: 2...2)
      else { return nil }
      let date = CivilDate(year: sign * year, month: month, day: day)
      return date.isValid ? date.daysSince1970 : nil
    }

    /// Milliseconds since midnight of `21:55`, `21:55:32` or `21:55:32.590`.
    mutating func time(_ text: RawSpan) -> Int? {
      guard let hour = number(text, digits: 2...2), hour < 24, take(text, UInt8(ascii: ":")),
        let minute = number(text, digits: 2...2), minute < 60
      else { return nil }
      let time = (hour * 60 + minute) * 60_000
      guard take(text, UInt8(ascii: ":")) else { return time }
      guard let second = number(text, digits: 2...2), second < 60 else { return nil }
      guard take(text, UInt8(ascii: "."), UInt8(ascii: ",")) else { return time + second * 1000 }
      let start = offset
      guard var fraction = number(text, digits: 1...9) else { return nil }
      for _ in 0..<9 - (offset - start) { fraction *= 10 }
      return time + second * 1000 + fraction / 1_000_000
    }

    /// Minutes east of Greenwich of `Z`, `+02`, `+0200`, `+02:00`; if it need not be strict, of
    /// `UTC` as well, with a blank in front.
    mutating func zone(_ text: RawSpan, isLoose: Bool) -> Int? {
      if isLoose {
        _ = take(text, UInt8(ascii: " "))
        if end - offset == 3, text.extracting(offset..<end).elementsEqual("UTC") {
          offset = end
          return 0
        }
      }
      if take(text, UInt8(ascii: "Z"), UInt8(ascii: "z")) { return 0 }
      let isWest = take(text, UInt8(ascii: "-"))
      guard isWest || take(text, UInt8(ascii: "+")), let hours = number(text, digits: 2...2),
        hours < 24
      else { return nil }
      var minutes = 0
      if offset < end {
        _ = take(text, UInt8(ascii: ":"))
        guard let number = number(text, digits: 2...2), number < 60 else { return nil }
        minutes = number
      }
      return (hours * 60 + minutes) * (isWest ? -1 : 1)
    }

    /// Passes over one of up to three bytes.
    mutating func take(
      _ text: RawSpan, _ first: UInt8, _ second: UInt8? = nil, _ third: UInt8? = nil
    ) -> Bool {
      guard offset < end else { return false }
      let byte = text[offset]
      guard byte == first || byte == second || byte == third else { return false }
      offset += 1
      return true
    }

    /// Reads as many digits as there are, up to a number of them.
    mutating func number(_ text: RawSpan, digits: ClosedRange<Int>) -> Int? {
      var value = 0
      var count = 0
      while offset < end, text[offset] &- 0x30 < 10, count < digits.upperBound {
        value = value * 10 + Int(text[offset] - 0x30)
        offset += 1
        count += 1
      }
      return count < digits.lowerBound ? nil : value
    }
  }
}
