/// A sum of amounts that may lie beyond `DECIMAL(38,18)`: 128 bits, and how often they were left.
///
/// The value is `units + carry · 2¹²⁸`, in units of 10⁻¹⁸ points; there is one such pair for each value.
struct ExactAmount: Sendable, Equatable {
  var units: Int128
  var carry: Int32

  /// The sign, and the magnitude in 64-bit words, the lowest first.
  var magnitude: (isNegative: Bool, words: (UInt64, UInt64, UInt64)) {
    let low = UInt128(truncatingIfNeeded: units)
    // What two's complement of 192 bits has in its upper 64.
    let high = Int64(carry) + (units < 0 ? -1 : 0)
    var words = (
      UInt64(truncatingIfNeeded: low), UInt64(truncatingIfNeeded: low >> 64),
      UInt64(bitPattern: high)
    )
    guard high < 0 else { return (false, words) }
    let (first, firstCarry) = (~words.0).addingReportingOverflow(1)
    let (second, secondCarry) = (~words.1).addingReportingOverflow(firstCarry ? 1 : 0)
    words = (first, second, ~words.2 &+ (secondCarry ? 1 : 0))
    return (true, words)
  }
}
