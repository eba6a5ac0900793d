import TestSupport
import Testing

@testable import DumpReader

@Suite("Archives with something around them")
struct ArchiveSurroundingsTests {
  private static let wanted = (0..<40).map { BSONBytes.document([.int32("_id", $0)]) }
  private static let others = (0..<30).map { BSONBytes.document([.int32("_id", 1000 + $0)]) }

  private static func archive(_ collections: [String] = ["points", "users"]) -> [UInt8] {
    var archive = ArchiveBytes(
      collections.map { (database: "shop", collection: $0, type: "collection") })
    archive.block("shop", "points", Array(wanted[..<20]))
    if collections.count > 1 { archive.block("shop", collections[1], others) }
    archive.block("shop", "points", Array(wanted[20...]))
    if collections.count > 1 { archive.end("shop", collections[1]) }
    archive.end("shop", "points")
    return archive.bytes
  }

  private static let log = Array(
    """
    2024-03-24T19:36:24.433+0000\twriting shop.points to archive on stdout
    2024-03-24T19:36:24.436+0000\tdone dumping shop.points (40 documents)\n
    """.utf8)

  private static let prefixes: [[UInt8]] = [
    [0x0A], [0x0D, 0x0A], Array("\u{FEFF}".utf8), log, Array("[dump] hello\n".utf8), [0, 0, 0, 0],
    [0x6D, 0xE2], Array("{\"level\":\"info\"}\n".utf8),
  ]

  private func documents(
    _ bytes: [UInt8], _ namespace: String? = "shop.points", readSize: Int = .max
  ) throws -> [[UInt8]] {
    let reading = try StreamReading(
      bytes, readSize: readSize, options: InputOptions(namespace: namespace))
    #expect(reading.record.damage == nil)
    return reading.documents
  }

  @Test("What stands in front changes nothing", arguments: prefixes, [1, 7, Int.max])
  func prefix(_ prefix: [UInt8], readSize: Int) throws {
    let bytes = prefix + Self.archive()
    for bytes in [bytes, CompressedBytes.gzip(bytes), CompressedBytes.zstd(bytes)] {
      #expect(try documents(bytes, readSize: readSize) == Self.wanted)
      #expect(try documents(bytes, "shop.users", readSize: readSize) == Self.others)
      let several = #expect(throws: DumpError.self) { try documents(bytes, nil) }
      #expect(several?.candidates == ["shop.points", "shop.users"])
      let unknown = #expect(throws: DumpError.self) { try documents(bytes, "shop.nothing") }
      #expect(unknown?.code == .namespace)
    }
  }

  @Test("Bytes in front that are no text are skipped, and counted as such")
  func foreignBytes() throws {
    func skipped(_ front: [UInt8]) throws -> Int {
      try StreamReading(
        front + Self.archive(), options: InputOptions(namespace: "shop.points")
      ).record.bytesSkipped
    }
    for count in [1, 59, 5000] {
      #expect(try skipped((0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 0x81) }) == count)
    }
    #expect(try skipped(Self.log) == 0)
    #expect(try skipped([]) == 0)
    // The rest of the magic number belongs to the archive.
    for missing in 1...3 {
      let cut = Array(Self.archive().dropFirst(missing))
      let reading = try StreamReading(cut, options: InputOptions(namespace: "shop.points"))
      #expect(reading.record.bytesSkipped == 0)
    }
  }

  @Test("Lines of a log in front of gzip and zstd are passed over")
  func prefixOfCompression() throws {
    for bytes in [CompressedBytes.gzip(Self.archive()), CompressedBytes.zstd(Self.archive())] {
      #expect(try documents(Self.log + bytes) == Self.wanted)
    }
  }

  @Test("The list of collections is known where only bytes of the header are missing")
  func missingBeginning() throws {
    let bytes = Self.archive()
    let header = 4 + Int(bytes.rawBytes.load(4, as: Int32.self))
    // As long as the last field of the header can be seen.
    for missing in 1...header - 30 {
      let rest = Array(bytes[missing...])
      #expect(try documents(rest) == Self.wanted, "\(missing)")
      let several = #expect(throws: DumpError.self) { try documents(rest, nil) }
      #expect(several?.candidates == ["shop.points", "shop.users"], "\(missing)")
    }
  }

