/// A part of a stream that can be looked at before it is used, as wide as is asked for.
///
///       0            start           end        capacity
///     ──┴──────────────┴───────────────┴────────────┴────────────┴──
///       │ used         │ readable      │ room       │ padding    │
///
/// It widens only as bytes really arrive, and never beyond what its user asks for. One that is used up
/// before it is refilled, as by a decompressor, moves nothing.
struct StreamBuffer {
  /// The usual size of a buffer. Anything from 64 KiB to 4 MiB reads at the same speed; this one
  /// stays in the second-level cache.
  static let usualSize = 256 << 10
  /// From here on buffers grow in smaller steps, because the old and the new one coexist.
  static let largeSize = 8 << 20

  private let source: any ByteSource
  private var buffer: [UInt8]
  private var start = 0
  private var end: Int
  /// Where `start` is in the stream.
  private(set) var offset = 0
  /// Whether the source has said that nothing more comes.
  private(set) var isAtEnd = false

  /// Reads on from `source`, of which the bytes `head` have been read already.
  init(
    _ source: any ByteSource, head: [UInt8], size: Int = Self.usualSize
  ) {
    self.source = source
    end = head.count
    buffer = Array(repeating: 0, count: max(size, head.count) + RawSpan.padding)
    buffer.replaceSubrange(0..<end, with: head)
  }

  var progress: SourceProgress { source.progress }
  /// Damage of the source; meaningful once ``isAtEnd``.
  var damage: StreamDamage? { source.damage }
  /// How many bytes are readable.
  var count: Int { end - start }

  /// The readable bytes, valid until the next mutation.
  var readable: RawSpan {
    @_lifetime(borrow self) get { buffer.rawBytes.extracting(start..<end) }
  }

  /// The readable bytes and the padding behind them, valid until the next mutation.
  var bytes: RawSpan {
    @_lifetime(borrow self) get { buffer.rawBytes.extracting(start..<buffer.count) }
  }

  /// Marks bytes at the front as used.
  mutating func use(_ count: Int) {
    precondition(count >= 0 && count <= end - start)
    start += count
    offset += count
  }

  /// Takes one byte; nil at the end of the stream.
  mutating func next() throws(DumpError) -> UInt8? {
    guard try fill(1) else { return nil }
    let byte = buffer[start]
    use(1)
    return byte
  }

  /// Reads until `wanted` bytes are readable; false when the stream ends before.
  mutating func fill(_ wanted: Int) throws(DumpError) -> Bool {
    if start == end { (start, end) = (0, 0) }
    while count < wanted, !isAtEnd {
      let capacity = buffer.count - RawSpan.padding
      if end == capacity { makeRoom() }
      let (source, free) = (source, end..<buffer.count - RawSpan.padding)
      var span = buffer.mutableSpan
      var all = unsafe span.mutableBytes
      var room = all._mutatingExtracting(free)
      let read = try source.read(into: &room)
      end += read
      isAtEnd = read == 0
    }
    return count >= wanted
  }

  /// Moves the readable bytes to the front, and doubles the buffer where that gives less than half.
  private mutating func makeRoom() {
    let capacity = buffer.count - RawSpan.padding
    if count > capacity / 2 {
      // The old and the new one are there together: the steps become smaller.
      let larger = capacity >= Self.largeSize ? capacity / 2 * 3 : capacity * 2
      var wider = [UInt8](repeating: 0, count: larger + RawSpan.padding)
      wider.replaceSubrange(0..<count, with: buffer[start..<end])
      buffer = wider
    } else {
      buffer.move(from: start, to: end)
    }
    end -= start
    start = 0
  }
}
