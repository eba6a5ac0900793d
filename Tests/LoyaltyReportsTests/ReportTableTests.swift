import TestSupport
import Testing

@testable import LoyaltyAnalytics
@testable import LoyaltyReports

@Suite("The table")
struct ReportTableTests {
  private static func table(
    _ width: Int, color: Bool = false, unicode: Bool = true, _ report: Report = .sample,
    _ rows: [TotalsRow] = sampleRows
  ) throws -> String {
    var style = TableStyle(width: width, color: color, unicode: unicode)
    style.hints = ReportHints(moreRows: "use --all", hiddenColumns: "use a wider window")
    return try TableWriter(style: style).text(report, rows)
  }

  @Test func at80() throws {
    #expect(
      try Self.table(80) == """
        84,205 documents in dump.bson: 70,000 counted, 14,193 excluded, 12 rejected
        excluded: 12,001 by status (pending 11,000, cancelled 1,001), 2,192 by type
          (expire 2,192)
        rejected: 10 malformed, 2 with unusable points

        # user_id                      Awarded ↓  Redeemed  Deducted          Net   Txns
        ────────────────────────────────────────────────────────────────────────────────
        1 9d3c1b7e0f6a4c52b8e1d4a7…  1,204,500.5   310,000     1,200    893,300.5  1,422
        2 04be77a1c2d94f7f8a6b5c4d…       88,120 12,500.25         0    75,619.75     96
        3 c81e728d9d4c2f636f067f89…   54,000.125         0       250   53,750.125     61
        4 eccbc87e4b5ce2fe28308fd9…       41,250     4,000         0       37,250     40
        5 a87ff679a2f3e71d9181a67b…       12,000 11,999.75         0         0.25     12
        6 (none)                           9,600         0         0        9,600    310
        7 e4da3b7fbbce2345d7772b06…          100         0         0          100      1
        8 507f1f77bcf86cd799439011            -5         0         0           -5      1
        ────────────────────────────────────────────────────────────────────────────────
        38,619 users                12,345,678.5 3,210,987 45,120.25 9,089,571.25 70,000
        … 38,611 more (use --all)

        INCOMPLETE: 12 documents rejected and 1,204 bytes skipped, not in these totals
        dump.bson (bson): 1,204 of 56,705,134 bytes skipped

        """)
  }

  @Test func at140() throws {
    #expect(
      try Self.table(140) == """
        84,205 documents in dump.bson: 70,000 counted, 14,193 excluded, 12 rejected
        excluded: 12,001 by status (pending 11,000, cancelled 1,001), 2,192 by type (expire 2,192)
        rejected: 10 malformed, 2 with unusable points

        #  user_id                         Name                E-mail                      Awarded ↓      Redeemed   Deducted            Net    Txns
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        1  9d3c1b7e0f6a4c52b8e1d4a7f0c39…  Grace Hopper        grace.hopper@navy.ex…   1,204,500.5      310,000      1,200       893,300.5     1,422
        2  04be77a1c2d94f7f8a6b5c4d3e2f1…  小明 王             wang.xiaoming@exampl…      88,120         12,500.25       0        75,619.75       96
        3  c81e728d9d4c2f636f067f89cc148…  Søren Ångström-Ki…  soren.aabye.angstrom…      54,000.125          0        250        53,750.125      61
        4  eccbc87e4b5ce2fe28308fd9f2a7b…  👩‍👩‍👧‍👦 Familie Müller…  familie@mueller.exam…      41,250          4,000          0        37,250          40
        5  a87ff679a2f3e71d9181a67b75421…  नरेन्द्र शर्मा          narendra@example.in        12,000         11,999.75       0             0.25       12
        6  (none)                                                                          9,600              0          0         9,600         310
        7  e4da3b7fbbce2345d7772b0674a31…  =cmd|'/c calc'!A1…  a,"b"@x.example               100              0          0           100           1
        8  507f1f77bcf86cd799439011        田中 さくら         sakura@example.jp              -5              0          0            -5           1
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        38,619 users                                                                  12,345,678.5    3,210,987     45,120.25  9,089,571.25   70,000
        … 38,611 more (use --all)

        INCOMPLETE: 12 documents rejected and 1,204 bytes skipped, not in these totals
        dump.bson (bson): 1,204 of 56,705,134 bytes skipped

        """)
  }

  @Test func inASCII() throws {
    #expect(
      try Self.table(80, unicode: false) == """
        84,205 documents in dump.bson: 70,000 counted, 14,193 excluded, 12 rejected
        excluded: 12,001 by status (pending 11,000, cancelled 1,001), 2,192 by type
          (expire 2,192)
        rejected: 10 malformed, 2 with unusable points

        # user_id                        Awarded  Redeemed  Deducted          Net   Txns
        --------------------------------------------------------------------------------
        1 9d3c1b7e0f6a4c52b8e1d4...  1,204,500.5   310,000     1,200    893,300.5  1,422
        2 04be77a1c2d94f7f8a6b5c...       88,120 12,500.25         0    75,619.75     96
        3 c81e728d9d4c2f636f067f...   54,000.125         0       250   53,750.125     61
        4 eccbc87e4b5ce2fe28308f...       41,250     4,000         0       37,250     40
        5 a87ff679a2f3e71d9181a6...       12,000 11,999.75         0         0.25     12
        6 (none)                           9,600         0         0        9,600    310
        7 e4da3b7fbbce2345d7772b...          100         0         0          100      1
        8 507f1f77bcf86cd799439011            -5         0         0           -5      1
        --------------------------------------------------------------------------------
        38,619 users                12,345,678.5 3,210,987 45,120.25 9,089,571.25 70,000
        ... 38,611 more (use --all)

        INCOMPLETE: 12 documents rejected and 1,204 bytes skipped, not in these totals
        dump.bson (bson): 1,204 of 56,705,134 bytes skipped

        """)
  }

  @Test("A small result is narrow, complete and shows no empty columns")
  func small() throws {
    var report = Report.empty
    report.total = 2
    report.totals = Amounts(1_250, 500, 0, transactions: 3)
    report.documents.read = 3
    report.documents.counted = 3
    report.inputs = [InputSummary(path: "-", format: "jsonl", bytes: 90, bytesSkipped: 0)]
    report.groupedBy = ["user_email"]
    let rows = [
      TotalsRow("a@x.example", nil, nil, "a@x.example", Amounts(1_000, 500, transactions: 2)),
      TotalsRow("b@x.example", nil, nil, "b@x.example", Amounts(250)),
    ]
    #expect(
      try Self.table(80, report, rows) == """
        3 documents on standard input, all counted

        #  user_email   Awarded ↓  Redeemed  Deducted   Net  Txns
        ─────────────────────────────────────────────────────────
        1  a@x.example       1          0.5         0  0.5      2
        2  b@x.example       0.25       0           0  0.25     1
        ─────────────────────────────────────────────────────────
        2 users              1.25       0.5         0  0.75     3

        """)
  }

  @Test("Nothing counted: the notice is below the empty table, loud and wrapped")
  func nothing() throws {
    var report = Report.empty
    report.documents.read = 1_204
    report.documents.excluded.status = 1_204
    report.documents.statuses = (1...11).map { ValueCount(value: "s\($0)", count: 110 - $0) }
    report.notices = [
      "Nothing was counted: --status approved left out all 1,204 documents. Their statuses are s1, "
        + "s2 and 9 more. Use --status s1, or --status any."
    ]
    #expect(
      try Self.table(80, report, []) == """
        1,204 documents read: 0 counted, 1,204 excluded
        excluded: 1,204 by status (s1 109, s2 108, s3 107, s4 106, s5 105, s6 104, s7
          103, s8 102, 3 other values 300)

        user_id  Awarded ↓  Redeemed  Deducted  Net  Txns
        ─────────────────────────────────────────────────
        (no users)
        ─────────────────────────────────────────────────
        0 users          0         0         0    0     0

        Nothing was counted: --status approved left out all 1,204 documents. Their
          statuses are s1, s2 and 9 more. Use --status s1, or --status any.

        """)
    #expect(try Self.table(80, color: true, report, []).contains("\u{1B}[33mNothing was counted"))
  }

  @Test("Times are shown where there is room for them beside whole keys")
  func times() throws {
    let row = "1  9d3c1b7e0f6a4c52b8e1d4a7f0c39b65  Grace Hopper"
    let times = " 1,422  2014-04-11  2014-11-10\n"
    #expect(try !Self.table(150).contains("First"))
    #expect(try Self.table(170).contains(times))
    #expect(try Self.table(170).contains(row))
  }

  @Test("Colour changes nothing but the emphasis")
  func color() throws {
    let colored = try Self.table(80, color: true)
    var plain = colored
    for escape in ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[33m", "\u{1B}[0m"] {
      plain = plain.removing(escape)
    }
    #expect(plain == (try Self.table(80)))
    #expect(colored.contains("\u{1B}[1m# user_id"))
    for line in colored.split(separator: "\n") {
      #expect(
        line.removing("\u{1B}[0m") == line || line.contains("\u{1B}[1m")
          || line.contains("\u{1B}[2m") || line.contains("\u{1B}[33m"))
    }
  }

  @Test("Ranks go on from those skipped, and the arrow shows the order")
  func ranks() throws {
    var report = Report.sample
    report.ranking.skip = 1_233
    report.ranking.column = .net
    report.ranking.ascending = true
    let text = try Self.table(110, report)
    #expect(text.contains("\n1,234  9d3c"))
    #expect(text.contains(" Net ↑ "))
    #expect(text.contains("… 37,378 more"))
    report.ranking.column = .user
    report.ranking.ascending = false
    #expect(try Self.table(110, report).contains("  user_id ↑ "))
  }

  @Test("Rows after the first 10,000 are printed in the same columns")
  func overflow() throws {
    let row = TotalsRow("anna", Amounts(1_500))
    var rows = Array(repeating: row, count: TableWriter.measuredRows)
    rows.append(
      TotalsRow("an extraordinarily long key", "Anna", nil, nil, Amounts(123_456_789_125)))
    rows.append(row)
    var report = Report.empty
    report.total = rows.count
    let lines = try Self.table(80, report, rows).split(separator: "\n")
    let body = lines.filter { $0.contains("an") }
    #expect(body.count == rows.count)
    #expect(body.first == "     1  anna           1.5         0         0  1.5     1")
    #expect(
      body[10_000] == "10,001  an ext…  123,456,789.125         0         0  123,456,789.125     1")
    #expect(body.last == "10,002  anna           1.5         0         0  1.5     1")
  }

  @Test("Lines keep within the width, amounts are whole", arguments: 0..<40 as Range<UInt64>)
  func law(seed: UInt64) throws {
    var generator = ValueGenerator(seed: seed)
    var report = Report.sample
    report.groupedBy = [generator.label() ?? "user_id"]
    report.documents.statuses = (0..<12).map { _ in
      ValueCount(value: generator.label() ?? "", count: 3)
    }
    report.inputs[0].path = generator.label() ?? "-"
    report.notices = [(generator.label() ?? "notice") + "."]
    report.totals = Amounts(9_999_999, 1_000, transactions: 99)
    let hasNames = generator.next() % 4 > 0
    let rows = (0..<6).map { _ in
      TotalsRow(
        generator.label() ?? "key", hasNames ? generator.label() : nil,
        hasNames ? generator.label() : nil, generator.label(),
        Amounts(
          Int64.random(in: 0...9_999_999, using: &generator),
          Int64.random(in: 0...99_999, using: &generator)),
        firstTime: Int64(bitPattern: generator.next()) >> 20,
        lastTime: generator.next() % 2 == 0 ? nil : 0)
    }
    for unicode in [true, false] {
      let shown = TerminalText(isUnicode: unicode)
      for width in [60, 79, 80, 119, 120, 200] {
        let text = try Self.table(width, unicode: unicode, report, rows)
        for line in text.split(separator: "\n") {
          #expect(
            shown.width(of: String(line)) <= width,
            "seed \(seed), width \(width): \(String(line).debugDescription)")
          #expect(shown.shown(String(line)).utf8.elementsEqual(line.utf8), "seed \(seed)")
        }
        for row in rows {
          var buffer = TextBuffer(capacity: 0)
          buffer.append(row.amounts.awarded, grouped: true)
          let amount = String(decoding: buffer.bytes, as: UTF8.self)
          #expect(text.contains(" " + amount + " "), "seed \(seed), width \(width)")
        }
        let hasTrailingBlanks = text.contains(" \n")
        #expect(!hasTrailingBlanks, "seed \(seed), width \(width)")
      }
    }
  }

  @Test("Below any useful width there is still a table", arguments: [-1, 0, 1, 10, 40, Int.max])
  func extremes(width: Int) throws {
    let text = try Self.table(width)
    #expect(text.contains("1,204,500.5"))
    #expect(text.contains("12,345,678.5"))
  }
}

extension StringProtocol {
  /// The text without any occurrence of another, byte by byte.
  fileprivate func removing(_ other: String) -> String {
    var result: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: other.utf8) {
        rest = rest.dropFirst(other.utf8.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
