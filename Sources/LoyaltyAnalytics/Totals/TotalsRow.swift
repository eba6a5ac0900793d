/// One group of the result.
public struct TotalsRow: Sendable {
  /// The group key.
  public package(set) var key: GroupKey
  /// Labels: the first non-empty string in input order, nil if there was none.
  public package(set) var firstName: String?
  /// See `firstName`.
  public package(set) var lastName: String?
  /// See `firstName`.
  public package(set) var email: String?
  /// The sums.
  public package(set) var amounts: Amounts
  /// The earliest time of a counted transaction, milliseconds since 1970 (UTC); nil if none had one.
  public package(set) var firstTime: Int64?
  /// The latest time, likewise.
  public package(set) var lastTime: Int64?

  /// Creates a row.
  package init(
    key: GroupKey, firstName: String?, lastName: String?, email: String?, amounts: Amounts,
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
  ///
  /// - Returns: The row; nil at the end.
  /// - Throws: What reading the rows back from temporary files throws.
  mutating func next() throws -> TotalsRow?
}
