/// Cuts a stream of bytes into chunks of whole documents.
///
/// One chunk reader serves many workers, one call at a time: under its lock it reads into a window
/// and frames; parsing happens outside. Documents leave with the window itself, in exchange for the
/// buffer of the chunk that they go into, and only the unfinished rest is copied:
///
///       0            start                     end       capacity
///     ──┴──────────────┴─────────────────────────┴───────────┴──────────────────┴──
///       │ handed out   │ documents │ … │ the rest │ room      │ padding          │
///
/// Memory is one chunk per worker and one window, whatever the input. A window grows beyond its usual
/// size only for a document that is larger, and only as its bytes really arrive.
struct ChunkReader: ~Copyable {
  /// The usual size of a chunk.
  static let usualChunkSize = StreamBuffer.usualSize
  /// Room for any document, unless the limit has been raised.
  private static let largestSize = DocumentLimits.maximumSize + usualChunkSize

  private let source: any ByteSource
  private var framer: any Framer
  private let encoding: DocumentEncoding
  private let input: Int
  private var columns: ColumnNames?
  private let requirement: ColumnRequirement?
  private let text: TextContext
  private let chunkSize: Int
  private var window: [UInt8]
  private var start = 0
  private var end: Int
  private var isAtEnd = false
  /// Where the next chunk starts in the stream.
  private(set) var offset: Int
  private var openSkip: SkippedBytes?
  /// Line feeds in what has been passed over since the last chunk, and in the gap that is open.
  private var lineFeeds = 0
  private var skippedLineFeeds = 0
  /// What has been passed over between documents so far.
  private(set) var passed = PassedBytes()
  /// Whether what is missing at the end has been told.
  private var isFinished = false

  /// Reads on from `source`, of which the bytes `head` have been read already.
  init(
    _ source: any ByteSource, framer: any Framer, encoding: DocumentEncoding, input: Int,
    head: [UInt8], offset: Int = 0, columns: ColumnNames? = nil,
    requirement: ColumnRequirement? = nil, text: TextContext = TextContext(), lineFeeds: Int = 0,
    chunkSize: Int = Self.usualChunkSize
  ) {
    self.source = source
    self.framer = framer
    self.encoding = encoding
    self.input = input
    self.offset = offset
    self.columns = columns
    self.requirement = requirement
    self.text = text
    self.lineFeeds = lineFeeds
    self.chunkSize = chunkSize
    window = Array(repeating: 0, count: max(chunkSize, head.count) + RawSpan.padding)
    window.replaceSubrange(0..<head.count, with: head)
    end = head.count
  }

  /// Fills `chunk` with the next documents or the next skipped bytes; false at the end of the input.
  mutating func next(into chunk: inout Chunk) throws(DumpError) -> Bool {
    chunk.count = 0
    chunk.skipped = nil
    chunk.skippedLineFeeds = 0
    chunk.input = input
    chunk.encoding = encoding
    chunk.columns = columns
    chunk.text = text
    var wants = openSkip == nil ? chunkSize / 2 : 1
    while true {
      try fill(wants, &chunk)
      if start == end { return finishGap(&chunk) || finishStream(&chunk) }
      switch Self.frame(&framer, window, start..<end, atEnd: isAtEnd) {
      case .documents(let count):
        copyOut(count, to: &chunk)
        chunk.offset = offset
        offset += count
        chunk.lineFeedsBefore = lineFeeds
        lineFeeds = 0
        return true
      case .skipped(let length, let finding, let ends):
        let known = openSkip ?? SkippedBytes(finding: finding, count: 0)
        openSkip = SkippedBytes(finding: known.finding, count: known.count + length)
        skippedLineFeeds += lineFeedCount(length)
        start += length
        wants = 1
        if ends { return finishGap(&chunk) }
      case .passed(let length, let kind):
        if openSkip != nil { return finishGap(&chunk, before: length, kind) }
        pass(length, kind)
        offset += length
        wants = chunkSize / 2
      case .columns(let length, let names):
        try requirement?.check(names, at: offset + (openSkip?.count ?? 0))
        columns = names
        if openSkip != nil { return finishGap(&chunk, before: length, .syntax) }
        chunk.columns = names
        pass(length, .syntax)
        offset += length
        wants = 1
      case .more:
        wants = end - start + 1
      }
    }
  }

  /// Apart from `self`, because the window is borrowed while the framer changes.
  private static func frame(
    _ framer: inout any Framer, _ window: borrowing [UInt8], _ range: Range<Int>, atEnd: Bool
  ) -> Frame {
    framer.frame(
      window.rawBytes.extracting(range.lowerBound..<window.count), count: range.count,
      atEnd: atEnd)
  }

  /// Passes over bytes that are no document and need not be one.
  private mutating func pass(_ length: Int, _ kind: PassedKind) {
    let range = start..<start + length
    switch kind {
    case .surroundings: Self.add(window, range, at: offset, to: &passed)
    case .zeros: passed.zeros += length
    case .syntax: break
    }
    lineFeeds += lineFeedCount(length)
    start += length
  }

