import Testing

@testable import LoyaltyAnalytics

@Suite struct TopKTests {
  private func row(_ sortKey: Int, _ key: Int) -> RankedRow {
    RankedRow(
      sortKey: Int128(sortKey),
      row: TotalsRow(
        key: GroupKey(kind: .string, bytes: Array("\(1000 + key)".utf8)), firstName: nil,
        lastName: nil, email: nil, amounts: Amounts(), firstTime: nil, lastTime: nil))
  }

  private func keys(_ rows: [RankedRow]) -> [String?] { rows.map(\.key.plainText) }

  @Test(
    "The best rows stay, in any order of offers, in one heap or in several",
    arguments: [0, 1, 7, 100, 500])
  func best(limit: Int) {
    // Many ties, which the keys break.
    let rows = (0..<300).map { row($0 * 7919 % 23, $0) }
    let expected = keys(Array(rows.sorted().prefix(limit)))
    for seed in 0..<5 {
      var shuffled = rows
      for i in shuffled.indices { shuffled.swapAt(i, (i * 31 + seed * 17) % shuffled.count) }
      var whole = TopK(limit: limit)
      var parts = (0..<3).map { _ in TopK(limit: limit) }
      for (i, row) in shuffled.enumerated() {
        if whole.mayAdmit(row.sortKey) { whole.offer(row) }
        parts[i % 3].offer(row)
      }
      for part in parts[1...] { parts[0].combine(part) }
      #expect(keys(whole.sorted()) == expected)
      #expect(keys(parts[0].sorted()) == expected)
    }
  }
}
