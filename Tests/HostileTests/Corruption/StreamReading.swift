import TestSupport

@testable import DumpReader

/// What a reader makes of a stream: every byte of it, in order.
struct StreamReading: Equatable {
  /// Documents that were accepted.
  var accepted: [Range<Int>] = []
  /// Documents that were refused by themselves, with what was found.
  var refused: [Finding] = []
  /// Bytes that are no document.
  var skips: [Finding] = []
  /// Whether chunks and gaps followed each other without a hole and covered all of it.
  var isGapless = true

  struct Finding: Equatable {
    var range: Range<Int>
    var finding: MalformedDocument
  }

  /// How a stream is read: in what portions, and with how much of it in memory at once.
  struct Manner {
    var readSize = Int.max
    /// How many bytes the framer sees at first, and how many more at a time.
    var window: Int?
  }

  /// Reads a stream to its end.
  init(_ bytes: [UInt8], _ encoding: DocumentEncoding, _ manner: Manner = Manner()) throws {
    if let window = manner.window {
      readWindowed(bytes, encoding, window)
    } else {
      try readChunked(bytes, encoding, manner.readSize)
    }
  }

  private static func framer(_ encoding: DocumentEncoding) -> any Framer {
    switch encoding {
    case .bson: BSONFramer()
    case .jsonLines, .csv: LineFramer(maximumSize: InputOptions.defaultMaximumRecordSize)
    case .jsonValues, .jsonMembers:
      JSONValueFramer(maximumSize: InputOptions.defaultMaximumRecordSize)
    }
  }

  /// Through the reader that the program uses.
  private mutating func readChunked(
    _ bytes: [UInt8], _ encoding: DocumentEncoding, _ readSize: Int
  ) throws {
    var reader = ChunkReader(
      ArraySource(bytes, readSize: readSize), framer: Self.framer(encoding), encoding: encoding,
      input: 0, head: [])
    var chunk = Chunk(capacity: ChunkReader.usualChunkSize)
    var walker = ChunkValidator(encoding)
    var end = 0
    while try reader.next(into: &chunk) {
      if chunk.offset != end { isGapless = false }
      end = chunk.offset + chunk.count + (chunk.skipped?.count ?? 0)
      if let skipped = chunk.skipped {
        add(skipped: chunk.offset..<end, skipped.finding)
      } else {
        walker.walk(chunk.bytes, count: chunk.count, offset: chunk.offset, into: &self)
      }
    }
    if end != bytes.count { isGapless = false }
  }

  /// Through the framer alone, which is shown a window that grows in small steps.
  private mutating func readWindowed(
    _ bytes: [UInt8], _ encoding: DocumentEncoding, _ window: Int
  ) {
    var framer = Self.framer(encoding)
    var walker = ChunkValidator(encoding)
    let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
    var start = 0
    var seen = min(window, bytes.count)
    var open: (start: Int, finding: MalformedDocument)?
    while start < bytes.count {
      // Behind what has been read, readers have other bytes than the stream's.
      var front = Array(padded[start..<seen])
      front += [UInt8](repeating: 0xA5, count: Chunk.padding)
      switch framer.frame(front.rawBytes, count: seen - start, atEnd: seen == bytes.count) {
      case .documents(let count):
        if open != nil { isGapless = false }
        front.removeSubrange(count...)
        front += [UInt8](repeating: 0, count: Chunk.padding)
        walker.walk(front.rawBytes, count: count, offset: start, into: &self)
        start += count
      case .skipped(let count, let finding, let ends):
        let known = open ?? (start, finding)
        start += count
        open = ends ? nil : known
        if ends || start == bytes.count { add(skipped: known.start..<start, known.finding) }
        if !ends, count == 0 { seen = min(seen + window, bytes.count) }
      case .passed(let count, _):
        start += count
      case .columns: preconditionFailure("headers are of tables")
      case .more:
        if seen == bytes.count {
          isGapless = false
          return
        }
        seen = min(seen + window, bytes.count)
      }
      if start == seen, start < bytes.count { seen = min(seen + window, bytes.count) }
    }
    if let finding = framer.unfinished { add(skipped: start..<start, finding) }
  }

  private mutating func add(skipped range: Range<Int>, _ finding: MalformedDocument) {
    var finding = finding
    finding.key = 0..<0
    skips.append(Finding(range: range, finding: finding))
  }
}

/// Validates the documents of a chunk one by one.
struct ChunkValidator: ~Copyable {
  private let encoding: DocumentEncoding
  private var walker: DocumentWalker
  private var values: FieldValues

  init(_ encoding: DocumentEncoding) {
    self.encoding = encoding
    var selection = FieldSelection()
    _ = selection.insert("_id", unique: false)
    _ = selection.insert("transaction_type", unique: true)
    walker = DocumentWalker(selection)
    walker.begin(encoding)
    values = FieldValues(for: selection)
  }

  mutating func walk(_ bytes: RawSpan, count: Int, offset: Int, into reading: inout StreamReading) {
    var cursor = ChunkCursor(end: count, encoding: encoding, streamOffset: offset)
    func stream(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound + offset..<range.upperBound + offset
    }
    while true {
      do throws(MalformedDocument) {
        guard try walker.next(&cursor, in: bytes, into: &values) else { break }
        // What has no type is no transaction, and is counted as such nowhere.
        if encoding == .bson || values[1] != nil {
          reading.accepted.append(stream(cursor.range))
        }
      } catch {
        var finding = error
        finding.key = 0..<0
        reading.refused.append(
          StreamReading.Finding(
            range: stream(cursor.range.lowerBound..<cursor.offset), finding: finding))
        values.clearScratch()
      }
    }
    values.clearScratch()
  }
}
