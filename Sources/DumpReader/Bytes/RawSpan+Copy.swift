extension RawSpan {
  /// Copies the bytes to memory that has room for them.
  @inlinable @inline(__always) @unsafe
  package func copy(to target: UnsafeMutableRawPointer) {
    let count = byteCount
    unsafe withUnsafeBytes {
      guard let source = $0.baseAddress else { return }
      // Most texts: two loads that overlap.
      if count >= 16, count <= 32 {
        let head = unsafe source.loadUnaligned(as: SIMD16<UInt8>.self)
        let tail = unsafe source.loadUnaligned(
          fromByteOffset: count &- 16, as: SIMD16<UInt8>.self)
        unsafe target.storeBytes(of: head, as: SIMD16<UInt8>.self)
        unsafe target.storeBytes(of: tail, toByteOffset: count &- 16, as: SIMD16<UInt8>.self)
      } else if count >= 8, count < 16 {
        let head = unsafe source.loadUnaligned(as: UInt64.self)
        let tail = unsafe source.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        unsafe target.storeBytes(of: head, as: UInt64.self)
        unsafe target.storeBytes(of: tail, toByteOffset: count &- 8, as: UInt64.self)
      } else {
        unsafe target.copyMemory(from: source, byteCount: count)
      }
    }
  }
}
