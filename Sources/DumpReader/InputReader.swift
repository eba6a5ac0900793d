internal import SystemPackage

/// Reads a list of inputs, one after the other, as chunks of whole documents.
///
///     var reader = InputReader(paths: ["2014.bson.gz", "2015.archive", "-"], options: InputOptions())
///     var chunk = Chunk(capacity: 256 << 10)
///     while try reader.next(into: &chunk) { … }
///
/// It may be shared behind a lock: whoever calls `next` does the reading, the decompression and the
/// framing, and parses outside of the lock. Memory does not depend on the size of the inputs.
public struct InputReader: ~Copyable {
  private let paths: [String]
  /// The files that have not been opened yet; nil before the first call of `next`.
  private var waiting: ArraySlice<ResolvedInput>?
  private let options: InputOptions
  private var current: ChunkReader?
  private var source: (any ByteSource)?
  private var sequence = 0
  private var finishedBytes = 0
  /// What of the current stream had been read before its input began.
  private var readBefore = 0
  /// The archive that is over, where another follows in the same stream.
  private var followed: ArchiveSource?
  /// The first bytes of the current stream.
  private var beginning: [UInt8] = []
  /// The sizes of all files together, nil where one is not known.
  private var totalSize: Int?
  /// A stream that is to be read instead of files, and what it is called.
  private var stream: (source: any ByteSource, path: String)?
  /// The range of a file that is to be read instead of whole inputs.
  private var range: InputRange?
  /// Where the range ends that is being read; nil where its source ends there.
  private var rangeEnd: Int?
  /// Whether what is read is a range of a file that can be cut.
  private var isRange = false
  /// Whether the last chunk of the range has been read.
  private var hasReadRange = false

  /// Chunks of the current input so far.
  private var chunkCount = 0

  /// What became of the inputs opened so far, in order; ``Chunk/input`` is an index into it. The
  /// last one is final when the next input has been opened, or `next` has returned false.
  public private(set) var records: [InputOutcome] = []

  /// A reader that opens nothing before it is asked for a chunk.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - options: How to read them.
  public init(paths: [String], options: InputOptions) {
    self.paths = paths
    self.options = options
  }

  /// A reader of an input in memory, of any format and compression that a file may have.
  ///
  /// - Parameters:
  ///   - bytes: What a file would hold.
  ///   - name: What ``records`` and errors call it.
  ///   - options: How to read it.
  public init(bytes: [UInt8], named name: String, options: InputOptions) {
    self.init(MemorySource(bytes), path: name, options: options)
  }

  /// A reader of one stream.
  package init(_ source: any ByteSource, path: String, options: InputOptions) {
    self.init(paths: [], options: options)
    stream = (source, path)
  }

  /// A reader of the records that start in a range of a file.
  ///
  /// What is found besides them is in the last of ``records``: ``InputOutcome/borders``.
  package init(_ range: InputRange, options: InputOptions) {
    self.init(paths: [], options: options)
    self.range = range
    totalSize = range.length
  }

  /// Fills `chunk` with the next documents or the next skipped bytes, of this input or the next one.
  ///
  /// - Parameter chunk: Filled anew; values that were read from it before end their life here.
  /// - Returns: False when all inputs are at their end, and from then on.
  /// - Throws: ``DumpError`` when an input cannot be read, or is no dump.
  public mutating func next(into chunk: inout Chunk) throws(DumpError) -> Bool {
    while true {
      if current == nil {
        if let range = range.take() {
          waiting = []
          try open(range)
        } else if let (source, path) = stream.take() {
          waiting = []
          try open(OpenedInput(source, path: path, namespace: nil, options: options))
        } else if let archive = followed.take() {
          try open(
            OpenedInput(following: archive, records[records.count - 1], options: options))
        } else {
          if waiting == nil { try list() }
          guard let file = waiting?.popFirst() else { return false }
          readBefore = 0
          try open(
            OpenedInput(file.path, namespace: file.namespace, options: options))
        }
      }
      if !hasReadRange, try current?.next(into: &chunk) == true, takes(&chunk) {
        chunk.sequence = sequence
        chunk.inputPath = records[chunk.input].path
        sequence += 1
        chunkCount += 1
        try note(chunk)
        return true
      }
      if let failure = current?.failure, let path = records.last?.path {
        throw DumpError(failure, path: path)
      }
      try finish()
    }
  }

