internal import CIntrinsics

// Masks without a check, for loops that make one check for many loads: whoever has made sure that
// there is a window behind an offset may look at all of it. Debug builds check all the same.
extension RawSpan {
  /// How many bytes one check stands for.
  static var windowSize: Int { Chunk.padding }

  /// The last offset with a window behind it; negative when there is none.
  @inline(__always)
  var lastPaddedOffset: Int { byteCount &- Self.windowSize }

  /// Which of the 16 bytes at an offset are no plain text: quotes, backslashes, control bytes, and
  /// all from 0x80 on. All bits behind the 16 are set.
  @inline(__always) @unsafe
  func uncheckedTextMask(_ offset: Int) -> UInt32 {
    assert(offset >= 0 && offset &+ 16 <= byteCount)
    return unsafe withUnsafeBytes {
      unsafe bytemask_json_text($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }

  /// Which of the 16 bytes at an offset are digits.
  @inline(__always) @unsafe
  func uncheckedDigitMask(_ offset: Int) -> UInt32 {
    assert(offset >= 0 && offset &+ 16 <= byteCount)
    return unsafe withUnsafeBytes {
      unsafe bytemask_digits($0.baseAddress.unsafelyUnwrapped + offset)
    }
  }

  /// Whether 17 to 32 bytes are plain text, looked at as the first 16 and the last 16 of them.
  @inline(__always) @unsafe
  func uncheckedIsText(_ offset: Int, _ count: Int) -> Bool {
    assert(count >= 16 && count <= 32 && offset >= 0 && offset &+ count <= byteCount)
    return unsafe withUnsafeBytes {
      let first = unsafe $0.baseAddress.unsafelyUnwrapped + offset
      return unsafe bytemask_json_texts(first, first + count - 16) == 0
    }
  }

  /// Where the 32 bytes at an offset equal the 32 bytes at an address, a multiple of 16.
  @inline(__always) @unsafe
  func uncheckedSameMask32(_ offset: Int, _ other: UnsafeRawPointer) -> UInt32 {
    assert(offset >= 0 && offset &+ 32 <= byteCount)
    return unsafe withUnsafeBytes {
      unsafe bytemask_same32($0.baseAddress.unsafelyUnwrapped + offset, other)
    }
  }
}
