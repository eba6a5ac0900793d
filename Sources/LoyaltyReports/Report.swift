internal import DumpReader
public import LoyaltyAnalytics

/// Everything that a run found out, apart from the rows: what a writer needs to print it.
///
///     let analysis = Analysis(Query())
///     var result = try analysis.run(paths: ["dump.bson"])
///     var output = MemoryOutput()
///     try ReportFormat.csv.writer().write(
///       Report(result, of: analysis), rows: &result.rows, to: &output)
///
/// The rows come from a cursor of the result beside it, because there may be more of them than fit in
/// memory.
public struct Report: Sendable {
  /// The field that was grouped by, such as `user_id`, or the fields, in order; names the key, or its
  /// parts, in every format.
  public package(set) var groupedBy: [String]
  /// How many groups there are.
  public package(set) var total: Int
  /// Whether groups follow after the rows that are shown.
  public package(set) var more: Bool
  /// Sums over all groups.
  public package(set) var totals: Amounts
  /// What became of each document.
  public package(set) var documents: DocumentCounts
  /// Whether every byte of input was understood: false when anything was rejected, truncated or
  /// skipped.
  public package(set) var complete: Bool
  /// The question, for the record: names and values as printed in JSON.
  package var query: [QueryEntry]
  /// The inputs, in order.
  package var inputs: [InputSummary]
  /// How the rows are ranked: the table marks the column, and counts ranks from `skip` on.
  public package(set) var ranking: Ranking
  /// What one group and several are called: `user` and `users`.
  package var noun: (one: String, many: String)
  /// The version of the program that made it, for the record; printed in JSON where there is one.
  package var version: String?
  /// What the reader must not overlook, one sentence or two each, such as that a filter left
  /// nothing. The table prints them; for other formats the program sends them to standard error.
  public var notices: [String]
  /// What a page shows beside the groups; nil for other formats.
  package var overview: Overview?
  /// The command that prints some of its figures; nil where none is to be named.
  package var command: @Sendable (Figures) -> String? = { _ in nil }
  /// Whether a group is a stretch of time.
  package var isByTime = false

  /// Figures of a page that may be had as rows too.
  package enum Figures: Sendable, Equatable {
    /// All of it, however long that is; other commands begin with it.
    case question
    /// The sums over all groups.
    case totals
    /// So many of the groups that are shown, for people and for programs.
    case leaders(Int), groups(Int)
    /// All groups, as they are ranked, and by what they have left.
    case allGroups, balances
    /// Points by a unit of time, such as `month`, for people; and for programs, which sum them up.
    case periods(String), balance(String)
    /// Points by a field: `store`, `type` or `status`.
    case categories(String)
    /// The documents that were rejected.
    case rejects
  }

  /// The zone of the days that the table shows; times of other formats are UTC.
  public var timeZone = TimeZoneRules.utc

  /// Creates a report.
  package init(
    groupedBy: [String], total: Int, more: Bool, totals: Amounts, documents: DocumentCounts,
    complete: Bool, query: [QueryEntry], inputs: [InputSummary],
    ranking: Ranking = Ranking(), noun: (one: String, many: String) = ("user", "users"),
    notices: [String] = [],
    version: String? = nil
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
    self.noun = noun
    self.notices = notices
    self.version = version
  }
}

extension Report {
  /// What the clocks of its zone show at a time, as milliseconds that are printed like UTC.
  func local(_ milliseconds: Int64) -> Int64 {
    let offset = Int64(timeZone.offset(at: milliseconds)) * 1000
    let (local, isBeyond) = milliseconds.addingReportingOverflow(offset)
    return isBeyond ? milliseconds : local
  }

  /// How many groups there are, for people: `38,619 users`.
  var groupCount: String {
    "\(total.grouped) \(total == 1 ? noun.one : noun.many)"
  }
}

/// One line of the question: an option that was in force.
package struct QueryEntry: Sendable, Equatable {
  /// A value of the question.
  package enum Value: Sendable, Equatable {
    case text(String), number(Int), flag(Bool), list([String]), null
    /// Entries of its own, each name once, in this order.
    case object([QueryEntry])
  }
  /// The name in JSON.
  package var name: String
  /// The value.
  package var value: Value

  /// Creates an entry.
  package init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// What was read from one input.
package struct InputSummary: Sendable, Equatable {
  /// The path as the user gave it; `-` for standard input.
  package var path: String
  /// The format: `bson`, `jsonl`, `json`, `csv`, with `archive`, `gzip` or `zstd` around it.
  package var format: String
  /// Bytes of the decoded stream.
  package var bytes: Int
  /// Bytes of it that were no document.
  package var bytesSkipped: Int
  /// Bytes of it that were recognised as text around the documents.
  package var bytesPassedOver = 0
  /// What is wrong with the container, such as "the gzip stream ends in the middle of a member"; nil
  /// when nothing is.
  package var damage: String?
  /// Whether all bytes are there, but a checksum does not match them.
  package var isUnverified: Bool
  /// Documents that were read from it.
  package var documents: Int

  /// Creates a summary.
  package init(
    path: String, format: String, bytes: Int, bytesSkipped: Int, bytesPassedOver: Int = 0,
    damage: String? = nil, isUnverified: Bool = false, documents: Int = 0
  ) {
    self.bytesPassedOver = bytesPassedOver
    self.path = path
    self.format = format
    self.bytes = bytes
    self.bytesSkipped = bytesSkipped
    self.damage = damage
    self.isUnverified = isUnverified
    self.documents = documents
  }
}
