/// The documents of one collection, out of the interleaved blocks of a mongodump `--archive`.
///
/// The format, after the description in mongo-tools (common/archive) and real archives, integers
/// little-endian:
///
///     archive    = magic prelude block*
///     magic      = 6D E2 99 81
///     prelude    = header metadata* terminator
///     header     = a BSON document {concurrent_collections, version: "0.1", server_version, tool_version}
///     metadata   = a BSON document {db, collection, metadata: JSON text, size, type}
///     block      = namespace document* terminator
///     namespace  = a BSON document {db, collection, EOF: bool, CRC: int64}
///     terminator = FF FF FF FF
///
/// A block belongs to the collection that its namespace document names. When a collection is over,
/// a block without documents says `EOF: true` and gives the CRC-64/XZ of all its documents' bytes.
///
/// A document is handed out only when something that may follow it really follows, because a length
/// that lies could otherwise drag in the next blocks, which belong to others. Where that fails, the
/// rest of the block is handed out as it is, up to the next terminator with a sound namespace behind
/// it; whoever frames it finds the way back inside. Memory is constant but for the largest document.
struct ArchiveDemultiplexer: ~Copyable {
  /// The longest namespace document that is believed: both names together are at most 255 bytes.
  static let maximumHeaderSize = 1 << 10

  private enum Stage {
    /// A namespace document, or the end, comes next.
    case header
    /// Documents come next, those of the chosen collection or others.
    case documents(isChosen: Bool)
    /// What comes next is damaged, up to the next block that checks out.
    case damaged(isChosen: Bool)
    case over
  }

  /// The collection that is read.
  let namespace: Namespace
  private var window: StreamBuffer
  private var reader: ArchiveDocumentReader
  private var stage = Stage.header
  /// Bytes at the front that have been looked at: documents of the current block.
  private var ready = 0
  private var isReadyChosen = false
  private var checksum = CRC64()
  private var hasEnded = false
  /// How many bytes of documents may still be looked at in doubt. Each byte that goes by earns some,
  /// so that no input makes it quadratic.
  private var credit = 64 << 20
  /// What is wrong with the archive itself.
  private var found: StreamDamage?
  /// Lines of text between blocks, such as those of a log.
  private(set) var passed = PassedBytes()
  /// Whether another archive begins where this one is over.
  private(set) var hasNext = false

  /// Reads the archive `source`, of which the bytes `head` have been read already.
  ///
  /// - Parameter start: What of the archive's beginning is there.
  /// - Throws: ``DumpError`` when it holds several collections and none is named, or not the one that
  ///   is, or when its prelude is damaged and none is named.
  init(
    _ source: any ByteSource, head: [UInt8], from start: ArchiveBeginning.Start,
    namespace wanted: String?, path: String, windowSize: Int
  ) throws(DumpError) {
    window = StreamBuffer(source, head: head, size: windowSize)
    reader = ArchiveDocumentReader()
    let prelude = try ArchivePrelude(&window, &reader, path: path, from: start)
    found = prelude.damage
    if found != nil {
      // The list is not complete; a whole name can be looked for in the blocks all the same, but
      // nobody knows whether only one collection has a name.
      guard let wanted, let dot = wanted.firstIndex(of: ".") else {
        let seen = start == .middle ? Self.namespaces(in: head, &reader) : prelude.candidates
        throw DumpError(.damagedPrelude(seen: seen.map(\.name)), path: path)
      }
      namespace = Namespace(
        database: String(wanted[..<dot]),
        collection: String(wanted[wanted.index(after: dot)...]))
      stage = .damaged(isChosen: false)
    } else {
      namespace = try prelude.choose(wanted, path: path)
    }
  }

  /// The collections whose blocks or entries of the list can be seen to begin in `head`.
  private static func namespaces(
    in head: [UInt8], _ reader: inout ArchiveDocumentReader
  ) -> [Namespace] {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    var found: [Namespace] = []
    var i = 0
    // 02 'd' 'b' 00 behind the length of a document.
    while let place = bytes.first(0x02, in: i..<head.count) {
      i = place + 1
      guard place >= 4, place + 4 <= head.count, bytes.load(place, as: UInt32.self) == 0x0062_6402
      else { continue }
      let length = Int(bytes.load(place - 4, as: Int32.self))
      guard length >= 5, length <= head.count - place + 4,
        let document = reader.read(bytes, place - 4..<place - 4 + length),
        let database = document.database, let collection = document.collection
      else { continue }
      let namespace = Namespace(database: database, collection: collection)
      if !namespace.isInternal, !found.contains(namespace) { found.append(namespace) }
    }
    return found
  }

