import LoyaltyAnalytics
import LoyaltyReports
import TestSupport
import Testing

@Suite("Whatever the labels are, machine formats read back")
struct ReportRoundTripTests {
  private static func rows(_ generator: inout ValueGenerator) -> [TotalsRow] {
    (0..<8).map { _ in
      TotalsRow(
        generator.label() ?? "", generator.label(), generator.label(), generator.label(),
        Amounts(
          Int64.random(in: -5_000...5_000, using: &generator),
          Int64.random(in: 0...5_000, using: &generator)))
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func csv(seed: UInt64) throws {
    var generator = ValueGenerator(seed: seed)
    let rows = Self.rows(&generator)
    let text = try CSVWriter(isForSpreadsheet: false).text(.empty, rows)
    let records = CSVText.records(text)
    #expect(records.count == rows.count + 1, "seed \(seed)")
    #expect(records.allSatisfy { $0.count == 11 }, "seed \(seed)")
    for (record, row) in zip(records.dropFirst(), rows) {
      #expect(
        record.prefix(4).map { Array($0.utf8) }
          == [row.key.plainText, row.firstName, row.lastName, row.email].map {
            Array(($0 ?? "").utf8)
          }, "seed \(seed)")
      #expect(record[4] == row.amounts.awarded.description)
      #expect(record[7] == row.amounts.net.description)
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func tsv(seed: UInt64) throws {
    var generator = ValueGenerator(seed: seed)
    let rows = Self.rows(&generator)
    let text = try TSVWriter(isForSpreadsheet: false).text(.empty, rows)
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(lines.count == rows.count + 2, "seed \(seed)")
    for (line, row) in zip(lines.dropFirst(), rows) {
      let cells = line.split(separator: 0x09, omittingEmptySubsequences: false)
      #expect(cells.count == 11, "seed \(seed)")
      #expect(
        CSVText.unescaped(Array(cells[1])) == Array((row.firstName ?? "").utf8), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func json(seed: UInt64) throws {
    var generator = ValueGenerator(seed: seed)
    let rows = Self.rows(&generator)
    var report = Report.empty
    report.groupedBy = [generator.label() ?? ""]
    report.documents.statuses = (0..<5).map { _ in
      ValueCount(value: generator.label() ?? "", count: 1)
    }
    report.query = [QueryEntry(generator.label() ?? "", .text(generator.label() ?? ""))]
    let text = try JSONWriter().text(report, rows)
    #expect(JSONText.isValid(text), "seed \(seed)")
    for line in try JSONLinesWriter().text(report, rows).utf8.split(separator: 0x0A) {
      #expect(JSONText.isValid(Array(line)), "seed \(seed)")
      let strings = JSONText.strings(Array(line))
      #expect(strings.first == Array(report.keyNames[0].utf8), "seed \(seed)")
    }
  }
}

/// Just enough of a CSV reader to read back what was written: RFC 4180.
enum CSVText {
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var cell: [UInt8] = []
    var isQuoted = false
    var previousWasQuote = false
    func endCell() {
      records[records.count - 1].append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    for byte in text.utf8 {
      if byte == 0x22 {
        // Inside of quotation marks two of them are one.
        if !isQuoted, previousWasQuote { cell.append(byte) }
        isQuoted.toggle()
        previousWasQuote = !isQuoted
        continue
      }
      previousWasQuote = false
      switch byte {
      case 0x2C where !isQuoted: endCell()
      case 0x0A where !isQuoted:
        endCell()
        records.append([])
      default: cell.append(byte)
      }
    }
    if records.last == [] { records.removeLast() }
    return records
  }

  /// A cell of TSV without its escapes.
  static func unescaped(_ cell: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isEscape = false
    for byte in cell {
      if isEscape {
        let meanings: [UInt8: UInt8] = [0x74: 0x09, 0x6E: 0x0A, 0x72: 0x0D, 0x5C: 0x5C]
        result.append(meanings[byte] ?? 0x3F)
        isEscape = false
      } else if byte == 0x5C {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
