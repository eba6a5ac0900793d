/// Files that people hand over by mistake: recognised in order to say what they are and what to do.
struct ForeignFormat {
  /// What it is, with its article, such as "a PNG image".
  let name: String
  /// What to do about it.
  let advice: String

  /// A signature at a fixed place in the file.
  private struct Signature {
    var offset = 0
    var bytes: [UInt8]
    var name: String
    var advice = "it holds no transactions"
  }

  /// Recognises a file by its first bytes; nil when they are nothing known.
  init?(_ head: [UInt8]) {
    for signature in Self.signatures {
      let start = signature.offset
      guard head.count >= start + signature.bytes.count,
        head[start..<start + signature.bytes.count].elementsEqual(signature.bytes)
      else { continue }
      name = signature.name
      advice = signature.advice
      return
    }
    guard let width = Self.wideText(head) else { return nil }
    name = "UTF-\(width) text"
    advice = "convert it first with iconv -f UTF-\(width) -t UTF-8"
  }

  private static let signatures: [Signature] = [
    // The first member of Office Open XML (ECMA-376, part 2), behind a local file header of ZIP.
    Signature(
      offset: 30, bytes: Array("[Content_Types].xml".utf8), name: "an Excel or other Office file",
      advice: "save the table as CSV, separated by commas"),
    Signature(
      bytes: Array("PK\u{3}\u{4}".utf8), name: "a ZIP archive",
      advice: "unpack it first with unzip"),
    // The magic of POSIX (pax, "ustar Interchange Format"), and that of GNU.
    Signature(
      offset: 257, bytes: Array("ustar\0".utf8), name: "a tar archive",
      advice: "unpack it first with tar -xf and give the dump directory"),
    Signature(
      offset: 257, bytes: Array("ustar  \0".utf8), name: "a tar archive",
      advice: "unpack it first with tar -xf and give the dump directory"),
    Signature(
      bytes: Array("BZh".utf8), name: "bzip2 data",
      advice: "decompress it first: bzcat FILE | analyze"),
    Signature(
      bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], name: "xz data",
      advice: "decompress it first: xzcat FILE | analyze"),
    Signature(
      bytes: [0x04, 0x22, 0x4D, 0x18], name: "lz4 data",
      advice: "decompress it first: lz4cat FILE | analyze"),
    Signature(
      bytes: Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], name: "a 7-Zip archive",
      advice: "unpack it first with 7z x"),
    Signature(
      bytes: Array("Rar!".utf8), name: "a RAR archive", advice: "unpack it first with unrar x"),
    Signature(
      bytes: [0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8), name: "snappy data",
      advice: "decompress it first"),
    // The first block of every file: the magic number 120897 and version 1.0.
    Signature(
      bytes: [0x41, 0xD8, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00], name: "a WiredTiger data file",
      advice: "start mongod on a copy of its folder and export the collection with mongodump"),
    Signature(
      bytes: Array("SQLite format 3".utf8), name: "an SQLite database",
      advice: "export the collection with mongodump or mongoexport"),
    Signature(
      bytes: Array("PAR1".utf8), name: "a Parquet file",
      advice: "convert it to CSV or JSON lines first"),
    Signature(
      bytes: Array("Obj\u{1}".utf8), name: "an Avro file",
      advice: "convert it to CSV or JSON lines first"),
    Signature(
      bytes: [0xD0, 0xCF, 0x11, 0xE0], name: "an old Microsoft Office document",
      advice: "save the table as CSV, separated by commas"),
    Signature(bytes: [0x89] + Array("PNG".utf8), name: "a PNG image"),
    Signature(bytes: [0xFF, 0xD8, 0xFF], name: "a JPEG image"),
    Signature(bytes: Array("GIF8".utf8), name: "a GIF image"),
    Signature(bytes: Array("%PDF".utf8), name: "a PDF document"),
    Signature(bytes: [0x7F] + Array("ELF".utf8), name: "a program (ELF)"),
    Signature(bytes: [0xCF, 0xFA, 0xED, 0xFE], name: "a program (Mach-O)"),
    Signature(bytes: Array("#!".utf8), name: "a script"),
    Signature(
      bytes: Array("<?xml".utf8), name: "XML", advice: "export the collection with mongoexport"),
    Signature(
      bytes: Array("<!DOCTYPE".utf8), name: "an HTML page",
      advice: "perhaps the download went wrong; look at it with a browser"),
    Signature(
      bytes: Array("<html".utf8), name: "an HTML page",
      advice: "perhaps the download went wrong; look at it with a browser"),
  ]

  /// The width of the code units of UTF-16 or UTF-32 text, by its byte order mark or by the zeros
  /// beside its ASCII; nil for anything else.
  private static func wideText(_ head: [UInt8]) -> Int? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return 32
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return 16 }
    for width in [4, 2] {
      for ascii in [0, width - 1] where isWide(head, width: width, ascii: ascii) {
        return width * 8
      }
    }
    return nil
  }

  /// Whether the first eight units, at least two, are ASCII in units of `width` bytes, of which the
  /// one at `ascii` is the character and the others are zero.
  private static func isWide(_ head: [UInt8], width: Int, ascii: Int) -> Bool {
    let units = min(8, head.count / width)
    guard units >= 2 else { return false }
    for i in 0..<units * width {
      let byte = head[i]
      let isText = (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte)
      guard i % width == ascii ? isText : byte == 0 else { return false }
    }
    return true
  }
}
