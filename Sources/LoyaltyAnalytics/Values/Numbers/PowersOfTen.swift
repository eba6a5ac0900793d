/// Powers of ten.
enum PowersOfTen {
  /// How many there are below 2¹²⁸: 10⁰ to 10³⁸.
  static let count = 39

  private static let narrow: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// 10⁰ to 10²², all that a double holds exactly.
  private static let doubles: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// 10^`power` for a power from 0 to 19.
  @inline(__always)
  static func small(_ power: Int) -> UInt64 { narrow[power] }

  /// 10^`power` for a power from 0 to 22, exactly.
  @inline(__always)
  static func double(_ power: Int) -> Double { doubles[power] }

  /// 10^`power` for a power from 0 to 38.
  @inline(__always)
  static func wide(_ power: Int) -> UInt128 {
    power < 20
      ? UInt128(narrow[power])
      : UInt128(narrow[19]) * UInt128(narrow[power - 19])
  }
}
