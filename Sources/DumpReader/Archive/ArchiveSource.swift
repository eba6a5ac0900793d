/// The documents of one collection of an archive, as a stream.
final class ArchiveSource: ByteSource {
  private var demultiplexer: ArchiveDemultiplexer

  /// See ``ArchiveDemultiplexer``.
  init(
    _ source: any ByteSource, head: [UInt8], from start: ArchiveBeginning.Start = .magic,
    namespace: String?, path: String, windowSize: Int = ChunkReader.usualChunkSize
  ) throws(DumpError) {
    demultiplexer = try ArchiveDemultiplexer(
      source, head: head, from: start, namespace: namespace, path: path, windowSize: windowSize)
  }

  /// Whether another archive begins where this one is over.
  var hasNext: Bool { demultiplexer.hasNext }
  /// Lines of text between the blocks.
  var passed: PassedBytes { demultiplexer.passed }

  /// The collection that is read.
  var namespace: Namespace { demultiplexer.namespace }
  var progress: SourceProgress { demultiplexer.progress }
  var damage: StreamDamage? { demultiplexer.damage }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    try demultiplexer.read(into: &buffer)
  }

  /// The stream from where this archive is over.
  func rest() -> any ByteSource { RestOfStream(demultiplexer.rest) }
}

/// What is left of a stream behind something that has been read of it.
private final class RestOfStream: ByteSource {
  private var window: StreamBuffer

  init(_ window: StreamBuffer) { self.window = window }

  var progress: SourceProgress { window.progress }
  var damage: StreamDamage? { window.damage }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    guard !buffer.isEmpty, try window.fill(1) else { return 0 }
    let count = min(window.count, buffer.byteCount)
    Self.copy(window, count, to: &buffer)
    window.use(count)
    return count
  }

  /// Apart from `self`, because the window is borrowed.
  private static func copy(
    _ window: StreamBuffer, _ count: Int, to buffer: inout MutableRawSpan
  ) {
    let bytes = window.bytes.extracting(first: count)
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
  }
}
