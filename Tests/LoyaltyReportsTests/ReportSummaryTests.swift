import LoyaltyAnalytics
import LoyaltyReports
import Testing

@Suite("The summary in sentences")
struct ReportSummaryTests {
  @Test func sample() {
    #expect(
      ReportSummary(.sample).lines == [
        "84,205 documents in dump.bson: 70,000 counted, 14,193 excluded, 12 rejected",
        "excluded: 12,001 by status (pending 11,000, cancelled 1,001), 2,192 by type (expire 2,192)",
        "rejected: 10 malformed, 2 with unusable points",
        "INCOMPLETE: 12 documents rejected and 1,204 bytes skipped, not in these totals",
        "dump.bson (bson): 1,204 of 56,705,134 bytes skipped",
      ])
  }

  @Test func everyReason() {
    var report = Report.empty
    report.documents.read = 1_000_045
    report.documents.counted = 1_000_000
    report.documents.excluded.store = 1
    report.documents.excluded.status = 2
    report.documents.excluded.time = 3
    report.documents.excluded.where = 4
    report.documents.excluded.type = 5
    report.documents.rejected.malformed = 6
    report.documents.rejected.time = 7
    report.documents.rejected.user = 8
    report.documents.rejected.points = 9
    report.documents.rounded = 1_234
    report.complete = false
    #expect(
      ReportSummary(report).lines == [
        "1,000,045 documents read: 1,000,000 counted, 15 excluded, 30 rejected",
        "excluded: 1 by store, 2 by status, 3 by time, 4 by condition, 5 by type",
        "rejected: 6 malformed, 7 with a time that cannot be read, 8 with a value that cannot be a "
          + "key, 9 with unusable points",
        "rounded: 1,234 amounts to 18 fraction digits",
        "INCOMPLETE: 30 documents rejected, not in these totals",
      ])
  }

  @Test func complete() {
    var report = Report.empty
    #expect(ReportSummary(report).lines == ["0 documents read: 0 counted", "complete"])
    report.documents.read = 1
    report.documents.counted = 1
    report.inputs = [InputSummary(path: "-", format: "bson", bytes: 5, bytesSkipped: 0)]
    #expect(
      ReportSummary(report).lines == ["1 document on standard input, all counted", "complete"])
    report.complete = false
    #expect(
      ReportSummary(report).closing == [
        "INCOMPLETE: the input is damaged or was cut off"
      ])
  }

  @Test("Totals behind a checksum that does not match are marked unverified")
  func unverified() {
    var report = Report.empty
    report.complete = false
    report.inputs = [
      InputSummary(
        path: "a", format: "archive", bytes: 500, bytesSkipped: 0, damage: "the checksum",
        isUnverified: true)
    ]
    #expect(
      ReportSummary(report).closing == ["UNVERIFIED: a checksum does not match the input"])
    report.inputs.append(
      InputSummary(
        path: "b", format: "bson+gzip", bytes: 50, bytesSkipped: 0, damage: "it ends"))
    #expect(
      ReportSummary(report).closing == [
        "INCOMPLETE: the input is damaged or was cut off",
        "UNVERIFIED: a checksum does not match the input",
      ])
    report.documents.rejected.malformed = 1
    #expect(
      ReportSummary(report).closing == [
        "INCOMPLETE: 1 document rejected, not in these totals",
        "UNVERIFIED: a checksum does not match the input",
      ])
  }

  @Test("Long lists and long paths are cut short, and what they hold is shown safely")
  func bounds() {
    var report = Report.empty
    report.documents.read = 100
    report.documents.excluded.status = 100
    report.documents.statuses = (1...10).map { ValueCount(value: "\u{1B}\($0)", count: 10) }
    report.complete = false
    report.inputs = (1...11).map {
      InputSummary(
        path: String(repeating: "long/", count: 40) + "\($0).bson", format: "bson", bytes: 5_000,
        bytesSkipped: 1_000)
    }
    let lines = ReportSummary(report).lines
    #expect(
      lines[1]
        == "excluded: 100 by status (␛1 10, ␛2 10, ␛3 10, ␛4 10, ␛5 10, ␛6 10, ␛7 10, ␛8 10, "
        + "2 other values 20)")
    #expect(lines[2] == "INCOMPLETE: 11,000 bytes skipped, not in these totals")
    #expect(
      lines[3]
        == "…/long/long/long/long/long/long/long/long/1.bson (bson): 1,000 of 5,000 bytes skipped")
    #expect(lines.last == "3 other inputs: 3,000 bytes skipped")
    #expect(
      ReportSummary(report, unicode: false).lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x7F } })
  }
}
