internal import DumpReader

/// Everything that a run found out, apart from the rows: what a writer needs to print it.
///
/// The rows come from a ``RowCursor`` beside it, because there may be more of them than fit in
/// memory.
public struct Report: Sendable {
  /// The field that was grouped by, such as `user_id`; names the key in every format.
  public var groupedBy: String
  /// How many groups there are.
  public var total: Int
  /// Whether groups follow after the rows that are shown.
  public var more: Bool
  /// Sums over all groups.
  public var totals: Amounts
  /// What became of each document.
  public var documents: DocumentCounts
  /// Whether every byte of input was understood: false when anything was rejected, truncated or
  /// skipped.
  public var complete: Bool
  /// The question, for the record: names and values as printed in JSON.
  public var query: [QueryEntry]
  /// The inputs, in order.
  public var inputs: [InputSummary]
  /// How the rows are ranked: the table marks the column, and counts ranks from `skip` on.
  public var ranking: Ranking
  /// Whether the groups are users; otherwise they are called groups.
  public var groupsAreUsers: Bool
  /// What the reader must not overlook, one sentence or two each, such as that a filter left
  /// nothing. The table prints them; for other formats the program sends them to standard error.
  public var notices: [String]

  /// Creates a report.
  public init(
    groupedBy: String, total: Int, more: Bool, totals: Amounts, documents: DocumentCounts,
    complete: Bool, query: [QueryEntry], inputs: [InputSummary],
    ranking: Ranking = Ranking(), groupsAreUsers: Bool = true, notices: [String] = []
  ) {
    self.groupedBy = groupedBy
    self.total = total
    self.more = more
    self.totals = totals
    self.documents = documents
    self.complete = complete
    self.query = query
    self.inputs = inputs
    self.ranking = ranking
    self.groupsAreUsers = groupsAreUsers
    self.notices = notices
  }
}

extension Report {
  /// How many groups there are, for people: `38,619 users`.
  var groupCount: String {
    let name = groupsAreUsers ? "user" : "group"
    return "\(total.grouped) \(name)\(total == 1 ? "" : "s")"
  }
}

/// Sums of points and a count of transactions.
public struct Amounts: Sendable, Equatable {
  /// Points awarded.
  public var awarded = Points.zero
  /// Points redeemed.
  public var redeemed = Points.zero
  /// Points deducted.
  public var deducted = Points.zero
  /// Awarded less redeemed less deducted.
  public var net = Points.zero
  /// How many transactions were counted.
  public var transactions = 0

  /// No points, no transactions.
  public init() {}
}

/// One group of the result.
public struct ReportRow: Sendable {
  /// The group key.
  public var key: UserKey
  /// Labels: the first non-empty string in input order, nil if there was none.
  public var firstName: String?
  /// See `firstName`.
  public var lastName: String?
  /// See `firstName`.
  public var email: String?
  /// The sums.
  public var amounts: Amounts
  /// The earliest time of a counted transaction, milliseconds since 1970 (UTC); nil if none had one.
  public var firstTime: Int64?
  /// The latest time, likewise.
  public var lastTime: Int64?

  /// Creates a row.
  public init(
    key: UserKey, firstName: String?, lastName: String?, email: String?, amounts: Amounts,
    firstTime: Int64?, lastTime: Int64?
  ) {
    self.key = key
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.amounts = amounts
    self.firstTime = firstTime
    self.lastTime = lastTime
  }
}

/// The rows to show, in rank order, one at a time.
public protocol RowCursor: ~Copyable {
  /// The next row; nil after the last one, for ever.
  mutating func next() throws -> ReportRow?
}

/// What became of the documents: read = counted + excluded + rejected, always.
public struct DocumentCounts: Sendable, Equatable {
  /// All documents.
  public var read = 0
  /// Those in the totals.
  public var counted = 0
  /// Those that a filter or an unknown type left out, by reason: store, status, time, where, type.
  public var excluded = ExcludedCounts()
  /// Those that could not be used, by reason.
  public var rejected = RejectedCounts()
  /// Counted amounts that were rounded to 18 fraction digits.
  public var rounded = 0
  /// Excluded documents by status, in the order to print.
  public var statuses: [ValueCount] = []
  /// Excluded documents by type, in the order to print.
  public var types: [ValueCount] = []

  /// Nothing yet.
  public init() {}
}

/// Documents that a filter or an unknown type left out.
public struct ExcludedCounts: Sendable, Equatable {
  /// By the reason that applied first.
  public var store = 0, status = 0, time = 0, `where` = 0, type = 0
  /// All of them.
  public var total: Int { store + status + time + `where` + type }

  /// None.
  public init() {}
}

/// Documents that could not be used.
public struct RejectedCounts: Sendable, Equatable {
  /// By the reason that applied first.
  public var malformed = 0, time = 0, user = 0, points = 0
  /// All of them.
  public var total: Int { malformed + time + user + points }

  /// None.
  public init() {}

  /// Those of one reason.
  public subscript(reason: Rejection) -> Int {
    get { self[keyPath: Self.field(reason)] }
    set { self[keyPath: Self.field(reason)] = newValue }
  }

  private static func field(_ reason: Rejection) -> WritableKeyPath<Self, Int> {
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
  public var value: String
  /// How many documents had it.
  public var count: Int

  /// Creates a count.
  public init(value: String, count: Int) {
    self.value = value
    self.count = count
  }
}

/// One line of the question: an option that was in force.
public struct QueryEntry: Sendable, Equatable {
  /// A value of the question.
  public enum Value: Sendable, Equatable {
    case text(String), number(Int), flag(Bool), list([String]), null
  }
  /// The name in JSON.
  public var name: String
  /// The value.
  public var value: Value

  /// Creates an entry.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// What was read from one input.
public struct InputSummary: Sendable, Equatable {
  /// The path as the user gave it; `-` for standard input.
  public var path: String
  /// The format: `bson`, `jsonl`, `json`, `csv`, with `archive`, `gzip` or `zstd` around it.
  public var format: String
  /// Bytes of the decoded stream.
  public var bytes: Int
  /// Bytes of it that were no document.
  public var bytesSkipped: Int
  /// What is wrong with the container, such as "the gzip stream ends in the middle of a member"; nil
  /// when nothing is.
  public var damage: String?
  /// Whether all bytes are there, but a checksum does not match them.
  public var isUnverified: Bool

  /// Creates a summary.
  public init(
    path: String, format: String, bytes: Int, bytesSkipped: Int, damage: String? = nil,
    isUnverified: Bool = false
  ) {
    self.path = path
    self.format = format
    self.bytes = bytes
    self.bytesSkipped = bytesSkipped
    self.damage = damage
    self.isUnverified = isUnverified
  }
}
