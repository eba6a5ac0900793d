/// The question: which transactions count, and what they are grouped by.
///
///     var query = Query()
///     query.stores = ["12"]
///     query.from = try DateBound.lower("2024-01", in: query.timeZone)
///     query.conditions = [Query.Condition(field: "currency", value: "EUR")]
///     query.grouping = .combination([.store, .calendar(.month)])
public struct Query: Sendable {
  /// Where the fields of a transaction are found.
  public var mapping = FieldMapping()
  /// What the totals are per.
  public var grouping = Grouping.user
  /// Only transactions of one of these stores; empty for all.
  public var stores: [String] = []
  /// Which statuses count.
  public var statuses = StatusRule.standard
  /// Only transactions from this instant on, in milliseconds since 1970 (UTC).
  public var from: Int64?
  /// Only transactions before this instant, in milliseconds since 1970 (UTC).
  public var until: Int64?
  /// The zone of calendar groups, and of times that name none.
  public var timeZone = TimeZoneRules.utc
  /// Conditions on further fields, all of which must hold; at most 45.
  public var conditions: [Condition] = []

  /// How amounts are written that are text.
  public var amounts = AmountFormat.numbers
  /// How times are written that are not in ISO 8601, in the order in which they are tried.
  public var timeFormats: [TimeFormat] = []

  /// Whether of documents with the same id, by the mapping's ``FieldMapping/id``, only the last in input
  /// order counts. ``Analysis`` and its like see to it; a ``TransactionReader`` hands out all.
  public var dedupes = false

  /// Everything of an accepted status, per user.
  public init() {}
}

/// Which statuses count.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum StatusRule: Sendable, Equatable {
  /// Those that the mapping has for a finished transaction, in any letter case; a document without
  /// the field counts.
  case standard
  /// All, and documents without one.
  case any
  /// Exactly these; a document without the field does not count.
  case only([String])

  /// The statuses of a finished transaction.
  public static let standardValues = [
    "approved", "auto_approved", "redeemed", "deducted", "expired", "exhausted",
  ]
}
