/// In which order groups are shown.
public struct Ranking: Sendable, Equatable {
  /// The column that decides.
  public enum Column: String, Sendable, CaseIterable {
    /// A sum of points.
    case awarded, redeemed, deducted, net
    /// How many transactions were counted.
    case transactions
    /// The group key, ascending.
    case user
  }

  /// The column that decides; descending, except `user`.
  public var column = Column.awarded
  /// The smallest first.
  public var ascending = false
  /// Groups to pass over.
  public var skip = 0
  /// Groups to show after those; nil for all.
  public var top: Int? = 20

  /// The default: the 20 with the most awarded points.
  public init() {}

  /// A number that is larger for groups that come first.
  func merit(_ amounts: Amounts) -> Int128 {
    let value: Int128 =
      switch column {
      case .awarded: amounts.awarded.units
      case .redeemed: amounts.redeemed.units
      case .deducted: amounts.deducted.units
      case .net: amounts.net.units
      case .transactions: Int128(amounts.transactions)
      case .user: 0
      }
    return ascending ? -value : value
  }

  /// How many groups, from the first, are needed to show what is asked for; nil for all of them.
  var needed: Int? {
    guard let top else { return nil }
    let (sum, overflow) = skip.addingReportingOverflow(top)
    return overflow ? nil : sum
  }
}

/// A group that is a candidate for being shown; the better one is smaller.
struct RankedRow: Comparable {
  var merit: Int128
  var row: ReportRow

  static func < (a: RankedRow, b: RankedRow) -> Bool {
    a.merit != b.merit ? a.merit > b.merit : a.row.key < b.row.key
  }

  static func == (a: RankedRow, b: RankedRow) -> Bool {
    a.merit == b.merit && a.row.key == b.row.key
  }
}
