internal import LoyaltyAnalytics

/// The drawing around a chart: as wide as the page lets it be and of a fixed height, so that text keeps
/// its size on every screen. Places across are per cent, places down are pixels; the amounts of the axis
/// stand in the margin on the left, which the style sheet leaves free.
struct Frame {
  /// The height of the whole drawing.
  var height: Double
  /// Where the plot begins and ends; above it is room for the unit and for the amount of a column.
  var top: Double
  var bottom: Double
  /// The amounts.
  var scale: Scale
  /// What the amounts are of, above the uppermost one; empty where it is said elsewhere.
  var unit: String
  /// The element whose text says what is to be seen.
  var label: String

  /// A frame with room for one line of text below the plot.
  init(height: Double, scale: Scale, unit: String, label: String) {
    self.height = height
    top = unit.isEmpty ? 20 : 34
    self.bottom = height - 22
    self.scale = scale
    self.unit = unit
    self.label = label
  }

  /// How far down an amount is.
  func y(_ points: Points) -> Double {
    bottom - scale.place(points) * (bottom - top)
  }

  /// The drawing with its grid.
  func drawing(_ marks: HTML) -> HTML {
    var grid: HTML = ""
    for tick in scale.ticks {
      let y = y(tick)
      let isZero = tick == .zero
      grid +=
        isZero
        ? "<line class=\"zero\" x1=\"0\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
        : "<line x1=\"0\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
      grid += "<text x=\"-8\" y=\"\(y + 4)\" text-anchor=\"end\">\(PageText.compact(tick))</text>"
    }
    let name: HTML = unit.isEmpty ? "" : "<text x=\"0\" y=\"12\">\(unit)</text>"
    return """
      <div class="plot"><svg role="img" aria-labelledby="\(label)" width="100%" height="\(height)">\
      \(name)\
      <g class="grid">\(grid)</g>\(marks)</svg></div>

      """
  }

  /// A label below the plot at a share of the width; one at the end does not stand over.
  func axisLabel(_ text: String, at place: Double, isCentred: Bool = true) -> HTML {
    let anchor = !isCentred ? "start" : place > 0.97 ? "end" : "middle"
    return """
      <text class="x" x="\(place * 100)%" y="\(bottom + 16)" text-anchor="\(anchor)">\(text)</text>
      """
  }

  /// The label of a mark, above it and within the drawing.
  func valueLabel(_ text: String, at place: Double, y: Double) -> HTML {
    let anchor = place < 0.08 ? "start" : place > 0.92 ? "end" : "middle"
    return """
      <text class="value" x="\(place * 100)%" y="\(y)" text-anchor="\(anchor)">\(text)</text>
      """
  }

  /// A mark with an area around it that a pointer finds, from top to bottom, and what it then says.
  func mark(_ shape: HTML, from left: Double, width: Double, saying text: String) -> HTML {
    """
    <g class="mark"><rect class="hit" x="\(left * 100)%" y="0" width="\(width * 100)%" \
    height="\(bottom)"/>\(shape)<title>\(text)</title></g>
    """
  }
}
