import DumpReader
import LoyaltyAnalytics
import TestSupport

private typealias B = BSONText
private typealias C = CompressedBytes

extension BadInput {
  private static let dump = (0..<4).flatMap { B.transaction($0) }
  private static let gzip = C.gzip(dump)
  private static let zstd = C.zstd(dump)

  private static func changed(_ bytes: [UInt8], _ place: Int, _ byte: UInt8) -> [UInt8] {
    var bytes = bytes
    bytes[place < 0 ? bytes.count + place : place] = byte
    return bytes
  }

  private static func archive(
    _ collections: [(database: String, collection: String, type: String)] = [
      (database: "shop", collection: "tx", type: "collection")
    ], _ write: (inout ArchiveBytes) -> Void
  ) -> [UInt8] {
    var archive = ArchiveBytes(collections)
    write(&archive)
    return archive.bytes
  }

  private static let documents = (0..<4).map { B.transaction($0) }

  private static let whole = archive {
    $0.block("shop", "tx", documents)
    $0.end("shop", "tx")
  }

  private static let wholeGzip = C.gzip(whole)
  private static let wholeZstd = C.zstd(whole)

  /// A zstd frame with a given descriptor byte and what follows it.
  private static func frame(_ descriptor: [UInt8], checksum: [UInt8] = []) -> [UInt8] {
    [0x28, 0xB5, 0x2F, 0xFD] + descriptor + C.littleEndian(UInt32(dump.count << 3 | 1))[0..<3]
      + dump + checksum
  }

