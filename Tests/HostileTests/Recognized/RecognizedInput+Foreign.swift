import DumpReader
import TestSupport

extension RecognizedInput {
  /// A file of each format that is recognised and not read.
  static func foreign(_ format: ForeignFormat) -> RecognizedInput {
    func file(_ name: String, _ bytes: [UInt8], awarded: Int? = nil) -> RecognizedInput {
      RecognizedInput(format.name, name, bytes, awarded: awarded)
    }
    func text(_ name: String, _ text: String, awarded: Int? = nil) -> RecognizedInput {
      RecognizedInput(format.name, name, text, awarded: awarded)
    }
    return switch format {
    case .zip: text("dump.zip", "PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0")
    case .tar: file("dump.tar", tar)
    case .sevenZip: file("dump.7z", Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C, 0, 4])
    case .rar: text("dump.rar", "Rar!\u{1A}\u{7}\u{1}\0")
    case .bzip2: file("dump.bson.bz2", bzip2, awarded: 40)
    case .xz: file("dump.bson.xz", xz, awarded: 40)
    case .lz4: file("dump.bson.lz4", lz4, awarded: 40)
    case .lzip: text("dump.bson.lz", "LZIP\u{1}\u{C}")
    case .compress: file("dump.bson.Z", [0x1F, 0x9D, 0x90, 0x43, 0x00])
    case .snappy: file("dump.bson.sz", [0xFF, 6, 0, 0] + Array("sNaPpY".utf8))
    case .s2: file("dump.bson.s2", [0xFF, 6, 0, 0] + Array("S2sTwO".utf8))
    case .zlib: file("export.jsonl.zz", zlib, awarded: 40)
    case .zstdDictionary: file("dump.bson.zst", zstdDictionary)
    case .openSSL: text("dump.bson.enc", "Salted__\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}")
    case .pgp: file("dump.bson.gpg", [0x8C, 0x0D, 0x04, 0x09, 0x03, 0x02, 0x81, 0x14])
    case .pgpText: text("dump.bson.asc", "-----BEGIN PGP MESSAGE-----\n\njA0ECQMC\n")
    case .age: text("dump.bson.age", "age-encryption.org/v1\n-> X25519 abc\n")
    case .notGzip: file("dump.archive.gz", [0x1F, 0x8B, 0x17, 0x25, 0x05, 0x7D, 0xA4, 0x06])
    case .random: file("dump.bin", random)
    case .wiredTiger: file("collection-0.wt", [0x41, 0xD8, 1, 0, 1, 0, 0, 0])
    case .sqlite: text("points.db", "SQLite format 3\0")
    case .postgreSQL: text("points.dump", "PGDMP\u{1}\u{E}")
    case .sql: text("points.sql", "-- MySQL dump 10.13\n\nCREATE TABLE `points` (`id` int);\n")
    case .parquet: text("points.parquet", "PAR1\u{15}\u{4}")
    case .avro: text("points.avro", "Obj\u{1}\u{4}\u{14}avro.codec")
    case .orc: text("points.orc", "ORC\u{3}")
    case .arrow: text("points.feather", "ARROW1\0\0")
    case .pickle: file("points.pkl", [0x80, 0x04, 0x95, 0x10, 0, 0, 0, 0, 0, 0, 0])
    case .numpy: file("points.npy", [0x93] + Array("NUMPY".utf8) + [1, 0])
    case .office:
      file(
        "points.xlsx", Array("PK\u{3}\u{4}".utf8) + zeros(26) + Array("[Content_Types].xml".utf8))
    case .oldOffice: file("points.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    case .pdf: text("points.pdf", "%PDF-1.7\n")
    case .png: file("points.png", [0x89] + Array("PNG\r\n".utf8))
    case .jpeg: file("points.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10])
    case .gif: text("points.gif", "GIF89a\u{1}")
    case .webp: text("points.webp", "RIFF\u{1}\0\0\0WEBPVP8 ")
    case .rtf: text("points.rtf", "{\\rtf1\\ansi points}\n")
    case .elf: file("points", [0x7F] + Array("ELF".utf8) + [2, 1, 1, 0])
    case .machO: file("points", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1])
    case .script: text("export.sh", "#!/bin/sh\nmongodump\n")
    case .html: text("points.html", "<!doctype html>\n<title>Sign in</title>\n")
    case .xml: text("points.xml", "<?xml version=\"1.0\"?>\n<points/>\n")
    case .xmlError:
      text("dump.bson", "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code></Error>\n")
    case .yaml: text("points.yaml", "- user_id: ada\n  points: 10\n")
    case .gitLFS:
      text("dump.bson", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 268\n")
    case .utf16: file("export.json", [0xFF, 0xFE] + wide(2), awarded: 40)
    case .utf16BE: file("export.json", json.flatMap { [0, $0] }, awarded: 40)
    case .utf32: file("export.json", [0xFF, 0xFE, 0, 0] + wide(4), awarded: 40)
    case .base64: file("dump.b64", base64(bson), awarded: 40)
    case .hex: file("dump.hex", hex(bson), awarded: 40)
    case .hexDump: file("dump.txt", listing(bson), awarded: 40)
    case .byteListing: file("dump.txt", Array(listing(bson).map { $0 == 0x3A ? 0x20 : $0 }))
    case .python: text("points.txt", "{'user_id': 'ada', 'points': 10, 'note': None}\n")
    case .pythonObject: text("points.txt", "Row(user_id='ada', points=10)\n")
    case .ruby: text("points.txt", "{\"user_id\"=>\"ada\", \"points\"=>10, \"note\"=>nil}\n")
    case .go: text("points.txt", "map[points:10 transaction_type:award user_id:ada]\n")
    case .java: text("points.txt", "Document{{user_id=ada, points=10}}\n")
    case .javaMap: text("points.txt", "{user_id=ada, points=10}\n")
    case .javaObject: text("points.txt", "Transaction(userId=ada, points=10)\n")
    case .php: text("points.txt", "Array\n(\n    [user_id] => ada\n)\n")
    case .elixir: text("points.txt", "[%{\"user_id\" => \"ada\", \"points\" => 10}]\n")
    case .inserts:
      text("points.js", "use shop;\ndb.points.insertMany([\n{user_id: \"ada\"},\n]);\n")
    case .jsonInText:
      text("points.jsonl", "\"\(line.replacing("\"", with: "\\\""))\"\n", awarded: 10)
    case .jsonTextArray:
      text("points.json", "[\"\(line.replacing("\"", with: "\\\""))\"]\n", awarded: 10)
    case .columnObjects:
      text(
        "points.json",
        #"{"user_id":{"0":"ada","1":"bo"},"transaction_type":{"0":"award","1":"award"},"points":{"0":10,"1":5}}"#
          + "\n", awarded: 15)
    case .columnArrays:
      text(
        "points.json",
        #"{"user_id":["ada","bo"],"transaction_type":["award","award"],"points":[10,5]}"# + "\n",
        awarded: 15)
    case .rowsByKey:
      text(
        "points.json",
        #"{"ada":{"t1":{"transaction_type":"award","points":10}},"bo":{"t2":{"transaction_type":"award","points":5}}}"#
          + "\n", awarded: 15)
    case .call: text("points.js", "callback([\(line),\n\(line)]);\n", awarded: 20)
    case .fixedWidth:
      text(
        "points.txt",
        "user_id transaction_type points\n------- ---------------- ------\nada     award            10\n"
      )
    case .expanded:
      text(
        "points.txt",
        "-[ RECORD 1 ]----+------\nuser_id          | ada\ntransaction_type | award\npoints           | 10\n"
      )
    case .rowArrays:
      text("points.json", "{\"columns\":[\"user_id\",\"points\"],\"data\":[[\"ada\",10]]}\n")
    }
  }

  private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

  private static let tar: [UInt8] =
    Array("dump/".utf8) + zeros(252) + Array("ustar\0".utf8) + zeros(249)

  /// Each line in units of `width` bytes, little-endian.
  private static func wide(_ width: Int) -> [UInt8] { json.flatMap { [$0] + zeros(width - 1) } }

  /// A generator of George Marsaglia's (xorshift).
  private static let random: [UInt8] = {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<2048).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
  }()

  /// ``json``, by zlib.
  private static let zlib: [UInt8] = [
    0x78, 0x9C, 0xAB, 0x56, 0x2A, 0x2D, 0x4E, 0x2D, 0x8A, 0xCF, 0x4C, 0x51, 0xB2, 0x52, 0x4A, 0x4C,
    0x49, 0x54, 0xD2, 0x51, 0x2A, 0x29, 0x4A, 0xCC, 0x2B, 0x4E, 0x4C, 0x2E, 0xC9, 0xCC, 0xCF, 0x8B,
    0x2F, 0xA9, 0x2C, 0x48, 0x05, 0x49, 0x94, 0x27, 0x16, 0xA5, 0x00, 0xA5, 0x0A, 0xF2, 0x33, 0xF3,
    0x4A, 0x8A, 0x95, 0xAC, 0x0C, 0x0D, 0x6A, 0xB9, 0xAA, 0x87, 0x8E, 0x46, 0x00, 0xB7, 0x84, 0x4D,
    0x05,
  ]

  /// A frame that names a dictionary (RFC 8878, 3.1.1.1.3), and a compressed block with nothing in it.
  private static let zstdDictionary: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x01, 0x38, 0x07, 0x05, 0x00, 0x00,
  ]

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for i in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).map { i + $0 < bytes.count ? Int(bytes[i + $0]) : 0 }
      let bits = group[0] << 16 | group[1] << 8 | group[2]
      for digit in 0..<4 {
        text.append(
          digit <= bytes.count - i ? digits[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
      }
      if text.count % 77 == 76 { text.append(0x0A) }
    }
    return text + [0x0A]
  }

  static func hex(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [0x0A]
  }

  /// As xxd writes it.
  static func listing(_ bytes: [UInt8]) -> [UInt8] {
    var text = ""
    for i in stride(from: 0, to: bytes.count, by: 16) {
      let row = bytes[i..<min(bytes.count, i + 16)]
      let offset = String(i, radix: 16)
      text += String(repeating: "0", count: 8 - offset.count) + offset + ": "
      var cells = ""
      for (k, byte) in row.enumerated() {
        cells += (byte < 16 ? "0" : "") + String(byte, radix: 16) + (k % 2 == 1 ? " " : "")
      }
      text += cells + String(repeating: " ", count: max(0, 41 - cells.count))
      text += String(decoding: row.map { $0 > 0x20 && $0 < 0x7F ? $0 : 0x2E }, as: UTF8.self) + "\n"
    }
    return Array(text.utf8)
  }
}
