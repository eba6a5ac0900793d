import TestSupport
import Testing

@testable import DumpReader

@Suite struct ArchiveTests {
  private static func document(_ number: Int, _ name: String = "a") -> [UInt8] {
    BSONBytes.document([
      .int32("_id", Int32(number)), .string("n", String(repeating: name, count: number % 40)),
    ])
  }

  private static let wanted = (0..<200).map { document($0) }
  private static let others = (0..<150).map { document($0, "other") }

  /// Two collections, their blocks in turns, with a view and the server's own beside them.
  private static func sample() -> ArchiveBytes {
    var archive = ArchiveBytes([
      ("shop", "transactions", "collection"), ("shop", "users", "collection"),
      ("shop", "latest", "view"), ("shop", "load", "timeseries"),
      ("shop", "system.buckets.load", "collection"), ("", "oplog", ""),
      ("admin", "system.version", ""),
    ])
    for i in 0..<10 {
      archive.block("shop", "transactions", Array(wanted[i * 20..<i * 20 + 20]))
      archive.block("shop", "users", Array(others[i * 15..<i * 15 + 15]))
      if i == 4 { archive.end("shop", "system.buckets.load") }
    }
    archive.end("shop", "users")
    archive.block("", "oplog", [document(1)])
    archive.end("", "oplog")
    archive.end("shop", "transactions")
    return archive
  }

  private func read(
    _ bytes: [UInt8], _ namespace: String? = "shop.transactions", readSize: Int = .max
  ) throws -> StreamReading {
    try StreamReading(bytes, readSize: readSize, options: InputOptions(namespace: namespace))
  }

  @Test(arguments: [1, 2, 3, 5, 17, 1000, Int.max])
  func theChosenCollectionComesOut(readSize: Int) throws {
    let bytes = Self.sample().bytes
    let reading = try read(bytes, readSize: readSize)
    #expect(reading.documents == Self.wanted)
    #expect(reading.skips.isEmpty)
    #expect(reading.record.damage == nil)
    #expect(reading.record.format == "archive")
    #expect(reading.record.namespace == "shop.transactions")
    #expect(try read(bytes, "shop.users", readSize: readSize).documents == Self.others)
    #expect(try read(bytes, "oplog", readSize: readSize).documents == [Self.document(1)])
  }

  @Test func insideOfGzipAndZstd() throws {
    let bytes = Self.sample().bytes
    let gzip = try read(CompressedBytes.gzip(bytes))
    #expect(gzip.documents == Self.wanted)
    #expect(gzip.record.format == "archive+gzip")
    #expect(try read(CompressedBytes.zstd(bytes)).documents == Self.wanted)
  }

  @Test func severalCandidatesAreListedAtOnce() throws {
    let error = #expect(throws: DumpError.self) { try read(Self.sample().bytes, nil) }
    #expect(error?.code == .namespace)
    #expect(error?.candidates == ["shop.transactions", "shop.users"])
  }

  @Test func theOnlyCandidateIsTaken() throws {
    var archive = ArchiveBytes([
      ("", "oplog", ""), ("shop", "v", "view"), ("config", "chunks", "collection"),
      ("shop", "transactions", "collection"), ("admin", "system.users", "collection"),
    ])
    archive.block("admin", "system.users", Self.others)
    archive.block("shop", "transactions", Self.wanted)
    archive.end("admin", "system.users")
    archive.end("shop", "transactions")
    #expect(try read(archive.bytes, nil).documents == Self.wanted)
  }

  @Test func theNameOfACollectionIsEnoughIfOnlyOneHasIt() throws {
    #expect(try read(Self.sample().bytes, "transactions").documents == Self.wanted)
    var archive = ArchiveBytes([
      ("a", "transactions", "collection"), ("b", "transactions", "collection"),
    ])
    archive.block("b", "transactions", Self.wanted)
    archive.end("b", "transactions")
    #expect(try read(archive.bytes, "b.transactions").documents == Self.wanted)
    let error = #expect(throws: DumpError.self) { try read(archive.bytes, "transactions") }
    #expect(error?.candidates == ["a.transactions", "b.transactions"])
  }

  @Test func anUnknownNamespaceIsAnErrorThatListsAll() throws {
    let error = #expect(throws: DumpError.self) { try read(Self.sample().bytes, "shop.nothing") }
    #expect(error?.reason.contains("admin.system.version") == true)
  }

