import TestSupport
import Testing

@testable import DumpReader

@Suite struct InputRecognitionTests {
  private static let short = BSONBytes.document([.string("a", "b")])
  private static let bson = (0..<20).flatMap { BSONBytes.document([.int32("n", $0)]) }

  private func format(_ bytes: [UInt8]) throws -> String {
    try StreamReading(bytes).record.format
  }

  private func format(_ text: String) throws -> String { try format(Array(text.utf8)) }

  @Test func eachFormatIsKnownByItsContent() throws {
    #expect(try format(Self.bson) == "bson")
    #expect(try format(Self.short) == "bson")
    #expect(try format([5, 0, 0, 0, 0]) == "bson")
    #expect(try format("{\"a\":1}\n{\"a\":2}\n") == "jsonl")
    #expect(try format("\u{FEFF} \r\n { \"a\" : 1 }") == "jsonl")
    #expect(try format("{a: 'b'}") == "jsonl")
    #expect(try format("{\"a\":1}{\"a\":2}\n{\"a\":3}") == "jsonl")
    #expect(try format("[{\"a\":1},{\"a\":2}]") == "json")
    #expect(try format("\u{FEFF}\n[\n") == "json")
    #expect(try format("{\n\t\"a\": 1\n}\n{\n\t\"a\": 2\n}\n") == "json")
    #expect(try format("_id,points,a.b\n1,2,3\n") == "csv")
    #expect(try format("\u{FEFF}\"_id\",\"the points\"\r\n1,2\r\n") == "csv")
    #expect(try format("_id,points") == "csv")
    #expect(try format(ArchiveBytes([("a", "b", "")]).bytes) == "archive")
    #expect(try format([]) == "empty")
    #expect(try format("\n\r\n ") == "jsonl")
  }

