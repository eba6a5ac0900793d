/// Totals as they lie in a table: 48 bytes while all numbers are small, which they are of nearly all users.
///
/// Sums are in millionths of a point, times in 48 bits. What does not fit makes the totals wide: they lie in a
/// cell of their own from then on, as ``GroupTotals``, and nothing is lost. Which of the two it is does not show
/// in any result.
struct StoredTotals: BitwiseCopyable {
  /// In millionths of a point; the first is the reference of the cell of wide totals.
  private var awarded: Int64 = 0
  private var redeemed: Int64 = 0
  private var deducted: Int64 = 0
  /// Not 0, unless another record has absorbed this one; of wide totals it says no more than that.
  private var transactions: UInt32 = 0
  /// The cell of the labels in the table's arena; meaningful when `labelFlags` is not 0.
  var labels: UInt32 = 0
  private var firstLow: UInt32 = .max
  private var lastLow: UInt32 = 0
  private var firstHigh: Int16 = .max
  private var lastHigh: Int16 = .min
  private(set) var keyCount: UInt16
  private(set) var keyKind: GroupKey.Kind
  private var flags: UInt8 = 0

  private static let wideFlag: UInt8 = 8
  /// Units of 10⁻¹⁸ points in a millionth.
  private static var millionth: Int128 { 1_000_000_000_000 }

  /// Nothing yet of the user with a key of so many bytes.
  init(keyKind: GroupKey.Kind, keyCount: Int) {
    self.keyKind = keyKind
    self.keyCount = UInt16(truncatingIfNeeded: keyCount)
  }

  /// Bit i tells that label i is known.
  @inline(__always)
  var labelFlags: UInt8 {
    get { flags & 7 }
    set { flags = flags & Self.wideFlag | newValue }
  }

  /// Whether another record has absorbed this one.
  var isGone: Bool { transactions == 0 }

  /// Marks this record as absorbed by another one.
  mutating func markGone() { transactions = 0 }

  /// The cell of wide totals; nil when they are small.
  var wide: UInt32? {
    get { flags & Self.wideFlag == 0 ? nil : UInt32(truncatingIfNeeded: awarded) }
    set {
      guard let newValue else { return }
      flags |= Self.wideFlag
      awarded = Int64(newValue)
      transactions = 1
    }
  }

  private var first: Int64 {
    @inline(__always) get { Int64(firstHigh) &<< 32 | Int64(firstLow) }
    @inline(__always) set {
      firstHigh = Int16(truncatingIfNeeded: newValue &>> 32)
      firstLow = UInt32(truncatingIfNeeded: newValue)
    }
  }

  private var last: Int64 {
    @inline(__always) get { Int64(lastHigh) &<< 32 | Int64(lastLow) }
    @inline(__always) set {
      lastHigh = Int16(truncatingIfNeeded: newValue &>> 32)
      lastLow = UInt32(truncatingIfNeeded: newValue)
    }
  }

  /// Whether a time fits, and is none of the two that stand for none.
  @inline(__always)
  private static func fits(_ time: Int64) -> Bool {
    time > -0x8000_0000_0000 && time < 0x7FFF_FFFF_FFFF
  }

  /// An amount in millionths of a point; nil when it is not whole in them, or too large.
  ///
  /// 10¹² is 2¹² · 5¹². To multiply by the inverse of 5¹² modulo 2¹²⁸ divides what is divisible, and makes
  /// anything else a number too large for 64 bits.
  @inline(__always)
  private static func millionths(_ units: Int128) -> Int64? {
    let inverse = Int128(truncatingIfNeeded: 0xB156_301B_10C4_0B34_3662_E0E1_CF50_3EB1 as UInt128)
    let quotient = (units &>> 12) &* inverse
    let small = Int64(truncatingIfNeeded: quotient)
    guard units & 0xFFF == 0, Int128(small) == quotient else { return nil }
    return small
  }

  /// Takes in one transaction, or a further amount of one that has been counted.
  ///
  /// - Returns: Whether that fitted; if not, nothing has changed.
  @inline(__always)
  mutating func update(kind: TransactionKind, points: Points, time: Int64?, isFurther: Bool) -> Bool
  {
    guard flags & Self.wideFlag == 0, let amount = Self.millionths(points.units) else {
      return false
    }
    let (count, isTooMany) = transactions.addingReportingOverflow(isFurther ? 0 : 1)
    if isTooMany { return false }
    if let time, !Self.fits(time) { return false }
    let (sum, isTooLarge): (Int64, Bool)
    switch kind {
    case .award: (sum, isTooLarge) = awarded.addingReportingOverflow(amount)
    case .redeem: (sum, isTooLarge) = redeemed.addingReportingOverflow(amount)
    case .deduct: (sum, isTooLarge) = deducted.addingReportingOverflow(amount)
    }
    if isTooLarge { return false }
    switch kind {
    case .award: awarded = sum
    case .redeem: redeemed = sum
    case .deduct: deducted = sum
    }
    transactions = count
    if let time {
      if time < first { first = time }
      if time > last { last = time }
    }
    return true
  }

