/// An integer from zero up to 2²⁵⁶ − 1: sums of balances, weighted by their rank, are exact in it.
///
/// A balance is below 2¹²⁷, a rank and a number of groups below 2⁴⁰, so that nothing that
/// ``BalanceStatistics`` computes comes near the end.
struct WideUnsigned: Sendable, Equatable {
  private(set) var high: UInt128 = 0
  private(set) var low: UInt128 = 0

  /// Zero.
  init() {}

  /// A value of at most 128 bits.
  init(_ value: UInt128) { low = value }

  /// Adds the product of two factors.
  mutating func add(_ factor: UInt128, times other: UInt64 = 1) {
    let product = factor.multipliedFullWidth(by: UInt128(other))
    add(high: product.high, low: UInt128(product.low))
  }

  /// The value, this many times.
  func times(_ factor: UInt64) -> WideUnsigned {
    let product = low.multipliedFullWidth(by: UInt128(factor))
    var result = WideUnsigned()
    result.low = UInt128(product.low)
    result.high = product.high &+ high &* UInt128(factor)
    return result
  }

  /// What is left of the value without a smaller one; zero for a larger one.
  func less(_ other: WideUnsigned) -> WideUnsigned {
    guard other <= self else { return WideUnsigned() }
    var result = self
    let (difference, borrow) = low.subtractingReportingOverflow(other.low)
    result.low = difference
    result.high = high &- other.high &- (borrow ? 1 : 0)
    return result
  }

  /// The quotient by a larger or equal value, as a double; 0 for a divisor of zero.
  func share(of whole: WideUnsigned) -> Double {
    let divisor = whole.double
    return divisor == 0 ? 0 : double / divisor
  }

  private var double: Double { Double(high) * 0x1p128 + Double(low) }

  private mutating func add(high: UInt128, low: UInt128) {
    let (sum, carry) = self.low.addingReportingOverflow(low)
    self.low = sum
    self.high = self.high &+ high &+ (carry ? 1 : 0)
  }
}

extension WideUnsigned: Comparable {
  /// By value.
  static func < (a: WideUnsigned, b: WideUnsigned) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }
}
