import Testing

@testable import LoyaltyAnalytics

@Suite("The table")
struct ReportTableTests {
  private static func table(
    _ width: Int, color: Bool = false, unicode: Bool = true, _ report: Report = .sample,
    _ rows: [ReportRow] = sampleRows
  ) throws -> String {
    try TableWriter(style: TableStyle(width: width, color: color, unicode: unicode))
      .text(report, rows)
  }

  @Test func at80() throws {
    #expect(
      try Self.table(80) == """
        """)
  }

  @Test func at140() throws {
    #expect(
      try Self.table(140) == """
        """)
  }

  @Test func inASCII() throws {
    #expect(
      try Self.table(80, unicode: false) == """
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
    report.groupedBy = "user_email"
    let rows = [
      ReportRow("a@x.example", nil, nil, "a@x.example", Amounts(1_000, 500, transactions: 2)),
      ReportRow("b@x.example", nil, nil, "b@x.example", Amounts(250)),
    ]
    #expect(
      try Self.table(80, report, rows) == """
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
        """)
    #expect(try Self.table(80, color: true, report, []).contains("\u{1B}[1mNothing was counted"))
  }

  @Test("Colour changes nothing but the emphasis")
  func color() throws {
    let colored = try Self.table(80, color: true)
    var plain = colored
    for escape in ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"] { plain = plain.removing(escape) }
    #expect(plain == (try Self.table(80)))
    #expect(colored.contains("\u{1B}[1m# user_id"))
    for line in colored.split(separator: "\n") {
      #expect(
        line.removing("\u{1B}[0m") == line || line.contains("\u{1B}[1m")
          || line.contains("\u{1B}[2m"))
    }
  }

  @Test("Ranks go on from those skipped, and the arrow shows the order")
  func ranks() throws {
    var report = Report.sample
    report.ranking.skip = 1_233
    report.ranking.column = .net
    report.ranking.ascending = true
    let text = try Self.table(100, report)
    #expect(text.contains("\n1,234  9d3c"))
    #expect(text.contains(" Net ↑ "))
    #expect(text.contains("… 37,378 more"))
    report.ranking.column = .user
    report.ranking.ascending = false
    #expect(try Self.table(100, report).contains("  user_id ↑ "))
  }

  @Test("Rows after the first 10,000 are printed in the same columns")
  func overflow() throws {
    let row = ReportRow("anna", Amounts(1_500))
    var rows = Array(repeating: row, count: TableWriter.measuredRows)
    rows.append(
      ReportRow("an extraordinarily long key", "Anna", nil, nil, Amounts(123_456_789_125)))
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

  @Test("Lines keep within the width, amounts are whole", arguments: 0..<150 as Range<UInt64>)
  func law(seed: UInt64) throws {
    var generator = ValueGenerator(seed: seed)
    var report = Report.sample
    report.groupedBy = generator.label() ?? "user_id"
    report.documents.statuses = (0..<12).map { _ in
      ValueCount(value: generator.label() ?? "", count: 3)
    }
    report.inputs[0].path = generator.label() ?? "-"
    report.notices = [(generator.label() ?? "notice") + "."]
    report.totals = Amounts(9_999_999, 1_000, transactions: 99)
    let hasNames = generator.next() % 4 > 0
    let rows = (0..<6).map { _ in
      ReportRow(
        generator.label() ?? "key", hasNames ? generator.label() : nil,
        hasNames ? generator.label() : nil, generator.label(),
        Amounts(
          Int64.random(in: 0...9_999_999, using: &generator),
          Int64.random(in: 0...99_999, using: &generator)),
        firstTime: Int64(bitPattern: generator.next()) >> 20,
        lastTime: generator.next() % 2 == 0 ? nil : 0)
    }
    for unicode in [true, false] {
      let shown = VisibleText(isUnicode: unicode)
      for width in [60, 79, 80, 81, 100, 119, 120, 140, 200, 400] {
        let text = try Self.table(width, unicode: unicode, report, rows)
        for line in text.split(separator: "\n") {
          #expect(
            shown.width(of: String(line)) <= width,
            "seed \(seed), width \(width): \(String(line).debugDescription)")
          #expect(shown.shown(String(line)).utf8.elementsEqual(line.utf8), "seed \(seed)")
        }
        for row in rows {
          var buffer = ReportBuffer(capacity: 0)
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
