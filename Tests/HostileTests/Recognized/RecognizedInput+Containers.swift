import DumpReader
import TestSupport

private typealias B = BSONText

extension RecognizedInput {
  /// Dumps that were taken for text on their way.
  static let damaged: [RecognizedInput] = [
    RecognizedInput(
      "an archive through PowerShell's >", "dump.archive",
      [0xFF, 0xFE] + archive.flatMap { [$0, $0 < 0x80 ? 0 : 1] }),
    RecognizedInput(
      "an archive whose bytes were taken for Latin-1", "dump.archive", latin1(archive)),
    RecognizedInput("BSON whose bytes were taken for Latin-1", "dump.bson", latin1(withIDs)),
    RecognizedInput(
      "BSON in which whatever was not UTF-8 was replaced", "dump.bson",
      Array(String(decoding: withIDs, as: UTF8.self).utf8)),
    RecognizedInput("BSON whose line feeds became CR LF", "dump.bson", carriageReturns(bson)),
    RecognizedInput(
      "an archive whose line feeds became CR LF", "dump.archive", carriageReturns(archive)),
    RecognizedInput("zeros", "dump.bson", Array(repeating: 0, count: 4096)),
    RecognizedInput(
      "compressed twice", "dump.bson.gz.zst", CompressedBytes.zstd(CompressedBytes.gzip(bson))),
    RecognizedInput("nothing that is known", "letter.txt", "Dear Sir, I write to you\n"),
  ]

  /// Documents with ObjectIds, which have bytes of all kinds.
  private static let withIDs = (0..<4).flatMap { number in
    B.document(
      B.element(
        0x07, "_id", [0x65, 0xE0, 0x9F, 0xB1, 0x8A, 0xC4, 0xFF, 0xD0, 0x81, 0, 0, UInt8(number)])
        + B.fields(number) + B.element(0x10, "points", B.int32(10))
        + B.string("note", String(repeating: "n", count: 150)))
  }

