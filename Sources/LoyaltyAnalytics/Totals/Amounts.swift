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
