/// The partial aggregate of a month, a store, a type or a status: sums, and no users.
struct PartialSums: Sendable {
  private(set) var awarded = ExactSum()
  private(set) var redeemed = ExactSum()
  private(set) var deducted = ExactSum()
  private(set) var transactions = 0

  /// Takes in one transaction, or a further amount of one that has been counted.
  @inline(__always)
  mutating func update(_ kind: TransactionKind, _ points: Points, isFurther: Bool) {
    switch kind {
    case .award: awarded.add(points.units)
    case .redeem: redeemed.add(points.units)
    case .deduct: deducted.add(points.units)
    }
    transactions &+= isFurther ? 0 : 1
  }

  /// Takes in what another part of the input says.
  mutating func combine(_ other: PartialSums) {
    awarded.add(other.awarded)
    redeemed.add(other.redeemed)
    deducted.add(other.deducted)
    transactions += other.transactions
  }

  /// Whether nothing was counted.
  var isEmpty: Bool { transactions == 0 }

  /// The sums.
  ///
  /// - Parameter name: What they are of, for the message.
  /// - Throws: ``AnalysisError`` when one of them is out of range.
  func finalize(_ name: String) throws(AnalysisError) -> Amounts {
    var net = ExactSum()
    guard let awarded = awarded.points, let redeemed = redeemed.points,
      let deducted = deducted.points
    else { throw AnalysisError(.sumOverflow("the sum of \(name)")) }
    for units in [awarded.units, -redeemed.units, -deducted.units] { net.add(units) }
    guard let net = net.points else {
      throw AnalysisError(.sumOverflow("the sum of \(name)"))
    }
    var amounts = Amounts()
    amounts.awarded = awarded
    amounts.redeemed = redeemed
    amounts.deducted = deducted
    amounts.net = net
    amounts.transactions = transactions
    return amounts
  }
}
