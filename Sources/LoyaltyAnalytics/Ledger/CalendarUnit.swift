internal import DumpReader

/// A stretch of the calendar that transactions are grouped by.
enum CalendarUnit: Sendable {
  case day, month, year

  /// The unit of a grouping; nil when it goes by a field.
  init?(_ grouping: Grouping) {
    switch grouping {
    case .day: self = .day
    case .month: self = .month
    case .year: self = .year
    case .user, .field, .store, .type, .status: return nil
    }
  }

  /// Appends the key of an instant, such as `2014-07`, in the calendar of a zone.
  func appendKey(
    of milliseconds: Int64, in zone: TimeZoneRules, to scratch: inout [UInt8]
  ) -> GroupKeySlice {
    let start = scratch.count
    let offset = Int64(zone.offset(at: milliseconds)) * 1000
    let local = milliseconds.addingReportingOverflow(offset)
    let text = ISO8601.text(milliseconds: local.overflow ? milliseconds : local.partialValue)
    // A date ends at its T; years beyond 9999 are longer than four digits.
    let date = text.utf8.prefix { $0 != UInt8(ascii: "T") }
    let dropped =
      switch self {
      case .day: 0
      case .month: 3
      case .year: 6
      }
    scratch.append(contentsOf: date.dropLast(dropped))
    return GroupKeySlice(
      .string, offset: UInt32(truncatingIfNeeded: start),
      count: UInt32(truncatingIfNeeded: scratch.count - start), inScratch: true)
  }
}
