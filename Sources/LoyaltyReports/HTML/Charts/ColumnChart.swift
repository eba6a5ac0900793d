internal import LoyaltyAnalytics

/// Columns side by side: amounts of stretches of time, or numbers of groups in bins.
struct ColumnChart {
  /// One column.
  struct Column {
    var amount: Points
    /// What a pointer is told.
    var text: String
  }

  var columns: [Column]
  /// Labels below the plot: the border between columns in front of which one stands, from 0 on.
  var labels: [(border: Double, text: String, isCentred: Bool)] = []
  /// The class of the colour.
  var colour: String
  var frame: Frame
  /// The share of its room that a column takes.
  var fill = 0.72

  /// The drawing. The largest column says how large it is.
  var drawing: HTML {
    let count = Double(max(columns.count, 1))
    let zero = frame.y(.zero)
    let largest = columns.indices.max { columns[$0].amount < columns[$1].amount }
    var marks: HTML = ""
    for (index, column) in columns.enumerated() {
      let y = frame.y(column.amount)
      let left = (Double(index) + (1 - fill) / 2) / count
      // Something is never nothing: half a pixel at least.
      let height = column.amount == .zero ? 0 : max((y - zero).magnitude, 0.5)
      let shape: HTML =
        height == 0
        ? ""
        : """
        <rect x="\(left * 100)%" y="\(column.amount < .zero ? zero : zero - height)" \
        width="\(fill / count * 100)%" height="\(height)"/>
        """
      marks += frame.mark(
        shape, from: Double(index) / count, width: 1 / count, saying: column.text)
      if index == largest, column.amount > .zero {
        marks += frame.valueLabel(
          PageText.compact(column.amount), at: (Double(index) + 0.5) / count, y: y - 5)
      }
    }
    var axis: HTML = ""
    for label in labels {
      axis += frame.axisLabel(
        label.text, at: label.border / count, isCentred: label.isCentred)
    }
    return frame.drawing("<g class=\"marks \(colour)\">\(marks)</g>\(axis)")
  }
}
