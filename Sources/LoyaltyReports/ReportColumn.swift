internal import LoyaltyAnalytics

/// The columns of a table, in the order in which they stand.
enum ReportColumn: Int, CaseIterable {
  case rank, key, name, email
  case awarded, redeemed, deducted, net, transactions
  case firstTime, lastTime

  /// The amounts of points.
  static let points: [ReportColumn] = [.awarded, .redeemed, .deducted, .net]
  /// The columns that shrink.
  static let texts: [ReportColumn] = [.key, .name, .email]
  /// The times.
  static let times: [ReportColumn] = [.firstTime, .lastTime]

  /// Whether it is one of the amounts that are added up over all users.
  var isAmount: Bool { self == .transactions || Self.points.contains(self) }
  /// Whether cells and heading are set flush right.
  var isFlushRight: Bool { self == .rank || isAmount }

  /// The amount of points that stands in this column, if one does.
  func points(of amounts: Amounts) -> Points? {
    switch self {
    case .awarded: amounts.awarded
    case .redeemed: amounts.redeemed
    case .deducted: amounts.deducted
    case .net: amounts.net
    default: nil
    }
  }

  /// The text that stands in this column, nil if there is none.
  func text(of row: TotalsRow) -> String? {
    switch self {
    case .key: row.key.plainText.map { $0.isEmpty ? "\"\"" : $0 } ?? "(none)"
    case .email: row.email
    case .name:
      switch (row.firstName, row.lastName) {
      case (let first?, let last?): first + " " + last
      case (let first, let last): first ?? last
      }
    default: nil
    }
  }

  /// The width below which a text column is not worth having.
  var leastUsefulWidth: Int {
    switch self {
    case .key: 24
    case .name: 12
    case .email: 16
    default: 0
    }
  }

  /// The heading of the columns that are called the same in every table.
  var name: String {
    switch self {
    case .rank: "#"
    case .key: "Key"
    case .name: "Name"
    case .email: "E-mail"
    case .awarded: "Awarded"
    case .redeemed: "Redeemed"
    case .deducted: "Deducted"
    case .net: "Net"
    case .transactions: "Txns"
    case .firstTime: "First"
    case .lastTime: "Last"
    }
  }

  /// The heading; the arrow points the way the rows are ranked.
  func title(_ report: Report, _ text: TerminalText) -> String {
    let title = self == .key ? report.groupedBy : name
    guard text.isUnicode, ranking == report.ranking.column else { return title }
    // By user is always ascending, as ties are.
    return title + (report.ranking.ascending || self == .key ? " ↑" : " ↓")
  }

  /// What ranks by this column.
  var ranking: Ranking.Column? {
    switch self {
    case .key: .user
    case .awarded: .awarded
    case .redeemed: .redeemed
    case .deducted: .deducted
    case .net: .net
    case .transactions: .transactions
    default: nil
    }
  }
}

/// The fields of a row in the formats for machines, in the order in which they are printed.
///
/// In front of them stands the group key, under the name of the field that was grouped by.
enum ReportField: String, CaseIterable {
  case firstName = "first_name"
  case lastName = "last_name"
  case email
  case awarded = "awarded_points"
  case redeemed = "redeemed_points"
  case deducted = "deducted_points"
  case net = "net_points"
  case transactions
  case firstTime = "first_time"
  case lastTime = "last_time"
}

extension Report {
  /// The name under which machine-readable formats print the group key: the field grouped by, or
  /// `_id`, as `$group` calls it, where that name belongs to another field of the row.
  public var keyName: String {
    ReportField(rawValue: groupedBy) == nil ? groupedBy : "_id"
  }
}
