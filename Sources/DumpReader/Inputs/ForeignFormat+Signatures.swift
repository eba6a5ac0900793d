extension ForeignFormat {
  /// Bytes at a fixed place in the file.
  private struct Signature {
    var format: ForeignFormat
    var offset = 0
    var bytes: [UInt8]

    init(_ format: ForeignFormat, _ text: String, at offset: Int = 0) {
      self.init(format, Array(text.utf8), at: offset)
    }

    init(_ format: ForeignFormat, _ bytes: [UInt8], at offset: Int = 0) {
      self.format = format
      self.offset = offset
      self.bytes = bytes
    }
  }

  /// Recognises a file by its signature; nil when it has none that is known.
  init?(signatureOf head: [UInt8]) {
    for signature in Self.signatures {
      let start = signature.offset
      guard head.count >= start + signature.bytes.count,
        head[start..<start + signature.bytes.count].elementsEqual(signature.bytes)
      else { continue }
      self = signature.format
      return
    }
    if Self.isOpenPGP(head) {
      self = .pgp
    } else if let markup = Self.markup(head) {
      self = markup
    } else {
      return nil
    }
  }

  private static let signatures: [Signature] = [
    // The first member of Office Open XML (ECMA-376, part 2) and of OpenDocument, behind a local file
    // header of ZIP; several writers put others first.
    Signature(.office, "[Content_Types].xml", at: 30), Signature(.office, "_rels/", at: 30),
    Signature(.office, "docProps/", at: 30), Signature(.office, "xl/", at: 30),
    Signature(.office, "mimetypeapplication/vnd.oasis.opendocument", at: 30),
    Signature(.zip, "PK\u{3}\u{4}"), Signature(.zip, "PK\u{5}\u{6}"),
    // The magic of POSIX (pax, "ustar Interchange Format"), and that of GNU.
    Signature(.tar, "ustar\0", at: 257), Signature(.tar, "ustar  \0", at: 257),
    Signature(.sevenZip, Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C]),
    Signature(.rar, "Rar!"),
    Signature(.bzip2, "BZh"),
    Signature(.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    // LZMA alone: properties 93, and a dictionary of 8 MiB.
    Signature(.xz, [0x5D, 0x00, 0x00, 0x80, 0x00]),
    // The frame of version 1, and the legacy frame of the Linux kernel.
    Signature(.lz4, [0x04, 0x22, 0x4D, 0x18]), Signature(.lz4, [0x02, 0x21, 0x4C, 0x18]),
    Signature(.lzip, "LZIP"),
    Signature(.compress, [0x1F, 0x9D]),
    // A stream identifier chunk each.
    Signature(.snappy, [0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8)),
    Signature(.s2, [0xFF, 0x06, 0x00, 0x00] + Array("S2sTwO".utf8)),
    Signature(.openSSL, "Salted__"),
    Signature(.age, "age-encryption.org/"), Signature(.age, "-----BEGIN AGE ENCRYPTED FILE"),
    Signature(.pgpText, "-----BEGIN PGP "),
    // The first block of every file: the magic number 120897 and version 1.0.
    Signature(.wiredTiger, [0x41, 0xD8, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00]),
    Signature(.sqlite, "SQLite format 3"),
    Signature(.postgreSQL, "PGDMP"),
    Signature(.parquet, "PAR1"), Signature(.parquet, "PARE"),
    Signature(.avro, "Obj\u{1}"),
    Signature(.orc, "ORC\u{A}"), Signature(.orc, "ORC\u{3}"),
    Signature(.arrow, "ARROW1"), Signature(.arrow, "FEA1"),
    Signature(.numpy, [0x93] + Array("NUMPY".utf8)),
    // PROTO with the protocols 2 to 5, and what begins a list, a dictionary or a frame behind it.
    Signature(.pickle, [0x80, 0x02, 0x5D]), Signature(.pickle, [0x80, 0x02, 0x7D]),
    Signature(.pickle, [0x80, 0x03, 0x5D]), Signature(.pickle, [0x80, 0x03, 0x7D]),
    Signature(.pickle, [0x80, 0x04, 0x95]), Signature(.pickle, [0x80, 0x05, 0x95]),
    Signature(.oldOffice, [0xD0, 0xCF, 0x11, 0xE0]),
    Signature(.pdf, "%PDF"),
    Signature(.png, [0x89] + Array("PNG".utf8)),
    Signature(.jpeg, [0xFF, 0xD8, 0xFF]),
    Signature(.gif, "GIF8"),
    Signature(.webp, "WEBP", at: 8),
    Signature(.rtf, "{\\rtf"),
    Signature(.elf, [0x7F] + Array("ELF".utf8)),
    Signature(.machO, [0xCF, 0xFA, 0xED, 0xFE]),
    Signature(.script, "#!"),
    Signature(.gitLFS, "version https://git-lfs.github.com/spec/"),
  ]

  /// Whether the first packet is a session key (RFC 9580): what encrypted data begins with.
  ///
  ///     old header: 84 length, 85 length length, 8C length │ new: C1 length, C3 length │ version 3 … 6
  private static func isOpenPGP(_ head: [UInt8]) -> Bool {
    guard head.count >= 4 else { return false }
    return switch head[0] {
    case 0x84: head[2] == 3 || head[2] == 6
    case 0x85: head[1] <= 8 && (head[3] == 3 || head[3] == 6)
    case 0x8C: (0x04...0x40).contains(head[1]) && (4...6).contains(head[2])
    case 0xC1: head[2] == 3 || head[1] >= 0xC0 && head[3] == 3
    case 0xC3: (0x04...0x40).contains(head[1]) && (4...6).contains(head[2])
    default: false
    }
  }

  /// HTML and XML, whatever the case of their letters.
  private static func markup(_ head: [UInt8]) -> ForeignFormat? {
    var text = head.prefix(1 << 10).drop { $0 <= 0x20 || $0 >= 0x80 }
    guard text.first == UInt8(ascii: "<") else { return nil }
    for i in text.indices where (0x41...0x5A).contains(text[i]) { text[i] |= 0x20 }
    if ["<!doctype html", "<html", "<head", "<body"].contains(where: { text.starts(with: $0.utf8) })
    {
      return .html
    }
    guard ["<?xml", "<!doctype", "<error>"].contains(where: { text.starts(with: $0.utf8) }) else {
      return nil
    }
    return String(decoding: text, as: UTF8.self).contains("<error>") ? .xmlError : .xml
  }
}
