import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("The overview beside the totals")
struct OverviewTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  static let recipes = [
    SampleRecipe(documents: 900, users: 70, seed: seed),
    SampleRecipe(.awkward, documents: 700, users: 60, seed: seed),
  ]

  private func analysis(
    _ grouping: Grouping = .user, threads: Int = 1, users: Int? = nil
  ) -> Analysis {
    var query = Query()
    query.statuses = .any
    query.grouping = grouping
    var analysis = Analysis.everything(query, threads: threads)
    analysis.addsUpOverview = true
    analysis.memory.forcedUsers = users
    return analysis
  }

  private func overview(_ analysis: Analysis, _ path: String) throws -> Overview {
    try #require(try analysis.run(paths: [path]).overview)
  }

  @Test(
    "Months, transactions without a time and those far away are all there is", arguments: recipes)
  func complete(recipe: SampleRecipe) throws {
    let file = try TemporaryFile(recipe.bytes(as: .bson))
    let result = try analysis().run(paths: [file.path])
    let overview = try #require(result.overview)
    var sum = GrandTotals()
    for month in overview.months { sum.add(month.amounts) }
    sum.add(overview.withoutTime)
    sum.add(overview.outsideCalendar)
    #expect(try sum.amounts() == result.totals, "seed \(Self.seed)")
    #expect(overview.months.map(\.index) == overview.months.map(\.index).sorted())
  }

  @Test("All stores, types and statuses together are the totals", arguments: recipes)
  func categories(recipe: SampleRecipe) throws {
    let file = try TemporaryFile(recipe.bytes(as: .bson))
    let result = try analysis().run(paths: [file.path])
    let overview = try #require(result.overview)
    for breakdown in [overview.stores, overview.statuses, try #require(overview.types)] {
      var sum = GrandTotals()
      for category in breakdown.categories { sum.add(category.amounts) }
      sum.add(breakdown.withoutKey)
      #expect(try sum.amounts() == result.totals, "\(breakdown.field), seed \(Self.seed)")
    }
  }

  @Test("The first and the last time there are have months and hours as well")
  func farTimes() throws {
    let lines = [Int64.min, .min + 1, .max].map {
      #"{"user_id":1,"transaction_type":"award","points":1,"approved_time":{"$date":{"$numberLong":"\#($0)"}}}"#
    }
    let file = try TemporaryFile(Array((lines.joined(separator: "\n") + "\n").utf8))
    for unit in CalendarUnit.allCases {
      let result = try analysis(.calendar(unit)).run(paths: [file.path])
      #expect(result.documents.counted == 3)
      #expect(result.overview?.outsideCalendar.transactions == 3)
    }
  }

  /// Not of awkward documents: one whose user cannot be a key is rejected in the one run, one whose
  /// store cannot in the other.
  @Test("Months, stores, types and statuses are those of --by")
  func groups() throws {
    let file = try TemporaryFile(Self.recipes[0].bytes(as: .bson))
    let overview = try overview(analysis(), file.path)
    for (grouping, breakdown) in [
      (Grouping.store, overview.stores), (.status, overview.statuses),
      (.type, try #require(overview.types)),
    ] {
      let answer = try Answer(analysis(grouping).run(paths: [file.path]))
      // A value that cannot be a key is rejected there, and here it is beside the others.
      #expect(
        breakdown.categories.map(\.key) == answer.rows.map(\.key), "\(grouping), seed \(Self.seed)")
      #expect(breakdown.categories.map(\.amounts) == answer.rows.map(\.amounts))
      #expect(breakdown.withoutKey.transactions == answer.documents.rejected.user)
    }
    let months = try Answer(analysis(.calendar(.month)).run(paths: [file.path])).rows
    let named = Dictionary(uniqueKeysWithValues: months.map { ($0.key.plainText, $0.amounts) })
    for month in overview.months {
      #expect(named[MonthlyAmounts.name(month.index)] == month.amounts, "seed \(Self.seed)")
    }
  }

  @Test(
    "The same for every number of threads and however much was spilled", arguments: recipes)
  func same(recipe: SampleRecipe) throws {
    let file = try TemporaryFile(recipe.bytes(as: .jsonl))
    let expected = try overview(analysis(), file.path)
    for (threads, users) in [(8, nil), (1, 3), (3, 10)] as [(Int, Int?)] {
      let other = try overview(analysis(threads: threads, users: users), file.path)
      #expect(other.months == expected.months, "seed \(Self.seed)")
      #expect(other.withoutTime == expected.withoutTime)
      #expect(other.stores == expected.stores)
      #expect(other.types == expected.types)
      #expect(other.statuses == expected.statuses)
      #expect(other.balances == expected.balances, "seed \(Self.seed)")
    }
  }

  @Test("More values than are kept are none, whoever saw them")
  func tooMany() throws {
    func table(_ range: Range<Int>) throws -> CategoryTable {
      var table = CategoryTable()
      for number in range {
        let key = Array("store \(number)".utf8)
        guard let index = table.index(of: .string, key.rawBytes) else { break }
        table.update(index, .award, Points(1), isFurther: false)
      }
      return table
    }
    let most = CategoryTable.maximumCount
    #expect(try table(0..<most).finalize("store_id").categories.count == most)
    #expect(try table(0..<most + 1).hasTooMany)
    var halves = try table(0..<most)
    halves.combine(try table(most / 2..<most))
    #expect(!halves.hasTooMany)
    halves.combine(try table(most..<most + 1))
    #expect(halves.hasTooMany)
    #expect(try halves.finalize("store_id").categories.isEmpty)
    var long = CategoryTable()
    for number in 0..<20 {
      let key = [UInt8](repeating: 0x61, count: 16_000) + Array("\(number)".utf8)
      _ = long.index(of: .string, key.rawBytes)
    }
    #expect(long.hasTooMany)
  }
}
