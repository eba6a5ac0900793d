/// The partial aggregate: what is known of one user so far.
///
/// Threads, spilled runs and the final merge all go through the same three steps:
/// ``update(kind:points:time:isFurther:)`` with a transaction, ``combine(_:)`` with another partial aggregate,
/// and ``finalize()`` into the amounts of a row. Sums are exact and `combine` is associative and
/// commutative, so that neither order nor partition shows in the result.
///
/// Sums are Int128 with a carry beside it: a sum that leaves the range on its way and comes back is
/// still exact, and one that stays outside is found at the end, whatever the order. A carry holds
/// seven thousand million documents of the largest value; one that does not hold any more stays so,
/// and the sum is out of range for good.
struct GroupTotals: BitwiseCopyable {
  private(set) var awarded: Int128 = 0
  private(set) var redeemed: Int128 = 0
  private(set) var deducted: Int128 = 0
  private(set) var transactions: UInt64 = 0
  /// The cell of the labels in the table's arena; meaningful when `labelFlags` is not 0.
  var labels: UInt32 = 0
  var keyCount: UInt16 = 0
  var keyKind = GroupKey.Kind.null
  /// Bit i tells that label i is known.
  var labelFlags: UInt8 = 0
  /// Milliseconds since 1970 of the earliest and the latest time; inverted while there is none.
  private(set) var firstTime = Int64.max
  private(set) var lastTime = Int64.min
  /// How often each sum has left the range of Int128, upwards less downwards.
  private var awardedCarry: Int32 = 0
  private var redeemedCarry: Int32 = 0
  private var deductedCarry: Int32 = 0

  /// Nothing yet of the user with a key of so many bytes.
  init(keyKind: GroupKey.Kind, keyCount: Int) {
    self.keyKind = keyKind
    self.keyCount = UInt16(truncatingIfNeeded: keyCount)
  }

  /// What a part of the input is known to say of a user; see ``sums``.
  init(
    keyKind: GroupKey.Kind, keyCount: Int,
    sums: (awarded: ExactAmount, redeemed: ExactAmount, deducted: ExactAmount),
    transactions: UInt64, times: (first: Int64, last: Int64)?
  ) {
    self.init(keyKind: keyKind, keyCount: keyCount)
    (awarded, awardedCarry) = (sums.awarded.units, sums.awarded.carry)
    (redeemed, redeemedCarry) = (sums.redeemed.units, sums.redeemed.carry)
    (deducted, deductedCarry) = (sums.deducted.units, sums.deducted.carry)
    self.transactions = transactions
    if let times { (firstTime, lastTime) = times }
  }

  /// The sums as they are, within the range of totals or not; nil when one of them has been lost.
  var sums: (awarded: ExactAmount, redeemed: ExactAmount, deducted: ExactAmount)? {
    guard awardedCarry != .max, redeemedCarry != .max, deductedCarry != .max else { return nil }
    return (
      ExactAmount(units: awarded, carry: awardedCarry),
      ExactAmount(units: redeemed, carry: redeemedCarry),
      ExactAmount(units: deducted, carry: deductedCarry)
    )
  }

  /// The sums of awarded, redeemed and deducted points, where none has ever left the range of Int128 for
  /// good; nil otherwise.
  var plainSums: (awarded: Int128, redeemed: Int128, deducted: Int128)? {
    awardedCarry | redeemedCarry | deductedCarry == 0 ? (awarded, redeemed, deducted) : nil
  }

  /// Takes in one transaction, or a further amount of one that has been counted.
  @inline(__always)
  mutating func update(kind: TransactionKind, points: Points, time: Int64?, isFurther: Bool) {
    switch kind {
    case .award: Self.add(points.units, 0, to: &awarded, &awardedCarry)
    case .redeem: Self.add(points.units, 0, to: &redeemed, &redeemedCarry)
    case .deduct: Self.add(points.units, 0, to: &deducted, &deductedCarry)
    }
    transactions &+= isFurther ? 0 : 1
    if let time {
      if time < firstTime { firstTime = time }
      if time > lastTime { lastTime = time }
    }
  }

  /// Takes in what another part of the input says of the same user; labels are the table's affair.
  mutating func combine(_ other: GroupTotals) {
    Self.add(other.awarded, other.awardedCarry, to: &awarded, &awardedCarry)
    Self.add(other.redeemed, other.redeemedCarry, to: &redeemed, &redeemedCarry)
    Self.add(other.deducted, other.deductedCarry, to: &deducted, &deductedCarry)
    transactions &+= other.transactions
    firstTime = min(firstTime, other.firstTime)
    lastTime = max(lastTime, other.lastTime)
  }

  /// The amounts of the row, nil when one of them is outside the range of `DECIMAL(38,18)`.
  func finalize() -> Amounts? {
    guard awardedCarry | redeemedCarry | deductedCarry == 0 else { return nil }
    var amounts = Amounts()
    amounts.awarded = Points(units: awarded)
    amounts.redeemed = Points(units: redeemed)
    amounts.deducted = Points(units: deducted)
    amounts.transactions = Int(clamping: transactions)
    let limit = Points.totalLimit.magnitude
    guard awarded.magnitude < limit, redeemed.magnitude < limit, deducted.magnitude < limit
    else { return nil }
    // Three times the limit is more than 128 bits hold.
    var net = ExactSum()
    for units in [awarded, -redeemed, -deducted] { net.add(units) }
    guard let net = net.points else { return nil }
    amounts.net = net
    return amounts
  }

  /// The earliest time, nil if no transaction had one.
  var earliest: Int64? { firstTime > lastTime ? nil : firstTime }
  /// The latest time, nil if no transaction had one.
  var latest: Int64? { firstTime > lastTime ? nil : lastTime }

  @inline(__always)
  private static func add(
    _ units: Int128, _ otherCarry: Int32, to sum: inout Int128, _ carry: inout Int32
  ) {
    let (partial, overflow) = sum.addingReportingOverflow(units)
    sum = partial
    if overflow || otherCarry != 0 {
      let change = overflow ? (units < 0 ? -1 : 1) : 0
      let isLost = carry == .max || otherCarry == .max
      carry = isLost ? .max : Int32(exactly: Int(carry) + Int(otherCarry) + change) ?? .max
    }
  }
}
