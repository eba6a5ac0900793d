/// The encoded bytes in front of a decompressor: what has been read and not yet been used.
///
///       0            start           end          buffer.count
///     ──┴──────────────┴───────────────┴───────────────┴──
///       │ used         │ readable      │ room          │
///
/// It is refilled only when it is empty, so that nothing is ever moved.
struct EncodedInput {
  /// Enough to make calls rare; less than a chunk, because it expands.
  static let usualSize = 128 << 10

  private let source: any ByteSource
  private var buffer: [UInt8]
  private var start = 0
  private var end: Int
  /// Where `start` is in the encoded stream.
  private(set) var offset = 0
  /// Whether the source has said that nothing more comes.
  private(set) var isAtEnd = false

  /// Reads on from `source`, of which the bytes `head` have been read already.
  init(_ source: any ByteSource, head: [UInt8], size: Int = Self.usualSize) {
    self.source = source
    end = head.count
    buffer = Array(repeating: 0, count: max(size, head.count))
    buffer.replaceSubrange(0..<end, with: head)
  }

  var progress: SourceProgress { source.progress }
  var isEmpty: Bool { start == end }

  /// The readable bytes, valid until the next mutation.
  var bytes: RawSpan {
    @_lifetime(borrow self) get { buffer.rawBytes.extracting(start..<end) }
  }

  /// Marks bytes at the front as used.
  mutating func use(_ count: Int) {
    precondition(count >= 0 && count <= end - start)
    start += count
    offset += count
  }

  /// Makes sure that there is a byte to read; false at the end of the stream.
  mutating func fill() throws(DumpError) -> Bool {
    if start < end { return true }
    if isAtEnd { return false }
    let source = source
    var span = buffer.mutableSpan
    var room = unsafe span.mutableBytes
    let count = try source.read(into: &room)
    start = 0
    end = count
    isAtEnd = count == 0
    return count > 0
  }

  /// Takes one byte; nil at the end of the stream.
  mutating func next() throws(DumpError) -> UInt8? {
    guard try fill() else { return nil }
    let byte = buffer[start]
    use(1)
    return byte
  }
}
