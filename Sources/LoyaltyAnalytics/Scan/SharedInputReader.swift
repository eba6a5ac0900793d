internal import DumpReader

/// Why reading ended before the end of the input.
struct ReadFailure: Error {
  /// The chunk that is not there.
  let sequence: Int
  let error: DumpError
}

/// The one reader of a run, taken in turns; where it is at a large file that can be cut, the workers read
/// ranges of that instead, at the same time.
final class SharedInputReader: @unchecked Sendable {
  // What changes is touched under the lock, or when all workers have ended.
  private let lock = AdaptiveMutex()
  private var reader: InputReader
  private var chunkCount = 0
  private var hasFailed = false
  private var serialSeconds = 0.0
  private let progress: ScanProgress
  private let onOpen: (@Sendable (InputOutcome) -> Void)?
  private var openedCount = 0
  /// Whether files are read in ranges where they can be.
  private let usesRanges: Bool
  /// The ranges that are being read.
  private var turns: RangeTurns?

  init(
    _ reader: consuming InputReader, _ progress: ScanProgress, usesRanges: Bool,
    _ onOpen: (@Sendable (InputOutcome) -> Void)?
  ) {
    self.reader = reader
    self.progress = progress
    self.usesRanges = usesRanges
    self.onOpen = onOpen
  }

  /// What a worker got.
  private enum Step {
    case chunk
    case turns(RangeTurns)
    case end
  }

  /// Fills a chunk with the next documents of the input; false at its end, and after a failure.
  ///
  /// - Parameter turns: The ranges that the worker takes part in; its own from call to call.
  func next(into chunk: inout Chunk, _ turns: inout RangeTurns?) throws(ReadFailure) -> Bool {
    while true {
      if let ranges = turns {
        if ranges.next(into: &chunk) { return true }
        turns = nil
      }
      switch try step(&chunk) {
      case .chunk: return true
      case .end: return false
      case .turns(let ranges): turns = ranges
      }
    }
  }

  private func step(_ chunk: inout Chunk) throws(ReadFailure) -> Step {
    try lock.withLock { () throws(ReadFailure) -> Step in
      guard !hasFailed else { return .end }
      if let turns, !turns.isOver { return .turns(turns) }
      let watch = Stopwatch()
      let more: Bool
      do throws(DumpError) {
        if let over = turns.take() { try resume(behind: over) }
        more = try reader.next(into: &chunk)
      } catch {
        hasFailed = true
        throw ReadFailure(sequence: chunkCount, error: error)
      }
      if more { chunkCount += 1 }
      progress.note(reader.progress)
      while openedCount < reader.records.count {
        onOpen?(reader.records[openedCount])
        openedCount += 1
      }
      if more, usesRanges, let ranges = reader.ranges(behind: &chunk) {
        let progress = progress
        let before = reader.progress(at: 0)
        turns = RangeTurns(ranges, sequence: chunkCount) { border in
          var reached = before
          reached.consumed += border
          progress.note(reached)
        }
      }
      serialSeconds += watch.seconds
      return more ? .chunk : .end
    }
  }

  /// Goes on with what is behind ranges.
  private func resume(behind turns: RangeTurns) throws(DumpError) {
    let end = turns.end
    chunkCount = end.sequence
    serialSeconds += end.seconds
    try reader.resume(turns.ranges, at: end.border, sequence: end.sequence)
  }

  /// What is known of one input so far.
  func record(_ index: Int) -> InputOutcome {
    lock.withLock { reader.records[index] }
  }

  /// What became of the inputs.
  var records: [InputOutcome] { reader.records }

  /// Seconds in which a worker did what only one can do at a time.
  var readSeconds: Double { serialSeconds + (turns?.end.seconds ?? 0) }
}
