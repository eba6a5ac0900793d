extension BalanceStatistics {
  /// Bins above zero, and below it, at most.
  private static let maximumPositive = 13
  private static let maximumNegative = 6

  /// The borders of the distribution: 1, 2 and 5 times the powers of ten, since balances spread over
  /// several of them; those closest to zero share a bin, and zero has one of its own.
  ///
  /// - Parameters:
  ///   - smallest: the smallest balance, in units.
  ///   - largest: the largest one.
  ///   - hasZero: whether some balance is zero.
  static func borders(_ smallest: Int128, _ largest: Int128, hasZero: Bool) -> [Bin] {
    var bins: [Bin] = []
    if smallest < 0 {
      // From the border that is not above the smallest balance.
      let steps = Self.steps { $0 >= smallest.magnitude }.suffix(maximumNegative).reversed()
      var lower: Points?
      for step in steps.map({ Points(units: -$0) }) + [.zero] {
        if let lower { bins.append(Bin(lower: lower, upper: step, count: 0)) }
        lower = step
      }
    }
    if hasZero || smallest < 0 && largest > 0 {
      bins.append(Bin(lower: .zero, upper: Points(units: 1), count: 0))
    }
    guard largest > 0 else { return bins }
    var lower = Points(units: hasZero || smallest < 0 ? 1 : 0)
    for step in Self.steps(until: { $0 > largest.magnitude }).suffix(maximumPositive) {
      let upper = Points(units: step)
      bins.append(Bin(lower: lower, upper: upper, count: 0))
      lower = upper
    }
    return bins
  }

  /// 1, 2 and 5 times the powers of ten, in units, up to the first that is far enough.
  private static func steps(until isEnough: (UInt128) -> Bool) -> [Int128] {
    var steps: [Int128] = []
    for power in 0..<PowersOfTen.count {
      for factor: UInt128 in [1, 2, 5] {
        // Balances stay below 10³⁸ units, so that this one is the last.
        guard let step = Int128(exactly: PowersOfTen.wide(power) &* factor), step > 0 else {
          return steps
        }
        steps.append(step)
        if isEnough(step.magnitude) { return steps }
      }
    }
    return steps
  }
}
