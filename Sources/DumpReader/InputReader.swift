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

  /// Fills `chunk` with the next documents or the next skipped bytes, of this input or the next one.
  ///
  /// - Returns: False when all inputs are at their end, and from then on.
  /// - Throws: ``DumpError`` when an input cannot be read, or is no dump.
  public mutating func next(into chunk: inout Chunk) throws(DumpError) -> Bool {
    while true {
      if current == nil {
        if let archive = followed.take() {
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
      if try current?.next(into: &chunk) == true {
        chunk.sequence = sequence
        chunk.inputPath = records[chunk.input].path
        sequence += 1
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
    current = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: records.count - 1,
      head: input.head, offset: input.offset, columns: input.columns,
      requirement: ColumnRequirement(
        columns: options.table.requiredColumns, path: input.record.path),
      text: input.text, lineFeeds: input.lineFeeds, chunkSize: options.chunkSize)
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
    }
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
