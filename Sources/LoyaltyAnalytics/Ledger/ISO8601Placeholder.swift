// Stands in for the parser of the same name in DumpReader; goes away when that arrives.
internal import DumpReader

enum ISO8601 {
  /// Milliseconds since 1970 of an ISO-8601 time; without an offset, UTC.
  static func milliseconds(_ text: RawSpan) -> Int64? {
    guard let time = try? WrittenTime(text) else { return nil }
    return time.localMilliseconds - Int64(time.offset ?? 0) * 1000
  }
}
