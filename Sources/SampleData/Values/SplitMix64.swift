/// A small deterministic generator of random numbers: the same seed gives the same numbers on every
/// machine, for ever.
///
/// SplitMix64 of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA
/// 2014), with the constants of Stafford's Mix13. A generator per document costs nothing, so that
/// document 1,000,000 can be made without the ones before it.
@frozen
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator that starts at `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// A generator of its own for item `index` of a stream.
  public init(seed: UInt64, stream: UInt64, index: UInt64) {
    state = Self.mix(Self.mix(seed ^ Self.mix(stream)) &+ index &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number below `bound`, 0 when `bound` is not positive. The bias of at most `bound`/2⁶⁴ does
  /// not matter here, and one multiplication is all it costs.
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(bound, 0))).high)
  }

  /// Whether one of `chance` equal chances came up.
  public mutating func oneIn(_ chance: Int) -> Bool { below(chance) == 0 }

  /// An index into `weights`, each as likely as its weight says.
  public mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return 0
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
