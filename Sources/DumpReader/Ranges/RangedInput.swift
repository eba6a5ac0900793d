/// A range of a file that has been recognised and aligned: where its first record is, and how to go on.
///
/// ## Alignment
///
/// - Lines of JSON: a record is a line. The border at an offset is behind the first line feed at or after
///   the byte before it, so that both sides of a cut find the same one.
/// - BSON: the search for a resync point, as after damage, from the start of the range; see
///   ``BSONFramer``. It may find another one than a reader of the whole file would, in damage or in
///   documents within values; then the borders do not meet, and ``InputRange/first`` says where to
///   start.
/// - Anything else cannot be cut: its range has to be all of it.
///
/// What holds for a whole file (its format, the prefix of its lines, how its documents begin) is read
/// from its beginning by whoever reads any of its ranges.
struct RangedInput {
  /// What the file is, without what stands in front of its documents unless the range begins there.
  let record: InputOutcome
  /// The first bytes of the file.
  let beginning: [UInt8]
  /// What remains to be read; nil where nothing starts in the range.
  private(set) var reading: Reading?
  /// Line feeds in front of the first record of the file, where it is the first range.
  let lineFeeds: Int

  /// How to read the records of a range.
  struct Reading {
    var source: any ByteSource
    var framer: any Framer
    var encoding: DocumentEncoding
    /// Where the first one starts.
    var first: Int
    /// Where the last one ends, where that is known beforehand.
    var last: Int?
    var text: TextContext
  }

  /// Whether a recognised input can be cut: documents that stand by themselves in a file as it is.
  static func isCuttable(_ input: OpenedInput) -> Bool {
    input.record.isCuttable(input.encoding)
  }

  /// Aligns a range of an input that can be cut.
  init(_ range: InputRange, of input: OpenedInput, _ options: InputOptions) throws(DumpError) {
    beginning = input.beginning
    let isFirst = range.offset == 0
    var record = input.record
    if !isFirst { record.forgetPassed() }
    self.record = record
    lineFeeds = isFirst && input.encoding != .bson ? input.lineFeeds : 0
    if input.encoding == .bson {
      try alignDocuments(range, input, options)
    } else {
      try alignLines(range, input, options)
    }
  }

  private mutating func alignLines(
    _ range: InputRange, _ input: OpenedInput, _ options: InputOptions
  ) throws(DumpError) {
    let lines = LineBorders(range, start: input.offset, lineStart: input.lineStart)
    var border = range.first
    if border == nil { border = try lines.border(at: range.offset, before: range.end) }
    guard let first = border, range.first == nil || first < range.end else { return }
    let last = try max(first, lines.border(at: range.end, before: range.size) ?? range.size)
    if range.offset > 0, first == last { return }
    reading = Reading(
      source: try RangeSource(path: range.path, first..<last), framer: input.framer,
      encoding: .jsonLines, first: first, last: last, text: input.text)
  }

  private mutating func alignDocuments(
    _ range: InputRange, _ input: OpenedInput, _ options: InputOptions
  ) throws(DumpError) {
    let start = input.offset
    let known = range.first ?? (range.offset <= start ? start : nil)
    if let known, known >= range.end, range.offset > 0 || range.first != nil { return }
    var opening: [UInt8]?
    if known != start {
      opening = try Self.opening(range, from: start, before: known ?? range.offset, options)
    }
    var found = known
    if found == nil {
      let search = ResyncSearch(path: range.path, size: range.size, windowSize: options.chunkSize)
      found = try search.firstDocument(in: range.offset..<range.end, opening: opening)
    }
    guard let first = found else { return }
    reading = Reading(
      source: try RangeSource(path: range.path, first..<range.size),
      framer: BSONFramer(opening: opening), encoding: .bson, first: first, last: nil,
      text: input.text)
  }

