import TestSupport
import Testing

@testable import DumpReader
@testable import LoyaltyAnalytics

@Suite struct TransactionScanTests {
  /// Transactions of 50 users, a malformed one among them.
  private static let lines: [UInt8] = {
    var text = ""
    for i in 0..<4000 {
      text +=
        #"{"_id":\#(i),"user_id":"u\#(i % 50)","points":0.1,"transaction_type":"award","store_id":"s\#(i % 3)"}"#
        + "\n"
      if i == 1000 { text += "{\"user_id\": tru}\n" }
    }
    return Array(text.utf8)
  }()

  private struct Failure: Error, Equatable {}

  @Test("A reduction is that of the totals, on any number of threads", arguments: [1, 2, 5])
  func sums(threads: Int) throws {
    let file = try TemporaryFile(Self.lines)
    var scan = TransactionScan(Query())
    scan.threads = threads
    scan.input.chunkSize = 10_000
    let result = try scan.reduce(paths: [file.path], into: [GroupKey: Points]()) {
      sums, transaction in
      let (sum, overflow) = sums[transaction.key, default: .zero]
        .addingReportingOverflow(transaction.points)
      if overflow { throw Failure() }
      sums[transaction.key] = sum
    } combine: {
      $0.merge($1) { $0.addingReportingOverflow($1).partialValue }
    }
    var analysis = Analysis(Query())
    analysis.ranking.top = nil
    var totals = try analysis.run(bytes: Self.lines, named: "lines")
    var rows = 0
    while let row = try totals.rows.next() {
      rows += 1
      #expect(result.value[row.key] == row.amounts.awarded)
      #expect(row.amounts.awarded.description == "8")
    }
    #expect(rows == 50 && result.value.count == 50)
    #expect(result.documents == totals.documents)
    #expect(result.documents.rejected.malformed == 1)
    #expect(!result.isComplete && !totals.isComplete)
    #expect(result.firstRejects.count == 1)
    #expect(result.inputs.first?.documents == 4001)
  }

  @Test("What a step throws ends the scan")
  func failure() throws {
    let file = try TemporaryFile(Self.lines)
    var scan = TransactionScan(Query())
    scan.threads = 2
    #expect(throws: Failure()) {
      try scan.reduce(paths: [file.path], into: 0) { _, _ in
        throw Failure()
      } combine: {
        $0 += $1
      }
    }
    #expect(throws: Failure()) {
      try scan.reduce(paths: [file.path], into: 0) { count, _ in
        count += 1
      } combine: { _, _ in
        throw Failure()
      }
    }
  }

  @Test("Inputs in memory are read as files are, compressed or not")
  func memory() throws {
    let compressed = CompressedBytes.gzip(Self.lines)
    var results: [String] = []
    for bytes in [Self.lines, compressed] {
      let result = try Analysis(Query()).run(bytes: bytes, named: "upload")
      results.append("\(result.total) \(result.totals) \(result.documents)")
      #expect(result.inputs.first?.path == "upload")
      var reader = TransactionReader(bytes: bytes, named: "upload", query: Query())
      var count = 0
      while let transaction = try reader.next() { count += transaction.kind == .award ? 1 : 0 }
      #expect(count == 4000)
    }
    #expect(results[0] == results[1])
    #expect(throws: DumpError.self) {
      try Analysis(Query()).run(bytes: [0x89] + Array("PNG\r\n\u{1A}\n".utf8), named: "picture")
    }
  }
}
