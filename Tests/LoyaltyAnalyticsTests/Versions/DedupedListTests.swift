import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Lists of documents with one id that counts once")
struct DedupedListTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  static let recipe = SampleRecipe(.awkward, documents: 200, users: 40, seed: seed)

  private static func listing(_ id: String, explains: Bool = true) -> TransactionListing {
    var query = Query()
    query.statuses = .any
    query.dedupes = true
    query.mapping.id = id
    var listing = TransactionListing(query)
    listing.explains = explains
    return listing
  }

  @Test("Each row as an oracle has its document", arguments: DedupeTests.ids)
  func oracle(_ id: String) throws {
    let bytes = Self.recipe.bytes(as: .bson)
    let file = try TemporaryFile(bytes)
    var listing = Self.listing(id)
    listing.threads = 2
    let rows = try ListRun(listing, file).rows
    let documents = documents(in: bytes)
    try #require(rows.count == documents.count, "seed \(Self.seed)")
    for (index, row) in rows.enumerated() {
      #expect(row.cell("document") == "\(index + 1)", "seed \(Self.seed)")
      // Of the documents from this one on, it is the only one with its id, or is replaced.
      var rest = Oracle(listing.query)
      rest.take(deduping: [documents[index]] + documents[(index + 1)...])
      var others = Oracle(listing.query)
      others.take(deduping: Array(documents[(index + 1)...]))
      let isDuplicate = rest.counts.excluded.duplicate != others.counts.excluded.duplicate
      let disposition = row.cell("disposition") ?? ""
      #expect((disposition == "excluded: duplicate") == isDuplicate, "seed \(Self.seed) \(index)")
      guard !isDuplicate else { continue }
      #expect(
        (disposition == "counted") == (rest.counts.counted > others.counts.counted),
        "seed \(Self.seed) \(index)")
    }
  }

  @Test("The rows that count are the totals", arguments: ["user_id", "meta"])
  func sums(_ id: String) throws {
    let file = try TemporaryFile(Self.recipe.bytes(as: .jsonl))
    let listing = Self.listing(id, explains: false)
    let run = try ListRun(listing, file)
    let totals = try Analysis.everything(listing.query).run(paths: [file.path])
    var sums: [String: ExactDecimal] = [:]
    for row in run.rows {
      guard let kind = row.cell("type"),
        let points = row.cell("points").flatMap({ ExactDecimal($0) })
      else { continue }
      sums[kind] = (sums[kind] ?? .zero) + points
    }
    #expect((sums["award"]?.plain ?? "0") == totals.totals.awarded.description)
    #expect((sums["redeem"]?.plain ?? "0") == totals.totals.redeemed.description)
    #expect((sums["deduct"]?.plain ?? "0") == totals.totals.deducted.description)
    #expect(run.rows.count == totals.documents.counted)
    #expect(run.result.answer.documents == totals.documents)
  }

  @Test(
    "The same rows for every number of threads and whenever it spills", arguments: [true, false])
  func spilling(_ explains: Bool) throws {
    let bytes = Self.recipe.bytes(as: .jsonl) + Array("oops\n".utf8) + Self.recipe.bytes(as: .jsonl)
    let file = try TemporaryFile(bytes)
    for users in [[], ["7", "anna"]] {
      var listing = Self.listing("user_id", explains: explains)
      listing.users = users
      let expected = try ListRun(listing, file)
      #expect(expected.result.answer.documents.excluded.duplicate ?? 0 > 0)
      for threads in [1, 2, 5] {
        for limit in [nil, 1, 30] {
          listing.threads = threads
          listing.memory.forcedUsers = limit
          let run = try ListRun(listing, file)
          #expect(run.bytes == expected.bytes, "seed \(Self.seed) \(threads) \(limit ?? 0)")
          #expect(run.result.answer.documents == expected.result.answer.documents)
        }
      }
    }
  }
}
