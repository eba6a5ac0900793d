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
        if waiting == nil { try list() }
        guard let file = waiting?.popFirst() else { return false }
        try open(file)
      }
      if try current?.next(into: &chunk) == true {
        chunk.sequence = sequence
        sequence += 1
        note(chunk)
        return true
      }
      finish()
    }
  }

  /// Bytes read over all inputs so far, and how many there are where all sizes are known.
  public var progress: SourceProgress {
    SourceProgress(consumed: finishedBytes + (source?.progress.consumed ?? 0), size: totalSize)
  }

  /// Looks at all paths before the first is read, so that a wrong one costs no time.
  private mutating func list() throws(DumpError) {
    var files: [ResolvedInput] = []
    for path in paths { files.append(try ResolvedInput(path, options: options)) }
    let sizes = files.compactMap(\.size)
    if sizes.count == files.count {
      totalSize = sizes.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }
    waiting = files[...]
  }

  private mutating func open(_ file: ResolvedInput) throws(DumpError) {
    let input = try OpenedInput(file.path, namespace: file.namespace, options: options)
    records.append(input.record)
    source = input.source
    current = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: records.count - 1,
      head: input.head, offset: input.offset, header: input.header,
      chunkSize: options.chunkSize)
  }

  private mutating func note(_ chunk: borrowing Chunk) {
    let skipped = chunk.skipped?.count ?? 0
    records[records.count - 1].bytes = chunk.offset + chunk.count + skipped
    records[records.count - 1].bytesSkipped += skipped
  }

  private mutating func finish() {
    let read = source?.progress.consumed ?? 0
    records[records.count - 1].bytesRead = read
    records[records.count - 1].damage = source?.damage
    finishedBytes += read
    source = nil
    current = nil
  }
}
