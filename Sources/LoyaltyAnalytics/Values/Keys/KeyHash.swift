internal import DumpReader

/// A keyed hash of group keys.
///
/// Folded multiplication, as in wyhash and its relatives: 64 × 64 → 128 bits, halves combined by
/// exclusive or. All constants are drawn at random once per process, so that nobody can prepare
/// keys that collide (with the published constants of wyhash one can: a factor of zero wipes out
/// whatever came before). Nothing that is printed depends on the hash.
struct KeyHash: Sendable {
  private let a: UInt64, b: UInt64, c: UInt64, d: UInt64

  /// A hash with constants of its own.
  init(using generator: inout some RandomNumberGenerator) {
    a = Self.constant(using: &generator)
    b = Self.constant(using: &generator)
    c = Self.constant(using: &generator)
    d = Self.constant(using: &generator)
  }

  /// A factor, odd and with many bits set: a small one would mix badly.
  static func constant(using generator: inout some RandomNumberGenerator) -> UInt64 {
    while true {
      let value = UInt64.random(in: .min ... .max, using: &generator) | 1
      if (24...40).contains(value.nonzeroBitCount) { return value }
    }
  }

  /// The hash that all tables of this process share.
  static let shared: KeyHash = {
    var generator = SystemRandomNumberGenerator()
    return KeyHash(using: &generator)
  }()

  @inline(__always)
  private func fold(_ x: UInt64, _ y: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: y)
    return product.high ^ product.low
  }

  /// The hash of a key of a kind.
  @inline(__always)
  func callAsFunction(_ kind: GroupKey.Kind, _ key: RawSpan) -> UInt64 {
    let count = key.byteCount
    var state = a
    var x: UInt64
    var y: UInt64
    if count >= 16 {
      var i = 0
      while count &- i > 16 {
        state = fold(key.load(i) ^ b, key.load(i &+ 8) ^ state)
        i &+= 16
      }
      x = key.load(count &- 16)
      y = key.load(count &- 8)
    } else if count >= 8 {
      x = key.load(0)
      y = key.load(count &- 8)
    } else if count >= 4 {
      x = UInt64(key.load(0, as: UInt32.self))
      y = UInt64(key.load(count &- 4, as: UInt32.self))
    } else {
      x = 0
      y = 0
      for i in 0..<count { x = x &<< 8 | UInt64(key[i]) }
    }
    state = fold(x ^ c, y ^ state)
    // Kind and length come in apart from the bytes, which could make up for them.
    return fold(state ^ d, b ^ (UInt64(kind.rawValue) &+ UInt64(count) &<< 8))
  }
}
