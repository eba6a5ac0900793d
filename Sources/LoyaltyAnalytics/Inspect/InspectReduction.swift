internal import DumpReader

/// The question what is in a dump: statistics of all fields.
struct InspectReduction: Reduction {
  /// Shared by the workers, so that all give the same numbers to paths.
  let directory = PathDirectory()

  func makeLocal(_ share: ScanShare) -> InspectState {
    InspectState(FieldInspector(directory), rejectLimit: share.rejectLimit)
  }

  func sink(_ chunk: borrowing Chunk, into local: InspectState) -> ChunkOutcome {
    local.sink(chunk, limit: .max)
  }

  /// Bounded by itself: so many paths, so many values of each.
  func memory(of local: InspectState) -> Int { 0 }

  func spill(_ local: InspectState) {}

  func tally(of local: InspectState) -> DocumentTally { local.tally }

  func finalize(
    _ locals: [ThreadConfined<InspectState>], stats: inout ScanStats
  ) -> InspectState {
    let merge = Stopwatch()
    let all = InspectState(FieldInspector(directory), rejectLimit: 0)
    for local in locals { all.combine(local.value) }
    stats.mergeSeconds = merge.seconds
    return all
  }
}

/// One worker's share of an inspection, or all of it.
final class InspectState {
  private var inspector: FieldInspector
  private let rejectLimit: Int
  private(set) var tally = DocumentTally()
  /// Documents of each input, refused ones included.
  private(set) var documents: [Int: Int] = [:]

  init(_ inspector: consuming FieldInspector, rejectLimit: Int) {
    self.inspector = inspector
    self.rejectLimit = rejectLimit
  }

  /// The fields of the documents that were read.
  func inspection(_ directory: PathDirectory) -> Inspection {
    Inspection(inspector.tally, directory)
  }

  /// Some documents for a second look.
  var samples: [ChunkPrefix] { inspector.samples }

  /// Reads the documents of a chunk, at most so many.
  func sink(_ chunk: borrowing Chunk, limit: Int) -> ChunkOutcome {
    var rejects: [Reject] = []
    var lines = LineCounter()
    lines.begin(chunk)
    var count = 0
    if let skipped = chunk.skipped {
      rejects.append(
        Reject(
          reason: .malformed, finding: skipped.finding, field: nil, index: 0, offset: chunk.offset,
          line: lines.isActive ? lines.lineFeeds : nil, bytesSkipped: skipped.count))
      count = 1
      tally.counts.rejected.malformed += 1
    }
    let before = count
    let bytes = chunk.bytes
    let offset = chunk.offset
    count += inspector.read(chunk, limit: limit - count) { finding, range, index in
      tally.counts.rejected.malformed += 1
      guard rejects.count < rejectLimit else { return }
      rejects.append(
        Reject(
          reason: .malformed, finding: finding,
          field: finding.key.isEmpty ? nil : bytes.extracting(finding.key).text,
          index: before + index, offset: offset + range.lowerBound,
          line: lines.line(at: offset + range.lowerBound, in: bytes), bytesSkipped: 0))
    }
    let passed = inspector.takePassed()
    if passed.count > 0 || passed.zeros > 0 {
      tally.passed[chunk.input, default: PassedBytes()].combine(passed)
    }
    tally.counts.read += count
    documents[chunk.input, default: 0] += count
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: count,
      lineFeeds: lines.total(of: chunk, documents: nil), rejects: rejects)
  }

  /// Adds what another worker has found out.
  func combine(_ other: InspectState) {
    inspector.combine(other.inspector)
    for (input, count) in other.documents { documents[input, default: 0] += count }
  }
}