  /// What has been read and not been used: where another archive begins.
  var rest: StreamBuffer { window }

  var progress: SourceProgress { window.progress }

  /// What is wrong with the compression around the archive, else with the archive: the cause goes
  /// before its effects.
  ///
  /// Complete once `read` has returned 0: whatever it has found before, it reads the source to its end.
  var damage: StreamDamage? {
    guard var cause = window.damage else { return found }
    // A wrong checksum alone might leave all documents sound, but not where the archive is damaged.
    if let found, !found.isUnverified { cause.isUnverified = false }
    return cause
  }

  mutating func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    guard !buffer.isEmpty else { return 0 }
    while true {
      if ready > 0 {
        let count = isReadyChosen ? min(ready, buffer.byteCount) : ready
        if isReadyChosen { Self.copyOut(window, count, &checksum, to: &buffer) }
        window.use(count)
        ready -= count
        credit = min(credit + 8 * count, 1 << 30)
        if isReadyChosen { return count }
      }
      switch stage {
      case .header: try readHeader()
      case .documents(let isChosen): try nextBlock(isChosen)
      case .damaged(let isChosen): try scan(isChosen)
      case .over: return 0
      }
    }
  }

  private static func copyOut(
    _ window: StreamBuffer, _ count: Int, _ checksum: inout CRC64, to buffer: inout MutableRawSpan
  ) {
    let bytes = window.bytes.extracting(first: count)
    checksum.update(bytes)
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
  }

  // MARK: Blocks

  /// Reads the namespace document of a block.
  private mutating func readHeader() throws(DumpError) {
    guard try window.fill(1) else { return finish() }
    guard try window.fill(4) else {
      if try passOverLine() { return }
      return end("the archive ends in the middle of a block")
    }
    let length = Int(window.bytes.load(0, as: Int32.self))
    guard length >= 5, length <= Self.maximumHeaderSize else {
      if try isNextArchive(at: 0) {
        hasNext = true
        return finish()
      }
      if try passOverLine() { return }
      return skip("the header of a block is damaged")
    }
    guard try window.fill(length) else { return end("the archive ends in the middle of a block") }
    guard let header = Self.header(window, at: 0, length, &reader) else {
      return skip("the header of a block is damaged")
    }
    window.use(length)
    let isChosen = header.namespace == namespace
    stage = .documents(isChosen: isChosen && !header.isEnd)
    guard isChosen else { return }
    if hasEnded { note("\(namespace.name) goes on after its end") }
    if header.isEnd {
      hasEnded = true
      if checksum.value != UInt64(bitPattern: header.checksum) {
        note(
          "the checksum of \(namespace.name) does not match its documents", isUnverified: true)
      }
    }
  }

  /// Whether the magic number and the header of another archive stand there.
  private mutating func isNextArchive(at place: Int) throws(DumpError) -> Bool {
    guard try window.fill(place + ArchiveBeginning.signatureSize) else { return false }
    return ArchiveBeginning.isSignature(window.bytes, at: place)
  }

  /// The longest line of text that is looked for between blocks.
  private static let maximumLine = 4 << 10

  /// Passes over a line of text where a block might begin: programs write their messages in between.
  private mutating func passOverLine() throws(DumpError) -> Bool {
    var length = 0
    while length < Self.maximumLine {
      guard try window.fill(length + 1) else { break }
      let byte = window.bytes[length]
      guard byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte) || byte == 0x1B else {
        return false
      }
      length += 1
      if byte == 0x0A { break }
    }
    guard length > 0, length < Self.maximumLine, window.bytes.isValidUTF8(0..<length) else {
      return false
    }
    let line = window.bytes.extracting(0..<length).copied()
    passed.combine(PassedBytes(line, at: window.offset))
    window.use(length)
    return true
  }

  private static func header(
    _ window: StreamBuffer, at offset: Int, _ length: Int, _ reader: inout ArchiveDocumentReader
  ) -> (namespace: Namespace, isEnd: Bool, checksum: Int64)? {
    guard let document = reader.read(window.bytes, offset..<offset + length),
      let database = document.database, let collection = document.collection,
      let isEnd = document.isEnd, let checksum = document.checksum
    else { return nil }
    return (Namespace(database: database, collection: collection), isEnd, checksum)
  }

  /// Goes from document to document, as far as there are bytes.
  private mutating func nextBlock(_ isChosen: Bool) throws(DumpError) {
    isReadyChosen = isChosen
    var wanted = 4
    while true {
      let isMore = try window.fill(wanted)
      let framer = ArchiveBlockFramer(window.bytes, count: window.count, isAtEnd: window.isAtEnd)
      ready = framer.count
      if ready > 0 {
        if let start = Self.firstOverrunningDocument(window, in: ready, &reader, &credit) {
          ready = start
          damaged(isChosen)
        }
        return
      }
      switch framer.next {
      case .terminator:
        window.use(4)
        stage = .header
        return
      case .damage: return damaged(isChosen)
      case .more: wanted = framer.wanted
      }
      if !isMore {
        // A length that lies, or a cut within a document, or behind the last one.
        if Self.holdsBlockEnd(window) { return damaged(isChosen) }
        ready = window.count
        return end("the archive ends in the middle of a block")
      }
    }
  }

  /// Whether a block can be seen to begin anywhere in the window.
  private static func holdsBlockEnd(_ window: StreamBuffer) -> Bool {
    var i = 0
    while let place = window.bytes.first(0xFF, in: i..<window.count) {
      if ArchiveBlockFramer.isBlockEnd(window.bytes, at: place, count: window.count) { return true }
      i = place + 1
    }
    return false
  }

  /// Where a document starts whose length has swallowed the beginning of a block; nil if none has.
  private static func firstOverrunningDocument(
    _ window: StreamBuffer, in count: Int, _ reader: inout ArchiveDocumentReader,
    _ credit: inout Int
  ) -> Int? {
    let bytes = window.bytes
    var i = 0
    var start = 0
    while let place = bytes.first(0xFF, in: i..<count) {
      i = place + 1
      guard ArchiveBlockFramer.isBlockEnd(bytes, at: place, count: window.count) else { continue }
      var end = start
      while end <= place {
        start = end
        end += Int(bytes.load(start, as: Int32.self))
      }
      // A valid document may hold anything.
      credit -= end - start
      if credit < 0 || reader.read(bytes, start..<end) == nil { return start }
      i = end
      start = end
    }
    return nil
  }

  // MARK: Damage

  /// Passes over bytes up to a terminator that has a namespace document behind it.
  private mutating func scan(_ isChosen: Bool) throws(DumpError) {
    isReadyChosen = isChosen
    let needed = ArchiveBlockFramer.signatureSize
    guard try window.fill(needed) else {
      ready = window.count
      end("the archive ends in the middle of a block")
      return
    }
    let limit = window.count - needed
    var i = 0
    if let next = try nextArchive(before: limit) {
      ready = next
      hasNext = true
      end("the archive ends in the middle of a block")
      return
    }
    while i <= limit {
      guard let place = window.bytes.first(0xFF, in: i..<limit + 1) else { break }
      i = place
      if try isBlockEnd(at: i) {
        ready = i
        stage = .documents(isChosen: isChosen)
        return
      }
      i += 1
    }
    ready = limit + 1
  }

  /// Where another archive begins in front of `limit`, and no block of this one in front of it.
  private mutating func nextArchive(before limit: Int) throws(DumpError) -> Int? {
    var i = 0
    while let place = window.bytes.first(0x6D, in: i..<limit) {
      if window.bytes.load(place, as: UInt32.self) == 0x8199_E26D, try isNextArchive(at: place) {
        var block = 0
        while let end = window.bytes.first(0xFF, in: block..<place) {
          if ArchiveBlockFramer.isBlockEnd(window.bytes, at: end, count: window.count) {
            return nil
          }
          block = end + 1
        }
        return place
      }
      i = place + 1
    }
    return nil
  }

  /// Whether a terminator at `i` is followed by a namespace document.
  private mutating func isBlockEnd(at i: Int) throws(DumpError) -> Bool {
    guard ArchiveBlockFramer.isBlockEnd(window.bytes, at: i, count: window.count) else {
      return false
    }
    let length = Int(window.bytes.load(i + 4, as: Int32.self))
    guard try window.fill(i + 4 + length) else { return false }
    return Self.header(window, at: i + 4, length, &reader) != nil
  }

  private mutating func damaged(_ isChosen: Bool) {
    note("a block of the archive is damaged")
    stage = .damaged(isChosen: isChosen)
  }

  private mutating func skip(_ reason: String) {
    note(reason)
    stage = .damaged(isChosen: false)
  }

  /// The end of the input, where a block could have started.
  private mutating func finish() {
    if !hasEnded { note("the archive ends before the end of \(namespace.name)") }
    stage = .over
  }

  private mutating func end(_ reason: String) {
    note(reason, atEnd: true)
    stage = .over
  }

  private mutating func note(
    _ reason: String, atEnd: Bool = false, isUnverified: Bool = false
  ) {
    guard found == nil else { return }
    found = StreamDamage(
      reason, at: window.offset + (atEnd ? window.count : ready), isUnverified: isUnverified)
  }
}
