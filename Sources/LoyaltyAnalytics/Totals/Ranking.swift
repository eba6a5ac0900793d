/// In which order groups are shown.
public struct Ranking: Sendable, Equatable {
  /// The column that decides.
  #if hasAttribute(nonexhaustive)
  @nonexhaustive
  #endif
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
  func sortKey(_ amounts: Amounts) -> Int128 {
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

  /// What the rows of all heaps may take together, beside the budget.
  private static let heapBytes = 16 << 20
  /// A row without its texts, and what four allocations cost.
  private static let bareRowBytes = 400

  /// How many groups, from the first, are needed to show what is asked for; nil for all of them.
  var needed: Int? {
    guard let top else { return nil }
    let (sum, overflow) = skip.addingReportingOverflow(top)
    return overflow ? nil : sum
  }

  /// How many rows each of several parts of the groups keeps in a heap; nil where they would be too
  /// many, and an index of all groups is sorted instead.
  ///
  /// - Parameter rowBytes: the most bytes of text that a row can have; keys may be 16 KiB long.
  func heapLimit(parts: Int, rowBytes: Int) -> Int? {
    let most = Self.heapBytes / (rowBytes + Self.bareRowBytes) / max(parts, 1)
    guard let needed, needed <= min(10_000, most) else { return nil }
    return needed
  }
}

/// What takes part in the ranking; the better one is smaller.
protocol RankOrdered: Comparable {
  /// What ``Ranking/sortKey(_:)`` says of the group.
  var sortKey: Int128 { get }
  /// The group key, by which ties are broken.
  var key: GroupKey { get }
}

extension RankOrdered {
  static func < (a: Self, b: Self) -> Bool {
    a.sortKey != b.sortKey ? a.sortKey > b.sortKey : a.key < b.key
  }

  static func == (a: Self, b: Self) -> Bool { a.sortKey == b.sortKey && a.key == b.key }
}

/// A group that is a candidate for being shown.
struct RankedRow: RankOrdered {
  var sortKey: Int128
  var row: TotalsRow
  var key: GroupKey { row.key }
}
