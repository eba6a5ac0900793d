/// A writer of mongodump archives, block by block.
public struct ArchiveBytes {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = [0x6D, 0xE2, 0x99, 0x81]
  private var checksums: [String: [UInt8]] = [:]
  /// What ends the prelude and each block.
  public static let terminator: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]

  /// Writes the magic number and the prelude.
  public init(_ collections: [(database: String, collection: String, type: String)]) {
    bytes += BSONBytes.document([
      .int32("concurrent_collections", 4), .string("version", "0.1"),
      .string("server_version", "7.0.0"), .string("tool_version", "100.9.0"),
    ])
    for entry in collections {
      bytes += BSONBytes.document([
        .string("db", entry.database), .string("collection", entry.collection),
        .string("metadata", "{}"), .int32("size", 0), .string("type", entry.type),
      ])
    }
    bytes += Self.terminator
  }

  /// Writes a block of documents.
  public mutating func block(_ database: String, _ collection: String, _ documents: [[UInt8]]) {
    header(database, collection, isEnd: false, checksum: 0)
    for document in documents {
      bytes += document
      checksums["\(database).\(collection)", default: []] += document
    }
    bytes += Self.terminator
  }

  /// Writes the block that ends a collection.
  public mutating func end(_ database: String, _ collection: String) {
    let all = checksums["\(database).\(collection)"] ?? []
    header(
      database, collection, isEnd: true,
      checksum: Int64(bitPattern: CompressedBytes.crc64(all)))
    bytes += Self.terminator
  }

  private mutating func header(
    _ database: String, _ collection: String, isEnd: Bool, checksum: Int64
  ) {
    bytes += BSONBytes.document([
      .string("db", database), .string("collection", collection), .bool("EOF", isEnd),
      .int64("CRC", checksum),
    ])
  }
}

/// A writer of small BSON documents.
public enum BSONBytes {
  /// A field: its name and its value.
  public enum Element {
    case int32(String, Int32)
    case int64(String, Int64)
    case bool(String, Bool)
    case string(String, String)
  }

  /// The bytes of a document.
  public static func document(_ elements: [Element]) -> [UInt8] {
    var body: [UInt8] = []
    for element in elements {
      switch element {
      case .int32(let name, let value):
        body += [0x10] + Array(name.utf8) + [0] + CompressedBytes.littleEndian(value)
      case .int64(let name, let value):
        body += [0x12] + Array(name.utf8) + [0] + CompressedBytes.littleEndian(value)
      case .bool(let name, let value):
        body += [0x08] + Array(name.utf8) + [0, value ? 1 : 0]
      case .string(let name, let value):
        body += [0x02] + Array(name.utf8) + [0]
        body += CompressedBytes.littleEndian(Int32(value.utf8.count + 1))
        body += Array(value.utf8) + [0]
      }
    }
    return CompressedBytes.littleEndian(Int32(body.count + 5)) + body + [0]
  }
}
