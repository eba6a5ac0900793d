internal import LoyaltyAnalytics

/// A line over time, with the area down to zero: an amount at the end of each stretch of time, beginning
/// at nothing.
///
/// The line lies in a drawing of its own that is stretched to the width of the page, with a stroke that
/// is not; what is text or round lies outside of it.
struct LineChart {
  var points: [ColumnChart.Column]
  /// Labels below the plot, as in ``ColumnChart``.
  var labels: [(border: Double, text: String, isCentred: Bool)] = []
  var colour: String
  var frame: Frame

  /// The drawing. The last point says how large it is.
  var drawing: HTML {
    let count = Double(max(points.count, 1))
    let zero = frame.y(.zero)
    var path: HTML = "M0 \(zero)"
    var marks: HTML = ""
    for (index, point) in points.enumerated() {
      let y = frame.y(point.amount)
      let right = Double(index + 1) / count
      path += "L\(right * 1000) \(y)"
      marks += frame.mark(
        "<circle cx=\"\(right * 100)%\" cy=\"\(y)\" r=\"3.5\"/>", from: Double(index) / count,
        width: 1 / count, saying: point.text)
    }
    var last: HTML = ""
    if let point = points.last {
      let y = frame.y(point.amount)
      last = """
        <circle class="end" cx="100%" cy="\(y)" r="4"/>\
        \(frame.valueLabel(PageText.compact(point.amount), at: 1, y: y < frame.top + 12 ? y + 18 : y - 9))
        """
    }
    var axis: HTML = ""
    for label in labels {
      axis += frame.axisLabel(
        label.text, at: label.border / count, isCentred: label.isCentred)
    }
    return frame.drawing(
      """
      <g class="marks line \(colour)"><svg width="100%" height="\(frame.height)" \
      viewBox="0 0 1000 \(frame.height)" preserveAspectRatio="none"><path class="area" \
      d="\(path)L1000 \(zero)Z"/><path class="stroke" vector-effect="non-scaling-stroke" \
      d="\(path)"/></svg>\(marks)\(last)</g>\(axis)
      """)
  }
}
