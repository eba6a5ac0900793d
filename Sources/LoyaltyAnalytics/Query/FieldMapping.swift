/// The names of the fields in the documents, as dotted paths, and the meaning of their values.
///
///     var mapping = FieldMapping()
///     mapping.user = "customer.id"
///     mapping.points = "amount|details.points"
///     mapping.types = ["earn": .award, "burn": .redeem, "expire": .deduct, "refund": .redeemBack]
///     mapping.statuses = ["done"]
///
/// A path may have alternatives, `amount|details.points`: the first that is there and not null counts.
public struct FieldMapping: Sendable, Equatable {
  /// The user: the group key unless another field is named.
  public var user = "user_id"
  /// Labels.
  public var email = "user_email", firstName = "user_first_name", lastName = "user_last_name"
  /// Award, redeem or deduct.
  public var type = "transaction_type"
  /// The amount.
  public var points = "points"
  /// The amounts of a ledger that has a column for each sum, such as credit and debit; where any of
  /// them is given, a document needs neither type nor points.
  public var awarded: String?, redeemed: String?, deducted: String?
  /// The status.
  public var status = "points_status"
  /// The store.
  public var store = "store_id"
  /// The time that `--from` and `--to` look at.
  public var time = "approved_time"
  /// What tells documents apart that are the same transaction.
  public var id = "_id"
  /// The array whose elements are transactions of their own; nil when documents are.
  public var unwind: String?
  /// What the values of the type field mean, by exact spelling.
  public var types: TypeMeanings = [
    "award": .award, "redeem": .redeem, "deduct": .deduct,
  ]
  /// The statuses of a finished transaction, in any letter case; nil when they do not matter.
  public var statuses: [String]? = StatusRule.standardValues
  /// What points below zero are; nil when they are added as they stand.
  ///
  /// Otherwise they count as their magnitude: those of an award for this kind, those of a redeem or
  /// deduct for what they are, or, where this is award, for awards; what would give back counts for
  /// this kind, unless it is award. That is for sources which write what is spent with a minus, or what
  /// is the customer's.
  public var negative: TransactionKind?

  /// What separates the cells of a table; nil when its header tells.
  public var delimiter: UInt8?
  /// Whether blanks around texts are taken off.
  public var trimsTexts = false

  /// Whether the amounts are in columns of their own.
  package var hasAmountColumns: Bool { awarded != nil || redeemed != nil || deducted != nil }

  /// The names that the default mapping reads.
  public init() {}
}
