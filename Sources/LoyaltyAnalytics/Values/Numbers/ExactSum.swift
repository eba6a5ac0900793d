/// A sum of many Int128 values that cannot overflow: 128 bits and a carry.
package struct ExactSum: Sendable {
  private var low: UInt128 = 0
  private var high: Int64 = 0

  /// Nothing added yet.
  package init() {}

  /// Adds one value.
  @inline(__always)
  package mutating func add(_ value: Int128) {
    let (sum, carry) = low.addingReportingOverflow(UInt128(truncatingIfNeeded: value))
    low = sum
    high &+= (value < 0 ? -1 : 0) &+ (carry ? 1 : 0)
  }

  /// Adds another sum.
  mutating func add(_ other: ExactSum) {
    let (sum, carry) = low.addingReportingOverflow(other.low)
    low = sum
    high &+= other.high &+ (carry ? 1 : 0)
  }

  /// The sum, nil when its magnitude is not below 10²⁰ points.
  package var points: Points? {
    let value = Int128(truncatingIfNeeded: low)
    guard high == (value < 0 ? -1 : 0),
      value.magnitude < Points.totalLimit.magnitude
    else { return nil }
    return Points(units: value)
  }
}

/// Sums over all groups.
struct GrandTotals: Sendable {
  private var awarded = ExactSum(), redeemed = ExactSum(), deducted = ExactSum()
  private var net = ExactSum()
  private var transactions = 0

  /// Adds the amounts of one group.
  mutating func add(_ amounts: Amounts) {
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
  func amounts() throws(AnalysisError) -> Amounts {
    guard let awarded = awarded.points, let redeemed = redeemed.points,
      let deducted = deducted.points, let net = net.points
    else {
      throw AnalysisError(.sumOverflow, "the sum over all users is beyond 10^20 points")
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