  /// What stands before every document, and begins with a bracket.
  @Test(arguments: [
    "[INFO] ", "[1] ", "[2024-01-02T00:00:00Z] ", "[2024-01-02 00:00:00.5] [main] INFO: ",
    "[pid 12]: ", "[INFO]", "[app][x-1] ", "[1,2] ", "[[INFO]] ", " [INFO] ", "\u{FEFF}[INFO] ",
    "[INFO]\t",
  ])
  func aPrefixInBrackets(prefix: String) throws {
    let documents = [#"{"a":1}"#, #"{"a":"[{"}"#, #"{"a":[1,{"b":2}]}"#]
    for count in 1...3 {
      for end in ["\n", "\r\n"] {
        let text = documents.prefix(count).map { prefix + $0 + end }.joined()
        let reading = try StreamReading(Array(text.utf8))
        #expect(reading.record.format == "jsonl", "\(text)")
        #expect(reading.documents.count == count, "\(text)")
        #expect(try format(CompressedBytes.gzip(Array(text.utf8))) == "jsonl+gzip")
      }
    }
  }

  @Test func prefixesInBracketsMayDifferInWhatIsInThem() throws {
    #expect(try format("[INFO ] {\"a\":1}\n[ERROR] {\"a\":2}\n[ WARN] {\"a\":3}\n") == "jsonl")
    #expect(try format("\n\n[INFO] {\"a\":1}\n[INFO] end\n[DEBUG] {\"a\":1}\n") == "jsonl")
    #expect(try format("connected to: a\n[INFO] b\n[INFO] {\"a\":1}\n") == "jsonl")
  }

  /// Arrays, whatever is in them and around.
  @Test(arguments: [
    "[{\"a\":1}]", "[ {\"a\":1} ]", "[{\"a\":1},{\"a\":2}]", "[\n{\"a\":1},\n{\"a\":2}\n]",
    "[]", "[ ]", "[]\n{\"a\":1}", "[] {\"a\":1}", "[1,2]", "[1,{\"a\":1}]", "[1, {\"a\":1}]",
    "[1,\n{\"a\":1}]", "[null, {\"a\":1}\n]", "[[1], {\"a\":1}]", "[[{\"a\":1}]]",
    "[1], {\"a\":1}", "[\"INFO\"] {\"a\":1}", "[\n  {\n    \"a\": 1\n  }\n]\n",
    "[{a: 1},\n {a: 2}]", "[ { a: ISODate('2024-01-01T00:00:00Z') } ]", "[{\"a\":1}\n,{\"a\":2}\n]",
    "[{\"a\":[1]} ,\n {\"b\":[2]}\n]", "[{\"a\":1}] [{\"a\":2}]",
  ])
  func anArrayIsNoPrefix(text: String) throws {
    #expect(try format(text) == "json")
    #expect(try format("\u{FEFF}\n " + text) == "json")
  }

  @Test func compressionIsASuffix() throws {
    #expect(try format(CompressedBytes.gzip(Self.bson)) == "bson+gzip")
    #expect(try format(CompressedBytes.zstd(Array("{}\n".utf8))) == "jsonl+zstd")
    #expect(try format(CompressedBytes.gzip([])) == "empty+gzip")
  }

  @Test func emptyInputIsNoError() throws {
    for bytes in [[], Array("\n".utf8), CompressedBytes.gzip([]), CompressedBytes.zstd([])] {
      let reading = try StreamReading(bytes)
      #expect(reading.items.isEmpty)
      #expect(reading.record.isEmpty)
    }
    #expect(try !StreamReading(Self.short).record.isEmpty)
  }

  @Test func aDamagedFirstHeaderIsStillBSON() throws {
    var bytes = Self.bson
    bytes[3] = 0x7F
    let reading = try StreamReading(bytes)
    #expect(reading.record.format == "bson")
    #expect(reading.documents.count == 19)
    #expect(reading.skips.count == 1)
  }

  @Test func aDamagedFirstHeaderOfALongFileIsStillBSON() throws {
    // More than is looked at, and a number in it that could be a length.
    var bytes: [UInt8] = []
    while bytes.count < 2 * ChunkReader.usualChunkSize { bytes += Self.bson }
    bytes.replaceSubrange(0..<9, with: [0xFF, 0xFF, 0xFF, 0x7F, 2, 0x64, 0, 4, 0])
    #expect(try StreamReading(bytes).record.format == "bson")
  }

  @Test func aFileCutWithinItsFirstDocumentIsBSON() throws {
    for count in 1..<Self.short.count {
      let reading = try StreamReading(Array(Self.short[0..<count]))
      #expect(reading.items == [.skipped(.cutShort, count)])
    }
  }

  @Test func aDamagedFirstLineIsStillJSONLines() throws {
    #expect(try format("{\"a\":1,\n{\"a\":2}\n{\"a\":3}\n") == "jsonl")
    #expect(try format("{\"a\":\"1}\n{\"a\":2}\n{\"a\":3}\n") == "jsonl")
    #expect(try format("{\"a\":") == "jsonl")
  }

  @Test func objectsOverSeveralLinesNeedNoIndentation() throws {
    #expect(try format("{\n\"a\": [\n{\"b\": 1}\n]\n}\n{\n\"a\":\n{}\n}\n") == "json")
    #expect(try format("{\"a\":\n{\"$numberInt\": \"}\"}\n}\n") == "json")
    #expect(try format("{\"a\":{\"b\":1}\n{\"a\":{\"b\":2}}\n{\"a\":{\"b\":2}}\n") == "jsonl")
    #expect(try format("{\"a\":\"b\n{\"a\":2}\"}\n{\"a\":3}\n") == "jsonl")
  }

  @Test(arguments: [
    ("\u{89}PNG\r\n", "PNG"), ("PK\u{3}\u{4}", "ZIP"), ("%PDF-1.7", "PDF"), ("BZh91", "bzip2"),
    ("SQLite format 3\u{0}", "SQLite"), ("PAR1", "Parquet"), ("<!DOCTYPE html>", "HTML"),
    ("Dear Sir, I write to you\n", "neither"),
    ("plain words", "neither"), ("\"text\"", "neither"), ("12", "neither"),
  ])
  func whatIsNoDumpIsNamed(text: String, name: String) throws {
    let bytes = text.unicodeScalars.flatMap { scalar in
      scalar.value < 0x100 ? [UInt8(scalar.value)] : Array(String(scalar).utf8)
    }
    for bytes in [bytes, CompressedBytes.gzip(bytes)] {
      let error = #expect(throws: DumpError.self) { try StreamReading(bytes) }
      #expect(error?.code == .notADump)
      #expect(error?.reason.contains(name) == true, "\(error?.reason ?? "")")
    }
  }

  @Test(arguments: ["ustar\0", "ustar  \0"]) func tarIsNamed(magic: String) throws {
    var tar = [UInt8](repeating: 0, count: 1024)
    tar.replaceSubrange(0..<5, with: Array("dump/".utf8))
    tar.replaceSubrange(257..<257 + magic.utf8.count, with: Array(magic.utf8))
    let error = #expect(throws: DumpError.self) { try StreamReading(CompressedBytes.gzip(tar)) }
    #expect(error?.reason.contains("tar") == true)
  }

  /// Some of it begins like BSON: a length, the type of a null, an empty name.
  @Test(arguments: [true, false], ["{\"a\":1}\n[1]", "{\r\n\"a\":1}", "{\n\n\"a\":1}"])
  func wideTextSaysHowToConvert(hasMark: Bool, content: String) throws {
    let text = (hasMark ? "\u{FEFF}" : "") + content
    let little = text.utf16.flatMap { CompressedBytes.littleEndian($0) }
    let big = text.utf16.flatMap { CompressedBytes.littleEndian($0.byteSwapped) }
    let wide = text.unicodeScalars.flatMap { CompressedBytes.littleEndian($0.value) }
    let bigFormat: ForeignFormat = hasMark ? .utf16 : .utf16BE
    let formats = [(little, ForeignFormat.utf16), (big, bigFormat), (wide, .utf32)]
    for (bytes, format) in formats {
      let error = #expect(throws: DumpError.self) { try StreamReading(bytes) }
      #expect(error?.finding == .foreign(format))
    }
  }

  /// A dump whose first document has a length, and a text that fills it up.
  private static func dump(firstLength length: Int) -> [UInt8] {
    let first = BSONBytes.Element.int32("_id", 0x5349)
    let filled = BSONBytes.document([first, .string("n", "")]).count
    let text = String(repeating: "n", count: length - filled)
    return BSONBytes.document([first, .string("n", text)]) + bson
  }

  /// Lengths that begin with the magic numbers of gzip, bzip2, scripts, JPEG, UTF-16 and snappy.
  @Test(arguments: [
    0x8B1F, 0x01_8B1F, 0x07_8B1F, 0x08_8B1F, 0x09_8B1F, 0x68_5A42, 0x2123, 0xFF_D8FF, 0x7B_FEFF,
    0x22_007B, 0x06FF,
  ])
  func everyLengthOfTheFirstDocumentIsBSON(_ length: Int) throws {
    let bytes = Self.dump(firstLength: length)
    for options in [InputOptions(), InputOptions(forcedFormat: .bson)] {
      let reading = try StreamReading(bytes, options: options)
      #expect(reading.record.format == "bson")
      #expect(reading.documents.count == 21)
      #expect(reading.skips.isEmpty)
    }
    if length < 1 << 20 { #expect(try format(CompressedBytes.gzip(bytes)) == "bson+gzip") }
  }

  /// The time in the header is a type byte and a name, as far as anybody can tell.
  @Test func gzipOfAnySecondIsGzip() throws {
    var gzip = CompressedBytes.gzip(Self.bson)
    for type in UInt8.min...UInt8.max {
      gzip.replaceSubrange(4..<8, with: [type] + Array("_id".utf8))
      for (extra, system) in [(0, 3), (2, 0), (4, 255), (0, 13)] as [(UInt8, UInt8)] {
        gzip.replaceSubrange(8..<10, with: [extra, system])
        #expect(try format(gzip) == "bson+gzip", "\(type) \(extra) \(system)")
      }
    }
  }

  @Test func aWordAtThePlaceOfASignatureIsText() throws {
    let start = "{\"a\":\""
    let text = start + String(repeating: "-", count: 256 - start.utf8.count) + "mustard\"}\n"
    #expect(try format(text) == "jsonl")
    let table = "a,b\n" + String(repeating: "-", count: 252) + "mustard,1\n"
    #expect(try format(table) == "csv")
  }

  @Test func compressionIsTakenOffOnce() throws {
    let twice = CompressedBytes.gzip(CompressedBytes.zstd(Self.bson))
    let error = #expect(throws: DumpError.self) { try StreamReading(twice) }
    #expect(error?.reason.contains("zstd within gzip") == true)
  }

  @Test func aForcedFormatWins() throws {
    let options = InputOptions(forcedFormat: .jsonl)
    let reading = try StreamReading(Array("hello\n{\"a\":1}\n".utf8), options: options)
    #expect(reading.texts == ["{\"a\":1}"])
    #expect(reading.items.count == 2)
    let bson = try StreamReading(
      CompressedBytes.gzip(Self.bson), options: InputOptions(forcedFormat: .bson))
    #expect(bson.documents.count == 20)
  }

  @Test("Line feeds in front of BSON are passed over", arguments: ["\n", "\r\n", "\n\n"])
  func lineFeedsBeforeBSON(front: String) throws {
    let documents = (0..<3).map { BSONBytes.document([.int32("_id", $0)]) }
    let reading = try StreamReading(Array(front.utf8) + documents.flatMap { $0 })
    #expect(reading.documents == documents)
    #expect(reading.record.bytesSkipped == 0)
    #expect(reading.skips.isEmpty)
  }
}
