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
      offset: input.offset, columns: input.columns, text: input.text)
    var chunk = Chunk(capacity: ChunkReader.usualChunkSize)
    var offset = input.offset
    var passed = PassedBytes()
    // Marks, the object around records, and headers between rows are counted nowhere.
    let mayPass = input.encoding != .bson && input.encoding != .jsonLines
    while try reader.next(into: &chunk) {
      precondition(
        chunk.offset == offset || reader.passed != passed || chunk.offset > offset && mayPass,
        "the stream has a hole")
      offset = chunk.offset
      passed = reader.passed
      if let skipped = chunk.skipped {
        items.append(.skipped(skipped.finding.code, skipped.count))
        offset += skipped.count
      } else {
        append(chunk)
        offset += chunk.count
      }
    }
    record.add(reader.passed)
    record.damage = input.source.damage
  }

  /// Takes the documents of a chunk apart.
  private mutating func append(_ chunk: borrowing Chunk) {
    let selection = FieldSelection()
    var values = FieldValues(for: selection)
    var walker = DocumentWalker(selection)
    walker.begin(chunk)
    defer { record.add(walker.takePassed()) }
    var cursor = ChunkCursor(chunk)
    while true {
      do throws(MalformedDocument) {
        guard try walker.next(&cursor, in: chunk.bytes, into: &values) else { return }
        items.append(.document(chunk.bytes.extracting(cursor.range).copied()))
      } catch {
        items.append(.refused(error.code))
      }
    }
  }
}
