import DumpReader
import LoyaltyAnalytics
import SampleData
import TestSupport
import Testing

/// Every row against what the oracle of the totals says of its document alone.
@Suite("Lists of transactions against an oracle")
struct TransactionOracleTests {
  /// Rows have one key.
  private static let questions = OracleTests.questions.filter { $0.query.grouping.parts.count == 1 }

  @Test("Documents with every value that is hard to read", arguments: questions)
  func awkward(_ question: OracleTests.Question) throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    let bytes = SampleRecipe(.awkward, documents: 120, users: 64, seed: seed).bytes(as: .bson)
    try check(bytes, question.query, "seed \(seed)")
  }

  private func check(_ bytes: [UInt8], _ query: Query, _ comment: Comment) throws {
    var listing = TransactionListing(query)
    listing.explains = true
    listing.threads = 2
    let file = try TemporaryFile(bytes)
    let rows = try ListRun(listing, file).rows
    let documents = documents(in: bytes)
    try #require(rows.count == documents.count, comment)
    var offset = 0
    for (index, (document, row)) in zip(documents, rows).enumerated() {
      var oracle = Oracle(query)
      oracle.take(document)
      #expect(row.cell("document") == "\(index + 1)", comment)
      #expect(row.cell("offset") == "\(offset)", comment)
      #expect(row.cell("input") == file.path, comment)
      #expect(row.cell("disposition") == disposition(oracle.counts), comment)
      #expect((row.cell("detail") == nil) == (oracle.counts.counted == 1), comment)
      offset += document.count
      guard let group = oracle.groups.first else { continue }
      try compare(row, group, document, query, comment)
    }
  }

  private func compare(
    _ row: JSONValue, _ group: OracleGroup, _ document: [UInt8], _ query: Query,
    _ comment: Comment
  ) throws {
    #expect(OracleKey(row["user_id"].map { OracleValue($0) }) == group.key, comment)
    let amount: ExactDecimal? =
      switch row.cell("type") {
      case "award": group.awarded
      case "redeem": group.redeemed
      case "deduct": group.deducted
      default: nil
      }
    #expect(row.cell("points") == amount?.plain, comment)
    #expect(group.net.magnitude == amount?.magnitude, comment)
    let labels = ["email", "first_name", "last_name"].map { row.cell($0).map { Array($0.utf8) } }
    // Rows have the labels of their document, whatever they are grouped by.
    var ofPersons = query
    ofPersons.grouping = .user
    var person = Oracle(ofPersons)
    person.take(document)
    if let known = person.groups.first, known.key != .null {
      #expect(labels == known.labels, comment)
    }
    #expect(row.cell("time") == group.times.first.map { ISO8601.text(milliseconds: $0) }, comment)
    let json = try #require(extendedJSON(document, canonical: true).flatMap { JSONValue($0) })
    for (name, path) in [("status", query.mapping.status), ("store", query.mapping.store)] {
      let key = OracleKey(json[path].map { OracleValue($0) }) ?? .null
      #expect(OracleKey(row[name].map { OracleValue($0) }) == key, comment)
    }
  }

  private func disposition(_ counts: DocumentCounts) -> String {
    let (excluded, rejected) = (counts.excluded, counts.rejected)
    let found = [
      ("counted", counts.counted), ("excluded: store", excluded.store),
      ("excluded: status", excluded.status), ("excluded: time", excluded.time),
      ("excluded: where", excluded.where), ("excluded: type", excluded.type),
      ("rejected: malformed", rejected.malformed), ("rejected: time", rejected.time),
      ("rejected: user", rejected.user), ("rejected: points", rejected.points),
    ].filter { $0.1 > 0 }
    return found.map(\.0).joined(separator: ", ")
  }
}
