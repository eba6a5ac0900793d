/// A stream of bytes that is read forwards, once.
///
/// Sources stack: a file below, a decompressor on top of it. All of them fill a buffer that the
/// caller owns, so that reading allocates nothing per call.
package protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` and returns how many bytes were written, at least one unless the
  /// stream is over; then 0, for ever.
  ///
  /// - Throws: ``DumpError`` when the stream cannot be read on.
  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int

  /// How much of the underlying file or pipe has been consumed, and its size where it is known;
  /// for progress displays only.
  var progress: SourceProgress { get }

  /// Damage met so far that did not stop the stream, such as a cut gzip member; nil while all is
  /// well. Meaningful once `read` has returned 0.
  var damage: StreamDamage? { get }
}

/// How far a source has got, in bytes of the file or pipe at the bottom of the stack.
public struct SourceProgress: Sendable, Equatable {
  /// Bytes read from the operating system.
  public package(set) var consumed: Int
  /// The size of the file, nil for pipes and devices.
  public package(set) var size: Int?
  /// Bytes of memory that the decompression holds on to: what a zstd frame may repeat.
  package var heldBytes = 0

  /// Creates a progress value.
  package init(consumed: Int, size: Int?) {
    self.consumed = consumed
    self.size = size
  }
}

extension ByteSource {
  /// Most sources cannot be damaged.
  package var damage: StreamDamage? { nil }

  /// The first bytes of the stream, `count` of them or all there are.
  func peek(_ count: Int) throws(DumpError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < head.count {
      var span = head.mutableSpan
      var bytes = unsafe span.mutableBytes
      var free = bytes._mutatingExtracting(filled..<bytes.byteCount)
      let count = try read(into: &free)
      if count == 0 { break }
      filled += count
    }
    head.removeSubrange(filled...)
    return head
  }
}
