/// Cuts a stream of bytes into chunks of whole documents.
///
/// One chunk reader serves many workers, one call at a time: under its lock it reads, frames, and
/// moves the unfinished rest into its own small buffer; parsing happens outside. Memory is one chunk
/// per worker and one rest, whatever the input. A chunk grows beyond its usual size only for a
/// document that is larger, and only as its bytes really arrive.
struct ChunkReader: ~Copyable {
  /// The usual size of a chunk. Anything from 64 KiB to 4 MiB reads at the same speed; this one
  /// stays in the second-level cache.
  static let usualChunkSize = 256 << 10

  private let source: any ByteSource
  private var framer: any Framer
  private let encoding: DocumentEncoding
  private let input: Int
  private let header: CSVHeader?
  private let chunkSize: Int
  /// Bytes that were read and belong to the next chunks: those in `restRange`.
  private var rest: [UInt8]
  private var restRange: Range<Int>
  private var isAtEnd = false
  /// Where the next chunk starts in the stream.
  private var offset: Int
  private var openGap: Gap?
  /// Whether what is missing at the end has been told.
  private var isFinished = false

  /// Reads on from `source`, of which the bytes `head` have been read already.
  init(
    _ source: any ByteSource, framer: any Framer, encoding: DocumentEncoding, input: Int,
    head: [UInt8], offset: Int = 0, header: CSVHeader? = nil,
    chunkSize: Int = Self.usualChunkSize
  ) {
    self.source = source
    self.framer = framer
    self.encoding = encoding
    self.input = input
    self.offset = offset
    self.header = header
    self.chunkSize = chunkSize
    rest = head
    restRange = 0..<head.count
  }

  /// Fills `chunk` with the next documents or the next gap; false at the end of the input.
  mutating func next(into chunk: inout Chunk) throws(DumpError) -> Bool {
    chunk.count = 0
    chunk.gap = nil
    chunk.input = input
    chunk.encoding = encoding
    chunk.header = header
    if chunk.capacity > 4 * chunkSize { chunk.resize(to: chunkSize, keeping: 0) }
    if chunk.capacity < chunkSize { chunk.resize(to: chunkSize, keeping: 0) }
    var filled = 0
    var start = 0
    var wants = openGap == nil ? chunkSize / 2 : 1
    while true {
      if start > 0 {
        chunk.move(from: start, to: filled)
        filled -= start
        start = 0
      }
      try fill(&chunk, &filled, atLeast: wants)
      if filled == 0 { return finishGap(&chunk) || finishStream(&chunk) }
      switch framer.frame(chunk.bytes, count: filled, atEnd: isOver) {
      case .documents(let end):
        keep(chunk, from: end, to: filled)
        chunk.end(at: end)
        chunk.offset = offset
        offset += end
        return true
      case .gap(let length, let finding, let ends):
        let known = openGap ?? Gap(finding: finding, count: 0)
        openGap = Gap(finding: known.finding, count: known.count + length)
        start = length
        wants = 1
        if ends {
          keep(chunk, from: length, to: filled)
          return finishGap(&chunk)
        }
      case .more:
        wants = filled + 1
        if chunk.capacity < wants {
          // The old and the new one are there together: the steps become smaller.
          let isLarge = chunk.capacity >= 8 << 20
          chunk.resize(to: chunk.capacity * (isLarge ? 3 : 4) / 2, keeping: filled)
        }
      }
    }
  }

  /// How far the source has got.
  var progress: SourceProgress { source.progress }
  /// Damage of the container.
  var damage: SourceDamage? { source.damage }
  /// How many bytes of the decoded stream have been handed out or passed over.
  var decodedCount: Int { offset }

  /// Whether nothing comes after what is in the chunk.
  private var isOver: Bool { isAtEnd && restRange.isEmpty }

  /// Reads until `wants` bytes are there or the source is over; what was read before comes first.
  private mutating func fill(
    _ chunk: inout Chunk, _ filled: inout Int, atLeast wants: Int
  ) throws(DumpError) {
    if !restRange.isEmpty, filled < wants {
      let count = min(
        restRange.count, max(wants - filled, chunkSize / 2), chunk.capacity - filled)
      let range = restRange.lowerBound..<restRange.lowerBound + count
      chunk.buffer.replaceSubrange(filled..<filled + count, with: rest[range])
      restRange = range.upperBound..<restRange.upperBound
      filled += count
    }
    // Much more than is wanted would have to be kept for later.
    let limit = min(chunk.capacity, max(wants, filled) + chunkSize)
    while !isAtEnd, filled < wants {
      var span = chunk.buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      var free = bytes._mutatingExtracting(filled..<limit)
      let count = try source.read(into: &free)
      if count == 0 { isAtEnd = true }
      filled += count
    }
  }

  /// Moves what belongs to the next chunk out of this one.
  private mutating func keep(_ chunk: borrowing Chunk, from end: Int, to filled: Int) {
    let count = filled - end
    if !restRange.isEmpty {
      // All of the chunk was taken from there, and still is there: nothing has to be copied, however
      // often it is taken and put back.
      restRange = restRange.lowerBound - count..<restRange.upperBound
      return
    }
    if rest.count < count || rest.count > 4 * chunkSize && count <= chunkSize {
      rest = Array(repeating: 0, count: max(count, chunkSize))
    }
    rest.replaceSubrange(0..<count, with: chunk.buffer[end..<filled])
    restRange = 0..<count
  }

  /// Hands out an empty gap where something is missing at the end of the input.
  private mutating func finishStream(_ chunk: inout Chunk) -> Bool {
    guard !isFinished, let finding = framer.unfinished else { return false }
    isFinished = true
    openGap = Gap(finding: finding, count: 0)
    return finishGap(&chunk)
  }

  /// Hands out the gap that has been gathered.
  private mutating func finishGap(_ chunk: inout Chunk) -> Bool {
    guard let gap = openGap else { return false }
    chunk.gap = gap
    chunk.offset = offset
    offset += gap.count
    openGap = nil
    return true
  }
}
