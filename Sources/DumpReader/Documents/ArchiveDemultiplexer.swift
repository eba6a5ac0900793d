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
  /// The longest namespace document that is believed: names are at most 255 bytes.
  static let maximumHeaderSize = 64 << 10

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
  private var window: StreamWindow
  private var reader: ArchiveDocumentReader
  private var stage = Stage.header
  /// Bytes at the front that have been looked at: documents of the current block.
  private var ready = 0
  private var isReadyChosen = false
  private var checksum = CRC64()
  private var hasEnded = false
  private(set) var damage: SourceDamage?

  /// Reads the archive `source`, of which the bytes `head` have been read already.
  ///
  /// - Throws: ``DumpError`` when it holds several collections and none is named, or not the one that
  ///   is, or when its prelude is damaged and none is named.
  init(
    _ source: any ByteSource, head: [UInt8], namespace wanted: String?, path: String
  ) throws(DumpError) {
    window = StreamWindow(source, head: head)
    reader = ArchiveDocumentReader()
    let prelude = try ArchivePrelude(&window, &reader, path: path)
    damage = prelude.damage
    if damage != nil {
      // The list is not complete; a whole name can be looked for in the blocks all the same.
      guard let wanted, let dot = wanted.firstIndex(of: ".") else {
        throw DumpError(
          .damaged, path: path,
          "the list of collections at its beginning is damaged; name one with --namespace to read what is left"
        )
      }
      namespace = Namespace(
        database: String(wanted[..<dot]),
        collection: String(wanted[wanted.index(after: dot)...]))
      stage = .damaged(isChosen: false)
    } else {
      namespace = try Namespace.choose(
        wanted, among: prelude.namespaces, candidates: prelude.candidates, path: path)
    }
  }

  var progress: SourceProgress { window.progress }

  mutating func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    guard !buffer.isEmpty else { return 0 }
    while true {
      if ready > 0 {
        let count = isReadyChosen ? min(ready, buffer.byteCount) : ready
        if isReadyChosen { Self.hand(window, count, &checksum, to: &buffer) }
        window.use(count)
        ready -= count
        if isReadyChosen { return count }
      }
      switch stage {
      case .header: try readHeader()
      case .documents(let isChosen): try hop(isChosen)
      case .damaged(let isChosen): try scan(isChosen)
      case .over: return 0
      }
    }
  }

  private static func hand(
    _ window: StreamWindow, _ count: Int, _ checksum: inout CRC64, to buffer: inout MutableRawSpan
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
    guard try window.fill(4) else { return end("the archive ends in the middle of a block") }
    let length = Int(window.bytes.load(0, as: Int32.self))
    guard length >= 5, length <= Self.maximumHeaderSize else {
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
        note("the checksum of \(namespace.name) does not match its documents")
      }
    }
  }

  private static func header(
    _ window: StreamWindow, at offset: Int, _ length: Int, _ reader: inout ArchiveDocumentReader
  ) -> (namespace: Namespace, isEnd: Bool, checksum: Int64)? {
    guard let document = reader.read(window.bytes, offset..<offset + length),
      let database = document.database, let collection = document.collection,
      let isEnd = document.isEnd, let checksum = document.checksum
    else { return nil }
    return (Namespace(database: database, collection: collection), isEnd, checksum)
  }

  /// Goes from document to document, as far as there are bytes.
  private mutating func hop(_ isChosen: Bool) throws(DumpError) {
    isReadyChosen = isChosen
    var wanted = 4
    while try window.fill(wanted) {
      let hops = Hops(window.bytes, count: window.count)
      ready = hops.count
      switch hops.next {
      case .terminator where ready == 0:
        window.use(4)
        stage = .header
        return
      case .damage:
        note("a block of the archive is damaged")
        stage = .damaged(isChosen: isChosen)
        return
      case .terminator, .more:
        if ready > 0 { return }
        wanted = hops.wanted
      }
    }
    // Cut within a document, or behind the last one.
    ready = window.count
    end("the archive ends in the middle of a block")
  }

  /// The documents of a block that are sure to be whole, and what follows them.
  private struct Hops {
    enum Next { case more, terminator, damage }

    /// How many bytes they take.
    var count = 0
    var next = Next.more
    /// How many bytes have to be there in order to get on.
    var wanted = 4

    init(_ bytes: RawSpan, count available: Int) {
      while count + 4 <= available {
        let length = Int(bytes.load(count, as: Int32.self))
        if length == -1 {
          next = .terminator
          return
        }
        guard length >= 5, length <= BSONFramer.maximumDocumentSize else {
          next = .damage
          return
        }
        let end = count + length
        let isLast = end + 4 <= available && bytes.load(end, as: Int32.self) == -1
        guard isLast || end + 5 <= available else {
          wanted = length + 5
          return
        }
        guard bytes[end - 1] == 0, isLast || Self.isDocument(bytes, at: end) else {
          next = .damage
          return
        }
        count = end
      }
    }

    /// Whether a document may start at `i`, judging by its first five bytes.
    private static func isDocument(_ bytes: RawSpan, at i: Int) -> Bool {
      let length = Int(bytes.load(i, as: Int32.self))
      guard length >= 5, length <= BSONFramer.maximumDocumentSize else { return false }
      return length == 5 ? bytes[i + 4] == 0 : BSONType(rawValue: bytes[i + 4]) != nil
    }
  }

  // MARK: Damage

  /// Passes over bytes up to a terminator that has a namespace document behind it.
  private mutating func scan(_ isChosen: Bool) throws(DumpError) {
    isReadyChosen = isChosen
    // terminator │ length │ 02 'd' 'b' 00
    let needed = 12
    guard try window.fill(needed) else {
      ready = window.count
      end("the archive ends in the middle of a block")
      return
    }
    let limit = window.count - needed
    var i = 0
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

  /// Whether a terminator at `i` is followed by a namespace document.
  private mutating func isBlockEnd(at i: Int) throws(DumpError) -> Bool {
    guard window.bytes.load(i, as: Int32.self) == -1,
      window.bytes.load(i + 8, as: UInt32.self) == 0x0062_6402
    else { return false }
    let length = Int(window.bytes.load(i + 4, as: Int32.self))
    guard length >= 5, length <= Self.maximumHeaderSize else { return false }
    guard try window.fill(i + 4 + length) else { return false }
    return Self.header(window, at: i + 4, length, &reader) != nil
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

  private mutating func note(_ reason: String, atEnd: Bool = false) {
    guard damage == nil else { return }
    damage = SourceDamage(reason, at: window.offset + (atEnd ? window.count : ready))
  }
}

/// The documents of one collection of an archive, as a stream.
final class ArchiveSource: ByteSource {
  private var demultiplexer: ArchiveDemultiplexer

  /// See ``ArchiveDemultiplexer``.
  init(
    _ source: any ByteSource, head: [UInt8], namespace: String?, path: String
  ) throws(DumpError) {
    demultiplexer = try ArchiveDemultiplexer(
      source, head: head, namespace: namespace, path: path)
  }

  /// The collection that is read.
  var namespace: Namespace { demultiplexer.namespace }
  var progress: SourceProgress { demultiplexer.progress }
  var damage: SourceDamage? { demultiplexer.damage }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    try demultiplexer.read(into: &buffer)
  }
}
