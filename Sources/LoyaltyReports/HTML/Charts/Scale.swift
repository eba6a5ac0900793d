internal import LoyaltyAnalytics

/// A linear scale from amounts to places: the one place where axes get their ends and their ticks.
///
/// Ticks are multiples of 1, 2 or 5 times a power of ten, the smallest of these of which at most
/// so many fit; the ends are ticks as well, and zero always is one, so that the length of a bar
/// is its amount. Ticks are exact.
struct Scale: Sendable {
  /// The ticks in ascending order, at least two, or none.
  let ticks: [Points]
  private let low: Double
  private let span: Double

  /// A scale for amounts.
  ///
  /// - Parameters:
  ///   - values: what must find a place.
  ///   - isWhole: whether half a thing makes no sense, so that no tick may be one.
  ///   - steps: how many steps there may be from the least to the most amount.
  init(_ values: some Sequence<Points>, isWhole: Bool = false, steps: Int = 4) {
    var least: Int128 = 0
    var most: Int128 = 0
    for value in values {
      least = min(least, value.units)
      most = max(most, value.units)
    }
    if least == 0, most == 0 { most = Points(1).units }
    let step = Self.step(for: Double(most) - Double(least), isWhole: isWhole, steps: Double(steps))
    var tick = least / step * step
    if tick > least { tick -= step }
    var ticks = [Points(units: tick)]
    repeat {
      tick += step
      ticks.append(Points(units: tick))
    } while tick < most
    self.ticks = ticks
    low = Double(ticks[0].units)
    span = Double(tick) - low
  }

  /// A scale for bars that tell their amounts themselves: without ticks, from end to end.
  init(endsOf values: some Sequence<Points>) {
    var (least, most) = (0.0, 0.0)
    for value in values {
      least = min(least, Double(value.units))
      most = max(most, Double(value.units))
    }
    ticks = []
    low = least
    span = most > least ? most - least : 1
  }

  private static func step(for span: Double, isWhole: Bool, steps: Double) -> Int128 {
    // Amounts stay below 10³⁸ units, so that the step does as well.
    var power: Int128 = isWhole ? Points(1).units : 1
    while true {
      for factor: Int128 in [1, 2, 5] where span <= Double(factor * power) * steps {
        return factor * power
      }
      guard power < 10_000_000_000_000_000_000 * 1_000_000_000_000_000_000 else {
        return 5 * power
      }
      power *= 10
    }
  }

  /// The place of an amount: 0 at the lower end, 1 at the upper one.
  func place(_ points: Points) -> Double { (Double(points.units) - low) / span }

  /// The place of zero.
  var zero: Double { place(.zero) }
}
