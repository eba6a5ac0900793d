internal import SystemPackage

/// An input that has been recognised: the stack of sources, and how to cut its stream.
///
///     file or pipe → (gzip, zstd) → (archive) → head, and the rest of the stream → framer
struct OpenedInput {
  let source: any ByteSource
  let framer: any Framer
  let encoding: DocumentEncoding
  /// What has been read of the stream already and belongs to its documents.
  let head: [UInt8]
  /// Where `head` starts in the decoded stream.
  let offset: Int
  /// The names of the columns, of comma-separated text.
  let header: ColumnNames?
  /// What holds for all of a text.
  let text: TextContext
  /// Line feeds in front of `head`.
  let lineFeeds: Int
  private(set) var record: InputOutcome
  /// The first bytes of the stream, for what is to be said about it.
  let beginning: [UInt8]

  /// Opens a file or standard input, and looks at its beginning.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - namespace: The collection that the file holds, where its place in a dump directory says so.
  init(_ path: String, namespace: String? = nil, options: InputOptions) throws(DumpError) {
    let file =
      try path == "-"
      ? FileSource(descriptor: .standardInput, path: path) : FileSource(path: path)
    try self.init(file, path: path, namespace: namespace, options: options)
  }

  /// Looks at the beginning of a stream.
  init(
    _ file: any ByteSource, path: String, namespace: String?, options: InputOptions
  ) throws(DumpError) {
    let beginning = try StreamBeginning(file, path: path, options: options)
    var source = beginning.source
    var head = beginning.head
    let compression = beginning.compression
    self.beginning = head.count > 64 << 10 ? Array(head.prefix(64 << 10)) : head
    let recognition = try InputRecognition(beginning, path: path, options: options)
    let format = recognition.format
    if options.namespace != nil, namespace == nil, format != .archive, !head.isEmpty {
      throw DumpError(.noNamespaces(format: format.rawValue), path: path)
    }
    if options.records != nil, format != .json, format != .jsonl, !head.isEmpty {
      throw DumpError(
        .other(.usage, "it is \(format.rawValue), in which no object stands around the rows"),
        path: path)
    }
    var collection = namespace
    var header: ColumnNames?
    let maximumSize = min(options.maximumRecordSize, InputOptions.largestRecordSize)
    var start = recognition.start
    switch format {
    case .bson:
      framer = BSONFramer()
      encoding = .bson
    case .archive:
      let archive = try Self.archive(beginning, path: path, options: options)
      collection = archive.namespace.name
      source = archive
      head = []
      framer = BSONFramer()
      encoding = .bson
    case .jsonl where options.records != nil, .json where options.records != nil:
      framer = RecordsFramer(
        path: options.records ?? [], maximumSize: maximumSize, text: recognition.text)
      encoding = .jsonMembers
    case .jsonl:
      framer = LineFramer(maximumSize: maximumSize)
      encoding = .jsonLines
    case .json:
      framer = JSONValueFramer(
        maximumSize: maximumSize, notation: recognition.text.notation)
      encoding = .jsonValues
    case .csv:
      let columns = try ColumnNames(&head, from: start, rest: source, path: path)
      header = columns
      start += columns.size
      framer = CSVFramer(maximumSize: maximumSize)
      encoding = .csv
    }
    let isEmpty = format != .archive && head.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let label = head.isEmpty && isEmpty ? "empty" : format.rawValue
    offset = start
    self.header = header
    text = recognition.text
    lineFeeds = format == .bson || format == .archive ? 0 : head.lineFeedCount(before: start)
    var passed = PassedBytes()
    // Text in front of a compressed stream, and in front of the documents in it.
    for front in [beginning.passedOver, beginning.head[..<recognition.surroundings]]
    where !front.isEmpty {
      passed.add(Array(front).rawBytes, 0..<front.count, at: 0)
    }
    self.head = start > 0 ? Array(head[start...]) : head
    self.source = source
    record = InputOutcome(
      path: PlatformPath.shown(path), namespace: collection,
      format: compression.map { "\(label)+\($0)" } ?? label,
      isDecoded: compression != nil || format == .archive,
      isEmpty: isEmpty && beginning.isWhole)
    record.add(passed)
    if encoding == .jsonLines || encoding == .jsonValues {
      record.recordsPath = RecordsDetection.path(in: self.head)
    }
  }

  /// Opens the archive that follows one in the same stream.
  init(
    following archive: ArchiveSource, _ previous: InputOutcome, options: InputOptions
  ) throws(DumpError) {
    var input = try OpenedInput(
      archive.rest(), path: previous.path, namespace: nil, options: options)
    input.record.format = previous.format
    if options.namespace == nil, let first = previous.namespace, let next = input.record.namespace,
      !first.hasSameBytes(as: next)
    {
      throw DumpError(.otherNamespaceFollows(first, then: next), path: previous.path)
    }
    self = input
  }

  /// Opens an archive, wherever it begins.
  private static func archive(
    _ beginning: StreamBeginning, path: String, options: InputOptions
  ) throws(DumpError) -> ArchiveSource {
    let found = beginning.archive
    if let found, found.start != .magic, let damage = BinaryAsText(beginning.head) {
      throw DumpError(.becameText(damage), path: path)
    }
    do throws(DumpError) {
      return try ArchiveSource(
        beginning.source, head: Array(beginning.head[(found?.offset ?? 0)...]),
        from: found?.start ?? .magic, namespace: options.namespace, path: path,
        windowSize: options.chunkSize)
    } catch {
      guard case .damagedPrelude = error.finding, let damage = BinaryAsText(beginning.head) else {
        throw error
      }
      throw DumpError(.becameText(damage), path: path)
    }
  }
}

extension [UInt8] {
  /// The line feeds in front of an offset.
  func lineFeedCount(before offset: Int) -> Int {
    self[..<offset].count { $0 == 0x0A }
  }
}
