internal import DumpReader
internal import LoyaltyAnalytics

/// The lines of a table, one function each.
struct TableRenderer {
  var layout: TableLayout
  var report: Report
  var style: TableStyle
  var text: TerminalText

  /// The headings.
  func appendHeader(to buffer: inout TextBuffer) {
    style.emphasize(.bold, in: &buffer) { buffer in
      var pending = 0
      for (index, column) in layout.columns.enumerated() {
        if index > 0 { pending += layout.gap }
        let start = buffer.bytes.count
        let blank = column.width - text.append(column.title, limit: column.width, to: &buffer)
        buffer.insert(spaces: pending + (column.kind.isFlushRight ? blank : 0), at: start)
        pending = column.kind.isFlushRight ? 0 : blank
      }
    }
    buffer.append(byte: 0x0A)
  }

  /// A line across the table.
  func appendRule(to buffer: inout TextBuffer) {
    style.emphasize(.dim, in: &buffer) { buffer in
      for _ in 0..<min(layout.width, style.width) { buffer.append(style.unicode ? "─" : "-") }
    }
    buffer.append(byte: 0x0A)
  }

  /// A row.
  func append(_ row: TotalsRow, rank: Int, to buffer: inout TextBuffer) {
    var pending = 0
    for (index, column) in layout.columns.enumerated() {
      if index > 0 { pending += layout.gap }
      switch column.kind {
      case .rank:
        append(column, emphasis: .dim, after: &pending, to: &buffer) {
          $0.append(rank, grouped: true)
          return 0
        }
      case .key, .secondKey, .thirdKey, .fourthKey, .name, .email:
        let label = column.kind.text(of: row) ?? ""
        guard !label.isEmpty else {
          pending += column.width
          continue
        }
        buffer.append(spaces: pending)
        pending = column.width - text.append(label, limit: column.width, to: &buffer)
      case .awarded, .redeemed, .deducted, .net, .transactions:
        append(column, of: row.amounts, isDimIfZero: true, after: &pending, to: &buffer)
      case .firstTime, .lastTime:
        guard let time = column.kind == .firstTime ? row.firstTime : row.lastTime else {
          pending += column.width
          continue
        }
        append(column, emphasis: .dim, after: &pending, to: &buffer) {
          $0.append(date: report.local(time))
          return 0
        }
      }
    }
    buffer.append(byte: 0x0A)
  }

  /// The line that stands for the rows where there are none.
  func appendNobody(to buffer: inout TextBuffer) {
    buffer.append("(no \(report.noun.many)\(report.total == 0 ? "" : " here"))\n")
  }

  /// The sums over all users, below the columns.
  func appendTotals(to buffer: inout TextBuffer) {
    style.emphasize(.bold, in: &buffer) { buffer in
      let label =
        report.groupCount.utf8.count <= layout.labelWidth ? report.groupCount : "Total"
      var pending = layout.labelWidth
      pending -= text.append(label, limit: layout.labelWidth, to: &buffer)
      for column in layout.columns where column.kind.isAmount {
        pending += layout.gap
        append(column, of: report.totals, after: &pending, to: &buffer)
      }
    }
    buffer.append(byte: 0x0A)
  }

  /// How many users follow, and how to see them.
  func appendMore(_ count: Int, to buffer: inout TextBuffer) {
    let sentence = style.hints.more(count > 0 ? count : nil, ellipsis: text.ellipsis)
    append(paragraphs: [sentence], .dim, to: &buffer)
  }

  /// Which amounts are not shown, and where they are.
  func appendHidden(to buffer: inout TextBuffer) {
    guard !layout.hidden.isEmpty else { return }
    let names = layout.hidden.map(\.name)
    append(
      paragraphs: [style.hints.noRoom(for: names, ellipsis: text.ellipsis)], .dim, to: &buffer)
  }

  /// Texts, each on a line of its own, or on as many as it needs.
  func append(
    paragraphs: [String], _ emphasis: TableStyle.Emphasis, to buffer: inout TextBuffer
  ) {
    for paragraph in paragraphs {
      for line in text.wrapped(paragraph, width: style.width) {
        style.emphasize(emphasis, in: &buffer) { $0.append(line) }
        buffer.append(byte: 0x0A)
      }
    }
  }

  /// An amount, its point below the others of its column.
  private func append(
    _ column: TableLayout.Column, of amounts: Amounts, isDimIfZero: Bool = false,
    after pending: inout Int, to buffer: inout TextBuffer
  ) {
    guard let points = column.kind.points(of: amounts) else {
      append(column, after: &pending, to: &buffer) {
        $0.append(amounts.transactions, grouped: true)
        return 0
      }
      return
    }
    let isDim = isDimIfZero && points == .zero
    append(column, emphasis: isDim ? .dim : nil, after: &pending, to: &buffer) {
      $0.append(points, grouped: true)
    }
  }

  /// A cell that is set flush right, or by its point; nothing of it is cut.
  ///
  /// - Parameters:
  ///   - pending: the blanks due before the column, and afterwards those due after the cell.
  ///   - body: appends the cell and returns how much of it is the point and what follows.
  private func append(
    _ column: TableLayout.Column, emphasis: TableStyle.Emphasis? = nil, after pending: inout Int,
    to buffer: inout TextBuffer, _ body: (inout TextBuffer) -> Int
  ) {
    let start = buffer.bytes.count
    var width = 0
    var fraction = 0
    style.emphasize(emphasis, in: &buffer) { buffer in
      let start = buffer.bytes.count
      fraction = body(&buffer)
      width = buffer.bytes.count - start
    }
    let room = max(0, column.width - width)
    let blank = min(room, max(0, column.fraction - fraction))
    buffer.insert(spaces: pending + room - blank, at: start)
    pending = blank
  }
}
