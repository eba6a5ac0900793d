internal import LoyaltyAnalytics

/// The columns of a table, in the order in which they stand.
enum ReportColumn: Int, CaseIterable {
  case rank, key, secondKey, thirdKey, fourthKey, name, email
  case awarded, redeemed, deducted, net, transactions
  case firstTime, lastTime

  /// The amounts of points.
  static let points: [ReportColumn] = [.awarded, .redeemed, .deducted, .net]
  /// The columns that shrink.
  static let texts: [ReportColumn] = keys + [.name, .email]
  /// The key, or its parts.
  static let keys: [ReportColumn] = [.key, .secondKey, .thirdKey, .fourthKey]
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
    case .key, .secondKey, .thirdKey, .fourthKey: row.key.shownPart(rawValue - Self.key.rawValue)
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
    case .key, .secondKey, .thirdKey, .fourthKey: 24
    case .name: 12
    case .email: 16
    default: 0
    }
  }

  /// The heading of the columns that are called the same in every table.
  var name: String {
    switch self {
    case .rank: "#"
    case .key, .secondKey, .thirdKey, .fourthKey: "Key"
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
    let part = rawValue - Self.key.rawValue
    let title = report.groupedBy.indices.contains(part) ? report.groupedBy[part] : name
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
  /// The names under which machine-readable formats print the group key, or its parts: the fields
  /// grouped by, or `_id`, as `$group` calls it, where that name belongs to another field of the row;
  /// of several fields then `_id.email`, as `$group` has it.
  package var keyNames: [String] {
    keyNames(besides: Set(ReportField.allCases.map(\.rawValue)))
  }

  /// The same for rows with other fields.
  func keyNames(besides fields: Set<String>) -> [String] {
    groupedBy.map { name in
      guard fields.contains(name) else { return name }
      return groupedBy.count == 1 ? "_id" : "_id.\(name)"
    }
  }
}

extension GroupKey {
  /// The key, or a part of it, for people; nil for a part that there is not.
  fileprivate func shownPart(_ part: Int) -> String? {
    guard kind == .combination || part == 0 else { return nil }
    let parts = parts
    return parts.indices.contains(part) ? parts[part].shown : nil
  }

  /// The key for people; of a combination all parts.
  var shown: String { plainText.map { $0.isEmpty ? "\"\"" : $0 } ?? "(none)" }
}
