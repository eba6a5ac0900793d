internal import LoyaltyAnalytics

/// Which columns a table has, and how wide they are.
struct TableLayout {
  /// One column of the table.
  struct Column {
    var kind: ReportColumn
    var title: String
    var width: Int
    /// The columns kept for the point and what follows it, so that points stand below each other; 0
    /// where amounts are set flush right.
    var fraction = 0
  }

  /// The columns from left to right.
  private(set) var columns: [Column] = []
  /// The amounts that there is no room for.
  private(set) var hidden: [ReportColumn] = []
  /// The blank columns between two of them.
  private(set) var gap = 2

  /// What the key column can shrink to when there is no room for anything.
  private static let leastKeyWidth = 4
  /// Beside the times the key is whole, up to the length of a UUID: it is worth more than they are.
  private static let wholeKeyWidth = 36
  /// What is left of the key where everything else that can go has gone.
  private static let shortKeyWidth = 9
  /// The first terminal width at which the times are shown.
  private static let widthForTimes = 120

  /// The columns of the whole line.
  var width: Int {
    columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1)
  }

  /// The columns in front of the first amount, gap excluded: where the totals are named.
  var labelWidth: Int {
    let labels = columns.prefix { $0.kind.rawValue < ReportColumn.awarded.rawValue }
    return labels.reduce(0) { $0 + $1.width } + gap * max(0, labels.count - 1)
  }

  /// One way to lay the table out.
  private struct Attempt {
    var kinds: [ReportColumn]
    var isAligned = true
    var gap = 2
    /// What is to be seen of the key at least.
    var keyWidth = ReportColumn.key.leastUsefulWidth
  }

  /// Chooses columns for what has been measured: the first attempt that fits into the width with
  /// each text column at a useful width.
  init(_ measure: ColumnWidths, report: Report, style: TableStyle, text: TerminalText) {
    var wanted: [Int] = []
    for attempt in Self.attempts(measure, rankedBy: report.ranking.column, width: style.width) {
      gap = attempt.gap
      columns = ReportColumn.allCases.filter { $0 == .key || attempt.kinds.contains($0) }.map {
        Column(
          $0, title: $0.title(report, text), measure: measure, isAligned: attempt.isAligned,
          text: text, limit: style.width)
      }
      wanted = columns.map(\.width)
      for index in columns.indices where ReportColumn.texts.contains(columns[index].kind) {
        let kind = columns[index].kind
        let isKey = ReportColumn.keys.contains(kind)
        let least = isKey ? attempt.keyWidth : kind.leastUsefulWidth
        columns[index].width = min(wanted[index], least)
      }
      if width <= style.width { break }
    }
    let shown = columns.map(\.kind)
    hidden = ReportColumn.allCases.filter { $0.isAmount && !shown.contains($0) }
    shrinkKeys(into: style.width)
    widen(to: wanted, within: style.width)
  }

  /// What goes first is what a reader misses least: the times, the e-mail, points below each other,
  /// the second blank between columns, and the name. Where that is not enough, the number of
  /// transactions, the rank, the net, which can be told from the others, and then these, but not the
  /// column that the rows are ranked by; and only then all but the beginning of the key.
  private static func attempts(
    _ measure: ColumnWidths, rankedBy sorted: Ranking.Column, width: Int
  ) -> [Attempt] {
    var dispensable = [
      ReportColumn.transactions, .rank, .net, .deducted, .redeemed, .awarded,
    ].filter { $0.ranking != .some(sorted) }
    if sorted == .user { dispensable.removeLast() }
    var all = ReportColumn.allCases.filter { $0 != .key && measure[$0] > 0 }
    if !measure.emailsDiffer { all.removeAll { $0 == .email } }
    let withoutTimes = all.filter { !ReportColumn.times.contains($0) }
    // Without names, e-mails tell who it is.
    let label = all.contains(.name) ? ReportColumn.name : .email
    let withLabel = withoutTimes.filter { $0 != .email || label == .email }
    let withoutLabel = withLabel.filter { $0 != label }
    let withTimes = width >= widthForTimes ? [Attempt(kinds: all, keyWidth: wholeKeyWidth)] : []
    return withTimes + [
      Attempt(kinds: withoutTimes), Attempt(kinds: withLabel),
      Attempt(kinds: withLabel, isAligned: false),
      Attempt(kinds: withLabel, isAligned: false, gap: 1), Attempt(kinds: withoutLabel),
      Attempt(kinds: withoutLabel, isAligned: false),
      Attempt(kinds: withoutLabel, isAligned: false, gap: 1),
    ]
      + (1...dispensable.count).map { count in
        let kinds = withoutLabel.filter { !dispensable.prefix(count).contains($0) }
        return Attempt(kinds: kinds, isAligned: false, gap: 1)
      } + [
        Attempt(
          kinds: withoutLabel.filter { !dispensable.contains($0) }, isAligned: false, gap: 1,
          keyWidth: shortKeyWidth)
      ]
  }

  /// Takes from the key what does not fit, down to a few columns; of one of several fields always from
  /// the widest part. Where amounts need more than there is all the same, the key stays readable.
  private mutating func shrinkKeys(into limit: Int) {
    let keys = columns.indices.filter { ReportColumn.keys.contains(columns[$0].kind) }
    var widths = keys.map { columns[$0].width }
    var excess = width - limit
    while excess > 0 {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Self.leastKeyWidth
      else { return }
      widths[widest] -= 1
      excess -= 1
    }
    for (index, width) in zip(keys, widths) { columns[index].width = width }
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

extension TableLayout.Column {
  /// Fractions of up to three digits are worth lining up; longer ones are not worth the room.
  private static let alignedFraction = 4

  /// A column as wide as its widest cell.
  fileprivate init(
    _ kind: ReportColumn, title: String, measure: ColumnWidths, isAligned: Bool, text: TerminalText,
    limit: Int
  ) {
    self.init(kind: kind, title: title, width: measure[kind])
    let longest = measure.fractions[kind.rawValue]
    if isAligned, longest <= Self.alignedFraction {
      fraction = longest
      width = max(width, measure.integers[kind.rawValue] + longest)
    }
    width = max(width, text.width(of: title, limit: limit))
  }
}
