import DumpReader
import LoyaltyAnalytics
import SampleData
import TestSupport

/// All that a run says about the transactions, in a form that can be compared.
struct Answer: Equatable {
  var total = 0
  var totals = Amounts()
  var documents = DocumentCounts()
  var rows: [Row] = []

  struct Row: Equatable {
    var key: GroupKey
    var labels: [String?]
    var amounts: Amounts
    var firstTime: Int64?
    var lastTime: Int64?

    init(_ row: TotalsRow) {
      key = row.key
      labels = [row.email, row.firstName, row.lastName]
      amounts = row.amounts
      firstTime = row.firstTime
      lastTime = row.lastTime
    }
  }

  /// Nothing.
  init() {}

  init(_ result: Analysis.Result) throws {
    total = result.total
    totals = result.totals
    documents = result.documents
    var cursor = result.rows
    while let row = try cursor.next() { rows.append(Row(row)) }
  }
}

extension Analysis {
  /// The answer for one file of these bytes.
  func answer(_ bytes: [UInt8]) throws -> Answer {
    let file = try TemporaryFile(bytes)
    return try Answer(run(paths: [file.path]))
  }

  /// A run that shows everything.
  static func everything(_ query: Query = Query(), threads: Int = 1) -> Analysis {
    var analysis = Analysis(query)
    analysis.ranking.top = nil
    analysis.threads = threads
    return analysis
  }
}

/// Documents of BSON that lie back to back.
func documents(in bytes: [UInt8]) -> [[UInt8]] {
  var documents: [[UInt8]] = []
  var rest = bytes[...]
  while rest.count >= 4 {
    let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    documents.append(Array(rest.prefix(length)))
    rest = rest.dropFirst(length)
  }
  return documents
}
