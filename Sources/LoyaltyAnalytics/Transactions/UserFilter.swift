internal import BasicContainers
internal import DumpReader

/// The users that are asked for: by values that match as those of a store do, and by keys.
struct UserFilter: ~Copyable {
  private let matchers: RigidArray<ValueMatcher>
  private let keys: [GroupKey]

  /// The users of values and keys; of both none, all of them.
  init(_ values: [String], _ keys: [GroupKey], of query: Query) {
    matchers = ValueMatcher.list(values, in: query.timeZone)
    self.keys = keys.map { $0.inCalendar(of: query.grouping) }
  }

  /// Whether all users are asked for.
  var isEmpty: Bool { matchers.isEmpty && keys.isEmpty }

  /// Whether a group is asked for.
  ///
  /// - Parameter value: What stands in its field; that of a month or a day is a time, whose text the
  ///   key is.
  func matches(
    _ kind: GroupKey.Kind, _ key: RawSpan, _ value: RawValue?, in chunk: RawSpan, scratch: RawSpan
  ) -> Bool {
    for wanted in keys where wanted.kind == kind && key.elementsEqual(wanted.bytes.rawBytes) {
      return true
    }
    for i in 0..<matchers.count {
      if kind.isText {
        if matchers[i].matches(text: key) { return true }
      } else if let value, kind != .null,
        matchers[i].matches(value, in: chunk, scratch: scratch)
      {
        return true
      }
    }
    return false
  }
}
