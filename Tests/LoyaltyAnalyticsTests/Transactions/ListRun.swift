import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import Synchronization
import TestSupport

/// A list of transactions in memory.
struct ListRun {
  let bytes: [UInt8]
  let result: TransactionListing.Result

  /// Lists the transactions of a file.
  init(
    _ listing: TransactionListing, _ file: TemporaryFile, _ format: ReportFormat = .jsonl
  ) throws {
    let keyName = "user_id"
    let formatter = TransactionFormatter(
      format, keyNames: [keyName], explains: listing.explains, hasBalance: listing.isOfUsers)
    let pieces = Mutex<[[UInt8]]>([])
    result = try listing.run(paths: [file.path], format: formatter) { piece in
      pieces.withLock { $0.append(piece) }
    }
    var list = TransactionListReport(format, formatter, keyNames: [keyName])
    var output = MemoryOutput()
    try list.begin(to: &output)
    for piece in pieces.withLock({ $0 }) { try list.append(piece, to: &output) }
    let report = Report(
      groupedBy: [keyName], total: 0, more: false, totals: Amounts(),
      documents: result.answer.documents, complete: true, query: [], inputs: [])
    let start = min(listing.skip, result.rows)
    let count = min(listing.top ?? .max, result.rows - start)
    try list.end(report, rows: result.rows, shown: start..<start + count, to: &output)
    bytes = output.bytes
  }

  /// The rows of JSON lines.
  var rows: [JSONValue] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
      JSONValue(String($0))
    }
  }
}

extension JSONValue {
  /// The spelling of a number, or a text; nil for null and where there is none.
  func cell(_ name: String) -> String? {
    switch self[name] {
    case .number(let text): text
    case .string(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }
}
