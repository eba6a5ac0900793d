internal import DumpReader

/// Why reading ended before the end of the input.
struct ReadFailure: Error {
  /// The chunk that is not there.
  let sequence: Int
  let error: DumpError
}

/// The one reader of a run, taken in turns.
final class SharedInputReader: @unchecked Sendable {
  // What changes is touched under the lock, or when all workers have ended.
  private let lock = AdaptiveMutex()
  private var reader: InputReader
  private var chunkCount = 0
  private var hasFailed = false
  private(set) var readSeconds = 0.0
  private let progress: ScanProgress
  private let onOpen: (@Sendable (InputOutcome) -> Void)?
  private var openedCount = 0

  init(
    _ reader: consuming InputReader, _ progress: ScanProgress,
    _ onOpen: (@Sendable (InputOutcome) -> Void)?
  ) {
    self.reader = reader
    self.progress = progress
    self.onOpen = onOpen
  }

  /// Fills a chunk with the next documents of the input; false at its end, and after a failure.
  func next(into chunk: inout Chunk) throws(ReadFailure) -> Bool {
    try lock.withLock { () throws(ReadFailure) -> Bool in
      guard !hasFailed else { return false }
      let watch = Stopwatch()
      let more: Bool
      do throws(DumpError) {
        more = try reader.next(into: &chunk)
      } catch {
        hasFailed = true
        throw ReadFailure(sequence: chunkCount, error: error)
      }
      if more { chunkCount += 1 }
      readSeconds += watch.seconds
      progress.note(reader.progress)
      while openedCount < reader.records.count {
        onOpen?(reader.records[openedCount])
        openedCount += 1
      }
      return more
    }
  }

  /// What is known of one input so far.
  func record(_ index: Int) -> InputOutcome {
    lock.withLock { reader.records[index] }
  }

  /// What became of the inputs.
  var records: [InputOutcome] { reader.records }
}
