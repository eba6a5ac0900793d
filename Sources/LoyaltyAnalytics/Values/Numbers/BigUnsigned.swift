/// An integer of any size from zero up, for comparisons and digits that must be exact.
///
/// Only what those need. Allocates; slow on purpose of being short.
struct BigUnsigned: Equatable {
  /// 32 bits each, the least significant first, the last one not zero.
  private var limbs: [UInt32] = []

  /// An integer of at most 128 bits.
  init(_ value: UInt128) {
    var rest = value
    while rest != 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  /// Multiplies by a factor.
  mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for i in limbs.indices {
      carry += UInt64(limbs[i]) * UInt64(factor)
      limbs[i] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry != 0 { limbs.append(UInt32(carry)) }
    while limbs.last == 0 { limbs.removeLast() }
  }

  /// Divides by a divisor above zero.
  ///
  /// - Returns: The remainder; nil, with nothing done, for zero.
  mutating func divide(by divisor: UInt32) -> UInt32? {
    guard !limbs.isEmpty else { return nil }
    var rest: UInt64 = 0
    for i in limbs.indices.reversed() {
      rest = rest << 32 | UInt64(limbs[i])
      limbs[i] = UInt32(rest / UInt64(divisor))
      rest %= UInt64(divisor)
    }
    while limbs.last == 0 { limbs.removeLast() }
    return UInt32(rest)
  }

  /// Multiplies by 5^`power`.
  mutating func multiply(byPowerOfFive power: Int) {
    // 5¹³ is the largest below 2³².
    for _ in 0..<power / 13 { multiply(by: 1_220_703_125) }
    for _ in 0..<power % 13 { multiply(by: 5) }
  }

  /// Multiplies by 2^`power`.
  mutating func multiply(byPowerOfTwo power: Int) {
    guard !limbs.isEmpty else { return }
    multiply(by: 1 << UInt32(power % 32))
    limbs.insert(contentsOf: repeatElement(0, count: power / 32), at: 0)
  }
}

extension BigUnsigned: Comparable {
  /// By value.
  static func < (a: BigUnsigned, b: BigUnsigned) -> Bool {
    guard a.limbs.count == b.limbs.count else { return a.limbs.count < b.limbs.count }
    return a.limbs.reversed().lexicographicallyPrecedes(b.limbs.reversed())
  }
}
