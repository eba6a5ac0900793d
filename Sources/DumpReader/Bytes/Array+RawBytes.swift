extension Array<UInt8> {
  /// The elements as raw bytes; they have no padding that could leak.
  @inlinable
  package var rawBytes: RawSpan {
    @_lifetime(borrow self) @inline(__always) get { unsafe span.bytes }
  }

  /// Moves the bytes from `start` on, up to `end`, to the front.
  mutating func move(from start: Int, to end: Int) {
    precondition(start >= 0 && start <= end && end <= count)
    unsafe withUnsafeMutableBytes {
      if let base = $0.baseAddress {
        unsafe base.copyMemory(from: base + start, byteCount: end - start)
      }
    }
  }

  /// Where text starts: behind a UTF-8 byte order mark.
  var textStart: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
