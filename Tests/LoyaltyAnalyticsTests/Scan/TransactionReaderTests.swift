import DumpReader
import LoyaltyAnalytics
import Testing

/// The loop of the README, with nothing but what is public.
@Suite struct TransactionReaderTests {
  private static let samples =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    .joined(separator: "/") + "/samples/"

  @Test(arguments: ["transactions.bson", "transactions.jsonl", "transactions.csv"])
  func pullingEqualsAnalysing(_ name: String) throws {
    let path = Self.samples + name
    var reader = TransactionReader(paths: [path], query: Query())
    var reducer = Reducer()
    var awarded: Int128 = 0
    while let transaction = try reader.next() {
      reducer.update(with: transaction)
      if transaction.kind == .award { awarded += transaction.points.units }
    }
    #expect(try reader.next() == nil, "the end is for ever")
    let documents = reader.documents
    var groups = try reducer.finish(by: Ranking())

    var analysis = Analysis(Query())
    analysis.threads = 2
    var result = try analysis.run(paths: [path])
    #expect(groups.total == result.total)
    #expect(groups.totals == result.totals)
    #expect(groups.totals.awarded.units == awarded)
    #expect(documents == result.documents)
    #expect(reader.inputs == result.inputs)
    #expect(reader.inputs.map(\.documents) == [documents.read])
    while let row = try groups.rows.next() {
      let other = try result.rows.next()
      #expect(row.key == other?.key && row.amounts == other?.amounts)
      #expect(row.firstName == other?.firstName && row.email == other?.email)
    }
    #expect(try result.rows.next() == nil)
  }
}