  @Test("Where the list is not whole, no collection is added to another")
  func missingList() throws {
    let bytes = Self.archive()
    let start = 4 + Int(bytes.rawBytes.load(4, as: Int32.self))
    let block = try #require(
      (0..<bytes.count).first { bytes[$0...].starts(with: Self.wanted[0]) })
    for missing in start..<block {
      let rest = Array(bytes[missing...])
      let error = #expect(throws: DumpError.self) { try read(rest) }
      #expect(error?.code == .damaged || error?.code == .namespace, "\(missing)")
      let options = InputOptions(namespace: "shop.points")
      if let reading = try? StreamReading(rest, options: options) {
        #expect(Self.wanted.suffix(reading.documents.count).elementsEqual(reading.documents))
      }
    }
  }

  @Test("A log line between blocks is passed over", arguments: [1, Int.max])
  func lineBetweenBlocks(readSize: Int) throws {
    var bytes = Self.archive()
    let line = Array("2024-03-24T19:36:24.436+0000\tshop.points 20\n".utf8)
    // Behind each terminator but the one of the prelude.
    var ends: [Int] = []
    for i in 0..<bytes.count - 3 where bytes[i..<i + 4].elementsEqual(ArchiveBytes.terminator) {
      ends.append(i + 4)
    }
    for end in ends.dropFirst().reversed() { bytes.insert(contentsOf: line, at: end) }
    #expect(try documents(bytes, readSize: readSize) == Self.wanted)
    let passed = try read(bytes, InputOptions(namespace: "shop.points")).records.map(\.passed)
    #expect(passed.count == 1)
    #expect((passed.first?.count ?? 0) >= line.count)
    #expect(passed.first?.first == "2024-03-24T19:36:24.436+0000\tshop.points 20")
  }

  private func read(
    _ bytes: [UInt8], _ options: InputOptions = InputOptions()
  ) throws -> (counts: [Int], records: [InputOutcome]) {
    let file = try TemporaryFile(bytes)
    var reader = InputReader(paths: [file.path], options: options)
    var chunk = Chunk(capacity: 1 << 10)
    var counts: [Int] = []
    while try reader.next(into: &chunk) {
      while counts.count <= chunk.input { counts.append(0) }
      counts[chunk.input] += chunk.count
    }
    return (counts, reader.records)
  }

  @Test("Two archives one after the other are two inputs", arguments: [4 << 10, 256 << 10])
  func twoInARow(chunkSize: Int) throws {
    let one = Self.archive(["points"])
    let size = Self.wanted.reduce(0) { $0 + $1.count }
    for bytes in [
      one + one, CompressedBytes.gzip(one) + CompressedBytes.gzip(one), one + [0x0A] + one,
    ] {
      var options = InputOptions()
      options.chunkSize = chunkSize
      let (counts, records) = try read(bytes, options)
      #expect(counts == [size, size])
      #expect(records.map(\.namespace) == ["shop.points", "shop.points"])
      #expect(Set(records.map(\.format)).count == 1)
      #expect(records.allSatisfy { $0.damage == nil })
    }
    #expect(
      try read(Self.archive() + Self.archive(), InputOptions(namespace: "shop.users")).counts.count
        == 2)
  }

  @Test("Where the first of two is cut, the second is an input all the same")
  func cutBeforeNext() throws {
    let one = Self.archive(["points"])
    let (counts, records) = try read(Array(one.dropLast(100)) + one)
    #expect(records.count == 2)
    #expect(records[0].damage != nil)
    #expect(records[1].damage == nil)
    #expect(counts[1] == Self.wanted.reduce(0) { $0 + $1.count })
  }

  @Test("An archive of another collection behind one is an error that names both")
  func otherCollectionFollows() throws {
    var other = ArchiveBytes([("shop", "users", "collection")])
    other.block("shop", "users", Self.others)
    other.end("shop", "users")
    let error = #expect(throws: DumpError.self) {
      try read(Self.archive(["points"]) + other.bytes)
    }
    #expect(error?.finding == .otherNamespaceFollows("shop.points", then: "shop.users"))
  }

  @Test("Time series and views are named as what they are")
  func otherKinds() throws {
    let archive = ArchiveBytes([
      ("shop", "load", "timeseries"), ("shop", "latest", "view"), ("shop", "points", "collection"),
    ]).bytes
    #expect(throws: DumpError(.timeSeries(["shop.load"]), path: "x")) {
      try documents(archive, "shop.load")
    }
    #expect(throws: DumpError(.view("shop.latest"), path: "x")) {
      try documents(archive, "shop.latest")
    }
    let only = ArchiveBytes([("shop", "load", "timeseries")]).bytes
    #expect(throws: DumpError(.timeSeries(["shop.load"]), path: "x")) { try documents(only, nil) }
  }

  @Test("A part of an archive that begins with a document is none of BSON")
  func partOfArchive() throws {
    let bytes = Self.archive()
    // The first document of the first block.
    let first = try #require(
      (0..<bytes.count).first { bytes[$0...].starts(with: Self.wanted[0]) })
    for start in [first, first + Self.wanted[0].count, first - 1, first + 3] {
      let error = #expect(throws: DumpError.self) { try read(Array(bytes[start...])) }
      #expect(error?.code == .damaged || error?.code == .namespace, "\(start)")
    }
  }

  @Test("BSON that only looks like a part of an archive is BSON")
  func looksLikeArchive() throws {
    let documents = [
      BSONBytes.document([.string("db", "shop"), .string("note", "concurrent_collections")]),
      BSONBytes.document([.string("db", "shop"), .int32("n", 2)]),
    ]
    #expect(try StreamReading(documents.flatMap(\.self)).documents == documents)
  }
}
