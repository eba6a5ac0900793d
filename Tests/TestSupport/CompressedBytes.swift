/// Writers of the simplest valid compressed streams, so that tests need no tool.
public enum CompressedBytes {
  /// A gzip member of stored blocks (RFC 1951, 3.2.4), with the optional fields of RFC 1952 if asked.
  public static func gzip(
    _ bytes: [UInt8], blockSize: Int = 60_000, extra: [UInt8]? = nil, name: String? = nil,
    comment: String? = nil, headerChecksum: Bool = false
  ) -> [UInt8] {
    var flags: UInt8 = 0
    if headerChecksum { flags |= 2 }
    if extra != nil { flags |= 4 }
    if name != nil { flags |= 8 }
    if comment != nil { flags |= 16 }
    var out: [UInt8] = [0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 255]
    if let extra { out += littleEndian(UInt16(extra.count)) + extra }
    if let name { out += Array(name.utf8) + [0] }
    if let comment { out += Array(comment.utf8) + [0] }
    if headerChecksum { out += littleEndian(UInt16(truncatingIfNeeded: crc32(out))) }
    var start = 0
    repeat {
      let end = min(bytes.count, start + blockSize)
      let count = UInt16(end - start)
      out += [end == bytes.count ? 1 : 0] + littleEndian(count) + littleEndian(~count)
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    return out + littleEndian(crc32(bytes)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// A zstd frame of raw blocks (RFC 8878, 3.1.1), without a checksum.
  public static func zstd(_ bytes: [UInt8], blockSize: Int = 100_000) -> [UInt8] {
    // Magic number, a descriptor without single segment or sizes, a window of 128 KiB.
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    var start = 0
    repeat {
      let end = min(bytes.count, start + blockSize)
      let header = UInt32((end - start) << 3) | (end == bytes.count ? 1 : 0)
      out += littleEndian(header)[0..<3]
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    return out
  }

  /// A zstd frame that repeats one byte: 128 KiB for every four bytes of input.
  public static func zstdRun(of byte: UInt8, blocks: Int) -> [UInt8] {
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    for i in 0..<blocks {
      let header = UInt32((128 << 10) << 3) | (1 << 1) | (i == blocks - 1 ? 1 : 0)
      out += littleEndian(header)[0..<3] + [byte]
    }
    return out
  }

  /// A skippable frame, which decoders pass over.
  public static func zstdSkippable(_ payload: [UInt8], number: UInt8 = 0) -> [UInt8] {
    [0x50 | number, 0x2A, 0x4D, 0x18] + littleEndian(UInt32(payload.count)) + payload
  }

  /// An integer as little-endian bytes.
  public static func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
  }

  /// The checksum of gzip, bit by bit.
  public static func crc32(_ bytes: [UInt8]) -> UInt32 {
    checksum(bytes, polynomial: 0xEDB8_8320)
  }

  /// CRC-64/XZ, bit by bit.
  public static func crc64(_ bytes: [UInt8]) -> UInt64 {
    checksum(bytes, polynomial: 0xC96C_5795_D787_0F42)
  }

  private static func checksum<T: FixedWidthInteger & UnsignedInteger>(
    _ bytes: [UInt8], polynomial: T
  ) -> T {
    var crc = T.max
    for byte in bytes {
      crc ^= T(byte)
      for _ in 0..<8 {
        let carry = crc & 1
        crc >>= 1
        if carry == 1 { crc ^= polynomial }
      }
    }
    return ~crc
  }
}
