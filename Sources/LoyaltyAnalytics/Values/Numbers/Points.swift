/// An amount of points: a decimal with 18 fraction digits in 128 bits, as `DECIMAL(38,18)` of
/// DuckDB and Spark.
///
/// Sums of `Points` are exact, so that they do not depend on the order of the addends.
@frozen
public struct Points: Sendable, Hashable {
  /// The amount in units of 10⁻¹⁸ points.
  public var units: Int128

  /// An amount of so many units of 10⁻¹⁸ points.
  ///
  /// - Parameter units: The amount in units of 10⁻¹⁸ points.
  @inlinable
  public init(units: Int128) {
    self.units = units
  }

  /// An amount of whole points.
  ///
  /// - Parameter whole: The amount in points.
  @inlinable
  public init(_ whole: Int64) {
    units = Int128(whole) * Self.unitsPerPoint
  }

  /// No points.
  public static let zero = Points(units: 0)
  /// Fraction digits that are kept.
  public static let fractionDigits = 18
  @usableFromInline static let unitsPerPoint: Int128 = 1_000_000_000_000_000_000
  /// Single values stay below this magnitude, 10²⁰ points.
  public static let maximumValue: Int128 = 100_000_000_000_000_000_000 * unitsPerPoint
  /// Totals stay below this magnitude, 10²⁰ points, which is what `DECIMAL(38,18)` can hold.
  package static let totalLimit: Int128 = maximumValue
}

extension Points {
  /// The sum of two amounts, exact, and whether it left the range of 128 bits, about ±1.7 · 10²⁰ points.
  ///
  ///     let (sum, overflow) = balance.addingReportingOverflow(transaction.points)
  ///
  /// There is no `+`: amounts come out of files, and what a file holds must not end a program.
  ///
  /// - Parameter other: What is added.
  /// - Returns: The sum; of no use where it has overflowed.
  @inlinable
  public func addingReportingOverflow(
    _ other: Points
  ) -> (partialValue: Points, overflow: Bool) {
    let (sum, overflow) = units.addingReportingOverflow(other.units)
    return (Points(units: sum), overflow)
  }
}

extension Points: Comparable {
  /// By amount.
  @inlinable
  public static func < (a: Points, b: Points) -> Bool { a.units < b.units }
}

extension Points: CustomStringConvertible {
  /// The amount as a plain decimal: no exponent, no trailing zeros, such as `1234` or `-0.3`.
  public var description: String {
    let magnitude = units.magnitude
    let (whole, fraction) = magnitude.quotientAndRemainder(
      dividingBy: UInt128(Self.unitsPerPoint))
    let sign = units < 0 ? "-" : ""
    guard fraction > 0 else { return "\(sign)\(whole)" }
    var digits = Array(String(fraction).utf8)
    digits.insert(contentsOf: repeatElement(0x30, count: Self.fractionDigits - digits.count), at: 0)
    while digits.last == 0x30 { digits.removeLast() }
    return "\(sign)\(whole).\(String(decoding: digits, as: UTF8.self))"
  }
}
