extension RawSpan {
  /// Bytes that may be read behind the last byte of input, so that vector loads need no tail loop:
  /// one check that so many follow stands for the checks of many loads.
  static var padding: Int { 128 }

  /// The last offset that is followed by the padding; negative when there is none.
  @inline(__always)
  var lastPaddedOffset: Int { byteCount &- Self.padding }
}
