internal import BasicContainers
internal import DumpReader

/// One reader's share of an inspection: the fields of the chunks that it was given, and some of
/// their documents for a second look.
struct FieldInspector: ~Copyable {
  private let directory: PathDirectory
  private var reader: ElementReader
  private(set) var tally = FieldTally()
  /// The beginnings of some chunks: the first ones, then ever fewer.
  private(set) var samples: [ChunkPrefix] = []

  /// Chunks before this one are kept; of those beyond the ones whose number is a power of two.
  private static let firstSamples = 4
  /// Bytes that are kept of each of the first chunks, and of each further one.
  private static let firstSampleSize = 256 << 10
  private static let furtherSampleSize = 32 << 10

  init(_ directory: PathDirectory) {
    self.directory = directory
    reader = ElementReader(directory)
  }

  /// Reads all documents of a chunk.
  ///
  /// - Parameters:
  ///   - limit: How many documents to read at most.
  ///   - refuse: Called with each document that is not well-formed.
  /// - Returns: How many documents were read, those that are not well-formed included.
  mutating func read(
    _ chunk: borrowing Chunk, limit: Int = .max,
    refuse: (MalformedDocument, Range<Int>, Int) -> Void
  ) -> Int {
    reader.begin(chunk)
    let bytes = chunk.bytes
    let readsText = chunk.encoding == .csv
    let sampleSize = Self.sampleSize(chunk.sequence)
    var sampleEnd = 0
    var index = 0
    while index < limit {
      do throws(MalformedDocument) {
        guard try reader.nextDocument(bytes) else { break }
      } catch {
        refuse(error, reader.range, index)
        index += 1
        continue
      }
      index += 1
      tally.beginDocument()
      while reader.nextElements(bytes) {
        tally.add(reader, in: bytes, readsText: readsText)
      }
      if reader.range.upperBound <= sampleSize { sampleEnd = reader.range.upperBound }
    }
    if sampleEnd > 0 { samples.append(ChunkPrefix(chunk, before: sampleEnd)) }
    directory.complete(chunk.sequence)
    return index
  }

  private static func sampleSize(_ sequence: Int) -> Int {
    if sequence < firstSamples { return firstSampleSize }
    return sequence & (sequence - 1) == 0 ? furtherSampleSize : 0
  }

  /// What has been passed over between the documents of the chunk that was read.
  mutating func takePassed() -> PassedBytes { reader.takePassed() }

  /// Adds what another reader has found out.
  mutating func combine(_ other: borrowing FieldInspector) {
    tally.combine(other.tally)
    samples += other.samples
    samples.sort { $0.sequence < $1.sequence }
  }
}
