import DumpReader
import Testing

@testable import LoyaltyAnalytics

@Suite struct RunMergerTests {
  /// A row as a run has it: its merit, then the record of a group without labels.
  private func row(_ sortKey: Int, _ key: String) -> SpilledRow {
    let bytes = Array(key.utf8)
    let none: [UInt8] = []
    var page = [UInt8](repeating: 0, count: 16)
    let merit = UInt128(truncatingIfNeeded: Int128(sortKey))
    for i in 0..<16 { page[i] = UInt8(truncatingIfNeeded: merit >> UInt128(8 * i)) }
    let labels = Labels(
      email: none.rawBytes, firstName: none.rawBytes, lastName: none.rawBytes,
      positions: (0, 0, 0))
    let record = GroupRecord(
      totals: GroupTotals(keyKind: .string, keyCount: bytes.count), key: bytes.rawBytes,
      labels: labels)
    record.encode(0, to: &page)
    return SpilledRow(page.rawBytes)
  }

  private func write(_ rows: [SpilledRow], _ quota: SpillQuota) throws -> SortedRun {
    var writer = try SortedRunWriter(quota)
    for row in rows.sorted() { try writer.append(row) }
    return try writer.finishRun()
  }

  @Test(
    "Runs merge to the rows in order, also where there are more than fit at once",
    arguments: [1, 3, 127, 128, 129, 300])
  func merging(runs: Int) throws {
    let quota = SpillQuota(MemoryBudget())
    // Ties within a run and across runs, below zero as well.
    let rows = (0..<runs * 5).map { row($0 * 7919 % 41 - 20, "user-\($0)") }
    var written: [SortedRun] = []
    for first in stride(from: 0, to: rows.count, by: 5) {
      written.append(try write(Array(rows[first..<first + 5]), quota))
    }
    written.append(try write([], quota))
    var merger = try RunMerger(written, account: quota)
    var keys: [String?] = []
    while let row = try merger.next() { keys.append(row.key.plainText) }
    #expect(keys == rows.sorted().map(\.key.plainText))
    #expect(try merger.next() == nil)
  }

  @Test("A run of many pages comes back as it was")
  func pages() throws {
    let quota = SpillQuota(MemoryBudget())
    let rows = (0..<3000).map { row($0, "user-\($0)" + String(repeating: "x", count: 50)) }
    let run = try write(rows, quota)
    #expect(run.count == 3000)
    #expect(run.pages.count > 3)
    var reader = SortedRunReader(run, account: quota)
    var expected = 2999
    while let row = try reader.next() {
      #expect(row.sortKey == Int128(expected))
      expected -= 1
    }
    #expect(expected == -1)
  }
}
