import DumpReader
import LoyaltyReports
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Two dumps side by side")
struct ComparisonTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  static let recipes = [
    SampleRecipe(.awkward, documents: 600, users: 64, seed: seed),
    SampleRecipe(.awkward, documents: 400, users: 80, seed: seed + 1),
  ]

  private func comparison(
    threads: Int = 2, _ change: (inout Analysis) -> Void = { _ in }
  ) -> Comparison {
    var query = Query()
    query.statuses = .any
    var analysis = Analysis(query)
    analysis.ranking.column = .net
    analysis.ranking.top = nil
    analysis.threads = threads
    change(&analysis)
    return Comparison(analysis)
  }

  private func differences(_ result: Comparison.Result) throws -> [GroupDifference] {
    var rows = result.rows
    var all: [GroupDifference] = []
    while let row = try rows.next() { all.append(row) }
    return all
  }

  @Test("A dump does not differ from itself, in whatever form")
  func itself() throws {
    let bson = try TemporaryFile(Self.recipes[0].bytes(as: .bson))
    let json = try TemporaryFile(Self.recipes[0].bytes(as: .jsonl))
    for paths in [[bson.path, bson.path], [bson.path, json.path], [json.path, bson.path]] {
      let result = try comparison().run(old: [paths[0]], new: [paths[1]])
      #expect(result.total == 0, "seed \(Self.seed)")
      #expect(result.equal == result.before.total, "seed \(Self.seed)")
      #expect(try differences(result).isEmpty)
      #expect(result.difference == Amounts())
    }
  }

  @Test("Groups differ as their totals do, ranked by how much, and mirror when sides are changed")
  func totals() throws {
    let files = try Self.recipes.map { try TemporaryFile($0.bytes(as: .bson)) }
    let question = comparison()
    let result = try question.run(old: [files[0].path], new: [files[1].path])
    let rows = try differences(result)
    var side = question.analysis
    side.ranking = Ranking()
    side.ranking.top = nil
    let answers = try files.map { try Answer(side.run(paths: [$0.path])) }
    let before = Dictionary(uniqueKeysWithValues: answers[0].rows.map { ($0.key, $0) })
    let after = Dictionary(uniqueKeysWithValues: answers[1].rows.map { ($0.key, $0) })
    let keys = Set(before.keys).union(after.keys)
    let expected = keys.filter { before[$0]?.amounts != after[$0]?.amounts }
    #expect(Set(rows.map(\.key)) == expected, "seed \(Self.seed)")
    #expect(rows.count == expected.count)
    #expect(result.total == rows.count)
    #expect(result.equal == keys.count - expected.count)
    var sum = GrandTotals()
    for row in rows {
      #expect(row.before == before[row.key]?.amounts ?? Amounts())
      #expect(row.after == after[row.key]?.amounts ?? Amounts())
      #expect(row.difference == row.after.subtracting(row.before))
      let change: GroupDifference.Change =
        before[row.key] == nil ? .added : after[row.key] == nil ? .removed : .changed
      #expect(row.change == change)
      let labels = zip(
        after[row.key]?.labels ?? [nil, nil, nil], before[row.key]?.labels ?? [nil, nil, nil])
      #expect([row.email, row.firstName, row.lastName] == labels.map { $0 ?? $1 })
      sum.add(row.difference)
    }
    #expect(try sum.amounts() == result.difference, "seed \(Self.seed)")
    #expect(answers[1].totals.subtracting(answers[0].totals) == result.difference)
    let ranked = rows.sorted { a, b in
      let (left, right) = (a.difference.net.units.magnitude, b.difference.net.units.magnitude)
      return left == right ? a.key < b.key : left > right
    }
    #expect(ranked.map(\.key) == rows.map(\.key), "seed \(Self.seed)")

    let mirror = try question.run(old: [files[1].path], new: [files[0].path])
    let mirrored = try differences(mirror)
    #expect(mirrored.map(\.key) == rows.map(\.key))
    #expect(mirror.added == result.removed && mirror.removed == result.added)
    for (row, other) in zip(rows, mirrored) {
      #expect(row.before == other.after && row.after == other.before)
      #expect(row.difference.net.units == -other.difference.net.units)
    }
  }

  @Test("The same bytes for every number of threads and however much was spilled")
  func bytes() throws {
    let files = try Self.recipes.map { try TemporaryFile($0.bytes(as: .jsonl)) }
    for format in ReportFormat.allCases where format.isOfLists {
      var expected: [UInt8]?
      for (threads, users) in [(1, nil), (3, nil), (2, 3)] as [(Int, Int?)] {
        let result = try comparison(threads: threads) {
          $0.memory.forcedUsers = users
          $0.ranking.top = 50
        }.run(old: [files[0].path], new: [files[1].path])
        func report(_ side: Analysis.Result) -> Report {
          Report(
            groupedBy: "user_id", total: side.total, more: false, totals: side.totals,
            documents: side.documents, complete: true, query: [], inputs: [])
        }
        var ranking = Ranking()
        ranking.top = 50
        let printed = DifferenceReport(
          result, before: report(result.before), after: report(result.after), ranking: ranking)
        var output = MemoryOutput()
        var rows = result.rows
        try DifferenceWriter(format).write(printed, rows: &rows, hiding: nil, to: &output)
        if let expected { #expect(output.bytes == expected, "\(format), seed \(Self.seed)") }
        expected = output.bytes
      }
    }
  }
}