  /// What fuzzing has found: a deflate block with a symbol that is invalid at the very end of the
  /// input, of which the decoder says that it has used more than there was.
  private static let gzipBeyondEnd: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x7D, 0x52, 0xCD, 0x6E,
    0xD4, 0x30, 0x10, 0xBE, 0xF7, 0x29, 0x22, 0x9F, 0x40, 0xF2, 0x46, 0x76, 0x12, 0x27,
    0x9B, 0x3D, 0x21, 0x58, 0x21, 0x71, 0x2A, 0x2A, 0xE5, 0x02, 0x42, 0xD1, 0xD8, 0x1E,
    0x2F, 0x46, 0x49, 0x1C, 0xD9, 0xDE, 0xC2, 0x82, 0x90, 0xCA, 0xBD, 0x88, 0x0B, 0x0F,
    0xC0, 0x43, 0x70, 0xE0, 0xDE, 0x37, 0x41, 0xF4, 0x3D, 0xF0, 0x66, 0xDB, 0x2D, 0x27,
    0x46, 0x96, 0x66, 0xBE, 0xF9, 0xC6, 0x9E, 0x3F, 0x77, 0x56, 0xD3, 0x10, 0x9D, 0xC7,
    0xEE, 0x68, 0x8C, 0x30, 0x20, 0x1D, 0xD0, 0xAB, 0xB7, 0x30, 0xC6, 0xBD, 0x7B, 0x1B,
    0xD0, 0x1F, 0x35, 0x0E, 0x60, 0xFB, 0x83, 0x69, 0xAC, 0x0F, 0xF1, 0x10, 0x3E, 0xE3,
    0x1E, 0xEE, 0x60, 0xF4, 0x30, 0x06, 0x50, 0xD1, 0xBA, 0xB1, 0x8B, 0xBB, 0x09, 0xE9,
    0xE4, 0xEC, 0x18, 0xC3, 0xAD, 0xEA, 0x42, 0x84, 0xB8, 0xD0, 0xAB, 0xB7, 0x30, 0xC6,
    0xBD, 0x7B, 0x1B, 0xD0, 0x1F, 0x35, 0x0E, 0x60, 0xFB, 0x83, 0x0D, 0x54, 0x79, 0x84,
    0x88, 0xBA, 0x8B, 0x36, 0x5D, 0xCC, 0x95, 0x1B, 0x28, 0x7D, 0x6A, 0xE3, 0xBC, 0x6A,
    0x5D, 0xA0, 0xE4, 0xF9, 0xBC, 0xAD, 0xCC, 0xA4, 0xAE, 0xE7, 0x15, 0x64, 0xFF,
  ]

  /// A frame whose block fits in no room at hand, with a bad block behind it.
  private static let zstdBadSecondBlock =
    [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58] as [UInt8] + C.littleEndian(UInt32(dump.count << 3))[0..<3]
    + dump + [0x07, 0x00, 0x00]

  /// Compressed files, archives, and files of other kinds.
  static let containers: [BadInput] = [
    BadInput(
      "gzip-magic", "the first two bytes of gzip and nothing else", [0x1F, 0x8B] as [UInt8]),
    BadInput("gzip-cut-header", "gzip cut inside its header", Array(gzip.prefix(7))),
    BadInput("gzip-cut", "gzip cut in the middle", Array(gzip.prefix(150))),
    BadInput("gzip-cut-trailer", "gzip cut inside its checksum", Array(gzip.dropLast(6))),
    BadInput(
      "gzip-crc", "a gzip checksum that does not match", changed(gzip, -6, gzip[gzip.count - 6] ^ 1)
    ),
    BadInput("gzip-size", "a gzip size that does not match", changed(gzip, -2, 9)),
    BadInput("gzip-method", "a gzip compression method that does not exist", changed(gzip, 2, 9)),
    BadInput("gzip-flags", "reserved gzip flags", changed(gzip, 3, 0xE0)),
    BadInput("gzip-block-type", "a deflate block of the reserved type", changed(gzip, 10, 7)),
    BadInput(
      "gzip-stored-length", "a stored block whose length and its complement disagree",
      changed(gzip, 13, gzip[13] ^ 1)),
    BadInput(
      "gzip-endless-name", "a file name in the header that never ends",
      [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 255] + [UInt8](repeating: 0x61, count: 100_000)),
    BadInput(
      "gzip-extra", "an extra field longer than the file",
      [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 255, 0xFF, 0xFF, 1, 2]),
    BadInput(
      "gzip-header-crc", "a checksum of the header that does not match, which nobody looks at",
      changed(C.gzip(dump, headerChecksum: true), 10, 0)),
    BadInput("gzip-second-cut", "the second gzip member is cut", gzip + gzip.prefix(150)),
    BadInput(
      "gzip-second-crc", "the checksum of the second gzip member does not match",
      gzip + changed(gzip, -6, gzip[gzip.count - 6] ^ 1)),
    BadInput(
      "gzip-second-header", "the second gzip member has a bad header", gzip + [0x1F, 0x00, 8, 0]),
    BadInput(
      "gzip-zeros", "zeros behind gzip, which are allowed", gzip + Array(repeating: 0, count: 512)),
    BadInput("gzip-garbage", "something else behind gzip", gzip + Array("garbage".utf8)),
    BadInput("gzip-twice", "gzip within gzip", C.gzip(gzip)),
    BadInput("gzip-beyond-end", "a deflate symbol that is invalid at the very end", gzipBeyondEnd),
    BadInput("zstd-second-block", "a zstd block of the reserved type", zstdBadSecondBlock),
    BadInput("gzip-empty", "an empty gzip member", C.gzip([])),
    BadInput(
      "gzip-cut-document", "gzip around a dump that was cut", C.gzip(Array(dump.dropLast(9)))),
    BadInput("zstd-magic", "the magic number of zstd and nothing else", Array(zstd.prefix(4))),
    BadInput("zstd-cut", "zstd cut in the middle", Array(zstd.prefix(200))),
    BadInput("zstd-window", "a zstd window of 4 TiB", changed(zstd, 5, 0xFF)),
    BadInput(
      "zstd-content-size", "a zstd frame whose content size is false", frame([0x60, 0xFF, 0xFF])),
    BadInput(
      "zstd-checksum", "a zstd checksum that does not match",
      frame([0x04, 0x38], checksum: [1, 2, 3, 4])),
    BadInput("zstd-dictionary", "zstd with a dictionary", frame([0x01, 0x38, 0x77])),
    BadInput("zstd-reserved", "the reserved bit of a zstd frame", changed(zstd, 4, 0x08)),
    BadInput("zstd-block-type", "a zstd block of the reserved type", changed(zstd, 6, zstd[6] | 6)),
    BadInput("zstd-garbage", "something else behind zstd", zstd + Array("garbage".utf8)),
    BadInput(
      "zstd-skippable-cut", "a skippable zstd frame that is cut",
      zstd + C.zstdSkippable(Array(repeating: 7, count: 100)).dropLast(50)),
    BadInput("zstd-in-gzip", "zstd within gzip", C.gzip(zstd)),
    BadInput(
      "archive-magic", "the magic number of an archive and nothing else",
      [0x6D, 0xE2, 0x99, 0x81] as [UInt8]),
    BadInput("archive-cut-prelude", "an archive cut in its prelude", Array(whole.prefix(60))),
    BadInput(
      "archive-bad-prelude", "a bad length in the prelude of an archive", changed(whole, 7, 0x7F)),
    BadInput(
      "archive-no-end", "an archive without the end of the collection",
      archive { $0.block("shop", "tx", documents) }),
    BadInput(
      "archive-crc", "a checksum that does not match",
      changed(whole, -10, whole[whole.count - 10] ^ 1)),
    BadInput(
      "archive-two-terminators", "two terminators in a row",
      archive { $0.block("shop", "tx", documents) } + ArchiveBytes.terminator + [UInt8]()),
    BadInput(
      "archive-reopened", "a collection that goes on after its end",
      archive {
        $0.block("shop", "tx", Array(documents.prefix(2))); $0.end("shop", "tx");
        $0.block("shop", "tx", Array(documents.suffix(2))); $0.end("shop", "tx")
      }),
    BadInput(
      "archive-cut", "an archive cut inside a document",
      archive { $0.block("shop", "tx", documents) }.dropLast(30)),
    BadInput(
      "archive-document-length", "a document with a bad length inside a block",
      archive {
        $0.block(
          "shop", "tx",
          [
            documents[0], documents[1], B.int32(9999) + documents[2].dropFirst(4), documents[3],
            documents[0],
          ]);
        $0.end("shop", "tx")
      }),
    BadInput(
      "archive-document-inside", "a malformed document inside a block",
      archive {
        $0.block(
          "shop", "tx",
          [documents[0], B.transaction(with: B.element(0x08, "x", [2])), documents[3]]);
        $0.end("shop", "tx")
      }),
    BadInput(
      "archive-header", "a block whose header is no namespace",
      archive { $0.block("shop", "tx", documents) } + B.document(B.string("x", "y")) + documents[0]
        + ArchiveBytes.terminator),
    BadInput(
      "archive-unknown-namespace", "a block of a collection that the prelude does not name",
      archive {
        $0.block("shop", "other", documents); $0.block("shop", "tx", documents);
        $0.end("shop", "tx")
      }),
    BadInput(
      "archive-several", "several collections, and none is named",
      archive([
        (database: "shop", collection: "a", type: "collection"),
        (database: "shop", collection: "b", type: "collection"),
      ]) { $0.block("shop", "a", documents) }),
    BadInput(
      "archive-none", "only system collections",
      archive([(database: "admin", collection: "system.users", type: "collection")]) {
        $0.block("admin", "system.users", documents)
      }),
    BadInput(
      "archive-thousands", "three thousand collections, one of them named",
      archive((0..<3000).map { (database: "shop", collection: "c\($0)", type: "collection") }) {
        $0.block("shop", "c2999", documents); $0.end("shop", "c2999")
      }
    ) { $0.input.namespace = "shop.c2999" },
    BadInput(
      "archive-in-gzip-cut", "an archive in gzip that is cut", Array(C.gzip(whole).dropLast(40))),
    BadInput(
      "archive-in-gzip-crc", "an archive in gzip whose checksum does not match",
      changed(wholeGzip, -6, wholeGzip[wholeGzip.count - 6] ^ 1)),
    BadInput(
      "archive-in-gzip-garbage", "something else behind an archive in gzip",
      wholeGzip + Array("garbage".utf8)),
    BadInput(
      "archive-in-zstd-cut", "an archive in zstd that is cut behind the end of its collection",
      changed(wholeZstd, 6, wholeZstd[6] & ~1)),
    BadInput("png", "a PNG image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]),
    BadInput("zip", "a ZIP archive", "PK\u{3}\u{4}\u{14}\u{0}"),
    BadInput("xz", "xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4]),
    BadInput("html", "an HTML page", "<!DOCTYPE html>\n<html><body>Please log in</body></html>\n"),
    BadInput(
      "random", "64 random bytes",
      (0..<64).map { UInt8(truncatingIfNeeded: ($0 * 197 + 131) ^ ($0 << 3) | 0x80) }),
  ]
}