  /// Apart from `self`, because the window is borrowed meanwhile.
  private static func add(
    _ window: borrowing [UInt8], _ range: Range<Int>, at offset: Int, to passed: inout PassedBytes
  ) {
    passed.add(window.rawBytes, range, at: offset)
  }

  /// The line feeds in bytes at the front of the window, which go into no chunk.
  private func lineFeedCount(_ length: Int) -> Int {
    encoding == .bson ? 0 : window.rawBytes.lineFeedCount(in: start..<start + length)
  }

  private var capacity: Int { window.count - RawSpan.padding }

  /// Reads until `wants` bytes are there or the source is over.
  private mutating func fill(_ wants: Int, _ chunk: inout Chunk) throws(DumpError) {
    guard !isAtEnd, end - start < wants else { return }
    if wants > capacity { grow(wants, &chunk) }
    if wants > capacity - start { moveToFront() }
    // Much more than is wanted might have to be moved later.
    let limit = min(capacity, start + wants + chunkSize)
    while !isAtEnd, end - start < wants {
      let (source, range) = (source, end..<limit)
      var span = window.mutableSpan
      var bytes = unsafe span.mutableBytes
      var free = bytes._mutatingExtracting(range)
      let count = try source.read(into: &free)
      if count == 0 { isAtEnd = true }
      end += count
    }
  }

  private mutating func moveToFront() {
    window.move(from: start, to: end)
    end -= start
    start = 0
  }

  /// Makes the window large enough, by the buffer of the chunk where that is.
  private mutating func grow(_ wants: Int, _ chunk: inout Chunk) {
    if chunk.capacity < wants {
      var size = capacity
      while size < wants { size = size >= StreamBuffer.largeSize ? size / 2 * 3 : size * 2 }
      if wants <= Self.largestSize { size = min(size, Self.largestSize) }
      chunk.resize(to: size)
    }
    chunk.buffer.replaceSubrange(0..<end - start, with: window[start..<end])
    swap(&window, &chunk.buffer)
    end -= start
    start = 0
    // What has become too small for anything else goes.
    if chunk.capacity > chunkSize { chunk.resize(to: chunkSize) }
  }

  /// Puts the first `count` bytes of the window into the chunk.
  private mutating func copyOut(_ count: Int, to chunk: inout Chunk) {
    let rest = end - start - count
    let room = max(min(count, rest), chunkSize)
    if chunk.capacity < room || chunk.capacity > 4 * chunkSize {
      chunk.resize(to: room)
    }
    if rest <= count {
      // The window goes, and the rest stays, in the buffer of the chunk.
      if start > 0 { moveToFront() }
      chunk.buffer.replaceSubrange(0..<rest, with: window[count..<count + rest])
      swap(&window, &chunk.buffer)
      end = rest
    } else {
      chunk.buffer.replaceSubrange(0..<count, with: window[start..<start + count])
      start += count
    }
    chunk.end(at: count)
  }

  /// Goes on at an offset of the stream, where its source is now; the documents before it have been
  /// handed out.
  mutating func resume(at offset: Int, framer: any Framer) {
    self.framer = framer
    self.offset = offset
    (start, end) = (0, 0)
    isAtEnd = false
  }

  /// How the first sound document begins, of BSON; nil as long as there is none.
  var opening: [UInt8]? { framer.opening }

  /// Line feeds that have been passed over since the last chunk.
  var lineFeedsBehind: Int { lineFeeds }

  /// Why none of the input was of any use, once it is at its end.
  var failure: DumpError.Finding? { framer.failure }

  /// Hands out skipped bytes of length 0 where something is missing at the end of the input.
  private mutating func finishStream(_ chunk: inout Chunk) -> Bool {
    guard !isFinished, let finding = framer.unfinished else { return false }
    isFinished = true
    openSkip = SkippedBytes(finding: finding, count: 0)
    return finishGap(&chunk)
  }

  /// Hands out the skipped bytes that have been gathered.
  private mutating func finishGap(_ chunk: inout Chunk) -> Bool {
    guard let skipped = openSkip else { return false }
    chunk.skipped = skipped
    chunk.offset = offset
    offset += skipped.count
    openSkip = nil
    chunk.lineFeedsBefore = lineFeeds
    chunk.skippedLineFeeds = skippedLineFeeds
    (lineFeeds, skippedLineFeeds) = (0, 0)
    return true
  }

  /// Hands out the skipped bytes that have been gathered, and passes over what follows them.
  private mutating func finishGap(
    _ chunk: inout Chunk, before length: Int, _ kind: PassedKind
  ) -> Bool {
    _ = finishGap(&chunk)
    pass(length, kind)
    offset += length
    return true
  }
}