  /// Bytes read over all inputs so far, and how many there are where all sizes are known.
  public var progress: SourceProgress {
    let current = source?.progress
    var all = SourceProgress(
      consumed: finishedBytes + max(0, (current?.consumed ?? readBefore) - readBefore),
      size: totalSize)
    all.heldBytes = current?.heldBytes ?? 0
    return all
  }

  /// What is left of an input, as ranges that others read; nil where only this can read it on.
  ///
  /// Until ``resume(_:at:sequence:)`` this is not to be asked for chunks.
  ///
  /// - Parameter chunk: The last one, which may be cut short where a size is forced.
  package mutating func ranges(behind chunk: inout Chunk) -> FileRanges? {
    guard chunkCount == 1, !isRange, chunk.skipped == nil, chunk.text.isPlain,
      let file = source as? FileSource, let size = file.progress.size,
      records[chunk.input].isCuttable(chunk.encoding)
    else { return nil }
    let rangeSize = options.rangeSize ?? FileRanges.usualSize
    guard let first = FileRanges.firstDocument(of: chunk),
      let opening = FileRanges.opening(of: chunk, first),
      let positioned = file.positioned()
    else { return nil }
    if options.rangeSize == nil {
      guard size - chunk.offset - chunk.count >= FileRanges.leastRest else { return nil }
    } else {
      // So that small files have ranges, too.
      chunk.end(at: first)
    }
    let start = chunk.offset + chunk.count
    let rest = options.rangeSize == nil ? FileRanges.usualRest : 0
    guard size - rest > start else { return nil }
    return FileRanges(
      of: positioned, start..<size - rest, size: rangeSize, encoding: chunk.encoding,
      text: chunk.text, opening: opening,
      maximumLine: min(options.maximumRecordSize, InputOptions.largestRecordSize),
      input: chunk.input, path: chunk.inputPath)
  }

  /// Goes on behind ranges.
  ///
  /// - Parameters:
  ///   - ranges: Them.
  ///   - offset: Where the last one that counts ends.
  ///   - sequence: The number of the next chunk.
  package mutating func resume(
    _ ranges: FileRanges, at offset: Int, sequence: Int
  ) throws(DumpError) {
    self.sequence = sequence
    try (source as? FileSource)?.resume(at: offset)
    current?.resume(at: offset, framer: ranges.framer)
  }

  /// How far reading has got when others have read up to an offset of the current input.
  package func progress(at offset: Int) -> SourceProgress {
    SourceProgress(consumed: finishedBytes + offset, size: totalSize)
  }

  /// Looks at all paths before the first is read, so that a wrong one costs no time.
  private mutating func list() throws(DumpError) {
    let files = try ResolvedInput.files(named: paths, options: options)
    let sizes = files.compactMap(\.size)
    if sizes.count == files.count {
      totalSize = sizes.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }
    waiting = files[...]
  }