  private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }
  }

  private static func carriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  static let archives: [RecognizedInput] = [
    RecognizedInput(
      "several collections", "dump.archive", archive(["transactions", "users"]), awarded: 40),
    RecognizedInput(
      "several collections behind lines of a log", "dump.archive",
      Array("2024-03-24T19:36:24.433+0000\twriting shop.users\n".utf8)
        + archive(["transactions", "users"]), awarded: 40),
    RecognizedInput(
      "an unknown namespace", [("dump.archive", archive)], "dump.archive --namespace shop.points"),
    RecognizedInput("only system collections", "dump.archive", archive(["system.users"])),
    RecognizedInput("a time series", "dump.archive", archive(["load"], type: "timeseries")),
    RecognizedInput(
      "a view", [("dump.archive", archive(["latest"], type: "view"))],
      "dump.archive --namespace shop.latest"),
    RecognizedInput(
      "a list of collections that is cut", "dump.archive", Array(archive[200...])),
    RecognizedInput(
      "a part that begins in the middle of a collection", "dump.archive.ab",
      Array(archive[middle...])),
    RecognizedInput(
      "an archive of another collection behind one", "dump.archive",
      archive + archive(["users"]), awarded: nil),
    RecognizedInput(
      "a namespace for what has none", [("dump.bson", bson)], "dump.bson --namespace shop.points"),
  ]

  /// Where the second document of the archive begins.
  private static let middle = archive.count - 3 * B.transaction(0).count - 4 - 80

  static let directories: [RecognizedInput] = [
    RecognizedInput("nothing to read", [("notes/readme.md", Array("Dear reader\n".utf8))], "notes"),
    RecognizedInput(
      "several collections", [("dump/shop/points.bson", bson), ("dump/shop/users.bson", bson)],
      "dump", awarded: 40),
    RecognizedInput(
      "several dumps below",
      [("backup/may/dump/shop/points.bson", bson), ("backup/june/dump/shop/points.bson", bson)],
      "backup", awarded: 40),
    RecognizedInput(
      "a collection twice",
      [("dump/shop/points.bson", bson), ("dump/shop/points.bson.gz", CompressedBytes.gzip(bson))],
      "dump", awarded: 40),
    RecognizedInput(
      "a time series", [("dump/shop/system.buckets.load.bson", bson)], "dump"),
    RecognizedInput(
      "exports of several formats",
      [("export/a.csv", Array("a,b\n1,2\n".utf8)), ("export/b.jsonl", json)], "export"),
    RecognizedInput(
      "exports and something else",
      [("export/a.jsonl", json), ("export/readme.md", Array("Dear reader\n".utf8))], "export"),
    RecognizedInput(
      "pieces of a file",
      [("dump.bson.aa", Array(bson[..<100])), ("dump.bson.ab", Array(bson[100...]))],
      "dump.bson.aa dump.bson.ab", awarded: 40),
    RecognizedInput(
      "pieces of an archive of several collections",
      [
        ("my dump.001", Array(archive(["transactions", "users"])[..<300])),
        ("my dump.002", Array(archive(["transactions", "users"])[300...])),
      ], "'my dump.001' 'my dump.002'", awarded: 40),
    RecognizedInput(
      "pieces of a file without the first",
      [("dump.bson.002", Array(bson[100..<200])), ("dump.bson.003", Array(bson[200...]))],
      "dump.bson.002 dump.bson.003"),
    RecognizedInput(
      "pieces of an archive without the first two",
      [
        ("dump.archive.ac", Array(archive(["transactions"])[300..<400])),
        ("dump.archive.ad", Array(archive(["transactions"])[400...])),
      ], "dump.archive.ac dump.archive.ad"),
    RecognizedInput("a file twice", [("dump.bson", bson)], "dump.bson ./dump.bson"),
    RecognizedInput("the address of an object", [("x", [])], "s3://bucket/dump.bson"),
    RecognizedInput("the address of a server", [("x", [])], "mongodb://localhost/shop"),
  ]

  static let documents: [RecognizedInput] = [
    RecognizedInput("an oplog", "oplog.bson", (0..<4).flatMap(change), awarded: 40),
    RecognizedInput(
      "an oplog as JSON", "oplog.jsonl",
      "{\"ts\":{\"$timestamp\":{\"t\":1,\"i\":1}},\"op\":\"i\",\"ns\":\"shop.points\",\"o\":\(line)}\n",
      awarded: 10),
    RecognizedInput(
      "an oplog with transactions", "oplog.jsonl",
      "{\"op\":\"i\",\"ns\":\"shop.points\",\"o\":\(line)}\n\(together)", awarded: 20),
    RecognizedInput("an oplog of nothing but a transaction", "oplog.jsonl", together, awarded: 20),
    RecognizedInput(
      "a change stream", "changes.jsonl",
      "{\"_id\":{\"_data\":\"82\"},\"operationType\":\"insert\",\"fullDocument\":\(line),"
        + "\"ns\":{\"db\":\"shop\",\"coll\":\"points\"},\"documentKey\":{\"_id\":1}}\n",
      awarded: 10),
    RecognizedInput("buckets of a time series", "system.buckets.load.bson", bucket + bucket),
  ]

  /// A transaction that has inserted two documents into one collection, and one into another.
  private static let together =
    "{\"op\":\"c\",\"ns\":\"admin.$cmd\",\"o\":{\"applyOps\":["
    + ["shop.points", "shop.points", "shop.trash"].map {
      "{\"op\":\"i\",\"ns\":\"\($0)\",\"o\":\(line)}"
    }.joined(separator: ",") + "]}}\n"

  private static func change(_ number: Int) -> [UInt8] {
    B.document(
      B.element(0x11, "ts", B.int32(number) + B.int32(1)) + B.string("op", "i")
        + B.string("ns", "shop.points") + B.element(0x03, "o", B.transaction(number)))
  }

  private static let bucket = B.document(
    B.element(0x07, "_id", Array(repeating: 7, count: 12))
      + B.element(0x03, "control", B.document(B.element(0x10, "version", B.int32(2))))
      + B.element(0x03, "data", B.document([])))
}