  /// How the first sound document of the file begins, if it starts before an offset.
  private static func opening(
    _ range: InputRange, from start: Int, before limit: Int, _ options: InputOptions
  ) throws(DumpError) -> [UInt8]? {
    var reader = ChunkReader(
      try RangeSource(path: range.path, start..<range.size), framer: BSONFramer(), encoding: .bson,
      input: 0, head: [], offset: start, chunkSize: options.chunkSize)
    var chunk = Chunk(capacity: options.chunkSize)
    let validator = DocumentValidator()
    while reader.offset < limit, try reader.next(into: &chunk) {
      guard chunk.skipped == nil, let opening = reader.opening else { continue }
      var i = 0
      while i < chunk.count, chunk.offset + i < limit {
        let end = i + Int(chunk.bytes.load(i, as: Int32.self))
        if validator.finding(chunk.bytes, i..<end) == nil { return opening }
        i = end
      }
      return nil
    }
    return nil
  }
}

extension InputOutcome {
  /// Whether it has documents in a file as it is, which stand by themselves.
  func isCuttable(_ encoding: DocumentEncoding) -> Bool {
    !isDecoded && !isOfRecords && (encoding == .bson || encoding == .jsonLines)
  }
}

/// Where lines start at or behind offsets of a file.
private struct LineBorders {
  private let path: String
  private let size: Int
  /// Where the documents begin, and the line that the first one is on.
  private let start: Int
  private let lineStart: Int

  init(_ range: InputRange, start: Int, lineStart: Int) {
    path = range.path
    size = range.size
    self.start = start
    self.lineStart = lineStart
  }

  /// The start of the first line at or behind an offset.
  ///
  /// - Returns: nil where there is none before a limit; the limit itself does not count, unless it is the
  ///   offset.
  func border(at offset: Int, before limit: Int) throws(DumpError) -> Int? {
    if offset == 0 { return start }
    if offset <= lineStart { return start }
    guard offset < size else { return size }
    let source = try RangeSource(path: path, offset - 1..<max(limit, offset) - 1)
    var buffer = [UInt8](repeating: 0, count: (64 << 10) + RawSpan.padding)
    var position = offset - 1
    while true {
      let count = try source.read(into: &buffer, 0..<64 << 10)
      guard count > 0 else { return nil }
      if let feed = buffer.rawBytes.firstLineFeed(in: 0..<count) { return position + feed + 1 }
      position += count
    }
  }
}

/// Looks for the first document of a range of BSON.
private struct ResyncSearch {
  let path: String
  let size: Int
  let windowSize: Int

  /// The first offset of a range at which documents follow each other; nil where there is none. Reads
  /// little further than to the end of the range.
  func firstDocument(in range: Range<Int>, opening: [UInt8]?) throws(DumpError) -> Int? {
    let source = try RangeSource(path: path, range.lowerBound..<size)
    var framer = BSONFramer(opening: opening, isSearching: true)
    var window = [UInt8](repeating: 0, count: windowSize + RawSpan.padding)
    var count = 0
    var offset = range.lowerBound
    var isAtEnd = false
    while offset < range.upperBound {
      while !isAtEnd, count < window.count - RawSpan.padding {
        let read = try source.read(into: &window, count..<window.count - RawSpan.padding)
        if read == 0 { isAtEnd = true }
        count += read
      }
      switch Self.frame(&framer, window, count, isAtEnd) {
      case .skipped(let length, _, let ends):
        offset += length
        if ends { return offset < range.upperBound ? offset : nil }
        window.replaceSubrange(0..<count - length, with: Array(window[length..<count]))
        count -= length
      case .more:
        guard !isAtEnd else { return nil }
        window.append(contentsOf: repeatElement(0, count: window.count))
      default: return nil
      }
    }
    return nil
  }

  /// Apart from the loop, because the window is borrowed while the framer changes.
  private static func frame(
    _ framer: inout BSONFramer, _ window: borrowing [UInt8], _ count: Int, _ isAtEnd: Bool
  ) -> Frame {
    framer.frame(window.rawBytes, count: count, atEnd: isAtEnd)
  }
}
