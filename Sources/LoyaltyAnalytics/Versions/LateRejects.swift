internal import DumpReader
internal import Synchronization

/// Refused documents that are told about when all is read: only then is it known which of them stand.
///
/// A record is the place in the whole input, which is its order, and an account; before those of a chunk
/// comes one that says how many documents and lines of its input stand before it:
///
///     place of chunk 8 │ one more than the document, 0 for the chunk 8 │ element 8 │ …      big-endian
struct LateReject: RecordOrder {
  private static let headerSize = 24

  static func precedes(_ a: RawSpan, _ b: RawSpan) -> Bool { a.precedes(b) }

  private static func header(_ chunk: UInt64, _ document: Int, _ element: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: chunk)
    bytes.append(bigEndian: UInt64(document))
    bytes.append(bigEndian: UInt64(element))
    return bytes
  }

  /// The record of a reject.
  ///
  /// - Parameters:
  ///   - position: Where its document stands in the whole input.
  ///   - element: Which transaction of the document it is.
  ///   - account: What ``StoredReject`` makes of it.
  static func record(_ position: UInt64, element: Int, _ account: RawSpan) -> [UInt8] {
    var bytes = header(position >> 32, Int(position & 0xFFFF_FFFF) + 1, element)
    bytes.append(account)
    return bytes
  }

  /// The record of a chunk.
  static func record(ofChunk sequence: Int, _ place: ChunkPlace) -> [UInt8] {
    var bytes = header(UInt64(sequence), 0, 0)
    for number in [place.input, place.documents, place.lineFeeds] {
      bytes.append(littleEndian: UInt64(number))
    }
    return bytes
  }

  /// What a record says: where a chunk stands, or that a document was refused.
  enum Content {
    case chunk(ChunkPlace)
    case reject(Reject)
  }

  /// Reads a record.
  static func read(_ record: [UInt8]) -> Content {
    let bytes = record.rawBytes
    guard bytes.load(8, as: UInt64.self) == 0 else {
      return .reject(StoredReject.decode(bytes.extracting(headerSize..<bytes.byteCount)))
    }
    func number(_ i: Int) -> Int {
      Int(truncatingIfNeeded: record.rawBytes.load(headerSize + 8 * i, as: UInt64.self))
    }
    return .chunk(ChunkPlace(input: number(0), documents: number(1), lineFeeds: number(2)))
  }
}

/// The places of chunks in which documents were refused that may stand.
final class ChunkPlaces: Sendable {
  /// Bytes from which on they wait on disk.
  private static let share = 1 << 20

  private let sorter = Mutex(RecordSorter<LateReject>())
  private let quota: SpillQuota

  init(_ quota: SpillQuota) {
    self.quota = quota
  }

  /// Takes note of where a chunk stands.
  func append(_ sequence: Int, _ place: ChunkPlace) throws {
    try sorter.withLock { sorter in
      sorter.append(LateReject.record(ofChunk: sequence, place))
      if sorter.byteCount >= Self.share { try sorter.spill(quota) }
    }
  }

  /// All of them.
  var records: RecordSorter<LateReject> { sorter.withLock { $0 } }
}
