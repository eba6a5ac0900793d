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
  /// The names of the columns, of a table.
  let columns: ColumnNames?
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
    var format =
      try beginning.archive == nil
      ? Self.format(of: head, isWhole: beginning.isWhole, path: path, options: options) : .archive
    if options.namespace != nil, namespace == nil, format != .archive, !head.isEmpty {
      throw DumpError(.noNamespaces(format: format.rawValue), path: path)
    }
    var collection = namespace
    var columns: ColumnNames?
    var passed = PassedBytes()
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
      let archive = try Self.archive(beginning, path: path, options: options)
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
      let table = try Self.table(&head, rest: source, path: path, options.table)
      columns = table?.columns
      start = table?.end ?? head.count
      passed = table?.passed ?? PassedBytes()
      let names = table?.columns ?? ColumnNames([], syntax: TableSyntax())
      framer = CSVFramer(
        maximumSize: maximumSize, columns: names,
        search: CSVHeaderSearch(below: names, options: options.table))
      encoding = .csv
    }
    let isEmpty = format != .archive && head.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let label = head.isEmpty && isEmpty ? "empty" : format.rawValue
    offset = start
    self.columns = columns
    self.head = start > 0 ? Array(head[start...]) : head
    self.source = source
    record = InputOutcome(
      path: PlatformPath.shown(path), namespace: collection,
      format: compression.map { "\(label)+\($0)" } ?? label,
      isDecoded: compression != nil || format == .archive,
      isEmpty: isEmpty && beginning.isWhole)
    record.add(passed)
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

  /// The rows within an object, where they are to be taken from one.
  private static func rows(
    _ records: RecordsPath, in source: any ByteSource, _ head: ArraySlice<UInt8>,
    _ format: InputFormat, path: String
  ) throws(DumpError) -> RecordsSource? {
    let isJSON = format == .json || format == .jsonl
    if records.expectation == .always, !isJSON {
      throw DumpError(.noRecords(format: format.rawValue), path: path)
    }
    guard isJSON, records.expectation == .always || records.isFound(in: head) else { return nil }
    return RecordsSource(source, records, path: path)
  }

  /// The format that is forced or found; an error that says what else it is.
  static func format(
    of head: [UInt8], isWhole: Bool, path: String, options: InputOptions
  ) throws(DumpError) -> InputFormat {
    if let forced = options.forcedFormat {
      // There would be no end of it.
      if !isWhole, head.allSatisfy({ $0 == 0 }) { throw DumpError(.zeros, path: path) }
      return forced
    }
    if head.isEmpty { return .bson }
    if let format = InputFormat.evident(head, isWhole: isWhole) { return format }
    if let finding = DumpError.Finding(foreign: head) { throw DumpError(finding, path: path) }
    if let format = InputFormat.likely(head, isWhole: isWhole, options.table) { return format }
    throw DumpError(DumpError.Finding(unrecognized: head), path: path)
  }
}

extension OpenedInput {
  /// Looks for the header of a table.
  ///
  /// - Parameters:
  ///   - head: What has been read. Where the header does not end in it, more is added to it.
  ///   - source: The rest of the table.
  /// - Returns: nil where there is nothing at all.
  /// - Throws: ``DumpError`` when there is no header, it is too long, or it lacks a column.
  private static func table(
    _ head: inout [UInt8], rest source: any ByteSource, path: String, _ options: TableOptions
  ) throws(DumpError) -> CSVDetection? {
    // The mark of byte order and blank lines above count for nothing.
    let limit = CSVHeader.maximumSize + (64 << 10)
    var isWhole = false
    var table = CSVDetection(head, isWhole: false, options, isForced: true)
    if table.map({ !options.requiredColumns.missing(in: $0.columns.names).isEmpty }) ?? true,
      head.count < limit
    {
      let more = try source.peek(limit - head.count)
      isWhole = head.count + more.count < limit
      head += more
      table = CSVDetection(head, isWhole: isWhole, options, isForced: true)
    }
    let tooLong = DumpError(.columnNamesTooLong(limit: CSVHeader.maximumSize), path: path)
    guard let table else {
      let isBlank = head.dropFirst(head.textStart)
        .allSatisfy { $0 == 0x0A || $0 == 0x0D }
      if isBlank, isWhole { return nil }
      let hasLine = isWhole || TextLines(head, isWhole: false, maximum: 2).starts.count > 1
      guard hasLine else { throw tooLong }
      throw DumpError(.noColumnNames, path: path)
    }
    guard table.end - table.start <= CSVHeader.maximumSize else { throw tooLong }
    try ColumnRequirement(columns: options.requiredColumns, path: path)
      .check(table.columns, at: nil)
    return table
  }
}
