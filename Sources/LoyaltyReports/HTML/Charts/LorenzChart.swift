internal import LoyaltyAnalytics

/// The Lorenz curve in a square: the share of balances that a share of the groups holds, those with the
/// least first. The straight line is where all hold the same.
struct LorenzChart {
  var statistics: BalanceStatistics
  /// What a group is called.
  var noun: (one: String, many: String)
  var label: String

  private static let size = 300.0
  private static let margin = 46.0

  /// The drawing, of a fixed shape.
  var drawing: HTML {
    let count = Double(max(statistics.count, 1))
    let size = Self.size
    func x(_ groups: Int) -> Double { Self.margin + Double(groups) / count * size }
    func y(_ share: Double) -> Double { 14 + (1 - share) * size }
    var path: HTML = "M\(x(0)) \(y(0))"
    var marks: HTML = ""
    var previous = x(0)
    for point in statistics.lorenz.dropFirst() {
      let (px, py) = (x(point.groups), y(point.share))
      path += "L\(px) \(py)"
      marks += """
        <g class="mark"><rect class="hit" x="\(previous)" y="14" width="\(px - previous)" \
        height="\(size)"/><circle cx="\(px)" cy="\(py)" r="3.5"/><title>\(text(of: point))</title></g>
        """
      previous = px
    }
    var grid: HTML = ""
    for step in 0...4 {
      let share = Double(step) / 4
      let text = "\(step * 25)\u{A0}%"
      grid += """
        <line x1="\(x(0))" x2="\(Self.margin + size)" y1="\(y(share))" y2="\(y(share))"/>\
        <text x="\(Self.margin - 8)" y="\(y(share) + 4)" text-anchor="end">\(text)</text>\
        <text class="x" x="\(Self.margin + share * size)" y="\(size + 32)" \
        text-anchor="\(step == 4 ? "end" : step == 0 ? "start" : "middle")">\(text)</text>
        """
    }
    return """
      <svg class="square" role="img" aria-labelledby="\(label)" viewBox="0 0 360 356">\
      <g class="grid">\(grid)</g>\
      <text class="unit" x="\(Self.margin)" y="352">share of \(noun.many), those with the least first\
      </text>\
      <text class="unit" x="\(Self.margin + 8)" y="30">share of balances</text>\
      <line class="even" x1="\(x(0))" y1="\(y(0))" x2="\(Self.margin + size)" y2="\(y(1))"/>\
      <g class="marks b line"><path class="area" d="\(path)L\(Self.margin + size) \(y(0))Z"/>\
      <path class="stroke" d="\(path)"/>\(marks)</g></svg>

      """
  }

  private func text(of point: BalanceStatistics.LorenzPoint) -> String {
    "the \(PageText.count(point.groups, noun)) with the least "
      + "\(point.groups == 1 ? "holds" : "hold") \(PageText.percent(point.share))"
  }
}
