import LoyaltyAnalytics
import LoyaltyReports
import TestSupport
import Testing

@Suite("Formats for machines")
struct ReportMachineFormatTests {
  /// Two users, one of them nobody, and all that a summary can hold.
  private static let report: Report = {
    var report = Report.empty
    report.total = 3
    report.more = true
    report.totals = Amounts(13_500, 3_000, 250, transactions: 5)
    report.documents.read = 12
    report.documents.counted = 5
    report.documents.excluded.status = 2
    report.documents.excluded.type = 4
    report.documents.rejected.points = 1
    report.documents.statuses = [
      ValueCount(value: "3", count: 1), ValueCount(value: "a\"b\n", count: 1),
      ValueCount(value: "3", count: 2),
    ]
    report.documents.types = [ValueCount(value: "", count: 4)]
    report.complete = false
    report.query = [
      QueryEntry("by", .text("user_id")), QueryEntry("top", .number(2)),
      QueryEntry("store", .list(["a", "\u{1}"])), QueryEntry("all", .flag(false)),
      QueryEntry("from", .null), QueryEntry("top", .number(3)),
    ]
    report.inputs = [
      InputSummary(path: "a\\b.bson", format: "bson", bytes: 900, bytesSkipped: 7),
      InputSummary(path: "-", format: "jsonl", bytes: 20, bytesSkipped: 0),
    ]
    return report
  }()

  private static let rows = [
    TotalsRow(
      "u-1", "Zoë", "O\"Hara", nil, Amounts(12_500, 3_000, 0, transactions: 4),
      firstTime: 1_397_253_332_590, lastTime: -1),
    TotalsRow(
      key: GroupKey(kind: .null, bytes: []), firstName: nil, lastName: "-1\t2\\", email: "a,b@x",
      amounts: Amounts(1_000, 0, 250), firstTime: nil, lastTime: nil),
  ]

