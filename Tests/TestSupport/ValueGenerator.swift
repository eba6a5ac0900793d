package import DumpReader

/// Random values that can be had again: SplitMix64 (Steele, Lea, Flood 2014) from a printed seed.
package struct ValueGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A double: any bits, or one of the kinds that amounts are made of.
  package mutating func double() -> Double {
    switch next() % 8 {
    case 0: return Double(bitPattern: next())
    case 1: return Double(Int64(bitPattern: next()))
    case 2: return Double(Int.random(in: -1_000_000...1_000_000, using: &self)) / 100
    case 3:
      // Few digits at any place.
      let digits = Double(Int.random(in: 1...999_999_999_999_999, using: &self))
      return digits / [1e1, 1e5, 1e9, 1e13, 1e15, 1e18, 1e22].randomElement(using: &self, or: 1)
    case 4:
      // 17 digits, or the neighbour of fewer.
      let near = Double(Int.random(in: 1...100_000, using: &self)) / 1000
      return Bool.random(using: &self) ? near.nextUp : near.nextDown
    case 5: return Double.random(in: -1e20...1e20, using: &self)
    case 6:
      // Every binary exponent that an amount can have.
      return Double(
        sign: next() & 1 == 0 ? .plus : .minus, exponent: Int.random(in: -70...70, using: &self),
        significand: Double.random(in: 1..<2, using: &self))
    default: return Double.random(in: -1...1, using: &self)
    }
  }

  /// A decimal128: any bits, or a canonical one of few digits near the point.
  package mutating func decimal128() -> Decimal128 {
    switch next() % 4 {
    case 0: return Decimal128(low: next(), high: next())
    case 1:
      // Any exponent, any canonical coefficient.
      let exponent = next() % 12_288
      return Decimal128(
        low: next(), high: next() & (1 << 63) | exponent << 49 | next() & 0x1_FFFF_FFFF_FFFF)
    case 2:
      let exponent = UInt64(Int.random(in: 6176 - 40...6176 + 25, using: &self))
      let shift = next() % 64
      return Decimal128(
        low: next() >> shift,
        high: next() & (1 << 63) | exponent << 49 | (next() >> 15) >> shift)
    default:
      let exponent = UInt64(Int.random(in: 6176 - 22...6176 + 3, using: &self))
      return Decimal128(low: next() % 100_000, high: next() & (1 << 63) | exponent << 49)
    }
  }
}

extension Collection {
  package func randomElement(using generator: inout ValueGenerator, or fallback: Element) -> Element
  {
    randomElement(using: &generator) ?? fallback
  }
}

extension Decimal128 {
  /// The number as libbson prints it, but zero where there are more than 34 digits: libbson looks at
  /// the upper bits only and lets coefficients from 10³⁴ to 2¹¹³ pass, which IEEE 754-2008 (3.5.2)
  /// and the server count as zero.
  package var canonicalDescription: String {
    let coefficient = UInt128(high & 0x1_FFFF_FFFF_FFFF) << 64 | UInt128(low)
    let isLarge = coefficient >= UInt128(10_000_000_000_000_000) * 1_000_000_000_000_000_000
    return isLarge && high >> 61 & 3 != 3 ? "0" : description
  }
}
