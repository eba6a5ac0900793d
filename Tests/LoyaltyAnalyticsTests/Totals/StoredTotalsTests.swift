import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Totals in tables")
struct StoredTotalsTests {
  /// A number near a border, or any.
  private func near(_ borders: [Int128], _ generator: inout ValueGenerator) -> Int128 {
    let border = borders[Int(generator.next() % UInt64(borders.count))]
    return border + Int128(generator.next() % 5) - 2
  }

  /// Points that are small, whole in millionths or not, at the borders of what fits, or as large as can be.
  private func points(_ generator: inout ValueGenerator) -> Points {
    let millionth: Int128 = 1_000_000_000_000
    let most = Points.maximumValue - 1
    let units: Int128 =
      switch generator.next() % 6 {
      case 0: Int128(generator.next() % 1000) * 1_000_000_000_000_000_000
      case 1: near([0, 12_345_678], &generator) * millionth
      case 2: near([Int128(Int64.max), Int128(Int64.min)], &generator) * millionth
      case 3: near([Int128(Int64.max), Int128(Int64.min)], &generator) * millionth + 1
      case 4: near([most - 2, 2 - most], &generator)
      default: near([0, 4096, 1 << 100], &generator)
      }
    return Points(units: max(-most, min(most, units)))
  }

  private func time(_ generator: inout ValueGenerator) -> Int64? {
    switch generator.next() % 5 {
    case 0: nil
    case 1: Int64(near([1 << 47, -(1 << 47), 0], &generator))
    case 2: generator.next() % 2 == 0 ? .max : .min
    default: Int64(generator.next() % 1 << 41)
    }
  }

  @Test("Totals in a table are those of the plain sums, whatever fits into a record")
  func sameTotals() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    let key: [UInt8] = [1]
    for round in 0..<3000 {
      var table = AggregateTable()
      var expected = GroupTotals(keyKind: .string, keyCount: 1)
      for _ in 0..<1 + generator.next() % 6 {
        let kind = TransactionKind.allCases[Int(generator.next() % 3)]
        let (points, time) = (points(&generator), time(&generator))
        let isFurther = generator.next() % 4 == 0
        expected.update(kind: kind, points: points, time: time, isFurther: isFurther)
        if generator.next() % 2 == 0 {
          var part = GroupTotals(keyKind: .string, keyCount: 1)
          part.update(kind: kind, points: points, time: time, isFurther: isFurther)
          table.combine(0, record(part, key.rawBytes))
        } else {
          var record = TransactionRecord()
          record.keyKind = .string
          record.key = DocumentSlice(offset: 0, count: 1, inScratch: false)
          record.kind = kind
          record.points = points
          record.time = time
          record.isFurtherAmount = isFurther
          table.update(0, record, chunk: key.rawBytes, scratch: key.rawBytes)
        }
      }
      #expect(table.count == 1)
      let found = table.totals(of: AggregateTable.reference(onlySlot(of: table)))
      #expect(
        String(reflecting: found) == String(reflecting: expected), "round \(round), seed \(seed)")
      // And they come through bytes as they are.
      var page: [UInt8] = []
      record(found, key.rawBytes).encode(7 << 32, to: &page)
      let (hash, size) = GroupRecord.header(page.rawBytes)
      #expect(hash == 7 << 32 && size == page.count)
      let read = GroupRecord.decode(page.rawBytes)
      #expect(String(reflecting: read.totals) == String(reflecting: expected), "seed \(seed)")
      #expect(read.key.copied() == key)
    }
  }

  @_lifetime(copy key)
  private func record(_ totals: GroupTotals, _ key: RawSpan) -> GroupRecord {
    let none = key.extracting(0..<0)
    return GroupRecord(
      totals: totals, key: key,
      labels: Labels(email: none, firstName: none, lastName: none, positions: (0, 0, 0)))
  }

  private func onlySlot(of table: borrowing AggregateTable) -> UInt64 {
    for index in 0..<table.slotCount where table.slot(at: index) != 0 {
      return table.slot(at: index)
    }
    return 0
  }
}
