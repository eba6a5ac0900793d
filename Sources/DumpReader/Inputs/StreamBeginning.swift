/// The first bytes of a stream, below its compression: what its format is recognised by.
///
///     file or pipe → (lines of text) → (gzip, zstd) → head, and the rest of the stream
///
/// As many bytes are read as are looked at, or all there are. An archive needs no more than its header:
/// what is wrong with it is told while a slow pipe still dumps.
struct StreamBeginning {
  /// The rest of the stream.
  private(set) var source: any ByteSource
  /// The first bytes.
  private(set) var head: [UInt8] = []
  /// Whether they are all there are.
  private(set) var isWhole = false
  /// What was around them.
  private(set) var compression: Compression?
  /// Lines of text in front of the compressed stream.
  private(set) var passedOver: ArraySlice<UInt8> = []
  /// Where an archive begins that has something in front of it, or lacks its first bytes.
  private(set) var archive: ArchiveBeginning?
  private let size: Int

  /// Reads the first bytes of a stream.
  ///
  /// - Throws: ``DumpError`` when it cannot be read, or is compressed twice.
  init(_ file: any ByteSource, path: String, options: InputOptions) throws(DumpError) {
    source = file
    size = options.chunkSize
    try fill(looksForCompression: true)
    if Self.isUnlikeGzip(head) { throw DumpError(.foreign(.notGzip), path: path) }
    if let start = Self.compressionStart(head), let found = Compression(Array(head[start...])) {
      passedOver = head[..<start]
      compression = found
      source = try found.source(
        source, head: start > 0 ? Array(head[start...]) : head, path: path, bufferSize: size / 2,
        windowLimit: options.windowLimit)
      head = []
      isWhole = false
      try fill(looksForCompression: false)
      if let again = Compression(head) {
        throw DumpError(.nested("\(again)", within: "\(found)"), path: path)
      }
    }
    if options.forcedFormat == nil || options.forcedFormat == .archive {
      archive = ArchiveBeginning(hiddenIn: head)
    }
  }

  /// Reads until enough is there.
  private mutating func fill(looksForCompression: Bool) throws(DumpError) {
    var buffer = [UInt8](repeating: 0, count: size + Chunk.padding)
    var count = 0
    var searched = 0
    var isBSON = false
    while count < size {
      let read = try source.read(into: &buffer, count..<size)
      isWhole = read == 0
      if isWhole { break }
      count += read
      guard count >= Self.signatureSize else { continue }
      if searched == 0 {
        let first = Array(buffer[..<min(count, 4 << 10)])
        if looksForCompression, Compression(first) != nil { break }
        isBSON = InputFormat.isNamedBSON(first)
      }
      if !isBSON, ArchiveBeginning.isSeen(in: buffer.rawBytes, from: searched, to: count) { break }
      searched = count
    }
    buffer.removeSubrange(count...)
    head = buffer
  }

  /// Any signature is known by then.
  private static let signatureSize = ArchiveBeginning.signatureSize

  /// Where a compressed stream begins: at the front, or behind lines of text.
  private static func compressionStart(_ head: [UInt8]) -> Int? {
    if Compression(head) != nil { return 0 }
    if InputFormat.isNamedBSON(head) { return nil }
    let text = head.prefix { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
    // A high byte of the signature may have been taken for text.
    guard text.count < head.count, let feed = text.lastIndex(of: 0x0A) else { return nil }
    let start = feed + 1
    let rest = Array(head[start...].prefix(16))
    return rest.count >= 4 && Compression(rest) != nil && !isUnlikeGzip(rest) ? start : nil
  }

  /// Whether what begins with the magic number of gzip has no header of it: the only method that there
  /// is, is 8.
  private static func isUnlikeGzip(_ head: [UInt8]) -> Bool {
    head.count > 3 && head[0] == 0x1F && head[1] == 0x8B && (head[2] != 8 || head[3] & 0xE0 != 0)
      && !InputFormat.isNamedBSON(head)
  }
}

extension ByteSource {
  /// Reads once into a range of `buffer`, and returns how many bytes there were; 0 at the end.
  func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(DumpError) -> Int {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    var free = bytes._mutatingExtracting(range)
    return try read(into: &free)
  }
}
