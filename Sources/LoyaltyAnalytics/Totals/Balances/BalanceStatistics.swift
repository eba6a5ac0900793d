/// How the net points spread over the groups: who has how much of them, and how many have how much.
///
/// Computed from all groups in ascending order of their net points; counts and sums are exact integers,
/// and a share is the double nearest to the quotient of two of them. Concentration is that of balances
/// where those below zero are taken as 0: Lorenz curve and Gini coefficient as Gastwirth has them, "The
/// Estimation of the Lorenz Curve and Gini Index", Review of Economics and Statistics 54 (1972), for a
/// whole population of *n*: G = (2 Σ i·xᵢ − (n + 1) Σ xᵢ) / (n Σ xᵢ).
package struct BalanceStatistics: Sendable, Equatable {
  /// A point of the Lorenz curve.
  package struct LorenzPoint: Sendable, Equatable {
    /// How many groups, those with the least first.
    package var groups: Int
    /// The share of all balances that they hold together, from 0 to 1.
    package var share: Double
  }

  /// What the groups with the largest balances hold together.
  package struct TopShare: Sendable, Equatable {
    /// How many they are, at least one.
    package var groups: Int
    /// Their share of all balances, from 0 to 1.
    package var share: Double
  }

  /// How many groups have balances between two borders.
  package struct Bin: Sendable, Equatable {
    /// The least balance in it; nil for no border.
    package var lower: Points?
    /// The balance that those in it stay below; nil for no border.
    package var upper: Points?
    /// The groups.
    package var count: Int
  }

  /// How many groups there are.
  package var count = 0
  /// How many have a balance below zero.
  package var negative = 0
  /// How many have a balance of zero.
  package var zero = 0
  /// How many have one above zero.
  package var positive: Int { count - negative - zero }
  /// The sum of the balances above zero; nil beyond 10²⁰ points.
  package var positiveSum: Points? = .zero
  /// The smallest and the largest balance; nil without groups.
  package var extremes: ClosedRange<Points>?
  /// The balance that half of the groups do not exceed; nil without groups.
  package var median: Points?
  /// The Lorenz curve, from 0 on, at most ``lorenzSteps`` steps; empty where no balance is above zero.
  package var lorenz: [LorenzPoint] = []
  /// The Gini coefficient, from 0 to 1; nil where no balance is above zero.
  package var gini: Double?
  /// What the first hundredth of the groups holds, rounded up to whole groups.
  package var topHundredth: TopShare?
  /// What the first tenth holds, likewise.
  package var topTenth: TopShare?
  /// The distribution, in ascending order; empty without groups.
  package var bins: [Bin] = []

  /// The steps of the curve.
  package static let lorenzSteps = 50

  /// No groups.
  package init() {}
}

extension BalanceStatistics {
  /// Reads all balances, twice: sums and extremes decide about borders and ranks.
  ///
  /// - Throws: ``AnalysisError`` when a temporary file cannot be read.
  /// - Complexity: O(*n* log *r*) for *n* groups in *r* runs.
  init(_ runs: BalanceRuns) throws(AnalysisError) {
    var first = try runs.merger()
    var sum = WideUnsigned()
    var weighted = WideUnsigned()
    var smallest: Int128?
    var largest: Int128 = 0
    while let units = try first.next() {
      count += 1
      if smallest == nil { smallest = units }
      largest = units
      if units < 0 { negative += 1 }
      if units == 0 { zero += 1 }
      guard units > 0 else { continue }
      sum.add(units.magnitude)
      weighted.add(units.magnitude, times: UInt64(count))
    }
    guard let smallest else { return }
    extremes = Points(units: smallest)...Points(units: largest)
    positiveSum =
      sum < WideUnsigned(Points.totalLimit.magnitude) ? Points(units: Int128(sum.low)) : nil
    bins = Self.borders(smallest, largest, hasZero: zero > 0)
    try readShares(runs, sum)
    guard largest > 0 else { return }
    let excess = weighted.times(2).less(sum.times(UInt64(count) + 1))
    gini = excess.share(of: sum.times(UInt64(count)))
  }

  /// The second pass: the curve, the median, the bins.
  private mutating func readShares(
    _ runs: BalanceRuns, _ sum: WideUnsigned
  ) throws(AnalysisError) {
    var ranks: [Int] = []
    if sum > WideUnsigned() {
      let steps = min(Self.lorenzSteps, count)
      ranks = (1...steps).map { step in
        // Rounded to the nearest rank, in integers; counts stay far below 2⁵⁶.
        (2 * step * count + steps) / (2 * steps)
      }
      lorenz = [LorenzPoint(groups: 0, share: 0)]
    }
    let hundredth = (count + 99) / 100
    let tenth = (count + 9) / 10
    var second = try runs.merger()
    var rank = 0
    var partial = WideUnsigned()
    var next = 0
    var bin = 0
    while let units = try second.next() {
      rank += 1
      if units > 0 { partial.add(units.magnitude) }
      if rank == (count + 1) / 2 { median = Points(units: units) }
      while bin + 1 < bins.count, let upper = bins[bin].upper, units >= upper.units { bin += 1 }
      if bin < bins.count { bins[bin].count += 1 }
      guard !ranks.isEmpty else { continue }
      if next < ranks.count, rank == ranks[next] {
        lorenz.append(LorenzPoint(groups: rank, share: partial.share(of: sum)))
        next += 1
      }
      if rank == count - hundredth {
        topHundredth = TopShare(
          groups: hundredth, share: sum.less(partial).share(of: sum))
      }
      if rank == count - tenth {
        topTenth = TopShare(groups: tenth, share: sum.less(partial).share(of: sum))
      }
    }
    // Nothing is said of where there is nothing.
    bins = Array(bins.drop { $0.count == 0 })
    while bins.last?.count == 0 { bins.removeLast() }
    guard !ranks.isEmpty else { return }
    // Where all of few groups are the first hundredth.
    topHundredth = topHundredth ?? TopShare(groups: hundredth, share: 1)
    topTenth = topTenth ?? TopShare(groups: tenth, share: 1)
  }
}
