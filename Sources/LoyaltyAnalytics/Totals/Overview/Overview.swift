/// What is known of a run beside its groups: how the points spread over time, stores, types, statuses
/// and balances. All sums are exact.
package struct Overview: Sendable {
  /// The sums of a calendar month.
  package struct Month: Sendable, Equatable {
    /// Months since January of the year 0.
    package var index: Int
    /// The sums.
    package var amounts: Amounts

    /// Creates a month.
    package init(index: Int, amounts: Amounts) {
      self.index = index
      self.amounts = amounts
    }
  }

  /// The sums of one value of a field.
  package struct Category: Sendable, Equatable {
    /// The value; the null key where the field is missing.
    package var key: GroupKey
    /// The sums.
    package var amounts: Amounts

    /// Creates a category.
    package init(key: GroupKey, amounts: Amounts) {
      self.key = key
      self.amounts = amounts
    }
  }

  /// The sums per value of a field.
  package struct Breakdown: Sendable, Equatable {
    /// The field.
    package var field: String
    /// The values, those with the most points awarded first, ties by value; none when there are too
    /// many.
    package var categories: [Category]
    /// Whether there are more than ``maximumCount`` values, of which none is told.
    package var hasTooMany: Bool
    /// The sums of values that cannot be a key, such as arrays.
    package var withoutKey: Amounts

    /// Values that are told apart at most.
    package static let maximumCount = CategoryTable.maximumCount

    /// Creates a breakdown.
    package init(
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
  package var months: [Month]
  /// Sums of the transactions without a time.
  package var withoutTime: Amounts
  /// Sums of those with a time outside of ``years``.
  package var outsideCalendar: Amounts
  /// Sums per store.
  package var stores: Breakdown
  /// Sums per type; nil where the sums have fields of their own.
  package var types: Breakdown?
  /// Sums per status.
  package var statuses: Breakdown
  /// How the net points spread over the groups.
  package var balances: BalanceStatistics

  /// The years that are kept by month.
  package static let years = MonthTable.years

  /// Creates an overview.
  package init(
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
