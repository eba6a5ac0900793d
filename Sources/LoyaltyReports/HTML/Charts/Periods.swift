internal import LoyaltyAnalytics

/// Months, or quarters, years or decades where there are too many of them for a chart, without gaps from
/// the first to the last one.
struct Periods {
  /// A stretch of the calendar.
  struct Period {
    /// Months since January of the year 0.
    var start: Int
    var amounts: Amounts
    /// Net points from the first period to the end of this one.
    var balance: Points
  }

  /// Columns that a chart of a phone's width can have.
  static let maximumCount = 96

  /// Months of a period: 1, 3, 12 or 120.
  let length: Int
  let periods: [Period]

  /// Puts months together.
  ///
  /// - Throws: ``AnalysisError`` when a sum is out of range.
  init(_ months: [Overview.Month]) throws(AnalysisError) {
    guard let first = months.first, let last = months.last else {
      length = 1
      periods = []
      return
    }
    let length =
      [1, 3, 12].first { last.index / $0 - first.index / $0 < Self.maximumCount } ?? 120
    self.length = length
    var periods: [Period] = []
    var rest = months[...]
    var balance = ExactSum()
    for index in first.index / length...last.index / length {
      var sums = GrandTotals()
      while let month = rest.first, month.index / length == index {
        sums.add(month.amounts)
        balance.add(month.amounts.net.units)
        rest = rest.dropFirst()
      }
      guard let amounts = try? sums.amounts(), let points = balance.points else {
        throw AnalysisError(
          .sumOverflow("the sum of the months up to \(MonthlyAmounts.name(index * length))"))
      }
      periods.append(Period(start: index * length, amounts: amounts, balance: points))
    }
    self.periods = periods
  }

  /// What one period and several are called.
  var noun: (one: String, many: String) {
    switch length {
    case 1: ("month", "months")
    case 3: ("quarter", "quarters")
    case 12: ("year", "years")
    default: ("decade", "decades")
    }
  }

  /// A period's name in a table, which sorts: `2014-07`, `2014-Q3`, `2014`, `2010s`.
  func code(_ period: Period) -> String {
    let year = String(String(period.start / 12 + 10_000).dropFirst())
    switch length {
    case 1: return MonthlyAmounts.name(period.start)
    case 3: return "\(year)-Q\(period.start % 12 / 3 + 1)"
    case 12: return year
    default: return "\(year)s"
    }
  }

  /// A period's name in a sentence: `July 2014`, `the third quarter of 2014`, `2014`, `the 2010s`.
  func name(_ period: Period) -> String {
    let year = String(period.start / 12)
    switch length {
    case 1: return "\(Self.monthNames[period.start % 12]) \(year)"
    case 3: return "the \(Self.ordinals[period.start % 12 / 3]) quarter of \(year)"
    case 12: return year
    default: return "the \(year)s"
    }
  }

  /// Labels of a time axis: as many as a phone has room for, at the beginnings of years where periods
  /// are shorter than those.
  var labels: [(border: Double, text: String, isCentred: Bool)] {
    guard let first = periods.first else { return [] }
    let most = 6
    if length >= 12 || periods.count * length <= 14 {
      let step = (periods.count + most - 1) / most
      return stride(from: 0, to: periods.count, by: step).map { index in
        (Double(index) + 0.5, short(periods[index], isFirst: index == 0), true)
      }
    }
    let years = periods.indices.filter { periods[$0].start % 12 == 0 }
    let step = (years.count + most - 1) / most
    var labels = stride(from: 0, to: years.count, by: max(step, 1)).map { index in
      (Double(years[index]), String(periods[years[index]].start / 12), false)
    }
    // The year that the axis begins in the middle of, where there is room.
    if let next = labels.first?.0, next * 1 >= Double(periods.count) / 6 {
      labels.insert((0, String(first.start / 12), false), at: 0)
    }
    // Behind one at the very end there is no room for its text.
    return labels.filter { $0.0 <= 0.92 * Double(periods.count) }
      .map { (border: $0.0, text: $0.1, isCentred: $0.2) }
  }

  private func short(_ period: Period, isFirst: Bool) -> String {
    guard length == 1 else { return code(period) }
    let month = String(Self.monthNames[period.start % 12].prefix(3))
    return isFirst || period.start % 12 == 0 ? "\(month) \(period.start / 12)" : month
  }

  private static let ordinals = ["first", "second", "third", "fourth"]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
