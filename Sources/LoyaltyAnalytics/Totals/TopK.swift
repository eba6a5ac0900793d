internal import HeapModule

/// Keeps the best rows of all that are offered, in a heap of bounded size.
///
/// Ties go by the group key, so that the rows that are kept do not depend on the order of offers.
struct TopK {
  private let limit: Int
  private var heap = Heap<RankedRow>()
  /// The merit below which nothing is admitted; kept apart so that most offers cost one compare.
  private var threshold = Int128.min

  /// Keeps at most `limit` rows.
  init(limit: Int) {
    self.limit = limit
  }

  /// Whether a row of this merit could be among the best; the row itself need not be made if not.
  func mayAdmit(_ sortKey: Int128) -> Bool {
    sortKey >= threshold && limit > 0
  }

  /// Takes in a row; the worst one leaves when there are too many.
  mutating func offer(_ row: RankedRow) {
    guard limit > 0 else { return }
    if heap.count < limit {
      heap.insert(row)
    } else if let worst = heap.max, row < worst {
      heap.replaceMax(with: row)
    }
    if heap.count == limit, let worst = heap.max { threshold = worst.sortKey }
  }

  /// Takes in the rows of another selection.
  mutating func combine(_ other: TopK) {
    for row in other.heap.unordered { offer(row) }
  }

  /// The rows, the best one first.
  consuming func sorted() -> [RankedRow] {
    heap.unordered.sorted()
  }
}
