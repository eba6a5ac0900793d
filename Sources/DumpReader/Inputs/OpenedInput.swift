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
  /// What holds for all of a text.
  let text: TextContext
  /// Line feeds in front of `head`.
  let lineFeeds: Int
  /// Where the line starts that `head` begins on, behind a mark of byte order.
  let lineStart: Int
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
    file.meter = options.meter
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
    var format = recognition.format
    if options.namespace != nil, namespace == nil, format != .archive, !head.isEmpty {
      let isPart = format == .bson && Self.isPartOfArchive(head)
      throw DumpError(isPart ? .archivePart : .noNamespaces(format: format.rawValue), path: path)
    }
    var collection = namespace
    var columns: ColumnNames?
    var passed = PassedBytes()
    let maximumSize = min(options.maximumRecordSize, InputOptions.largestRecordSize)
    var start = recognition.start
    text = recognition.text
    let found =
      options.records == nil && options.findsRecords
      ? Self.foundRecords(head[start...], recognition) : nil
    var isOfRecords = found != nil
    if !isOfRecords {
      isOfRecords = try Self.isOfRecords(head[start...], recognition, path: path, options)
    }
    if isOfRecords { format = .json }
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
    case .json where isOfRecords:
      framer = RecordsFramer(
        path: found ?? options.records?.names ?? [], maximumSize: maximumSize, text: text)
      encoding = .jsonMembers
    case .jsonl:
      framer = LineFramer(maximumSize: maximumSize)
      encoding = .jsonLines
    case .json:
      framer = JSONValueFramer(maximumSize: maximumSize, notation: text.notation)
      encoding = .jsonValues
    case .csv:
      if options.needsArrays { throw DumpError(.noArrays(format: format.rawValue), path: path) }
      let lead = recognition.surroundings
      if lead > 0 { head.removeFirst(lead) }
      let table = try Self.table(&head, rest: source, path: path, options.table)
      columns = table?.columns
      start = lead + (table?.end ?? head.count)
      passed = table?.passed ?? PassedBytes()
      passed.move(by: lead)
      let names = table?.columns ?? ColumnNames([], syntax: TableSyntax())
      framer = CSVFramer(
        maximumSize: maximumSize, columns: names,
        search: CSVHeaderSearch(below: names, options: options.table))
      if lead > 0 { head.insert(contentsOf: beginning.head[..<lead], at: 0) }
      encoding = .csv
    }
    let isEmpty = format != .archive && head.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let label = head.isEmpty && isEmpty ? "empty" : format.rawValue
    offset = start
    self.columns = columns
    lineFeeds = encoding == .bson ? 0 : head.lineFeedCount(before: start)
    lineStart = head[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // Text in front of a compressed stream, and in front of the documents in it.
    for front in [beginning.passedOver, beginning.head[..<recognition.surroundings]]
    where front.isText {
      passed.combine(PassedBytes(Array(front), at: 0))
    }
    self.head = start > 0 ? Array(head[start...]) : head
    self.source = source
    record = InputOutcome(
      path: PlatformPath.shown(path), namespace: collection,
      format: compression.map { "\(label)+\($0)" } ?? label,
      isDecoded: compression != nil || format == .archive,
      isEmpty: isEmpty && beginning.isWhole)
    record.add(passed)
    record.bytesSkipped += Self.foreignBytes(before: beginning)
    record.isOfRecords = isOfRecords
    record.recordsPath = found
    if !isOfRecords, encoding == .jsonLines || encoding == .jsonValues {
      record.recordsPath = RecordsDetection.path(in: self.head)
    }
  }

  /// Whether a block of documents ends in it as in an archive, and the header of another one follows,
  /// which names the database first.
  private static func isPartOfArchive(_ head: [UInt8]) -> Bool {
    let bytes = head.rawBytes
    var i = 0
    while let end = bytes.first("\u{2}db\0", in: i..<head.count) {
      // In front of the name stands the length of the header, and the terminator.
      if end >= 8, head[end - 1] == 0, head[(end - 8)..<(end - 4)].allSatisfy({ $0 == 0xFF }) {
        return true
      }
      i = end + 1
    }
    return false
  }

  /// Whether the rows are to be taken from an object around them.
  private static func isOfRecords(
    _ head: ArraySlice<UInt8>, _ recognition: InputRecognition, path: String,
    _ options: InputOptions
  ) throws(DumpError) -> Bool {
    guard let records = options.records, !head.isEmpty else { return false }
    let format = recognition.format
    guard format == .json || format == .jsonl else {
      guard records.expectation == .always else { return false }
      throw DumpError(.noRecords(format: format.rawValue), path: path)
    }
    return records.isFound(in: head, recognition.text)
  }

  /// Where the rows are in the one object that the input seems to be.
  private static func foundRecords(
    _ head: ArraySlice<UInt8>, _ recognition: InputRecognition
  ) -> [String]? {
    guard recognition.format == .json || recognition.format == .jsonl,
      RecordsDetection.isOneObject(head)
    else { return nil }
    return RecordsDetection.path(in: Array(head))
  }

  /// How many bytes in front of an archive are neither text nor the rest of its magic number.
  private static func foreignBytes(before beginning: StreamBeginning) -> Int {
    guard let archive = beginning.archive, archive.offset > 0 else { return 0 }
    let front = beginning.head[..<archive.offset]
    switch archive.start {
    case .magic: return front.isText ? 0 : front.count
    case .header:
      let isRest = InputFormat.archiveMagic.suffix(front.count).elementsEqual(front)
      return isRest || front.isText ? 0 : front.count
    case .metadata, .middle: return 0
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

extension ArraySlice<UInt8> {
  /// Whether there is text, and nothing else: no part of a magic number.
  fileprivate var isText: Bool {
    !isEmpty && String(validating: self, as: UTF8.self) != nil
      && allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
  }
}

extension [UInt8] {
  /// The line feeds in front of an offset.
  func lineFeedCount(before offset: Int) -> Int {
    self[..<offset].count { $0 == 0x0A }
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
