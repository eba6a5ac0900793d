/// The question: which transactions count, and what they are grouped by.
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
  /// The zone of calendar groups.
  public var timeZone = TimeZoneRules.utc
  /// Conditions on further fields, all of which must hold; at most ``maximumConditions``.
  public var conditions: [Condition] = []

  /// Everything of an accepted status, per user.
  public init() {}

  /// `--where FIELD=VALUE`.
  public struct Condition: Sendable, Equatable {
    /// The field, as a dotted path.
    public var field: String
    /// What it must equal; see `ValueMatcher`.
    public var value: String

    /// Creates a condition.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }
}

/// Which statuses count.
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

/// The names of the fields in the documents, as dotted paths, and the meaning of their values.
public struct FieldMapping: Sendable, Equatable {
  /// The user: the group key unless another field is named.
  public var user = "user_id"
  /// Labels.
  public var email = "user_email", firstName = "user_first_name", lastName = "user_last_name"
  /// Award, redeem or deduct.
  public var type = "transaction_type"
  /// The amount.
  public var points = "points"
  /// The status.
  public var status = "points_status"
  /// The store.
  public var store = "store_id"
  /// The time that `--from` and `--to` look at.
  public var time = "approved_time"
  /// What the values of the type field mean, by exact spelling.
  public var types: TypeMeanings = [
    "award": .award, "redeem": .redeem, "deduct": .deduct,
  ]
  /// The statuses of a finished transaction, in any letter case; nil when they do not matter.
  public var statuses: [String]? = StatusRule.standardValues
  /// What points below zero are; nil when they are added as they stand.
  ///
  /// Otherwise they count as their magnitude: those of an award for this kind, those of a redeem or
  /// deduct for what they are. That is for sources which write what is spent with a minus.
  public var negative: TransactionKind?

  /// The names that the default mapping reads.
  public init() {}
}
