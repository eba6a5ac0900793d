internal import DumpReader
internal import Synchronization

/// Reads a list of inputs on all cores and hands their chunks to a ``Reduction``.
///
/// What every question shares happens here, once: reading and framing, rejects and the policy on
/// them, counts, progress, interruption, the order of what is told, the budget of memory. One lock
/// guards the reading; whichever worker holds it reads and frames a chunk, and parses it outside. Of
/// large files that can be cut each worker reads and frames ranges of its own, see ``RangeTurns``.
struct Scan: Sendable {
  /// How the inputs are to be read.
  var input = InputOptions()
  /// What to do about documents that are refused.
  var rejects = RejectPolicy()
  /// How many threads work.
  var threads = 1
  /// How much memory the reduction may take.
  var memory = MemoryBudget()
  /// Called with each input that has been opened, in order, on one of the threads.
  var onOpen: (@Sendable (InputOutcome) -> Void)?
  /// The range of a file that is read instead of paths.
  var range: InputRange?
  /// An input in memory that is read instead of paths, and what it is called.
  var memoryInput: (bytes: [UInt8], name: String)?

  /// What a scan tells beside the output.
  struct Outcome<Output> {
    /// What the reduction made of the chunks.
    var output: Output
    /// What became of the documents.
    var tally: DocumentTally
    /// What became of the inputs.
    var inputs: [InputOutcome]
    /// The first refused documents for each reason.
    var firstRejects: [LocatedReject]
    /// Line feeds of the last input.
    var lineFeeds = 0
    /// Where the time went.
    var stats: ScanStats
  }

  /// Reads all inputs to their ends.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - progress: Where the scan tells how far it has got.
  ///   - reduction: What is made of the chunks.
  /// - Throws: `DumpError` for an input that cannot be read, ``RejectLimitReached`` when the policy on
  ///   rejects ends the scan, and what the reduction throws.
  func run<Question: Reduction>(
    paths: [String], progress: ScanProgress, _ reduction: Question
  ) throws -> Outcome<Question.Output> {
    let workerCount = memory.workers(atMost: threads)
    // Chunk and decoder of each.
    expectMemory(workerCount << 20)
    var input = input
    input.windowLimit = min(input.windowLimit, memory.windowLimit)
    input.meter = progress.meter
    let reader = SharedInputReader(
      open(paths, input), progress,
      usesRanges: input.rangeSize.map { $0 > 0 } ?? (workerCount > 1), onOpen)
    let outcomes = ReorderBuffer(rejects)
    progress.attach(outcomes)
    let share = ScanShare(
      workers: workerCount, bytes: memory.share(of: workerCount),
      rejectLimit: rejects.limitPerChunk)
    let locals = try (0..<workerCount).map { _ in
      ThreadConfined(try reduction.makeLocal(share))
    }
    var stats = ScanStats()
    let watch = Stopwatch()
    concurrentPerform(workerCount) { index in
      work(reader, outcomes, reduction, locals[index].value) {
        memory.share(of: workerCount, held: progress.heldBytes)
      }
    }
    _ = try outcomes.finish()
    try reduction.settle(locals, reader.records, outcomes)
    let firstRejects = try outcomes.finish()
    stats.scanSeconds = watch.seconds
    stats.readSeconds = reader.readSeconds
    var tally = DocumentTally()
    for local in locals { tally.combine(reduction.tally(of: local.value)) }
    return Outcome(
      output: try reduction.finalize(locals, stats: &stats), tally: tally,
      inputs: tally.completed(outcomes.counted(reader.records)), firstRejects: firstRejects,
      lineFeeds: outcomes.lineFeedCount, stats: stats)
  }

  private func open(_ paths: [String], _ options: InputOptions) -> InputReader {
    if let range { return InputReader(range, options: options) }
    if let (bytes, name) = memoryInput {
      return InputReader(bytes: bytes, named: name, options: options)
    }
    return InputReader(paths: paths, options: options)
  }

  /// What one thread does: takes chunks until there are no more.
  private func work<Question: Reduction>(
    _ reader: SharedInputReader, _ outcomes: ReorderBuffer, _ reduction: Question,
    _ local: Question.Local, limit: () -> Int
  ) {
    var chunk = Chunk(capacity: 256 << 10)
    var turns: RangeTurns?
    do {
      while !outcomes.isOver.load(ordering: .relaxed), try reader.next(into: &chunk, &turns) {
        var outcome = try reduction.sink(chunk, into: local)
        if !outcome.rejects.isEmpty { outcome.record = reader.record(chunk.input) }
        outcomes.append(outcome)
        if reduction.memory(of: local) >= limit() { try reduction.spill(local) }
      }
    } catch let failure as ReadFailure {
      outcomes.append(ChunkOutcome(sequence: failure.sequence, failure: failure.error))
    } catch {
      outcomes.fail(error)
    }
  }
}
