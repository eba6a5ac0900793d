/// A compression that is taken off, once, around any input.
enum Compression: String {
  case gzip
  case zstd

  /// Recognises a stream by its first bytes: gzip by the magic number and method of RFC 1952, zstd
  /// by the frame or skippable frame of RFC 8878.
  init?(_ head: [UInt8]) {
    guard head.count >= 2 else { return nil }
    if head[0] == 0x1F, head[1] == 0x8B {
      self = .gzip
      return
    }
    guard head.count >= 4 else { return nil }
    switch head.rawBytes.load(0, as: UInt32.self) {
    case 0xFD2F_B528, 0x184D_2A50...0x184D_2A5F: self = .zstd
    default: return nil
    }
  }

  /// What decompresses `source`, of which the bytes `head` have been read already.
  func source(
    _ source: any ByteSource, head: [UInt8], path: String, bufferSize: Int
  ) throws(DumpError) -> any ByteSource {
    switch self {
    case .gzip: GzipSource(source, head: head, bufferSize: bufferSize)
    case .zstd: try ZstdSource(source, head: head, path: path, bufferSize: bufferSize)
    }
  }
}
