/// Sums of points and a count of transactions.
public struct Amounts: Sendable, Equatable {
  /// Points awarded.
  public package(set) var awarded = Points.zero
  /// Points redeemed.
  public package(set) var redeemed = Points.zero
  /// Points deducted.
  public package(set) var deducted = Points.zero
  /// Awarded less redeemed less deducted.
  public package(set) var net = Points.zero
  /// How many transactions were counted.
  public package(set) var transactions = 0

  /// No points, no transactions.
  package init() {}
}

/// Sums over all groups.
package struct GrandTotals: Sendable {
  private var awarded = ExactSum(), redeemed = ExactSum(), deducted = ExactSum()
  private var net = ExactSum()
  private var transactions = 0

  /// No sums.
  package init() {}

  /// Adds the amounts of one group.
  package mutating func add(_ amounts: Amounts) {
    awarded.add(amounts.awarded.units)
    redeemed.add(amounts.redeemed.units)
    deducted.add(amounts.deducted.units)
    net.add(amounts.net.units)
    transactions += amounts.transactions
  }

  /// Adds other totals.
  mutating func combine(_ other: GrandTotals) {
    awarded.add(other.awarded)
    redeemed.add(other.redeemed)
    deducted.add(other.deducted)
    net.add(other.net)
    transactions += other.transactions
  }

  /// The sums.
  ///
  /// - Throws: ``AnalysisError`` when one of them is out of range.
  package func amounts() throws(AnalysisError) -> Amounts {
    guard let awarded = awarded.points, let redeemed = redeemed.points,
      let deducted = deducted.points, let net = net.points
    else {
      throw AnalysisError(.sumOverflow("the sum over all users"))
    }
    var result = Amounts()
    result.awarded = awarded
    result.redeemed = redeemed
    result.deducted = deducted
    result.net = net
    result.transactions = transactions
    return result
  }
}
