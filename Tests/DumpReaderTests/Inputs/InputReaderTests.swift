import Foundation
import TestSupport
import Testing

@testable import DumpReader

@Suite struct InputReaderTests {
  private static let bson = (0..<300).flatMap { BSONBytes.document([.int32("n", $0)]) }
  private static let lines = Array("{\"n\":1}\n{\"n\":2}\n".utf8)

  /// Reads everything; checks the numbering.
  private func read(
    _ paths: [String], _ options: InputOptions = InputOptions()
  ) throws -> (records: [InputOutcome], bytes: [Int], progress: SourceProgress) {
    var reader = InputReader(paths: paths, options: options)
    var chunk = Chunk(capacity: 1 << 10)
    var sequence = 0
    var bytes: [Int] = []
    while try reader.next(into: &chunk) {
      #expect(chunk.sequence == sequence)
      sequence += 1
      #expect(chunk.input == reader.records.count - 1)
      while bytes.count <= chunk.input { bytes.append(0) }
      bytes[chunk.input] += chunk.count
    }
    let again = try reader.next(into: &chunk)
    #expect(!again)
    return (reader.records, bytes, reader.progress)
  }

  @Test func inputsComeInOrderWithTheirRecords() throws {
    let folder = try ScratchFolder()
    let zipped = CompressedBytes.gzip(Self.bson)
    let cut = Array(zipped.dropLast(15))
    let paths = [
      try folder.write("a.json", Self.bson), try folder.write("b", Self.lines),
      try folder.write("empty", []), try folder.write("c.gz", zipped),
      try folder.write("cut.gz", cut),
    ]
    let result = try read(paths)
    #expect(result.records.map(\.path) == paths)
    #expect(result.records.map(\.format) == ["bson", "jsonl", "empty", "bson+gzip", "bson+gzip"])
    #expect(
      result.records.map(\.bytes)
        == [Self.bson.count, Self.lines.count, 0, Self.bson.count, Self.bson.count - 7])
    #expect(result.records[3].bytesRead == zipped.count)
    #expect(result.records[3].damage == nil)
    #expect(result.records[4].damage?.offset == cut.count)
    #expect(result.records.map(\.isEmpty) == [false, false, true, false, false])
    #expect(result.records[4].bytesSkipped > 0)
    let size = Self.bson.count + Self.lines.count + zipped.count + cut.count
    #expect(result.progress == SourceProgress(consumed: size, size: size))
  }

  @Test func aMissingFileIsFoundBeforeTheFirstIsRead() throws {
    let folder = try ScratchFolder()
    let good = try folder.write("a", Self.bson)
    var reader = InputReader(paths: [good, folder.path + "/nowhere"], options: InputOptions())
    var chunk = Chunk(capacity: 1 << 10)
    let error = #expect(throws: DumpError.self) { try reader.next(into: &chunk) }
    #expect(error?.code == .io)
    #expect(error?.path.hasSuffix("nowhere") == true)
    #expect(reader.records.isEmpty)
  }

  @Test func dumpDirectories() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("dump/shop/points%2F2014.bson.gz", CompressedBytes.gzip(Self.bson))
    _ = try folder.write("dump/shop/points%2F2014.metadata.json.gz", [1])
    _ = try folder.write("dump/shop/prelude.json", Self.lines)
    _ = try folder.write("dump/shop/system.profile.bson", Self.bson)
    _ = try folder.write("dump/shop/view.metadata.json", Self.lines)
    _ = try folder.write("dump/admin/system.version.bson", Self.bson)
    _ = try folder.write("dump/oplog.bson", Self.bson)
    for path in ["dump", "dump/", "dump/shop", "dump/shop/.", "dump/shop/../shop"] {
      let result = try read(["\(folder.path)/\(path)"])
      #expect(result.records.map(\.namespace) == ["shop.points/2014"], "\(path)")
      #expect(result.records[0].format == "bson+gzip")
      #expect(result.bytes == [Self.bson.count])
    }
    #expect(try read([folder.path + "/dump"]).records[0].path == file)

    let users = try folder.write("dump/shop/users.bson", Self.bson)
    let error = #expect(throws: DumpError.self) { try read([folder.path + "/dump"]) }
    #expect(error?.code == .namespace)
    #expect(error?.reason.contains("shop.points/2014, shop.users") == true)
    let named = try read([folder.path + "/dump"], InputOptions(namespace: "shop.users"))
    #expect(named.records.map(\.path) == [users])
    let system = try read([folder.path + "/dump"], InputOptions(namespace: "admin.system.version"))
    #expect(system.records.count == 1)
    #expect(throws: DumpError.self) {
      try read([folder.path + "/dump"], InputOptions(namespace: "shop.nothing"))
    }

    _ = try folder.write("dump/shop/users.bson.gz", CompressedBytes.gzip(Self.bson))
    #expect(throws: DumpError.self) {
      try read([folder.path + "/dump"], InputOptions(namespace: "shop.users"))
    }
  }

  @Test func linksThatLeadNowhereArePassedOver() throws {
    let folder = try ScratchFolder()
    _ = try folder.write("dump/shop/points.bson", Self.bson)
    for (name, target) in [("round", "round"), ("nowhere", "gone")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/dump/\(name)", withDestinationPath: target)
    }
    #expect(try read([folder.path + "/dump"]).records.map(\.namespace) == ["shop.points"])
    let error = #expect(throws: DumpError.self) { try read([folder.path + "/dump/round"]) }
    #expect(error?.reason.contains("cannot be opened") == true)
  }

  @Test func aDirectoryWithoutADumpIsAnError() throws {
    let folder = try ScratchFolder()
    _ = try folder.write("notes/readme.txt", Array("Dear reader\n".utf8))
    let error = #expect(throws: DumpError.self) { try read([folder.path]) }
    #expect(error?.code == .notADump)
    #expect(error?.finding == .emptyDirectory)
  }

  @Test func escapesOfFileNames() {
    #expect(DumpDirectory.unescaped("a%2Fb%20c") == "a/b c")
    #expect(DumpDirectory.unescaped("100%") == "100%")
    #expect(DumpDirectory.unescaped("%zz%+1%2") == "%zz%+1%2")
    #expect(DumpDirectory.unescaped("%C3%A9") == "é")
  }

  @Test(arguments: [
    (InputFormat.jsonl, "{\"a\":1}\n{\"a\":2}"), (.json, "[{\"a\":1},{\"a\":2}]"),
    (.csv, "a\n1\n2"),
  ])
  func noLimitIsTooHigh(_ format: InputFormat, _ text: String) throws {
    for size in [Int.max, Int.max - 1, InputOptions.largestRecordSize] {
      let options = InputOptions(forcedFormat: format, maximumRecordSize: size)
      #expect(try StreamReading(Array(text.utf8), options: options).documents.count == 2)
    }
  }
}
