extension SampleFile {
  /// Archives and gzip files with one kind of damage each, and files that are no dumps at all.
  public static let damagedContainers = [
    SampleFile("damaged/wrong-checksum.archive") {
      // The last header ends in the check sum, a zero byte and the terminator.
      var bytes = shortRecipe.bytes(as: .archive)
      bytes[bytes.count - 8] ^= 1
      return bytes
    },
    SampleFile("damaged/cut.archive") { shortRecipe.bytes(as: .archive).dropLast(3000) },
    SampleFile("damaged/cut.bson.gz") {
      StoredGzip.member(shortRecipe.bytes(as: .bson)).dropLast(3000)
    },
    SampleFile("damaged/wrong-checksum.bson.gz") {
      var bytes = StoredGzip.member(shortRecipe.bytes(as: .bson))
      bytes[bytes.count - 6] ^= 1
      return bytes
    },
    SampleFile("damaged/utf16.jsonl") {
      let text = String(decoding: shortRecipe.bytes(as: .jsonl).prefix(2000), as: UTF8.self)
      return [0xFF, 0xFE]
        + text.utf16.flatMap {
          [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
    },
    SampleFile("damaged/picture.png") {
      // A signature and the first chunk of one black pixel.
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        + [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55]
    },
  ]
}

/// gzip (RFC 1952) around deflate blocks that are stored as they are (RFC 1951, 3.2.4): the same
/// bytes whatever compressor a machine has.
enum StoredGzip {
  /// One member with `contents`.
  static func member(_ contents: [UInt8]) -> [UInt8] {
    // Deflate, no name, no time, unknown operating system.
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = contents[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(0xFFFF)
      let count = UInt16(block.count)
      out.append(rest.isEmpty ? 1 : 0)
      out += littleEndian(UInt32(count) | UInt32(~count) << 16)
      out += block
    } while !rest.isEmpty
    return out + littleEndian(crc32(contents)) + littleEndian(UInt32(contents.count))
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// The check sum of RFC 1952, section 8.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }
}
