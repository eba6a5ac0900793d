package import LoyaltyAnalytics

extension MonthlyAmounts {
  /// Bars for a chart: of each month from the first to the last, or, where those are more than
  /// `limit`, of each year that has any.
  ///
  /// - Throws: ``AnalysisError`` when the sum of a year is out of range.
  package func bars(limit: Int) throws(AnalysisError) -> [BarChart.Bar] {
    guard let first = months.first, let last = months.last else { return [] }
    if last.index - first.index < limit {
      var bars = (first.index...last.index).map {
        BarChart.Bar(label: Self.name($0), awarded: .zero, redeemed: .zero)
      }
      for month in months {
        bars[month.index - first.index].awarded = month.awarded
        bars[month.index - first.index].redeemed = month.redeemed
      }
      return bars
    }
    var years: [(year: Int, awarded: ExactSum, redeemed: ExactSum)] = []
    for month in months {
      if years.last?.year != month.index / 12 {
        years.append((month.index / 12, ExactSum(), ExactSum()))
      }
      years[years.count - 1].awarded.add(month.awarded.units)
      years[years.count - 1].redeemed.add(month.redeemed.units)
    }
    var bars: [BarChart.Bar] = []
    for year in years {
      let name = String(String(year.year + 10_000).dropFirst())
      guard let awarded = year.awarded.points, let redeemed = year.redeemed.points else {
        throw AnalysisError(.sumOverflow("the sum of the year \(name)"))
      }
      bars.append(BarChart.Bar(label: name, awarded: awarded, redeemed: redeemed))
    }
    return bars
  }
}
