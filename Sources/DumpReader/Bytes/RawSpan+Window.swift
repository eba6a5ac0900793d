internal import CByteMask

// Loads without checks of their own, for loops that check once for many of them: whoever has made
// sure that `windowSize` bytes are readable from some offset on may load what lies inside of that
// window. Everything here is `@unsafe`, so that each use says so.
extension RawSpan {
  /// How many bytes one check stands for.
  static var windowSize: Int { 128 }

  /// The last offset with a whole window behind it; negative when there is none.
  @inline(__always)
  var windowLimit: Int { byteCount &- Self.windowSize }

  /// The little-endian integer at an offset inside of a window.
  @inline(__always) @unsafe
  func windowLoad<T: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int, as type: T.Type = T.self
  ) -> T {
    unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  /// The byte at an offset inside of a window.
  @inline(__always) @unsafe
  func windowByte(_ offset: Int) -> UInt8 {
    unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Which of the 16 bytes at an offset are no plain text: quotes, backslashes, control bytes, and
  /// all from 0x80 on.
  @inline(__always) @unsafe
  func windowTextMask(_ offset: Int) -> UInt32 {
    unsafe withUnsafeBytes {
      unsafe bytemask_json_text($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }

  /// Whether 17 to 32 bytes are plain text, looked at as the first 16 and the last 16 of them.
  @inline(__always) @unsafe
  func windowIsText(_ offset: Int, _ count: Int) -> Bool {
    unsafe withUnsafeBytes {
      let first = unsafe $0.baseAddress.unsafelyUnwrapped + offset
      return unsafe bytemask_json_texts(first, first + count - 16) == 0
    }
  }

  /// Where the 32 bytes at an offset equal the 32 bytes at an address.
  @inline(__always) @unsafe
  func windowSame32(_ offset: Int, _ other: UnsafeRawPointer) -> UInt32 {
    unsafe withUnsafeBytes {
      unsafe bytemask_same32($0.baseAddress.unsafelyUnwrapped + offset, other)
    }
  }

  /// Where the 16 bytes at an offset equal the 16 bytes at an address.
  @inline(__always) @unsafe
  func windowSame16(_ offset: Int, _ other: UnsafeRawPointer) -> UInt32 {
    unsafe withUnsafeBytes {
      unsafe bytemask_same16($0.baseAddress.unsafelyUnwrapped + offset, other)
    }
  }
}
