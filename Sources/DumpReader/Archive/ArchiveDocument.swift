/// The documents that an archive is made of besides those of its collections.
struct ArchiveDocument {
  var database: String?
  var collection: String?
  var type: String?
  var version: String?
  var isEnd: Bool?
  var checksum: Int64?
}

/// Reads such documents: a walker for their fields.
struct ArchiveDocumentReader: ~Copyable {
  private var walker: BSONWalker
  private var values: FieldValues
  private let slots: [Int]

  init() {
    var selection = FieldSelection()
    slots = ["db", "collection", "type", "version", "EOF", "CRC"].map {
      selection.insert($0, unique: true)
    }
    walker = BSONWalker(selection)
    values = FieldValues(for: selection)
  }

  /// The fields of the document at `range`; nil when it is not valid BSON.
  mutating func read(_ bytes: RawSpan, _ range: Range<Int>) -> ArchiveDocument? {
    do throws(MalformedDocument) {
      try walker.walk(bytes, range, into: &values)
    } catch {
      return nil
    }
    var document = ArchiveDocument()
    document.database = text(0, bytes)
    document.collection = text(1, bytes)
    document.type = text(2, bytes)
    document.version = text(3, bytes)
    if let value = values[slots[4]], value.type == .bool { document.isEnd = value.bits == 1 }
    if let value = values[slots[5]], value.type == .int64 { document.checksum = value.int64 }
    return document
  }

  private func text(_ index: Int, _ bytes: RawSpan) -> String? {
    guard let value = values[slots[index]], value.type == .string,
      value.count <= UInt32(ArchiveDemultiplexer.maximumHeaderSize)
    else { return nil }
    return value.bytes(in: bytes, scratch: values.scratch).text
  }
}
