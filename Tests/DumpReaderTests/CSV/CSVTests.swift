import TestSupport
import Testing

@testable import DumpReader

@Suite struct CSVTests {
  /// The cells of the selected columns, nil where they are missing; a refused record gives its code.
  private enum Row: Equatable {
    case cells([FieldReading?])
    case refused(MalformedDocument.Code)
  }

  private func read(
    _ text: String, _ paths: [String], readSize: Int = .max, maximum: Int = 1 << 20
  ) throws -> (rows: [Row], skips: [SkippedBytes]) {
    let input = try OpenedInput(
      ArraySource(Array(text.utf8), readSize: readSize), path: "x", namespace: nil,
      options: InputOptions(forcedFormat: .csv, maximumRecordSize: maximum))
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, columns: input.columns)
    var selection = FieldSelection()
    for path in paths { _ = selection.insert(path, unique: true) }
    var walker = CSVWalker(selection)
    var values = FieldValues(for: selection)
    var chunk = Chunk(capacity: 1 << 10)
    var rows: [Row] = []
    var skips: [SkippedBytes] = []
    while try reader.next(into: &chunk) {
      if let skipped = chunk.skipped {
        skips.append(skipped)
        continue
      }
      if let columns = chunk.columns { walker.begin(columns) }
      var offset = 0
      var range = 0..<0
      while offset < chunk.count {
        do throws(MalformedDocument) {
          guard
            try walker.next(
              chunk.bytes, &offset, end: chunk.count, into: &values, range: &range)
          else { break }
          rows.append(.cells(FieldReading.all(of: values, count: paths.count, in: chunk.bytes)))
        } catch {
          rows.append(.refused(error.code))
        }
      }
    }
    return (rows, skips)
  }

  private func cells(_ texts: String?...) -> Row { .cells(texts.map { $0.map { .string($0) } }) }

  @Test(arguments: [1, 2, 3, 16, 100, Int.max])
  func quotesAndLineEnds(readSize: Int) throws {
    let text =
      "\u{FEFF}a,\"b.c\",d\r\n1,2,3\r\n\r\n\"x,y\",\"say \"\"hi\"\"\",\"two\r\nlines\n\"\n"
      + ",\"\",é\n\"\"\"\",a\rb,\"\"\"a\"\"\"\n7,8,"
    let result = try read(text, ["a", "b.c", "d", "nowhere"], readSize: readSize)
    #expect(
      result.rows == [
        cells("1", "2", "3", nil), cells("x,y", "say \"hi\"", "two\r\nlines\n", nil),
        cells(nil, "", "é", nil), cells("\"", "a\rb", "\"a\"", nil), cells("7", "8", nil, nil),
      ])
    #expect(result.skips.isEmpty)
  }

  @Test func namesAreComparedByTheirBytes() throws {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    let result = try read("a,\(composed)\n1,2\n", [decomposed, composed])
    #expect(result.rows == [cells(nil, "2")])
    #expect(
      Namespace(database: "a", collection: composed)
        != Namespace(database: "a", collection: decomposed))
    let names = [composed, decomposed].map { ColumnNames(["a", $0], syntax: TableSyntax()) }
    #expect(names[0] != names[1])
  }

  @Test func aHeaderIsReadToItsEndOrRefused() throws {
    let name = String(repeating: "n", count: 1_000)
    var options = InputOptions(forcedFormat: .csv)
    // Longer than what is looked at first.
    options.chunkSize = 512
    let reading = try StreamReading(
      Array("a,\(name)\n1,2\n".utf8), options: options)
    #expect(reading.documents == [Array("1,2\n".utf8)])
    let limit = CSVHeader.maximumSize
    let header = "a," + String(repeating: "n", count: limit - 2)
    #expect(try StreamReading(Array(header.utf8), options: .init(forcedFormat: .csv)).items == [])
    for text in ["\(header)n\n1,2\n", "\(header)n", "\(header)\n"] {
      for chunkSize in [512, limit, 4 * limit] {
        options.chunkSize = chunkSize
        let error = #expect(throws: DumpError.self) {
          try StreamReading(Array(text.utf8), options: options)
        }
        #expect(error?.reason.contains("longer than 1024 KiB") == true)
      }
    }
  }

  @Test(arguments: ["\n", "\r\n\n\r\n", "\u{FEFF}\n\n"], [1, 2, Int.max])
  func blankLinesBeforeTheHeaderAreNone(blanks: String, readSize: Int) throws {
    let text = blanks + "a,b\n1,2\n"
    #expect(try read(text, ["b"], readSize: readSize).rows == [cells("2")])
    #expect(try StreamReading(Array(text.utf8), readSize: readSize).record.format == "csv")
  }

  @Test func objectIDsAreRead() throws {
    let bytes: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 1, 2, 3, 4]
    let id = FieldReading(.objectID, bytes: bytes)
    let text =
      "a,b\nObjectId(0123456789abcdef01020304),\"ObjectId(\"\"0123456789ABCDEF01020304\"\")\"\n"
      + "ObjectId(0123456789abcdef0102030x),ObjectId()\n"
    let result = try read(text, ["a", "b"])
    #expect(
      result.rows == [
        .cells([id, id]), cells("ObjectId(0123456789abcdef0102030x)", "ObjectId()"),
      ])
  }

  @Test(arguments: [1, 5, Int.max])
  func badRecordsCostThemselves(readSize: Int) throws {
    let text =
      "a,b\n1,2\n3\n4,5,6\nx\"y,2\n7,8\n\"open,1\n9,10\n\"a\"b,1\n11,12\n\u{0}"
      + "1,\"\(String(repeating: "z", count: 10))\"\n"
    let result = try read(text, ["a", "b"], readSize: readSize)
    let good = result.rows.filter { if case .cells = $0 { true } else { false } }
    #expect(
      good == [
        cells("1", "2"), cells("7", "8"), cells("9", "10"), cells("11", "12"),
        cells("\u{0}1", "zzzzzzzzzz"),
      ])
    #expect(result.rows.count - good.count + result.skips.count == 5)
  }

  @Test func invalidUTF8IsRefused() throws {
    let input: [UInt8] = Array("a,b\n1,".utf8) + [0xFF] + Array("\n2,3\n".utf8)
    let reading = try StreamReading(input, options: InputOptions(forcedFormat: .csv))
    #expect(reading.items == [.refused(.invalidUTF8), .document(Array("2,3\n".utf8))])
  }

  @Test(arguments: [1, 100, Int.max])
  func aQuoteThatNeverClosesCostsOneLine(readSize: Int) throws {
    let rows = (0..<2_000).map { "\($0),x" }.joined(separator: "\n")
    for maximum in [1_000, 1 << 20] {
      let result = try read(
        "a,b\n1,2\n\"3,4\n\(rows)\n", ["a", "b"], readSize: readSize, maximum: maximum)
      #expect(result.rows.count == 2_001)
      #expect(result.skips.map(\.count) == [5])
    }
  }

  /// Lines that leave a quote open, whether they are entered inside of quotes or outside.
  private static func openQuotes(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in Array("\",x\",\"\n".utf8) }
  }

  /// What a framer makes of bytes that come in portions: gaps (true) and documents by their sizes.
  private func frames(
    _ text: [UInt8], maximum: Int, credit: Int, portion: Int
  ) -> [(isGap: Bool, count: Int)] {
    let padded = text + [UInt8](repeating: 0, count: RawSpan.padding)
    let columns = ColumnNames(["a", "b"], syntax: TableSyntax())
    var framer = CSVFramer(
      maximumSize: maximum, columns: columns,
      search: CSVHeaderSearch(below: columns, options: TableOptions()),
      budget: RescanBudget(credit))
    var frames: [(isGap: Bool, count: Int)] = []
    var (start, end) = (0, 0)
    var isGapOpen = false
    while start < text.count {
      // A framer is never asked about nothing.
      if start == end { end = min(text.count, end + portion) }
      let rest = padded.rawBytes.extracting(start..<padded.count)
      switch framer.frame(rest, count: end - start, atEnd: end == text.count) {
      case .passed(let count, _): start += count
      case .more: end = min(text.count, end + portion)
      case .columns(let count, _): start += count
      case .documents(let count):
        start += count
        // Where documents are cut from each other is up to the portions.
        if let last = frames.last, !last.isGap {
          frames[frames.count - 1].count += count
        } else {
          frames.append((false, count))
        }
      case .skipped(let count, _, let ends):
        start += count
        if isGapOpen {
          frames[frames.count - 1].count += count
        } else {
          frames.append((true, count))
        }
        isGapOpen = !ends
      }
    }
    return frames
  }

  @Test(.timeLimit(.minutes(5))) func quotesThatNeverCloseCostNoQuadraticTime() {
    let text = Self.openQuotes(40_000)
    for maximum in [1 << 17, 1 << 24] {
      let frames = frames(text, maximum: maximum, credit: 1 << 20, portion: text.count)
      #expect(frames.reduce(0) { $0 + $1.count } == text.count)
    }
  }

  @Test(arguments: [1 << 20, 200]) func withoutCreditPortionsDoNotMatter(maximum: Int) {
    let text =
      Self.openQuotes(30) + Array("1,\"a\nb\"\n".utf8) + Self.openQuotes(40)
      + Array("1,\"a\"b\n3,4\n".utf8)
    for credit in [-1_000, 0, 100, 1_000, 1 << 20] {
      let whole = frames(text, maximum: maximum, credit: credit, portion: text.count)
      for portion in [1, 2, 5, 16, 64, 300] {
        let frames = frames(text, maximum: maximum, credit: credit, portion: portion)
        let isSame = frames.elementsEqual(whole, by: ==)
        #expect(isSame, "credit \(credit), portion \(portion)")
      }
    }
  }

  @Test func withoutCreditARecordIsOneLine() {
    let text = Array("1,\"a\nb\"\n3,4\n".utf8)
    let frames = frames(text, maximum: 1_000, credit: -1_000, portion: text.count)
    #expect(frames.elementsEqual([(true, 5), (false, 7)], by: ==))
  }

  @Test func aLongLineIsPassedOver() throws {
    let long = String(repeating: "y", count: 600_000)
    for line in ["\(long),1", "1,\"\(long)"] {
      let result = try read("a,b\n1,2\n\(line)\n3,4\n", ["a"], readSize: 100_000, maximum: 1_000)
      #expect(result.rows == [cells("1"), cells("3")])
      #expect(result.skips.map(\.count) == [line.utf8.count + 1])
    }
  }
}
