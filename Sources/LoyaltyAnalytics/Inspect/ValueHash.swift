internal import DumpReader

/// The hash by which values of a field are told apart.
///
/// Values that are counted one by one are told apart with constants that are drawn at random once per
/// process, as those of ``KeyHash`` are, so that nobody can prepare values that collide. Estimates are
/// printed and have to be the same in every run, so they go by constants that never change; who knows
/// these can make an estimate wrong, which is never said to be exact.
///
/// Folded multiplication over the bytes, then the finalizer of SplitMix64 (G. L. Steele,
/// D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", 2014), which spreads the
/// bits as a ``HyperLogLog`` needs it. Never 0.
struct ValueHash: Sendable {
  private let a: UInt64, b: UInt64

  /// The one that tells values apart in this process.
  static let keyed: ValueHash = {
    var generator = SystemRandomNumberGenerator()
    return ValueHash(using: &generator)
  }()

  /// The one that estimates go by.
  static let fixed = ValueHash(a: 0x9E37_79B9_7F4A_7C15, b: 0xD6E8_FEB8_6659_FD93)

  private init(a: UInt64, b: UInt64) { (self.a, self.b) = (a, b) }

  /// A hash with constants of its own.
  init(using generator: inout some RandomNumberGenerator) {
    a = KeyHash.constant(using: &generator)
    b = KeyHash.constant(using: &generator)
  }

  /// The hash of a value that fits in 64 bits.
  @inline(__always)
  func callAsFunction(_ tag: UInt64, _ word: UInt64) -> UInt64 {
    Self.finish(word ^ (tag &* a))
  }

  /// The hash of bytes.
  @inline(__always)
  func callAsFunction(_ tag: UInt64, _ bytes: RawSpan) -> UInt64 {
    let count = bytes.byteCount
    var state = (tag &+ UInt64(count) &<< 8) &* a
    var i = 0
    while count &- i >= 8 {
      state = Self.fold(state ^ bytes.load(i, as: UInt64.self), b)
      i &+= 8
    }
    if count > i {
      var rest: UInt64 = 0
      if count >= 8 {
        // Some bytes twice.
        rest = bytes.load(count &- 8, as: UInt64.self)
      } else {
        while i < count {
          rest = rest &<< 8 | UInt64(bytes[i])
          i &+= 1
        }
      }
      state = Self.fold(state ^ rest, b)
    }
    return Self.finish(state)
  }

  @inline(__always)
  private static func fold(_ x: UInt64, _ y: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: y)
    // The factor stays in it: one of zero must not wipe out what came before.
    return product.high ^ product.low ^ x
  }

  @inline(__always)
  private static func finish(_ state: UInt64) -> UInt64 {
    var x = state
    x = (x ^ x &>> 30) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ x &>> 27) &* 0x94D0_49BB_1331_11EB
    x ^= x &>> 31
    return x == 0 ? 1 : x
  }
}
