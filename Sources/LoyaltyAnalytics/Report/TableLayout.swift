/// Which columns a table has, and how wide they are.
struct TableLayout {
  /// One column of the table.
  struct Column {
    var kind: TableColumn
    var title: String
    var width: Int
    /// The columns kept for the point and what follows it, so that points stand below each other; 0
    /// where amounts are set flush right.
    var fraction = 0
  }

  /// The columns from left to right.
  private(set) var columns: [Column] = []
  /// The blank columns between two of them.
  private(set) var gap = 2

  /// Fractions of up to three digits are worth lining up; longer ones are not worth the room.
  private static let alignedFraction = 4
  /// What the key column can shrink to when there is no room for anything.
  private static let leastKeyWidth = 4
  /// The first terminal width at which the times are shown.
  private static let widthForTimes = 120

  /// The columns of the whole line.
  var width: Int {
    columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1)
  }

  /// The columns in front of the first amount, gap excluded: where the totals are named.
  var labelWidth: Int {
    let labels = columns.prefix { $0.kind.rawValue < TableColumn.awarded.rawValue }
    return labels.reduce(0) { $0 + $1.width } + gap * max(0, labels.count - 1)
  }

  /// Chooses columns for what has been measured.
  init(_ measure: TableMeasure, report: Report, style: TableStyle, text: VisibleText) {
    for kind in TableColumn.allCases {
      // A column without content is left out; the amounts and the key always stay.
      guard measure[kind] > 0 || kind == .key else { continue }
      if kind == .firstTime || kind == .lastTime, style.width < Self.widthForTimes { continue }
      let title = kind.title(report, text)
      var column = Column(kind: kind, title: title, width: measure[kind])
      let fraction = measure.fractions[kind.rawValue]
      if fraction > 0, fraction <= Self.alignedFraction {
        column.fraction = fraction
        column.width = measure.integers[kind.rawValue] + fraction
      }
      column.width = max(column.width, text.width(of: title, limit: style.width))
      columns.append(column)
    }
    fit(into: style.width)
  }

  /// Drops columns until the others can be had at a useful width, then shares out the room.
  private mutating func fit(into limit: Int) {
    let natural = columns
    func shrunk(_ column: Column) -> Column {
      var column = column
      if TableColumn.texts.contains(column.kind) {
        column.width = min(column.width, column.kind.leastUsefulWidth)
      }
      return column
    }
    var kept = natural
    columns = kept.map(shrunk)
    for kind in TableColumn.droppable where width > limit {
      kept.removeAll { $0.kind == kind }
      columns = kept.map(shrunk)
    }
    if width > limit { gap = 1 }
    if width > limit, let index = columns.firstIndex(where: { $0.kind == .key }) {
      columns[index].width = max(
        min(Self.leastKeyWidth, columns[index].width), columns[index].width - (width - limit))
    }
    widen(to: kept.map(\.width), within: limit)
  }

  /// Gives the room that is left to the columns that want it, in equal shares.
  private mutating func widen(to wanted: [Int], within limit: Int) {
    var spare = limit - width
    while spare > 0 {
      let open = columns.indices.filter { columns[$0].width < wanted[$0] }
      guard !open.isEmpty else { return }
      let share = max(1, spare / open.count)
      for index in open where spare > 0 {
        let more = min(share, wanted[index] - columns[index].width, spare)
        columns[index].width += more
        spare -= more
      }
    }
  }
}
