/// What happened in one transaction: kind, points, status and times.
struct Event {
  let index: Int
  /// An index into ``InternedWords/types``.
  let kind: Int
  let points: SampleValue
  /// An index into ``InternedWords/statuses``; nil where the field is missing.
  let status: Int?
  /// Milliseconds since 1970.
  let created: Int64
  /// nil while the transaction waits, or where it was refused.
  let approved: Int64?
  /// The price, in hundredths.
  let cents: Int

  /// Event `index` of `count` that are spread evenly over two years.
  init(_ index: Int, of count: Int, _ random: inout SplitMix64) {
    self.index = index
    let roll = random.below(1000)
    kind = roll < 720 ? 0 : roll < 945 ? 1 : roll < 995 ? 2 : 3
    cents = 100 + random.below(random.below(50_000) + 1)
    points = Self.points(kind: kind, cents: cents, &random)
    status = random.oneIn(200) ? nil : Self.status(kind: kind, random.below(100))
    let slot = Self.span / UInt64(max(count, 1))
    let start = UInt64(index).multipliedFullWidth(by: Self.span)
    let offset = UInt64(max(count, 1)).dividingFullWidth(start).quotient
    created = Self.start + Int64(offset) + Int64(random.below(Int(slot) + 1))
    let isWaiting = status == 6 || status == 7
    let delay = status == 1 ? random.below(5_000) : random.below(7 * 86_400_000)
    approved = isWaiting ? nil : created + Int64(delay)
  }

  /// The first day of 2023, and two years (one of them a leap year), in milliseconds.
  static let start: Int64 = 1_672_531_200_000
  static let span: UInt64 = 731 * 86_400_000

  /// Time, then half of what tells one machine from another.
  func objectIDFront(_ seed: UInt64) -> UInt64 {
    UInt64(created / 1000) << 32 | (seed &* 0x9E37_79B9_7F4A_7C15) >> 32
  }

  /// The rest of that, then a counter of 24 bits.
  var objectIDBack: UInt32 { 0xA5 << 24 | UInt32(truncatingIfNeeded: index) & 0xFF_FFFF }

  private static func points(
    kind: Int, cents: Int, _ random: inout SplitMix64
  ) -> SampleValue {
    if kind == 1 { return .int32(Int32(50 * (1 + random.below(20)))) }
    let quarters = 1 + cents / 25
    let form = random.below(100)
    return switch form {
    case ..<62: .int32(Int32(1 + quarters / 4))
    case ..<74: .int64(Int64(1 + quarters / 4))
    case ..<96: .double(Double(quarters) / 4)
    default: .decimal(SampleDecimal(digits: UInt128(quarters * 25), exponent: -2))
    }
  }

  private static func status(kind: Int, _ percent: Int) -> Int {
    switch kind {
    case 0:
      percent < 40
        ? 0
        : percent < 74
          ? 1
          : percent < 82
            ? 4
            : percent < 90
              ? 5
              : percent < 96 ? 6 : percent < 99 ? 7 : 8
    case 1: percent < 90 ? 2 : percent < 95 ? 0 : percent < 98 ? 6 : 7
    case 2: percent < 92 ? 3 : percent < 96 ? 0 : 6
    default: 4
    }
  }
}
