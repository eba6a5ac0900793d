/// A compression that is taken off, once, around any input.
enum Compression: String {
  case gzip
  case zstd

  /// Recognises a stream by its first bytes: gzip by the magic number of RFC 1952, zstd by the frame
  /// or skippable frame of RFC 8878.
  ///
  /// A BSON document of 35,615 bytes begins with the magic number of gzip, and so does one in 65,536
  /// of the longer ones. It is told by the name of its first field behind a header that no gzip has.
  init?(_ head: [UInt8]) {
    guard head.count >= 2 else { return nil }
    if head[0] == 0x1F, head[1] == 0x8B {
      if !Self.isGzipHeader(head), InputFormat.isNamedBSON(head) { return nil }
      self = .gzip
      return
    }
    guard head.count >= 4 else { return nil }
    switch head.rawBytes.load(0, as: UInt32.self) {
    case 0xFD2F_B528, 0x184D_2A50...0x184D_2A5F: self = .zstd
    default: return nil
    }
  }

  /// Whether what follows the magic number, as far as it is there, is a header that exists (RFC 1952,
  /// 2.3.1).
  ///
  ///     1F 8B │ method │ flags │ time, 4 bytes │ extra flags │ system
  private static func isGzipHeader(_ head: [UInt8]) -> Bool {
    func byte(_ place: Int, _ isKnown: (UInt8) -> Bool) -> Bool {
      place >= head.count || isKnown(head[place])
    }
    return byte(2) { $0 == 8 } && byte(3) { $0 & 0xE0 == 0 } && byte(8) { [0, 2, 4].contains($0) }
      && byte(9) { $0 <= 13 || $0 == 255 }
  }

  /// What decompresses `source`, of which the bytes `head` have been read already.
  func source(
    _ source: any ByteSource, head: [UInt8], path: String, bufferSize: Int, windowLimit: Int
  ) throws(DumpError) -> any ByteSource {
    switch self {
    case .gzip: GzipSource(source, head: head, bufferSize: bufferSize)
    case .zstd:
      try ZstdSource(
        source, head: head, path: path, bufferSize: bufferSize, windowLimit: windowLimit)
    }
  }
}
