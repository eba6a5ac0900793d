internal import DumpReader
internal import LoyaltyAnalytics

/// A table of texts for people at a terminal, whose rows come one at a time.
///
/// Widths come from the first rows, which are held in memory; rows after them are printed in the same
/// widths as they come. A line that is wider than the window loses the columns that tell the least, and
/// a column in which there is nothing is left out.
struct CellTable: Sendable {
  /// A column.
  struct Column: Sendable {
    var title: String
    /// Whether cells are numbers, which are set flush right and never cut.
    var isNumber = false
    /// When the column goes where there is no room for all: the lowest number first; nil for never.
    var dispensability: Int?
    /// Whether the column stays though there is nothing in it.
    var isNeeded = false
  }

  /// How a row is set off, where there is colour.
  enum Color: String, Sendable {
    case plain = ""
    case green = "\u{1B}[32m"
    case red = "\u{1B}[31m"
    case yellow = "\u{1B}[33m"
  }

  /// Rows and bytes that are held to find the widths.
  private static let measuredRows = 10_000, measuredBytes = 8 << 20
  /// The widest that a text is shown.
  private static let widestText = 40
  private static let widestNumber = 64
  private static let gap = 2

  private let columns: [Column]
  private var style: TableStyle
  private let text: TerminalText
  private var held: [(cells: [String], color: Color)] = []
  private var heldBytes = 0
  private var widths: [Int]
  /// The columns that are shown, by number; nil while the widths are not known.
  private var shown: [Int]?
  /// Those that there is no room for.
  private var hiddenColumns: Set<Int> = []

  init(_ columns: [Column], style: TableStyle) {
    self.columns = columns
    self.style = style
    self.style.width = min(max(style.width, 1), TableStyle.maximumWidth)
    text = TerminalText(isUnicode: style.unicode)
    widths = columns.map { _ in 0 }
  }

  /// Takes a row, one text for each column.
  mutating func append<Output: ReportOutput & ~Copyable>(
    _ cells: [String], _ color: Color = .plain, to output: inout Output
  ) throws {
    var buffer = TextBuffer(capacity: 256)
    if shown != nil {
      append(cells, color, to: &buffer)
    } else {
      held.append((cells, color))
      heldBytes += cells.reduce(0) { $0 + $1.utf8.count }
      guard held.count >= Self.measuredRows || heldBytes >= Self.measuredBytes else { return }
      layOut()
      appendHeld(to: &buffer)
    }
    try buffer.flush(to: &output)
  }

  /// Prints what is held, and what is to be said below.
  ///
  /// - Parameters:
  ///   - remarks: About rows that are not there, dim.
  ///   - summary: What was read and left out, dim.
  ///   - warnings: What must not be overlooked, bold.
  mutating func end<Output: ReportOutput & ~Copyable>(
    remarks: [String], summary: [String], warnings: [String], to output: inout Output
  ) throws {
    var buffer = TextBuffer()
    if shown == nil {
      layOut()
      appendHeld(to: &buffer)
    }
    append(remarks, .dim, to: &buffer)
    let hidden = columns.indices.filter { hiddenColumns.contains($0) }.map { columns[$0].title }
    if !hidden.isEmpty {
      append(
        [style.hints.noRoom(for: hidden, ellipsis: text.ellipsis)], .dim,
        to: &buffer)
    }
    buffer.append(byte: 0x0A)
    append(summary, .dim, to: &buffer)
    append(warnings.map { text.shown($0) }, .bold, to: &buffer)
    try buffer.flush(to: &output)
  }

  /// What stands for rows that follow.
  func more(_ count: Int) -> String {
    style.hints.more(count, ellipsis: text.ellipsis)
  }

  /// Finds the widths and the columns that there is room for.
  private mutating func layOut() {
    var all: [Int] = []
    for (index, column) in columns.enumerated() {
      var width = 0
      for row in held {
        let limit = column.isNumber ? Self.widestNumber : Self.widestText
        width = max(width, min(text.width(of: row.cells[index], limit: limit + 1), limit))
      }
      widths[index] = max(width, min(text.width(of: column.title), Self.widestText))
      if width > 0 || column.isNeeded { all.append(index) }
    }
    let order = columns.indices.filter { columns[$0].dispensability != nil }
      .sorted { columns[$0].dispensability ?? 0 < columns[$1].dispensability ?? 0 }
    for index in order where lineWidth(all) > style.width && all.contains(index) {
      all.removeAll { $0 == index }
      hiddenColumns.insert(index)
    }
    shown = all
  }

  private func lineWidth(_ indices: [Int]) -> Int {
    indices.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, indices.count - 1)
  }

  private mutating func appendHeld(to buffer: inout TextBuffer) {
    style.emphasize(.bold, in: &buffer) { append(columns.map(\.title), .plain, to: &$0) }
    style.emphasize(.dim, in: &buffer) { buffer in
      for _ in 0..<min(lineWidth(shown ?? []), style.width) {
        buffer.append(style.unicode ? "─" : "-")
      }
    }
    buffer.append(byte: 0x0A)
    for row in held { append(row.cells, row.color, to: &buffer) }
    held = []
  }

  private func append(_ cells: [String], _ color: Color, to buffer: inout TextBuffer) {
    let isColored = style.color && color != .plain
    if isColored { buffer.append(color.rawValue) }
    defer {
      if isColored { buffer.append("\u{1B}[0m") }
      buffer.append(byte: 0x0A)
    }
    var pending = 0
    for (position, index) in (shown ?? []).enumerated() {
      if position > 0 { pending += Self.gap }
      let start = buffer.bytes.count
      let isFlushRight = columns[index].isNumber
      let limit = isFlushRight ? max(widths[index], cells[index].utf8.count) : widths[index]
      let used = text.append(cells[index], limit: limit, to: &buffer)
      let blank = max(0, widths[index] - used)
      if used == 0 {
        pending += blank
        continue
      }
      buffer.insert(spaces: pending + (isFlushRight ? blank : 0), at: start)
      pending = isFlushRight ? 0 : blank
    }
  }

  private func append(
    _ paragraphs: [String], _ emphasis: TableStyle.Emphasis, to buffer: inout TextBuffer
  ) {
    for paragraph in paragraphs {
      for line in text.wrapped(paragraph, width: style.width) {
        style.emphasize(emphasis, in: &buffer) { $0.append(line) }
        buffer.append(byte: 0x0A)
      }
    }
  }
}
