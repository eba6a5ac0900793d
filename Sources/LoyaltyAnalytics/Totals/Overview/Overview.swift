/// What is known of a run beside its groups: how the points spread over time, stores, types, statuses
/// and balances. All sums are exact.
public struct Overview: Sendable {
  /// The sums of a calendar month.
  public struct Month: Sendable, Equatable {
    /// Months since January of the year 0.
    public var index: Int
    /// The sums.
    public var amounts: Amounts

    /// Creates a month.
    public init(index: Int, amounts: Amounts) {
      self.index = index
      self.amounts = amounts
    }
  }

  /// The sums of one value of a field.
  public struct Category: Sendable, Equatable {
    /// The value; the null key where the field is missing.
    public var key: GroupKey
    /// The sums.
    public var amounts: Amounts

    /// Creates a category.
    public init(key: GroupKey, amounts: Amounts) {
      self.key = key
      self.amounts = amounts
    }
  }

  /// The sums per value of a field.
  public struct Breakdown: Sendable, Equatable {
    /// The field.
    public var field: String
    /// The values, those with the most points awarded first, ties by value; none when there are too
    /// many.
    public var categories: [Category]
    /// Whether there are more than ``maximumCount`` values, of which none is told.
    public var hasTooMany: Bool
    /// The sums of values that cannot be a key, such as arrays.
    public var withoutKey: Amounts

    /// Values that are told apart at most.
    public static let maximumCount = CategoryTable.maximumCount

    /// Creates a breakdown.
    public init(
      field: String, categories: [Category], hasTooMany: Bool = false,
      withoutKey: Amounts = Amounts()
    ) {
      self.field = field
      self.categories = categories
      self.hasTooMany = hasTooMany
      self.withoutKey = withoutKey
    }
  }

  /// The months with transactions, in order, in the zone of the question.
  public var months: [Month]
  /// Sums of the transactions without a time.
  public var withoutTime: Amounts
  /// Sums of those with a time outside of ``years``.
  public var outsideCalendar: Amounts
  /// Sums per store.
  public var stores: Breakdown
  /// Sums per type; nil where the sums have fields of their own.
  public var types: Breakdown?
  /// Sums per status.
  public var statuses: Breakdown
  /// How the net points spread over the groups.
  public var balances: BalanceStatistics

  /// The years that are kept by month.
  public static let years = MonthTable.years

  /// Creates an overview.
  public init(
    months: [Month] = [], withoutTime: Amounts = Amounts(), outsideCalendar: Amounts = Amounts(),
    stores: Breakdown, types: Breakdown?, statuses: Breakdown, balances: BalanceStatistics
  ) {
    self.months = months
    self.withoutTime = withoutTime
    self.outsideCalendar = outsideCalendar
    self.stores = stores
    self.types = types
    self.statuses = statuses
    self.balances = balances
  }
}
