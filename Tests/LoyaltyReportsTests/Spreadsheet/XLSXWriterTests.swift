import DumpReader
import Foundation
import LoyaltyAnalytics
import TestSupport
import Testing

@testable import LoyaltyReports

/// What a writer said.
private final class Notices: @unchecked Sendable {
  var sentences: [String] = []
}

private let hasLibrary = (try? XLSXWriter.checkLibrary()) != nil

@Suite("Workbooks", .enabled(if: hasLibrary, "libxlsxwriter is not installed"))
struct XLSXWriterTests {
  private static let hostile = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "</t>", "\u{1}\0\r\n", "_x0041_", "007",
    "012345678901234567890123", " blank ", "👍", "\u{FFFF}",
  ]

  private func workbook(
    _ rows: [TotalsRow], rowLimit: UInt32 = Workbook.rowLimit, _ notices: Notices = Notices(),
    space: TemporarySpace = TemporarySpace(directory: NSTemporaryDirectory())
  ) throws -> [UInt8] {
    var report = Report.empty
    report.total = rows.count
    var writer = XLSXWriter(space: space) { notices.sentences.append($0) }
    writer.rowLimit = rowLimit
    var cursor = ArrayCursor(rows)
    var output = MemoryOutput()
    try writer.write(report, rows: &cursor, to: &output)
    return output.bytes
  }

  private func digests(_ bytes: [UInt8]) throws -> [CellDigest] {
    let path = NSTemporaryDirectory() + "workbook-\(UInt64.random(in: 0 ... .max))"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try #require(FileHandle(forReadingAtPath: path))
    defer { try? file.close() }
    return try WorkbookReader(descriptor: file.fileDescriptor).digests()
  }

  private static func rows(_ count: Int) -> [TotalsRow] {
    (0..<count).map { index in
      let text = hostile[index % hostile.count]
      return TotalsRow(
        "\(index)\(text)", text, text, text, Amounts(Int64(index), 1),
        firstTime: Int64(index) * 1_000_003, lastTime: nil)
    }
  }

  @Test func aLibraryThatIsNotThereIsAnError() {
    // The C library is there, and lacks what is looked for.
    for names in [[], ["libnothing.so.4"], ["libc.so.6", "libSystem.dylib"]] as [[String]] {
      let error = #expect(throws: SpreadsheetError.self) { try SpreadsheetLibrary(names: names) }
      #expect(error?.reason.contains("apt-get install libxlsxwriter-dev") == true)
    }
  }

  @Test func theSameRowsAreTheSameBytes() throws {
    let rows = Self.rows(50)
    #expect(try workbook(rows) == workbook(rows))
  }

  @Test func rowsBeyondASheetGoOnInFurtherOnes() throws {
    let whole = Self.rows(7)
    for (count, sheets) in [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3)] {
      let notices = Notices()
      let bytes = try workbook(Array(whole.prefix(count)), rowLimit: 4, notices)
      // The summary is one as well.
      #expect(try digests(bytes).count == sheets + 1)
      #expect(notices.sentences.count == (sheets > 1 ? 1 : 0))
    }
  }

  @Test func aCellThatIsLostIsFound() throws {
    let bytes = try workbook(Self.rows(20))
    let good = try digests(bytes)
    var random = ValueGenerator(seed: 6)
    for _ in 0..<300 {
      var damaged = bytes
      let index = Int.random(in: 0..<damaged.count, using: &random)
      damaged[index] ^= UInt8.random(in: 1...255, using: &random)
      // The same, where the byte is of another part; never other cells as if they were good.
      if let found = try? digests(damaged), found.count == good.count { #expect(found == good) }
    }
    #expect(throws: (any Error).self) { try digests(Array(bytes.dropLast())) }
    #expect(throws: (any Error).self) { try digests([]) }
  }

  @Test func whatCellsDoNotShowIsTold() throws {
    let notices = Notices()
    let long = String(repeating: "x", count: 40_000)
    var many = Amounts(1)
    many.awarded = try #require(Points(text: "123456789012.3456"))
    _ = try workbook([TotalsRow(long, Amounts(1)), TotalsRow("a", many)], notices)
    #expect(notices.sentences.count == 2)
    #expect(notices.sentences.first?.hasPrefix("1 amount has more digits") == true)
    #expect(notices.sentences.last?.hasPrefix("1 text is cut") == true)
  }

  @Test func temporaryFilesStayWithinTheirLimit() throws {
    var space = TemporarySpace(directory: NSTemporaryDirectory(), limit: 100_000)
    #expect(throws: SpreadsheetError.self) { try workbook(Self.rows(1000), space: space) }
    #expect(try !workbook(Self.rows(10), space: space).isEmpty)
    space.directory = "/nowhere"
    #expect(throws: SpreadsheetError.self) { try workbook(Self.rows(1), space: space) }
  }

  @Test func cellsAreTheSameInPiecesOfAnySize() {
    let xml = Array(
      "<a><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a&amp;b&lt;/t&gt;</t></is></c><c><v>-12.5</v></c><c><v>1E+20</v></c></row>"
        .utf8)
    var expected = CellDigest()
    for byte in " a&b</t>".utf8 { expected.take(byte: byte) }
    expected.endText()
    expected.take(number: -12.5)
    expected.take(number: 1e20)
    for size in 1...xml.count {
      var scanner = SheetScanner()
      for start in stride(from: 0, to: xml.count, by: size) {
        scanner.scan(xml.rawBytes.extracting(start..<min(xml.count, start + size)))
      }
      #expect(scanner.digest == expected)
    }
  }
}