  private mutating func open(_ input: OpenedInput) {
    records.append(input.record)
    beginning = input.beginning
    let last = records.count - 1
    if last < Self.keptBeginnings, input.record.isText {
      records[last].beginning = Array(beginning.prefix(Self.keptSize))
    }
    source = input.source
    chunkCount = 0
    current = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: records.count - 1,
      head: input.head, offset: input.offset, columns: input.columns,
      requirement: ColumnRequirement(
        columns: options.table.requiredColumns, path: input.record.path),
      text: input.text, lineFeeds: input.lineFeeds, chunkSize: options.chunkSize)
  }

  /// Opens a range: what cannot be cut is read as the whole that it has to be.
  private mutating func open(_ range: InputRange) throws(DumpError) {
    try range.check()
    let input = try OpenedInput(range.path, namespace: range.namespace, options: options)
    guard RangedInput.isCuttable(input) else {
      guard range.isWhole, range.first == nil else {
        throw DumpError(
          .notCuttable(format: "\(input.record.format)", size: range.size), path: range.path)
      }
      open(input)
      records[0].borders = RangeBorders(first: 0, last: range.size)
      return
    }
    isRange = true
    let ranged = try RangedInput(range, of: input, options)
    records.append(ranged.record)
    beginning = ranged.beginning
    if records[0].isText { records[0].beginning = Array(beginning.prefix(Self.keptSize)) }
    guard let reading = ranged.reading else { return }
    records[0].borders = RangeBorders(
      first: reading.first, last: reading.last ?? reading.first)
    rangeEnd = reading.last == nil ? range.end : nil
    source = reading.source
    current = ChunkReader(
      reading.source, framer: reading.framer, encoding: reading.encoding, input: 0, head: [],
      offset: reading.first, text: reading.text, lineFeeds: ranged.lineFeeds,
      chunkSize: options.chunkSize)
  }

  /// Whether a chunk belongs to the range that is read; cuts off what does not.
  private mutating func takes(_ chunk: inout Chunk) -> Bool {
    guard let rangeEnd, var borders = records[0].borders else { return true }
    let (isOurs, isLast) = borders.take(&chunk, endingAt: rangeEnd)
    records[0].borders = borders
    if isLast { hasReadRange = true }
    return isOurs
  }

  private mutating func note(_ chunk: borrowing Chunk) throws(DumpError) {
    let last = records.count - 1
    if let skipped = chunk.skipped {
      try explain(skipped)
      records[last].bytesSkipped += skipped.count
    } else if records[last].beginning.isEmpty, last < Self.keptBeginnings {
      let count = min(chunk.count, Self.keptSize)
      records[last].beginning = chunk.bytes.extracting(first: count).copied()
    }
    records[last].bytes = chunk.offset + chunk.count + (chunk.skipped?.count ?? 0)
  }

  /// How many inputs have their first documents kept, and how many bytes of them.
  private static let keptBeginnings = 8
  private static let keptSize = 16 << 10

  /// Looks for the cause of damage: salvage would make a number of what is none.
  ///
  /// - Throws: ``DumpError`` when all of the input is something else than it seemed to be.
  private func explain(_ skipped: SkippedBytes) throws(DumpError) {
    let record = records[records.count - 1]
    guard !record.isText else { return }
    if skipped.finding.code == .archiveBlock {
      throw DumpError(.archivePart, path: record.path)
    }
    if record.bytesSkipped == 0, let damage = BinaryAsText(beginning) {
      throw DumpError(.becameText(damage), path: record.path)
    }
  }

  private mutating func finish() throws(DumpError) {
    let last = records.count - 1
    let read = source?.progress.consumed ?? 0
    if let offset = current?.offset, let passed = current?.passed {
      records[last].bytes = max(records[last].bytes, offset)
      records[last].add(passed)
      records[last].lineFeedsBehind = current?.lineFeedsBehind ?? 0
    }
    // What was read behind the range is not of it.
    if isRange { records[last].bytes = records[last].borders?.last ?? 0 }
    records[last].bytesRead = read - readBefore
    records[last].damage = source?.damage
    finishedBytes += read - readBefore
    readBefore = read
    if let archive = source as? ArchiveSource {
      records[last].add(archive.passed)
      if archive.damage?.isUnverified == false, let damage = BinaryAsText(beginning) {
        throw DumpError(.becameText(damage), path: records[last].path)
      }
      if archive.hasNext { followed = archive }
    }
    source = nil
    current = nil
  }
}