  @Test func json() throws {
    #expect(
      try JSONWriter().text(Self.report, Self.rows) == #"""
        {"total": 3, "more": true,
         "top_users": [
          {"user_id": "u-1", "first_name": "Zoë", "last_name": "O\"Hara", "email": null, "awarded_points": 12.5, "redeemed_points": 3, "deducted_points": 0, "net_points": 9.5, "transactions": 4, "first_time": "2014-04-11T21:55:32.590Z", "last_time": "1969-12-31T23:59:59.999Z"},
          {"user_id": null, "first_name": null, "last_name": "-1\u00092\\", "email": "a,b@x", "awarded_points": 1, "redeemed_points": 0, "deducted_points": 0.25, "net_points": 0.75, "transactions": 1, "first_time": null, "last_time": null}
         ],
         "totals": {"awarded_points": 13.5, "redeemed_points": 3, "deducted_points": 0.25, "net_points": 10.25, "transactions": 5},
         "documents": {"read": 12, "counted": 5, "excluded": {"store": 0, "status": 2, "time": 0, "where": 0, "type": 4}, "rejected": {"malformed": 0, "time": 0, "user": 0, "points": 1}, "rounded": 0, "statuses": {"3": 3, "a\"b\u000a": 1}, "types": {"": 4}},
         "complete": false,
         "query": {"by": "user_id", "top": 3, "store": ["a", "\u0001"], "all": false, "from": null},
         "inputs": [
          {"path": "a\\b.bson", "format": "bson", "bytes": 900, "bytes_skipped": 7, "documents": 0},
          {"path": "-", "format": "jsonl", "bytes": 20, "bytes_skipped": 0, "documents": 0}
         ]}

        """#)
  }

  @Test("A key of several fields has a column, and a member, for each")
  func keyParts() throws {
    var report = Report.empty
    report.groupedBy = ["store_id", "email", "month"]
    let key = GroupKey(combining: [
      GroupKey(kind: .string, bytes: Array("a,b".utf8)), GroupKey(kind: .null, bytes: []),
      GroupKey(kind: .string, bytes: Array("2024-01".utf8)),
    ])
    let rows = [
      TotalsRow(
        key: key, firstName: nil, lastName: nil, email: nil, amounts: Amounts(1_000, 0, 0),
        firstTime: nil, lastTime: nil)
    ]
    #expect(report.keyNames == ["store_id", "_id.email", "month"])
    let csv = try CSVWriter().text(report, rows)
    #expect(csv.hasPrefix("store_id,_id.email,month,first_name,"))
    #expect(csv.contains("\n\"a,b\",,2024-01,,,,1,0,0,1,1,,\n"))
    let line = try JSONLinesWriter().text(report, rows)
    #expect(
      line.hasPrefix(
        #"{"store_id": "a,b", "_id.email": null, "month": "2024-01", "first_name": null"#))
    #expect(JSONText.isValid(line))
    let markdown = try MarkdownWriter().text(report, rows).split(separator: "\n")
    #expect(markdown.prefix(4).allSatisfy { $0.count { $0 == "|" } == 12 })
    let table = try TableWriter().text(report, rows)
    #expect(table.contains("store_id") && table.contains("a,b") && table.contains("(none)"))
  }

  @Test func jsonOfNothing() throws {
    let text = try JSONWriter().text(.empty, [])
    #expect(text.contains(" \"top_users\": [],\n"))
    #expect(text.hasSuffix(" \"query\": {},\n \"inputs\": []}\n"))
    #expect(JSONText.isValid(text))
  }

  @Test func jsonLinesAreTheUsersOfJSON() throws {
    let lines = try JSONLinesWriter().text(Self.report, Self.rows)
    let whole = try JSONWriter().text(Self.report, Self.rows)
    for line in lines.split(separator: "\n") {
      #expect(whole.contains("\n  " + line))
      #expect(JSONText.isValid(String(line)))
    }
    #expect(lines.split(separator: "\n").count == 2)
    #expect(try JSONLinesWriter().text(.empty, []) == "")
  }

  @Test func csv() throws {
    #expect(
      try CSVWriter().text(Self.report, Self.rows) == #"""
        user_id,first_name,last_name,email,awarded_points,redeemed_points,deducted_points,net_points,transactions,first_time,last_time
        u-1,Zoë,"O""Hara",,12.5,3,0,9.5,4,2014-04-11T21:55:32.590Z,1969-12-31T23:59:59.999Z
        ,,-1	2\,"a,b@x",1,0,0.25,0.75,1,,

        """#)
  }

  @Test func tsv() throws {
    #expect(
      try TSVWriter(isForSpreadsheet: false).text(Self.report, Self.rows)
        == "user_id\tfirst_name\tlast_name\temail\tawarded_points\tredeemed_points\t"
        + "deducted_points\tnet_points\ttransactions\tfirst_time\tlast_time\n"
        + "u-1\tZoë\tO\"Hara\t\t12.5\t3\t0\t9.5\t4\t2014-04-11T21:55:32.590Z\t"
        + "1969-12-31T23:59:59.999Z\n"
        + "\t\t-1\\t2\\\\\ta,b@x\t1\t0\t0.25\t0.75\t1\t\t\n")
  }

  @Test func markdown() throws {
    var rows = Self.rows
    rows[0].firstName = "a|b\r\n`c` <i>&\\[x]*_~"
    rows[0].lastName = nil
    #expect(
      try MarkdownWriter().text(Self.report, rows) == #"""
        | # | user\_id | Name | E-mail | Awarded | Redeemed | Deducted | Net | Transactions |
        | ---: | :--- | :--- | :--- | ---: | ---: | ---: | ---: | ---: |
        | 1 | u-1 | a\|b  \`c\` \<i\>\&\\\[x\]\*\_\~ |  | 12.5 | 3 | 0 | 9.5 | 4 |
        | 2 | (none) | -1␉2\\ | `a,b@x` | 1 | 0 | 0.25 | 0.75 | 1 |
        | | 3 users | | | 13.5 | 3 | 0.25 | 10.25 | 5 |

        - … 1 more
        - 12 documents in 2 inputs: 5 counted, 6 excluded, 1 rejected
        - excluded: 2 by status (3 3, a"b␊ 1), 4 by type ("" 4)
        - rejected: 1 with unusable points
        - INCOMPLETE: 1 document rejected and 7 bytes skipped, not in these totals
        - `a\b.bson` (bson): 7 of 900 bytes skipped

        """#)
  }

  @Test("A field that bears the name of another column is printed as _id")
  func keyName() throws {
    var report = Report.empty
    report.groupedBy = ["email"]
    let text = try JSONLinesWriter().text(report, [TotalsRow("a", Amounts(0))])
    #expect(text.hasPrefix("{\"_id\": \"a\", \"first_name\": null,"))
    #expect(try CSVWriter().text(report, []).hasPrefix("_id,first_name,"))
    report.groupedBy = ["a,\"b"]
    #expect(
      try JSONLinesWriter().text(report, [TotalsRow("a", Amounts(0))]).hasPrefix(#"{"a,\"b": "#))
    #expect(try CSVWriter().text(report, []).hasPrefix(#""a,""b","#))
  }

  @Test("Only text that somebody made up is guarded against formulas")
  func formulas() throws {
    func cell(_ text: String, raw: Bool = false) throws -> String {
      let csv = try CSVWriter(isForSpreadsheet: !raw)
        .text(.empty, [TotalsRow(text, Amounts(-1_000))])
      #expect(csv.contains(",-1,0,0,-1,"))
      return String(csv.split(separator: "\n", maxSplits: 1)[1].prefix { $0 != "," })
    }
    for text in ["=1", "+1", "-1", "@a"] {
      #expect(try cell(text) == "'" + text)
      #expect(try cell(text, raw: true) == text)
    }
    #expect(try cell("\ta") == "'\ta")
    #expect(try cell("\ra") == "\"'\ra\"")
    #expect(try cell("1=") == "1=")
    #expect(try cell("") == "\"\"")
    let number = TotalsRow(
      key: GroupKey(kind: .number, bytes: NumberKey(Int64(-5)).bytes), firstName: nil,
      lastName: nil,
      email: nil, amounts: Amounts(0), firstTime: nil, lastTime: nil)
    #expect(try CSVWriter().text(.empty, [number]).contains("\n-5,"))
  }

  @Test("Output is the same in one piece and in many")
  func manyRows() throws {
    let row = TotalsRow("user", "Anna", "Blum", "anna@example.org", Amounts(1_500))
    for format in ReportFormat.ofRows where format != .table {
      let one = try format.writer().text(.empty, [row])
      let many = try format.writer().text(.empty, Array(repeating: row, count: 3_000))
      #expect(many.utf8.count > 128 << 10)
      // The second of two rows, with what stands between them, 2,999 times.
      let two = try format.writer().text(.empty, [row, row])
      let grown = two.utf8.count - one.utf8.count
      let ranks = format == .markdown ? (2...3_000).reduce(0) { $0 + "\($1)".count - 1 } + 2_001 : 0
      #expect(many.utf8.count == one.utf8.count + 2_999 * grown + ranks)
    }
  }
}
