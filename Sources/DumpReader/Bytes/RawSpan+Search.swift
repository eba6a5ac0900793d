internal import CIntrinsics

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

  /// The first occurrence of a byte in a range, where that is mostly a few bytes away; over longer
  /// distances ``firstIndex(of:in:)`` looks at more bytes at once.
  ///
  /// - Precondition: 16 readable bytes follow the range.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while i < range.upperBound {
      let found = equalMask(i, byte)
      if found != 0 {
        let place = i + found.trailingZeroBitCount
        return place < range.upperBound ? place : nil
      }
      i += 16
    }
    return nil
  }

  /// The first line feed in a range.
  func firstLineFeed(in range: Range<Int>) -> Int? {
    firstIndex(of: 0x0A, in: range)
  }

  /// How many line feeds there are in a range.
  package func lineFeedCount(in range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    return unsafe withUnsafeBytes {
      unsafe bytemask_count(
        $0.baseAddress.unsafelyUnwrapped + range.lowerBound, 0x0A, range.count)
    }
  }

  /// How many zero bytes a range begins with.
  func zeroCount(in range: Range<Int>) -> Int {
    var i = range.lowerBound
    while i < range.upperBound, self[i] == 0 { i &+= 1 }
    return i - range.lowerBound
  }

  /// The last line feed in a range.
  func lastLineFeed(in range: Range<Int>) -> Int? {
    last(0x0A, in: range)
  }

  /// The last occurrence of a byte in a range.
  func last(_ byte: UInt8, in range: Range<Int>) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound {
      let start = max(range.lowerBound, end - 16)
      var found = equalMask(start, byte)
      if end - start < 16 { found &= (1 << UInt32(end - start)) - 1 }
      if found != 0 { return start + 31 - found.leadingZeroBitCount }
      end = start
    }
    return nil
  }
}
