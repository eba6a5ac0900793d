import LoyaltyAnalytics
import SampleData
import TestSupport
import Testing

@Suite("Groups of several fields")
struct CombinationTests {
  private static let bytes = SampleRecipe(.awkward, documents: 300, users: 20, seed: 11)
    .bytes(as: .bson)

  private func answer(_ grouping: Grouping, _ bytes: [UInt8] = bytes) throws -> Answer {
    var query = Query()
    query.statuses = .any
    query.grouping = grouping
    return try Analysis.everything(query).answer(bytes)
  }

  @Test("What the groups of two fields add up to by the first are the groups of the first")
  func projection() throws {
    let firsts: [Grouping] = [.store, .user, .status, .calendar(.year), .type]
    for first in firsts {
      let whole = try answer(first)
      let split = try answer(.combination([first, .calendar(.weekday)]))
      var sums: [GroupKey: [Int128]] = [:]
      for row in split.rows {
        try #require(row.key.parts.count == 2)
        let known = sums[row.key.parts[0]] ?? [0, 0, 0, 0]
        sums[row.key.parts[0]] = zip(known, row.amounts.units).map(+)
      }
      let expected = whole.rows.map { ($0.key, $0.amounts.units) }
      #expect(sums == Dictionary(uniqueKeysWithValues: expected))
      #expect(split.totals == whole.totals)
      #expect(split.documents == whole.documents)
    }
  }

  @Test("The order of the fields changes the order of the groups, and nothing else")
  func exchange() throws {
    let one = try answer(.combination([.store, .user]))
    let other = try answer(.combination([.user, .store]))
    let turned = other.rows.map { row in
      var row = row
      row.key = GroupKey(combining: row.key.parts.reversed())
      return row
    }
    func sorted(_ rows: [Answer.Row]) -> [Answer.Row] { rows.sorted { $0.key < $1.key } }
    #expect(sorted(turned) == sorted(one.rows))
    #expect(one.total == other.total)
  }

  @Test("A key is put together from its parts, and taken apart again; its order is theirs")
  func parts() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    func part() -> GroupKey {
      let kinds: [GroupKey.Kind] = [.null, .string, .binary, .boolean]
      let kind = kinds.randomElement(using: &generator) ?? .null
      let count =
        kind == .null ? 0 : kind == .boolean ? 1 : Int.random(in: 0...3, using: &generator)
      return GroupKey(
        kind: kind, bytes: (0..<count).map { _ in UInt8.random(in: 0...1, using: &generator) })
    }
    for _ in 0..<2000 {
      let (a, b) = ([part(), part(), part()], [part(), part(), part()])
      let (x, y) = (GroupKey(combining: a), GroupKey(combining: b))
      #expect(x.parts == a, "seed \(seed)")
      #expect((x < y) == a.lexicographicallyPrecedes(b), "seed \(seed)")
      #expect((x == y) == (a == b), "seed \(seed)")
    }
  }

  @Test("Texts do not run into each other")
  func borders() throws {
    func document(_ store: String, _ user: String) -> String {
      #"{"store_id":"\#(store)","user_id":"\#(user)","transaction_type":"award","points":1}"# + "\n"
    }
    let lines =
      document("ab", "c") + document("a", "bc") + document("ab", "c") + document("", "abc")
    let rows = try answer(.combination([.store, .user]), Array(lines.utf8)).rows
    #expect(rows.map(\.key.extendedJSON) == [#"["ab","c"]"#, #"["","abc"]"#, #"["a","bc"]"#])
    #expect(rows.map(\.amounts.transactions) == [2, 1, 1])
  }

  @Test("Where a part cannot be a key, the document is rejected, and the field is named")
  func rejected() throws {
    let lines = #"""
      {"store_id":["a"],"user_id":"1","transaction_type":"award","points":1}
      {"store_id":"a","user_id":{},"transaction_type":"award","points":1}
      {"store_id":"a","user_id":"1","transaction_type":"award","points":1}

      """#
    var query = Query()
    query.grouping = .combination([.store, .user])
    let file = try TemporaryFile(Array(lines.utf8))
    let result = try Analysis.everything(query).run(paths: [file.path])
    #expect(result.documents.rejected.user == 2)
    #expect(result.documents.counted == 1)
    #expect(result.firstRejects.map(\.reject.field) == ["store_id", "user_id"])
  }

  @Test("A person's labels stand on that person's groups, and on no others")
  func labels() throws {
    let lines = #"""
      {"user_id":"1","user_first_name":"Ada","store_id":"a","transaction_type":"award","points":1}
      {"user_first_name":"Nobody","store_id":"a","transaction_type":"award","points":1}
      {"user_id":null,"user_first_name":"Nobody","store_id":"b","transaction_type":"award","points":1}

      """#
    let bytes = Array(lines.utf8)
    let users = try answer(.combination([.store, .user]), bytes).rows
    #expect(users.map { $0.labels[1] } == [nil, "Ada", nil])
    let stores = try answer(.combination([.store, .type]), bytes).rows
    #expect(stores.allSatisfy { $0.labels == [nil, nil, nil] })
  }

  @Test(
    "Groups of the calendar alone are in the order of time; fields that are there nowhere are known"
  )
  func calendar() throws {
    #expect(Grouping.combination([.calendar(.year), .calendar(.weekday)]).isCalendar)
    #expect(!Grouping.combination([.calendar(.year), .store]).isCalendar)
    var query = Query()
    query.grouping = .combination([.field("nosuch"), .store, .field("meta.user_id")])
    let file = try TemporaryFile(Self.bytes)
    let result = try Analysis.everything(query).run(paths: [file.path])
    #expect(!result.keyPartsSeen.contains(0))
    #expect(result.keyPartsSeen.contains(1))
  }

  @Test("The word of a grouping gives the grouping")
  func words() {
    for (word, grouping) in Grouping.named {
      #expect(grouping.word == word)
    }
    #expect(Grouping.combination([.store, .field("a,b")]).word == #"store,a\,b"#)
  }
}

extension Amounts {
  fileprivate var units: [Int128] {
    [awarded.units, redeemed.units, deducted.units, Int128(transactions)]
  }
}
