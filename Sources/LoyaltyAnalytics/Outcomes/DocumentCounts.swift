/// What became of the documents: read = counted + excluded + rejected, always.
public struct DocumentCounts: Sendable, Equatable {
  /// All documents.
  public package(set) var read = 0
  /// Those in the totals.
  public package(set) var counted = 0
  /// Those that a filter or an unknown type left out, by reason: store, status, time, where, type.
  public package(set) var excluded = ExcludedCounts()
  /// Those that could not be used, by reason.
  public package(set) var rejected = RejectedCounts()
  /// Counted amounts that were rounded to 18 fraction digits.
  public package(set) var rounded = 0
  /// Documents with text that is not valid Unicode, which were read all the same.
  public package(set) var invalidText = 0
  /// Documents that the transactions came from, malformed ones included, where an array is unwound; all
  /// other counts are then of its elements.
  public package(set) var unwound: Int?
  /// Excluded documents by status, in the order to print.
  public package(set) var statuses: [ValueCount] = []
  /// Excluded documents by type, in the order to print.
  public package(set) var types: [ValueCount] = []

  /// Nothing yet.
  package init() {}
}

/// Documents that a filter or an unknown type left out.
public struct ExcludedCounts: Sendable, Equatable {
  /// By the reason that applied first.
  public package(set) var store = 0, status = 0, time = 0, `where` = 0, type = 0
  /// Documents whose id a later one has; nil where nobody looks.
  public package(set) var duplicate: Int?
  /// Documents without an element in the array that is unwound.
  public package(set) var empty = 0
  /// All of them.
  public var total: Int { store + status + time + `where` + type + (duplicate ?? 0) + empty }

  /// None.
  package init() {}
}

/// Documents that could not be used.
public struct RejectedCounts: Sendable, Equatable {
  /// By the reason that applied first.
  public package(set) var malformed = 0, time = 0, user = 0, points = 0
  /// All of them.
  public var total: Int { malformed + time + user + points }

  /// None.
  package init() {}

  /// Those of one reason.
  ///
  /// - Parameter reason: The reason that applied first.
  public subscript(reason: RejectReason) -> Int {
    get { self[keyPath: Self.field(reason)] }
    set { self[keyPath: Self.field(reason)] = newValue }
  }

  private static func field(_ reason: RejectReason) -> WritableKeyPath<Self, Int> {
    switch reason {
    case .malformed: \.malformed
    case .time: \.time
    case .user: \.user
    case .points: \.points
    }
  }
}

/// How often a value occurred.
public struct ValueCount: Sendable, Equatable {
  /// The value, as text.
  public package(set) var value: String
  /// How many documents had it.
  public package(set) var count: Int

  /// Creates a count.
  package init(value: String, count: Int) {
    self.value = value
    self.count = count
  }
}

extension DocumentCounts {
  /// Adds the numbers of another part of the input.
  mutating func add(_ other: DocumentCounts) {
    read += other.read
    counted += other.counted
    rounded += other.rounded
    invalidText += other.invalidText
    excluded.store += other.excluded.store
    excluded.status += other.excluded.status
    excluded.time += other.excluded.time
    excluded.where += other.excluded.where
    excluded.type += other.excluded.type
    excluded.empty += other.excluded.empty
    if let count = other.excluded.duplicate {
      excluded.duplicate = (excluded.duplicate ?? 0) + count
    }
    if let count = other.unwound { unwound = (unwound ?? 0) + count }
    for reason in RejectReason.allCases { rejected[reason] += other.rejected[reason] }
  }
}

extension ValueCount {
  /// Whether the value begins or ends with a blank, which nobody would see.
  package var hasBlanksAround: Bool {
    guard let first = value.utf8.first, let last = value.utf8.last else { return false }
    return first == 0x20 || first == 0x09 || last == 0x20 || last == 0x09
  }

  /// The value, in quotes where it would not be seen otherwise.
  package var quotedWhereNeeded: String {
    value.isEmpty || hasBlanksAround ? "\"\(value)\"" : value
  }
}
