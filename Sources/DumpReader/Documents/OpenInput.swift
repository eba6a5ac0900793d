internal import SystemPackage

/// An input that has been recognised: the stack of sources, and how to cut its stream.
struct OpenInput {
  let source: any ByteSource
  let framer: any Framer
  let encoding: DocumentEncoding
  /// What has been read of the source already.
  let head: [UInt8]
  let record: InputRecord

  /// Opens a file or standard input and looks at its beginning.
  init(_ path: String, options: InputOptions) throws(DumpError) {
    if path == "-" {
      source = FileSource(descriptor: .standardInput, path: path)
    } else {
      source = try FileSource(path: path)
    }
    head = try source.peek()
    var record = InputRecord(path: path, format: "bson")
    record.isEmpty = head.isEmpty
    let first = head.first { $0 > 0x20 }
    let format =
      options.forcedFormat ?? (first == 0x7B && head.first != 0x7B ? .jsonl : .bson)
    if format == .jsonl
      || (options.forcedFormat == nil && head.first == 0x7B && head.count > 3 && head[3] != 0)
    {
      encoding = .jsonLines
      framer = LineFramer(maximumSize: options.maximumRecordSize)
      record.format = "jsonl"
    } else {
      encoding = .bson
      framer = BSONFramer()
    }
    self.record = record
  }
}

extension ByteSource {
  /// The first bytes of the stream: one chunk of them, or all there are.
  func peek() throws(DumpError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: ChunkReader.chunkSize)
    var filled = 0
    while filled < head.count {
      var span = head.mutableSpan
      var bytes = unsafe span.mutableBytes
      var free = bytes._mutatingExtracting(filled..<bytes.byteCount)
      let count = try read(into: &free)
      if count == 0 { break }
      filled += count
    }
    head.removeSubrange(filled...)
    return head
  }
}
