/// The check sum CRC-64/XZ: polynomial 0x42F0E1EBA9EA3693 reflected, all ones before and after, as
/// in Go's `crc64.ECMA` table.
struct CRC64 {
  private var state = UInt64.max

  /// The check sum of what has been added.
  var value: UInt64 { ~state }

  /// Adds the bytes from `start` on.
  mutating func add(_ bytes: borrowing RawSpan, from start: Int) {
    var crc = state
    for i in start..<max(start, bytes.byteCount) {
      crc = Self.table[Int(truncatingIfNeeded: (crc ^ UInt64(bytes.byte(i))) & 0xFF)] ^ (crc >> 8)
    }
    state = crc
  }

  private static let table: [UInt64] = (0..<256).map { index in
    (0..<8).reduce(UInt64(index)) { crc, _ in
      crc & 1 == 1 ? (crc >> 1) ^ 0xC96C_5795_D787_0F42 : crc >> 1
    }
  }
}
