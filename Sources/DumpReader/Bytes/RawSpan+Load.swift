// The one place where input memory is read without the compiler's help: each function checks its
// bounds and then makes one unsafe access. The standard library has no safe multi-byte load on
// RawSpan; plain subscripts byte by byte cost a quarter more time.
extension RawSpan {
  /// The little-endian integer at `offset`; traps when it is not all inside.
  @inlinable @inline(__always)
  package func load<T: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: T.Type = T.self
  ) -> T {
    precondition(offset >= 0 && offset <= byteCount &- MemoryLayout<T>.size)
    return unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  /// The byte at `offset`; traps when it is not inside.
  @inlinable @inline(__always)
  package subscript(_ offset: Int) -> UInt8 {
    precondition(UInt(bitPattern: offset) < UInt(bitPattern: byteCount))
    return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Whether the bytes equal those of `other`.
  @inlinable @inline(__always)
  package func elementsEqual(_ other: RawSpan) -> Bool {
    guard byteCount == other.byteCount else { return false }
    var i = 0
    while i &+ 8 <= byteCount {
      if load(i, as: UInt64.self) != other.load(i, as: UInt64.self) { return false }
      i &+= 8
    }
    while i < byteCount {
      if self[i] != other[i] { return false }
      i &+= 1
    }
    return true
  }

  /// Whether the bytes are those of an ASCII literal.
  @inlinable
  package func elementsEqual(_ literal: StaticString) -> Bool {
    guard byteCount == literal.utf8CodeUnitCount else { return false }
    for i in 0..<byteCount where unsafe self[i] != literal.utf8Start[i] { return false }
    return true
  }

  /// The bytes as an array. Allocates.
  @inlinable
  package func copied() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }

  /// The bytes as text, invalid UTF-8 replaced. Allocates.
  @inlinable
  package var text: String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

// Without a check, for loops that make one check for many loads. Debug builds check all the same.
extension RawSpan {
  /// The little-endian integer at an offset that is known to be inside.
  @inline(__always) @unsafe
  func unchecked<T: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: T.Type = T.self
  ) -> T {
    assert(offset >= 0 && offset <= byteCount &- MemoryLayout<T>.size)
    return unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }
}
