package import LoyaltyAnalytics

/// A bar chart in text: a bar for the points awarded to each, and below it one for those redeemed.
///
///     Grace Hopper  ███████████████████████████▌  12,345.5
///                   ██▎                              1,000
///
/// Lengths are proportional to the largest amount, in eighths of a column with Unicode and in whole
/// columns of `#` without. An amount above zero has a bar, however short; one that is not has none.
/// Amounts are never cut.
package struct BarChart: Sendable {
  /// What one pair of bars stands for.
  package struct Bar: Sendable {
    /// Whose points they are.
    package var label: String
    /// Points awarded, the upper bar.
    package var awarded: Points
    /// Points redeemed, the lower bar; left out if zero.
    package var redeemed: Points

    /// Creates a pair of bars.
    package init(label: String, awarded: Points, redeemed: Points) {
      self.label = label
      self.awarded = awarded
      self.redeemed = redeemed
    }
  }

  /// How it looks, and how wide it is.
  package var style: TableStyle

  /// A chart in this style.
  package init(style: TableStyle = .plain) {
    self.style = style
    self.style.width = min(max(style.width, 1), TableStyle.maximumWidth)
  }

  /// Parts of a column from one eighth to the whole.
  private static let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  /// The room that labels get at most is a third of the width.
  private static let labelShare = 3

  /// Prints the chart, with nothing for an empty list.
  package func write<Output: ReportOutput & ~Copyable>(
    _ bars: [Bar], to output: inout Output
  ) throws {
    let text = TerminalText(isUnicode: style.unicode)
    let amounts = bars.flatMap { [$0.awarded, $0.redeemed] }
    let amountWidth = amounts.map(\.groupedText.utf8.count).max() ?? 0
    let longest = bars.map { text.width(of: $0.label, limit: style.width) }.max() ?? 0
    let labelWidth = min(longest, style.width / Self.labelShare)
    // Two blanks after the label, one in front of the amount.
    let room = max(1, style.width - labelWidth - amountWidth - 3)
    let largest = amounts.max() ?? .zero
    var buffer = TextBuffer()
    for bar in bars {
      let used = text.append(bar.label, limit: labelWidth, to: &buffer)
      buffer.append(spaces: labelWidth - used + 2)
      append(bar.awarded, of: largest, room: room, amountWidth, nil, to: &buffer)
      if bar.redeemed != .zero {
        buffer.append(spaces: labelWidth + 2)
        append(bar.redeemed, of: largest, room: room, amountWidth, .dim, to: &buffer)
      }
      try buffer.flushIfFull(to: &output)
    }
    try buffer.flush(to: &output)
  }

  /// A bar, its amount, and the end of the line.
  private func append(
    _ points: Points, of largest: Points, room: Int, _ amountWidth: Int,
    _ emphasis: TableStyle.Emphasis?, to buffer: inout TextBuffer
  ) {
    let parts = style.unicode ? 8 : 1
    let length = Self.length(points, of: largest, parts: room * parts)
    let columns = (length + parts - 1) / parts
    style.emphasize(length > 0 ? emphasis : nil, in: &buffer) { buffer in
      for _ in 0..<length / parts { buffer.append(style.unicode ? "█" : "#") }
      if length % parts > 0 { buffer.append(Self.eighths[length % parts - 1]) }
    }
    let start = buffer.bytes.count
    buffer.append(points, grouped: true)
    let blank = amountWidth - (buffer.bytes.count - start)
    buffer.insert(spaces: room - columns + 1 + blank, at: start)
    buffer.append(byte: 0x0A)
  }

  /// How many of `parts` an amount has, rounded to the nearest, at least one if it is above zero.
  private static func length(_ points: Points, of largest: Points, parts: Int) -> Int {
    guard points.units > 0, largest.units > 0 else { return 0 }
    // The amounts need all 128 bits, the lengths do not: a double is exact enough for an eighth.
    let share = Double(points.units) / Double(largest.units)
    return min(parts, max(1, Int((share * Double(parts)).rounded())))
  }
}

extension Points {
  /// The amount with its digits grouped by thousands, for people: `1,234.5`.
  fileprivate var groupedText: String {
    var buffer = TextBuffer(capacity: 48)
    buffer.append(self, grouped: true)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
