internal import DumpReader

extension GroupKey {
  /// The key that groups have whose text is this one's: that of a stretch of the calendar beyond the
  /// years 0 to 9999 is of a kind of its own.
  func inCalendar(of grouping: Grouping) -> GroupKey {
    let groupings = grouping.parts
    let parts = self.parts
    guard groupings.contains(where: { $0.calendarUnit != nil }), groupings.count == parts.count
    else { return self }
    let found = zip(parts, groupings).map { part, grouping in
      grouping.calendarUnit == nil ? part : part.inCalendar
    }
    return kind == .combination ? GroupKey(combining: found) : found[0]
  }

  private var inCalendar: GroupKey {
    guard kind == .string else { return self }
    switch bytes.first {
    case UInt8(ascii: "-"): return GroupKey(kind: .earlierYear, bytes: bytes)
    case UInt8(ascii: "+"): return GroupKey(kind: .laterYear, bytes: bytes)
    default: return self
    }
  }
}
