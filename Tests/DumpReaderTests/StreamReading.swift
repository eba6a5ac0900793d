import TestSupport

@testable import DumpReader

/// What came out of one input: its documents in order, and the gaps between them.
struct StreamReading {
  enum Item: Equatable {
    case document([UInt8])
    case refused(MalformedDocument.Code)
    case skipped(MalformedDocument.Code, Int)
  }

  var items: [Item] = []
  var record: InputOutcome

  var documents: [[UInt8]] {
    items.compactMap { if case .document(let bytes) = $0 { bytes } else { nil } }
  }
  var texts: [String] { documents.map { String(decoding: $0, as: UTF8.self) } }
  var skips: [Item] { items.filter { if case .skipped = $0 { true } else { false } } }

  /// Reads a whole stream, recognised by its content.
  init(
    _ bytes: [UInt8], readSize: Int = .max, options: InputOptions = InputOptions(),
    path: String = "x"
  ) throws {
    let input = try OpenedInput(
      ArraySource(bytes, readSize: readSize), path: path, namespace: nil, options: options)
    record = input.record
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, header: input.header)
    var chunk = Chunk(capacity: ChunkReader.usualChunkSize)
    var offset = input.offset
    while try reader.next(into: &chunk) {
      precondition(chunk.offset == offset, "the stream has a hole")
      if let skipped = chunk.skipped {
        items.append(.skipped(skipped.finding.code, skipped.count))
        offset += skipped.count
      } else {
        append(chunk)
        offset += chunk.count
      }
    }
    record.damage = input.source.damage
  }

  /// Takes the documents of a chunk apart.
  private mutating func append(_ chunk: borrowing Chunk) {
    let selection = FieldSelection()
    var values = FieldValues(for: selection)
    var bson = BSONWalker(selection)
    var json = JSONWalker(selection, encoding: chunk.encoding)
    var csv = CSVWalker(selection)
    if let header = chunk.header { csv.begin(header) }
    var offset = 0
    while offset < chunk.count {
      var range = offset..<offset
      do throws(MalformedDocument) {
        switch chunk.encoding {
        case .bson:
          range = offset..<offset + Int(chunk.bytes.load(offset, as: Int32.self))
          offset = range.upperBound
          try bson.walk(chunk.bytes, range, into: &values)
        case .jsonLines, .jsonValues:
          guard
            try json.next(
              chunk.bytes, &offset, end: chunk.count, into: &values, range: &range)
          else { return }
        case .csv:
          guard
            try csv.next(chunk.bytes, &offset, end: chunk.count, into: &values, range: &range)
          else { return }
        }
        items.append(.document(chunk.bytes.extracting(range).copied()))
      } catch {
        items.append(.refused(error.code))
        if chunk.encoding == .jsonLines || chunk.encoding == .jsonValues {
          offset = JSONWalker.resumption(
            chunk.bytes, from: range.lowerBound, end: chunk.count, encoding: chunk.encoding)
        }
      }
    }
  }
}
