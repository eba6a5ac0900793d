import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Merging tables")
struct TableMergingTests {
  /// All that a table knows, user by user.
  private func content(_ table: borrowing AggregateTable) -> [String] {
    var users: [String] = []
    table.forEachReference { reference in
      let record = table.record(of: reference)
      var totals = record.totals
      totals.labels = 0
      let labels = Label.allCases.map { label in
        let text = record.labels.text(label).text
        return text.isEmpty ? "-" : "\(text)@\(record.labels.position(label))"
      }
      users.append("\(record.userKey) \(String(reflecting: totals)) \(labels)")
    }
    #expect(users.count == table.count)
    return users.sorted()
  }

  /// Takes in a transaction of a user; some of them lack some labels.
  private func add(
    _ user: UInt64, _ generator: inout ValueGenerator, to table: inout AggregateTable
  ) {
    let key = Array("user number \(user)".utf8)
    var totals = GroupTotals(keyKind: .string, keyCount: key.count)
    // Some do not fit into a record of the table: the points, the time, or both.
    let odd = generator.next() % 4
    totals.update(
      kind: TransactionKind.allCases[Int(generator.next() % 3)],
      points: Points(
        units: Int128(generator.next() % 1000) * (odd & 1 == 0 ? 10_000_000_000_000_000 : 7)),
      time: odd & 2 == 0 ? Int64(generator.next() % 1 << 41) : Int64(bitPattern: generator.next()),
      isFurther: false)
    let texts = (0..<3).map { _ in
      generator.next() % 3 == 0 ? [] : Array("label \(generator.next() % 100)".utf8)
    }
    let position = generator.next() % 50
    for (i, text) in texts.enumerated() where !text.isEmpty { totals.labelFlags |= 1 << UInt8(i) }
    let (email, first, last) = (texts[0], texts[1], texts[2])
    table.combine(
      KeyHash.shared(.string, key.rawBytes),
      GroupRecord(
        totals: totals, key: key.rawBytes,
        labels: Labels(
          email: email.rawBytes, firstName: first.rawBytes, lastName: last.rawBytes,
          positions: (position, position, position))))
  }

  @Test("Taking tables over gives what copying them gives, and leaves nothing behind")
  func takingOver() {
    let seed = UInt64.random(in: 0..<1 << 32)
    for (users, count) in [(1, 3), (40, 100), (5_000, 6_000), (60_000, 40_000)] as [(UInt64, Int)] {
      var generator = ValueGenerator(seed: seed)
      var taking = AggregateTable()
      var copying = AggregateTable()
      for _ in 0..<3 {
        var part = AggregateTable()
        for _ in 0..<count {
          // Positions differ from part to part, as they do between documents.
          add(generator.next() % users, &generator, to: &part)
        }
        copying.copyUsers(of: part)
        taking.merge(&part)
        taking.checkInvariants()
        copying.checkInvariants()
        part.checkInvariants()
        #expect(part.count == 0 && content(part).isEmpty)
      }
      #expect(content(taking) == content(copying), "seed \(seed)")
      // What has been taken over can be added to like anything else.
      var more = generator
      for _ in 0..<100 {
        add(more.next() % users, &more, to: &taking)
        add(generator.next() % users, &generator, to: &copying)
      }
      #expect(content(taking) == content(copying), "seed \(seed)")
    }
  }
}
