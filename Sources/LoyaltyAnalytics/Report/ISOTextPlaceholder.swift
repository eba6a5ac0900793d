// Stands in for `ISO8601.text(milliseconds:)` of DumpReader, which is written at the same time. It goes
// when that is there: only `ReportBuffer+Time.swift` calls it.

/// A time as ISO 8601 with milliseconds and Z; years outside 0–9999 with a sign and six digits.
func isoText(milliseconds: Int64) -> String {
  let second = milliseconds.floorDivided(by: 1000)
  let days = second.quotient.floorDivided(by: 86_400)
  let clock = days.remainder
  // Days to a civil date, by eras of 400 years that begin on 1 March.
  let (era, dayOfEra) = (days.quotient + 719_468).floorDivided(by: 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * shifted + 2) / 5 + 1
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func padded(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
  let yearText =
    (0...9999).contains(year)
    ? padded(year, 4) : (year < 0 ? "-" : "+") + padded(abs(year), 6)
  return "\(yearText)-\(padded(month, 2))-\(padded(day, 2))T\(padded(clock / 3600, 2)):"
    + "\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2)).\(padded(second.remainder, 3))Z"
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