  /// Takes in what another part of the input says of the same user.
  ///
  /// - Returns: Whether that fitted; if not, nothing has changed.
  mutating func combine(_ other: GroupTotals) -> Bool {
    guard flags & Self.wideFlag == 0, let sums = other.plainSums,
      let awarded = Self.millionths(sums.0), let redeemed = Self.millionths(sums.1),
      let deducted = Self.millionths(sums.2), let transactions = UInt32(exactly: other.transactions)
    else { return false }
    var part = StoredTotals(keyKind: keyKind, keyCount: 0)
    (part.awarded, part.redeemed, part.deducted) = (awarded, redeemed, deducted)
    part.transactions = transactions
    if let first = other.earliest, let last = other.latest {
      guard Self.fits(first), Self.fits(last) else { return false }
      (part.first, part.last) = (first, last)
    }
    return combine(part)
  }

  /// Takes in what another table knew of the same user.
  ///
  /// - Returns: Whether both are small, and so is the sum; if not, nothing has changed.
  mutating func combine(_ other: StoredTotals) -> Bool {
    guard (flags | other.flags) & Self.wideFlag == 0 else { return false }
    let (newAwarded, first) = awarded.addingReportingOverflow(other.awarded)
    let (newRedeemed, second) = redeemed.addingReportingOverflow(other.redeemed)
    let (newDeducted, third) = deducted.addingReportingOverflow(other.deducted)
    let (newCount, fourth) = transactions.addingReportingOverflow(other.transactions)
    if first || second || third || fourth { return false }
    (awarded, redeemed, deducted) = (newAwarded, newRedeemed, newDeducted)
    transactions = newCount
    self.first = min(self.first, other.first)
    last = max(last, other.last)
    return true
  }

  /// Small totals as wide ones, without labels.
  var widened: GroupTotals {
    func amount(_ millionths: Int64) -> ExactAmount {
      ExactAmount(units: Int128(millionths) &* Self.millionth, carry: 0)
    }
    return GroupTotals(
      keyKind: keyKind, keyCount: Int(keyCount),
      sums: (amount(awarded), amount(redeemed), amount(deducted)),
      transactions: UInt64(transactions), times: first > last ? nil : (first, last))
  }
}

extension AggregateTable {
  /// The totals at an address, without key and labels.
  @inline(__always)
  func totals(at stored: UnsafeMutablePointer<StoredTotals>) -> GroupTotals {
    var totals =
      if let cell = unsafe stored.pointee.wide { unsafe wideTotals(cell).pointee } else {
        unsafe stored.pointee.widened
      }
    unsafe totals.labels = stored.pointee.labels
    unsafe totals.labelFlags = stored.pointee.labelFlags
    return totals
  }

  private func wideTotals(_ cell: UInt32) -> UnsafeMutablePointer<GroupTotals> {
    unsafe wide.address(of: cell).assumingMemoryBound(to: GroupTotals.self)
  }

  /// Makes totals wide, if they are not yet.
  private mutating func widen(
    _ stored: UnsafeMutablePointer<StoredTotals>
  ) -> UnsafeMutablePointer<GroupTotals> {
    if let cell = unsafe stored.pointee.wide { return unsafe wideTotals(cell) }
    let totals = unsafe stored.pointee.widened
    let cell = wide.allocate(MemoryLayout<GroupTotals>.size)
    let memory = unsafe wide.address(of: cell).bindMemory(to: GroupTotals.self, capacity: 1)
    unsafe memory.initialize(to: totals)
    unsafe stored.pointee.wide = cell
    return unsafe memory
  }

  /// Takes in what does not fit into small totals.
  @inline(never)
  mutating func updateWide(
    _ stored: UnsafeMutablePointer<StoredTotals>, _ transaction: TransactionRecord
  ) {
    unsafe widen(stored).pointee.update(
      kind: transaction.kind, points: transaction.points, time: transaction.time,
      isFurther: transaction.isFurtherAmount)
  }

  /// Takes in what another part of the input says of the same user.
  mutating func combine(_ other: GroupTotals, to stored: UnsafeMutablePointer<StoredTotals>) {
    if unsafe !stored.pointee.combine(other) { unsafe widen(stored).pointee.combine(other) }
  }

  /// Takes in what another table knew of the same user, of which nothing is left there but the key.
  mutating func absorb(
    _ other: UnsafeMutablePointer<StoredTotals>, to stored: UnsafeMutablePointer<StoredTotals>
  ) {
    if unsafe !stored.pointee.combine(other.pointee) {
      let totals = unsafe totals(at: other)
      unsafe widen(stored).pointee.combine(totals)
    }
    unsafe other.pointee.markGone()
  }
}
