import DumpReader
import LoyaltyReports
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Lists of transactions")
struct TransactionListingTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  /// Several chunks each.
  static let awkward = SampleRecipe(.awkward, documents: 700, users: 64, seed: seed)
  static let programme = SampleRecipe(documents: 1500, users: 100, seed: seed)

  private var anyStatus: Query {
    var query = Query()
    query.statuses = .any
    return query
  }

  private func listing(_ query: Query, threads: Int = 1) -> TransactionListing {
    var listing = TransactionListing(query)
    listing.threads = threads
    return listing
  }

  @Test("The rows add up to the totals", arguments: [SampleForm.bson, .jsonl, .shell])
  func sums(form: SampleForm) throws {
    for recipe in [Self.awkward, Self.programme] {
      let file = try TemporaryFile(recipe.bytes(as: form))
      let totals = try Analysis.everything(anyStatus).run(paths: [file.path])
      let run = try ListRun(listing(anyStatus, threads: 2), file)
      var sums: [String: ExactDecimal] = [:]
      for row in run.rows {
        let points = try #require(row.cell("points").flatMap { ExactDecimal($0) })
        sums[row.cell("type") ?? "", default: .zero] =
          sums[row.cell("type") ?? "", default: .zero]
          + points
      }
      let comment: Comment = "seed \(Self.seed)"
      #expect(sums["award"]?.plain ?? "0" == totals.totals.awarded.description, comment)
      #expect(sums["redeem"]?.plain ?? "0" == totals.totals.redeemed.description, comment)
      #expect(sums["deduct"]?.plain ?? "0" == totals.totals.deducted.description, comment)
      #expect(run.rows.count == totals.totals.transactions, comment)
      #expect(run.result.rows == totals.totals.transactions, comment)
      #expect(run.result.answer.documents == totals.documents, comment)
    }
  }

  @Test("A row for each amount of a document with several; zeros only where all are")
  func columns() throws {
    var query = anyStatus
    query.mapping.awarded = "credit"
    query.mapping.redeemed = "debit"
    let lines = [
      #"{"user_id":"a","credit":5,"debit":2}"#, #"{"user_id":"b","credit":0,"debit":3}"#,
      #"{"user_id":"c","credit":0,"debit":0}"#, #"{"user_id":"d"}"#,
      #"{"user_id":"e","credit":1,"debit":"x"}"#, #"{"user_id":"f","credit":null,"debit":7}"#,
    ]
    let file = try TemporaryFile(Array(lines.joined(separator: "\n").utf8))
    let expected = [
      "1 a award 5", "1 a redeem 2", "2 b redeem 3", "3 c award 0", "6 f redeem 7",
    ]
    func rows(_ listing: TransactionListing) throws -> [String] {
      try ListRun(listing, file).rows.map { row in
        ["document", "user_id", "type", "points"].map { row.cell($0) ?? "-" }.joined(separator: " ")
      }
    }
    #expect(try rows(listing(query)) == expected)
    var explained = listing(query)
    explained.explains = true
    #expect(
      try rows(explained) == expected[..<4] + ["4 d - -", "5 e - -"] + expected[4...])
    var users = listing(query)
    users.users = ["a"]
    let balances = try ListRun(users, file).rows.map { $0.cell("balance") }
    #expect(balances == ["5", "3"])
  }

  static let formats = ReportFormat.ofRows

  @Test("The same bytes for every number of threads", arguments: formats)
  func threads(format: ReportFormat) throws {
    let file = try TemporaryFile(Self.awkward.bytes(as: .jsonl))
    for explains in [false, true] {
      var one = listing(anyStatus)
      one.explains = explains
      let expected = try ListRun(one, file, format).bytes
      for threads in [2, 3, 8] {
        var several = one
        several.threads = threads
        #expect(try ListRun(several, file, format).bytes == expected, "seed \(Self.seed)")
      }
    }
  }

  @Test("A part of the rows is that part of all of them")
  func parts() throws {
    let file = try TemporaryFile(Self.programme.bytes(as: .bson))
    let all = try ListRun(listing(Query()), file).rows
    for (skip, top) in [(0, 0), (0, 7), (5, 1), (1000, 300), (all.count - 1, 5), (.max, 5)] {
      var part = listing(Query(), threads: 2)
      part.skip = skip
      part.top = top
      let run = try ListRun(part, file)
      #expect(run.rows == Array(all.dropFirst(skip).prefix(top)))
      #expect(run.result.rows == all.count)
    }
  }

  @Test("The rows of users stand by key and time, and their last balance is the net of the totals")
  func users() throws {
    let file = try TemporaryFile(Self.awkward.bytes(as: .bson))
    let answer = try Answer(Analysis.everything(anyStatus).run(paths: [file.path]))
    var users = listing(anyStatus, threads: 2)
    users.userKeys = answer.rows.map(\.key)
    let run = try ListRun(users, file)
    #expect(run.result.users == answer.rows.count)
    #expect(run.rows.count == answer.totals.transactions)
    var nets: [String] = []
    var previous: JSONValue?
    for row in run.rows {
      if let previous, previous["user_id"] == row["user_id"] {
        let times = [previous, row].map { row in
          row.cell("time").flatMap { ISO8601.milliseconds(Array($0.utf8).rawBytes) }
        }
        #expect(times[0] ?? .max <= times[1] ?? .max, "seed \(Self.seed)")
        nets.removeLast()
      }
      nets.append(row.cell("balance") ?? "")
      previous = row
    }
    let expected = answer.rows.sorted { $0.key < $1.key }.map { $0.amounts.net.description }
    #expect(nets == expected, "seed \(Self.seed)")
    // Spilling changes nothing.
    users.memory.forcedUsers = 3
    #expect(try ListRun(users, file).bytes == run.bytes, "seed \(Self.seed)")
  }

  @Test("Keys read back as they are printed")
  func keys() throws {
    let file = try TemporaryFile(Self.awkward.bytes(as: .bson))
    for row in try Answer(Analysis.everything(anyStatus).run(paths: [file.path])).rows {
      #expect(GroupKey(extendedJSON: row.key.extendedJSON) == row.key, "\(row.key.extendedJSON)")
    }
    for text in ["", "1,", "1,\"x\":2", "1}", "{", "[1]", "abc", "\"a\" \"b\"", "1\n2", "{}"] {
      #expect(GroupKey(extendedJSON: text) == nil, "\(text)")
    }
  }

  @Test("What cannot be written ends the run on every thread", arguments: [1, 2, 5])
  func failure(threads: Int) throws {
    struct Full: Error {}
    let file = try TemporaryFile(Self.programme.bytes(as: .bson))
    let formatter = TransactionFormatter(.csv, keyNames: ["user_id"])
    #expect(throws: Full.self) {
      try listing(Query(), threads: threads).run(paths: [file.path], format: formatter) { _ in
        throw Full()
      }
    }
  }
}
