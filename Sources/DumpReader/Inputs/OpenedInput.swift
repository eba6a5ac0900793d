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
  let record: InputOutcome

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
    var source = file
    let chunkSize = options.chunkSize
    var head = try source.peek(chunkSize)
    let compression = Compression(head)
    if let compression {
      source = try compression.source(
        source, head: head, path: path, bufferSize: chunkSize / 2)
      head = try source.peek(chunkSize)
      if let again = Compression(head) {
        throw DumpError(
          .notADump, path: path,
          "it is \(again) within \(compression); decompress it once and try again")
      }
    }
    var format = try Self.format(of: head, path: path, options: options)
    var collection = namespace
    var header: ColumnNames?
    let maximumSize = min(options.maximumRecordSize, InputOptions.largestRecordSize)
    var start = format == .bson || format == .archive ? 0 : head.textStart
    if let records = options.records,
      let rows = try Self.rows(records, in: source, head[start...], format, path: path)
    {
      rows.convert(&head, from: start)
      source = rows
      format = .json
    }
    switch format {
    case .bson:
      framer = BSONFramer()
      encoding = .bson
    case .archive:
      let archive = try ArchiveSource(
        source, head: head, namespace: options.namespace, path: path, windowSize: chunkSize)
      collection = archive.namespace.name
      source = archive
      head = []
      framer = BSONFramer()
      encoding = .bson
    case .jsonl:
      framer = LineFramer(maximumSize: maximumSize)
      encoding = .jsonLines
    case .json:
      framer = JSONValueFramer(maximumSize: maximumSize)
      encoding = .jsonValues
    case .csv:
      start = ColumnNames.start(in: head)
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
    self.head = start > 0 ? Array(head[start...]) : head
    self.source = source
    record = InputOutcome(
      path: path, namespace: collection,
      format: compression.map { "\(label)+\($0)" } ?? label,
      isDecoded: compression != nil || format == .archive,
      isEmpty: isEmpty && head.count < chunkSize)
  }

  /// The rows within an object, where they are to be taken from one.
  private static func rows(
    _ records: RecordsPath, in source: any ByteSource, _ head: ArraySlice<UInt8>,
    _ format: InputFormat, path: String
  ) throws(DumpError) -> RecordsSource? {
    let isJSON = format == .json || format == .jsonl
    if records.expectation == .always, !isJSON {
      throw DumpError(
        .unsupported, path: path,
        "it is \(format.rawValue); rows within an object are looked for in JSON only")
    }
    guard isJSON, records.expectation == .always || records.isFound(in: head) else { return nil }
    return RecordsSource(source, records, path: path)
  }

  /// The format that is forced or found; an error that says what else it is.
  private static func format(
    of head: [UInt8], path: String, options: InputOptions
  ) throws(DumpError) -> InputFormat {
    if let forced = options.forcedFormat { return forced }
    if head.isEmpty { return .bson }
    let isWhole = head.count < options.chunkSize
    if let format = InputFormat.evident(head, isWhole: isWhole) { return format }
    if let foreign = ForeignFormat(head) {
      throw DumpError(
        .notADump, path: path, "it looks like \(foreign.name), not a dump; \(foreign.advice)")
    }
    if let format = InputFormat.likely(head, isWhole: isWhole) { return format }
    if let separator = CSVDetection.foreignSeparator(head) {
      throw DumpError(
        .notADump, path: path,
        "it looks like a table separated by \(separator); only commas are read")
    }
    throw DumpError(
      .notADump, path: path,
      "it is neither BSON, JSON, CSV nor a mongodump archive; --input-format reads it as one of them all the same"
    )
  }
}
