internal import CIntrinsics

// The one place where input memory is read without the compiler's help: each function checks its
// bounds and then makes one unsafe access. The standard library has no safe multi-byte load on
// RawSpan; plain subscripts byte by byte cost a quarter more time.
extension RawSpan {
  /// The little-endian integer at `offset`; traps when it is not all inside.
  @inlinable @inline(__always)
  public func load<T: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: T.Type = T.self
  ) -> T {
    precondition(offset >= 0 && offset <= byteCount &- MemoryLayout<T>.size)
    return unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  /// The byte at `offset`; traps when it is not inside.
  @inlinable @inline(__always)
  public subscript(_ offset: Int) -> UInt8 {
    precondition(UInt(bitPattern: offset) < UInt(bitPattern: byteCount))
    return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Whether the bytes equal those of `other`.
  @inlinable @inline(__always)
  public func elementsEqual(_ other: RawSpan) -> Bool {
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
  public func elementsEqual(_ literal: StaticString) -> Bool {
    guard byteCount == literal.utf8CodeUnitCount else { return false }
    for i in 0..<byteCount where unsafe self[i] != literal.utf8Start[i] { return false }
    return true
  }

  /// The bytes as an array. Allocates.
  @inlinable
  public func copied() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }

  /// The bytes as text, invalid UTF-8 replaced. Allocates.
  @inlinable
  public var text: String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension Array<UInt8> {
  /// The elements as raw bytes; they have no padding that could leak.
  @inlinable
  public var rawBytes: RawSpan {
    @_lifetime(borrow self) @inline(__always) get { unsafe span.bytes }
  }
}

extension RawSpan {
  /// Where a byte first occurs in a range, by memchr(3), which C libraries have written for every
  /// processor. For what is mostly a few bytes away ``first(_:in:)`` spares the call.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    let found = unsafe withUnsafeBytes {
      unsafe bytemask_find(
        $0.baseAddress.unsafelyUnwrapped + range.lowerBound, byte, range.count)
    }
    return found < 0 ? nil : range.lowerBound &+ found
  }
}

// Masks over the 16 bytes at an offset; bit i speaks of byte i.
extension RawSpan {
  @inline(__always)
  func jsonStringMask(_ offset: Int) -> (stop: UInt32, high: UInt32) {
    precondition(offset >= 0 && offset <= byteCount &- 16)
    let mask = unsafe withUnsafeBytes {
      unsafe bytemask_json_string($0.baseAddress.unsafelyUnwrapped + offset)
    }
    return (mask.stop, mask.high)
  }

  @inline(__always)
  func equalMask(_ offset: Int, _ byte: UInt8) -> UInt32 {
    precondition(offset >= 0 && offset <= byteCount &- 16)
    return unsafe withUnsafeBytes {
      unsafe bytemask_equal($0.baseAddress.unsafelyUnwrapped + offset, byte)
    }
  }

  /// A mask over 32 bytes.
  @inline(__always)
  func jsonFrameMask(_ offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= byteCount &- 32)
    return unsafe withUnsafeBytes {
      unsafe bytemask_json_frame($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }

  /// Which of the 32 bytes from `offset` on are 0x80 or more.
  @inline(__always)
  func highMask32(_ offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= byteCount &- 32)
    return unsafe withUnsafeBytes {
      unsafe bytemask_high32($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }
}

extension RawSpan {
  /// The parts of `2014-04-07T02:23:03.590Z`, the 24 bytes at `offset`, if that is what they are.
  @inline(__always)
  func instantParts(_ offset: Int) -> bytemask_instant {
    precondition(offset >= 0 && offset <= byteCount &- 24)
    return unsafe withUnsafeBytes {
      unsafe bytemask_iso8601($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }
}

// The same without a check, for loops that make one check for many loads. Debug builds check all
// the same.
extension RawSpan {
  /// The little-endian integer at an offset that is known to be inside.
  @inline(__always) @unsafe
  func unchecked<T: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: T.Type = T.self
  ) -> T {
    assert(offset >= 0 && offset <= byteCount &- MemoryLayout<T>.size)
    return unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  @inline(__always) @unsafe
  func uncheckedSameMask16(_ offset: Int, _ other: UnsafeRawPointer) -> UInt32 {
    assert(offset >= 0 && offset <= byteCount &- 16)
    return unsafe withUnsafeBytes {
      unsafe bytemask_same16($0.baseAddress.unsafelyUnwrapped + offset, other)
    }
  }

  @inline(__always) @unsafe
  func uncheckedHighMask32(_ offset: Int) -> UInt32 {
    assert(offset >= 0 && offset <= byteCount &- 32)
    return unsafe withUnsafeBytes {
      unsafe bytemask_high32($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }
}
