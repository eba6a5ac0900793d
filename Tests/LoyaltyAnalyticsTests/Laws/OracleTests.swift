import DumpReader
import LoyaltyAnalytics
import SampleData
import TestSupport
import Testing

@Suite("The program against an oracle")
struct OracleTests {
  /// A question with a name for messages.
  struct Question: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var query = Query()
    var ranking = Ranking()

    init(
      _ name: String, sort column: Ranking.Column = .awarded, ascending: Bool = false,
      _ change: (inout Query) -> Void = { _ in }
    ) {
      testDescription = name
      change(&query)
      ranking.column = column
      ranking.ascending = ascending
      ranking.top = nil
    }
  }

  static let questions = [
    Question("everything accepted"),
    Question("any status, by net", sort: .net) { $0.statuses = .any },
    Question("some statuses", sort: .transactions) {
      $0.statuses = .only(["3", "approved", "APPROVED"])
    },
    Question("a store that is a number") {
      $0.statuses = .any
      $0.stores = ["7.0", "store 1"]
    },
    Question("a store that is an identifier", ascending: true) {
      $0.statuses = .any
      $0.stores = ["507f1f77bcf86cd799439011", "10111213-1415-1617-1819-1a1b1c1d1e1f"]
    },
    Question("a range of time", sort: .redeemed) {
      $0.statuses = .any
      $0.from = 0
      $0.until = 1_397_253_332_590
    },
    Question("conditions", sort: .deducted) {
      $0.conditions = [.init(field: "meta.user_id", value: "decoy")]
    },
    Question("conditions that must not hold", sort: .deducted) {
      $0.conditions = [
        .init(field: "meta.user_id", .notEqual, value: "decoy"),
        .init(field: "points", .notEqual, value: "0.1"),
      ]
    },
    Question("by store", sort: .user) { $0.grouping = .field("store_id") },
    Question("by e-mail") {
      $0.grouping = .field("user_email")
      $0.statuses = .any
    },
    Question("by a path") {
      $0.grouping = .field("meta.points")
      $0.statuses = .any
    },
    Question("by two fields", sort: .user) {
      $0.grouping = .combination([.store, .user])
      $0.statuses = .any
    },
    Question("by four fields", sort: .net) {
      $0.grouping = .combination([.field("user_email"), .field("meta.points"), .status, .type])
      $0.statuses = .any
    },
    Question("other types", ascending: true) {
      $0.mapping.types = ["expire": .deduct, "award ": .award, "redeem": .award]
      $0.statuses = .any
    },
  ]

  @Test("Documents with every value that is hard to read", arguments: questions)
  func awkward(_ question: Question) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    try check(SampleRecipe(.awkward, documents: 250, users: 64, seed: seed), question)
  }

  @Test("Documents of a programme", arguments: questions.prefix(3))
  func programme(_ question: Question) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    try check(SampleRecipe(documents: 120, users: 40, seed: seed), question)
  }

  private func check(_ recipe: SampleRecipe, _ question: Question) throws {
    let bytes = recipe.bytes(as: .bson)
    var oracle = Oracle(question.query)
    for document in documents(in: bytes) { oracle.take(document) }
    var analysis = Analysis(question.query)
    analysis.ranking = question.ranking
    analysis.threads = 2
    let answer = try analysis.answer(bytes)

    let comment: Comment = "seed \(recipe.seed)"
    var counts = answer.documents
    #expect(counts.statuses.reduce(0) { $0 + $1.count } == counts.excluded.status, comment)
    #expect(counts.types.reduce(0) { $0 + $1.count } == counts.excluded.type, comment)
    counts.statuses = []
    counts.types = []
    #expect(counts == oracle.counts, comment)
    #expect(counts.counted > 0, comment)
    #expect(answer.total == oracle.groups.count, comment)

    let groups = oracle.ranked(by: question.ranking)
    try #require(groups.count == answer.rows.count, comment)
    for (group, row) in zip(groups, answer.rows) {
      // The key as it is printed must read back as itself.
      #expect(OracleKey(printed: JSONValue(row.key.extendedJSON)) == group.key, comment)
      #expect(row.amounts.awarded.description == group.awarded.plain, comment)
      #expect(row.amounts.redeemed.description == group.redeemed.plain, comment)
      #expect(row.amounts.deducted.description == group.deducted.plain, comment)
      #expect(row.amounts.net.description == group.net.plain, comment)
      #expect(row.amounts.transactions == group.transactions, comment)
      #expect(row.labels.map { $0.map { Array($0.utf8) } } == group.labels, comment)
      #expect(row.firstTime == group.times.min(), comment)
      #expect(row.lastTime == group.times.max(), comment)
    }
    let net = groups.reduce(ExactDecimal.zero) { $0 + $1.net }
    #expect(answer.totals.net.description == net.plain, comment)
    #expect(answer.totals.transactions == oracle.counts.counted, comment)
  }
}
