import LoyaltyAnalytics
import LoyaltyReports

/// Rows from an array.
struct ArrayCursor: RowCursor {
  var rows: ArraySlice<TotalsRow>

  init(_ rows: [TotalsRow]) { self.rows = rows[...] }

  mutating func next() -> TotalsRow? { rows.popFirst() }
}

extension ReportWriter {
  /// The report as text.
  func text(_ report: Report, _ rows: [TotalsRow]) throws -> String {
    var cursor = ArrayCursor(rows)
    var output = MemoryOutput()
    try write(report, rows: &cursor, to: &output)
    return output.text
  }
}

extension Points {
  /// An amount of thousandths of a point.
  init(thousandths: Int64) {
    self.init(units: Int128(thousandths) * 1_000_000_000_000_000)
  }
}

extension Amounts {
  /// Amounts in thousandths of a point.
  init(_ awarded: Int64, _ redeemed: Int64 = 0, _ deducted: Int64 = 0, transactions: Int = 1) {
    self.init()
    self.awarded = Points(thousandths: awarded)
    self.redeemed = Points(thousandths: redeemed)
    self.deducted = Points(thousandths: deducted)
    net = Points(thousandths: awarded - redeemed - deducted)
    self.transactions = transactions
  }
}

extension GroupKey {
  /// A string key.
  static func text(_ text: String) -> GroupKey { GroupKey(kind: .string, bytes: Array(text.utf8)) }
}

extension TotalsRow {
  /// A row without labels whose key is a string.
  init(_ key: String, _ amounts: Amounts) {
    self.init(key, nil, nil, nil, amounts)
  }

  /// A row whose key is a string.
  init(
    _ key: String, _ firstName: String? = nil, _ lastName: String? = nil, _ email: String? = nil,
    _ amounts: Amounts, firstTime: Int64? = nil, lastTime: Int64? = nil
  ) {
    self.init(
      key: .text(key), firstName: firstName, lastName: lastName, email: email, amounts: amounts,
      firstTime: firstTime, lastTime: lastTime)
  }
}

extension Report {
  /// A report on nothing.
  static var empty: Report {
    Report(
      groupedBy: ["user_id"], total: 0, more: false, totals: Amounts(), documents: DocumentCounts(),
      complete: true, query: [], inputs: [])
  }

  /// A report as a large dump gives it.
  static var sample: Report {
    var report = Report.empty
    report.total = 38_619
    report.more = true
    report.totals = Amounts(12_345_678_500, 3_210_987_000, 45_120_250, transactions: 70_000)
    report.documents.read = 84_205
    report.documents.counted = 70_000
    report.documents.excluded.status = 12_001
    report.documents.excluded.type = 2192
    report.documents.statuses = [
      ValueCount(value: "pending", count: 11_000), ValueCount(value: "cancelled", count: 1001),
    ]
    report.documents.types = [ValueCount(value: "expire", count: 2192)]
    report.documents.rejected.malformed = 10
    report.documents.rejected.points = 2
    report.complete = false
    report.query = [QueryEntry("sort", .text("awarded")), QueryEntry("top", .number(8))]
    report.inputs = [
      InputSummary(path: "dump.bson", format: "bson", bytes: 56_705_134, bytesSkipped: 1204)
    ]

    return report
  }
}

/// The first rows of ``Report/sample``.
let sampleRows: [TotalsRow] = {
  let first: Int64 = 1_397_253_332_590
  let last: Int64 = 1_415_577_600_000
  return [
    TotalsRow(
      "9d3c1b7e0f6a4c52b8e1d4a7f0c39b65", "Grace", "Hopper", "grace.hopper@navy.example",
      Amounts(1_204_500_500, 310_000_000, 1_200_000, transactions: 1422), firstTime: first,
      lastTime: last),
    TotalsRow(
      "04be77a1c2d94f7f8a6b5c4d3e2f1a00", "小明", "王", "wang.xiaoming@example.cn",
      Amounts(88_120_000, 12_500_250, transactions: 96), firstTime: first + 86_400_000,
      lastTime: last),
    TotalsRow(
      "c81e728d9d4c2f636f067f89cc14862c", "Søren", "Ångström-Kierkegaard",
      "soren.aabye.angstrom-kierkegaard@philosophy.university.example.dk",
      Amounts(54_000_125, 0, 250_000, transactions: 61), firstTime: first, lastTime: last),
    TotalsRow(
      "eccbc87e4b5ce2fe28308fd9f2a7baf3", "👩‍👩‍👧‍👦 Familie", "Müller 🇩🇪", "familie@mueller.example",
      Amounts(41_250_000, 4_000_000, transactions: 40), firstTime: first),
    TotalsRow(
      "a87ff679a2f3e71d9181a67b7542122c", "नरेन्द्र", "शर्मा", "narendra@example.in",
      Amounts(12_000_000, 11_999_750, transactions: 12), firstTime: first, lastTime: last),
    TotalsRow(
      key: GroupKey(kind: .null, bytes: []), firstName: nil, lastName: nil, email: nil,
      amounts: Amounts(9_600_000, 0, 0, transactions: 310), firstTime: nil, lastTime: nil),
    TotalsRow(
      "e4da3b7fbbce2345d7772b0674a318d5", "=cmd|'/c calc'!A1", "\u{1B}[31mred\u{202E}",
      "a,\"b\"@x.example",
      Amounts(100_000, 0, 0, transactions: 1), firstTime: first, lastTime: first),
    TotalsRow(
      key: GroupKey(
        kind: .objectID,
        bytes: [0x50, 0x7F, 0x1F, 0x77, 0xBC, 0xF8, 0x6C, 0xD7, 0x99, 0x43, 0x90, 0x11]),
      firstName: "田中", lastName: "さくら", email: "sakura@example.jp", amounts: Amounts(-5_000, 0, 0),
      firstTime: nil,
      lastTime: last),
  ]
}()
