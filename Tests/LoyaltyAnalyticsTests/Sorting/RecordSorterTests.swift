import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Sorted records")
struct RecordSorterTests {
  private struct Bytewise: RecordOrder {
    static func precedes(_ a: RawSpan, _ b: RawSpan) -> Bool { a.precedes(b) }
  }

  @Test("Records come out in order, however often they were spilled", arguments: [1, 2, 300])
  func spilled(every limit: Int) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    let quota = SpillQuota(MemoryBudget())
    // More runs than are merged at once, where each record is one.
    var sorters = [RecordSorter<Bytewise>(), RecordSorter<Bytewise>()]
    var records: [[UInt8]] = []
    for _ in 0..<500 {
      let count = generator.next() % 50 == 0 ? 40_000 : Int(generator.next() % 30)
      let record = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next() % 5) }
      records.append(record)
      let index = Int(generator.next() % 2)
      sorters[index].append(record)
      if sorters[index].count >= limit { try sorters[index].spill(quota) }
    }
    var merger = try RecordMerger(sorters, quota)
    var sorted: [[UInt8]] = []
    while let record = try merger.next() { sorted.append(record) }
    #expect(sorted == records.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
  }

  @Test("Nothing comes of nothing")
  func empty() throws {
    var merger = try RecordMerger([RecordSorter<Bytewise>()], SpillQuota(MemoryBudget()))
    #expect(try merger.next() == nil)
  }
}
