internal import CIntrinsics

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

// Masks without a check, for loops that make one check for many loads: whoever has made sure that
// ``RawSpan/padding`` bytes follow an offset may look at all of them. Debug builds check all the same.
extension RawSpan {
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

// Masks for tables of text.
extension RawSpan {
  /// Which of the 32 bytes at an offset are delimiters, quotes or bytes of line ends.
  @inline(__always)
  func cellMask(_ offset: Int, _ delimiter: UInt8) -> UInt32 {
    precondition(offset >= 0 && offset <= byteCount &- 32)
    return unsafe withUnsafeBytes {
      unsafe bytemask_cell($0.baseAddress.unsafelyUnwrapped + offset, delimiter)
    }
  }

  /// Which of 32 places have one byte at its offset from the first and another one at its own, behind it
  /// or the same; both bytes and the text with bit 5 set.
  @inline(__always) @unsafe
  func uncheckedFoldedPairMask(
    _ offset: Int, _ byte: UInt8, _ other: Int, _ otherByte: UInt8
  ) -> UInt32 {
    assert(offset >= 0 && offset <= other && other <= byteCount &- 32)
    return unsafe withUnsafeBytes {
      let base = unsafe $0.baseAddress.unsafelyUnwrapped
      return unsafe bytemask_folded_pair(base + offset, byte, base + other, otherByte)
    }
  }
}