  @Test func namesThatNoServerHasAreDamage() throws {
    for (count, isSound) in [(251, true), (252, false)] {
      var archive = ArchiveBytes([
        ("shop", "transactions", "collection"),
        ("shop", String(repeating: "n", count: count), "collection"),
      ])
      archive.block("shop", "transactions", Self.wanted)
      archive.end("shop", "transactions")
      let reading = try read(archive.bytes)
      #expect(reading.documents == Self.wanted)
      #expect((reading.record.damage == nil) == isSound)
    }
  }

  @Test func aWrongChecksumIsDamage() throws {
    var bytes = Self.sample().bytes
    // The last document of the archive is the EOF header: its checksum ends before 00 FF FF FF FF.
    bytes[bytes.count - 6] ^= 1
    let reading = try read(bytes)
    #expect(reading.documents == Self.wanted)
    #expect(reading.record.damage?.reason.contains("checksum") == true)
    #expect(try read(bytes, "shop.users").record.damage == nil)
  }

  @Test func aMissingEndAndAReopenedCollectionAreDamage() throws {
    var archive = ArchiveBytes([("shop", "transactions", "collection")])
    archive.block("shop", "transactions", Self.wanted)
    #expect(try read(archive.bytes).record.damage?.reason.contains("before the end of") == true)
    archive.end("shop", "transactions")
    #expect(try read(archive.bytes).record.damage == nil)
    archive.block("shop", "transactions", Self.wanted)
    #expect(try read(archive.bytes).record.damage?.reason.contains("after its end") == true)
  }

  @Test func everyTruncationIsDamageAndKeepsAPrefix() throws {
    let bytes = Self.sample().bytes
    var start = 0
    for count in stride(from: 4, to: bytes.count, by: 7) {
      let cut = Array(bytes[0..<count])
      guard let reading = try? read(cut) else {
        start = count
        continue
      }
      #expect(reading.record.damage != nil, "cut at \(count)")
      #expect(Self.wanted.starts(with: reading.documents), "cut at \(count)")
    }
    // Only a cut within the prelude leaves nothing to choose from, and even then the name is given.
    #expect(start == 0)
  }

  @Test func flippedBytesNeverLetOthersIn() throws {
    let bytes = Self.sample().bytes
    let others = Set(Self.others.filter { $0.count > 40 })
    var seed: UInt64 = 42
    for _ in 0..<600 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var bad = bytes
      let place = Int(seed >> 33) % bytes.count
      bad[place] ^= UInt8(truncatingIfNeeded: seed >> 8) | 1
      guard let reading = try? read(bad) else { continue }
      let strangers = reading.documents.filter { others.contains($0) }
      #expect(strangers.isEmpty, "byte \(place), seed 42")
      // Eight documents are held back around damage, and a damaged header costs its block.
      #expect(reading.documents.count >= 170, "byte \(place)")
    }
  }

  @Test func aLyingLengthCostsOneDocument() throws {
    var archive = ArchiveBytes([("shop", "transactions", "collection")])
    archive.block("shop", "transactions", Self.wanted)
    let place = archive.bytes.count
    archive.block("shop", "users", Self.others)
    archive.block("shop", "transactions", Self.wanted)
    archive.end("shop", "transactions")
    var bytes = archive.bytes
    // The last document of the first block claims a thousand bytes more.
    let last = place - 4 - (Self.wanted.last?.count ?? 0)
    bytes[last + 1] = 4
    let reading = try read(bytes)
    #expect(reading.documents == Self.wanted.dropLast() + Self.wanted)
    #expect(reading.record.damage != nil)
  }

  /// What was in the window before is not the input's.
  @Test func aCutBehindALengthIsJudgedByTheLengthAlone() {
    let document = Self.document(7)
    for length in [5, 67] as [Int32] {
      let cut = document + CompressedBytes.littleEndian(length)
      for stale in UInt8.min...UInt8.max {
        let window = cut + [UInt8](repeating: stale, count: Chunk.padding)
        let hops = ArchiveBlockFramer(window.rawBytes, count: cut.count, isAtEnd: true)
        #expect(hops.count == document.count && hops.next == .more, "\(length), then \(stale)")
      }
    }
  }
}
