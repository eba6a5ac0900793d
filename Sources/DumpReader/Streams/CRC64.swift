internal import CISAL

/// CRC-64/XZ: the polynomial of ECMA-182 bit-reversed, all ones before and after; ISA-L computes it
/// with carry-less multiplication.
struct CRC64 {
  /// The checksum of the bytes so far.
  private(set) var value: UInt64 = 0

  /// Takes more bytes (crc64_ecma_refl).
  mutating func update(_ bytes: RawSpan) {
    guard bytes.byteCount > 0 else { return }
    value = unsafe bytes.withUnsafeBytes { buffer in
      unsafe crc64_ecma_refl(
        value, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(buffer.count))
    }
  }
}
