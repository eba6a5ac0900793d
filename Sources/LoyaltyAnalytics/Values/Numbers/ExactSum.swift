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
