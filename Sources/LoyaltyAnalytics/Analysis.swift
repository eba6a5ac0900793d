internal import BasicContainers
public import DumpReader
internal import Synchronization

/// A run over a list of inputs: read, decode, reduce, merge, rank.
///
///     let result = try Analysis(query).run(paths: ["dump.bson"])
///
/// One lock guards the reading; whichever worker holds it reads and frames a chunk, and parses it
/// outside. Each worker has a reducer of its own, and they are combined at the end. The result is
/// the same for every number of threads.
public struct Analysis: Sendable {
  /// The question.
  public var query: Query
  /// Which groups to show.
  public var ranking = Ranking()
  /// How the inputs are to be read.
  public var input = InputOptions()
  /// What to do about documents that are refused.
  public var rejects = RejectPolicy()
  /// How many threads work.
  public var threads = 1
  /// How much memory the groups may take.
  public var memory = MemoryBudget()
  /// Whether points are also added up by month, for a chart.
  public var addsUpMonths = false
  /// Called with each input that has been opened, in order, on one of the threads.
  public var onOpen: (@Sendable (InputOutcome) -> Void)?

  /// A run with default settings.
  public init(_ query: Query) {
    self.query = query
  }

  /// The result of a run.
  public struct Result: Sendable {
    /// How many groups there are.
    public var total: Int
    /// Sums over all groups.
    public var totals: Amounts
    /// What became of the documents.
    public var documents: DocumentCounts
    /// The rows to show.
    public var rows: RankedRowCursor
    /// What became of the inputs.
    public var inputs: [InputOutcome]
    /// The first refused documents for each reason.
    public var firstRejects: [LocatedReject]
    /// Stores of excluded documents, when nothing was counted.
    public var stores: [ValueCount]
    /// Values of the fields of conditions in excluded documents, by field, when nothing was counted.
    public var conditions: [String: [ValueCount]]
    /// The range of excluded times, in milliseconds since 1970 (UTC).
    public var excludedTimes: ClosedRange<Int64>?
    /// Points by month in the zone of the question; nil unless asked for.
    public var months: MonthlyAmounts?
    /// Where the time went.
    public var stats: ScanStats
  }

  /// Reads all inputs and adds them up.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - progress: Where the run tells how far it has got.
  /// - Throws: `DumpError` for an input that cannot be read, ``AnalysisError`` for a total out of
  ///   range, ``RejectLimitReached`` when the policy on rejects ends the run.
  public func run(paths: [String], progress: ScanProgress = ScanProgress()) throws -> Result {
    let workerCount = memory.workers(atMost: threads)
    // Chunk and decoder of each.
    expectMemory(workerCount << 20)
    // One partition per thread, so that the tables can be merged side by side.
    var partitions = 1
    while partitions < workerCount, partitions < 64 { partitions *= 2 }
    let shared = SharedInputReader(InputReader(paths: paths, options: input), progress, onOpen)
    let journal = ReorderBuffer(rejects)
    progress.attach(journal)
    let account = SpillQuota(memory)
    let workers = (0..<workerCount).map { _ in
      ScanWorker(
        query, partitions: partitions, rejectLimit: rejects.limitPerChunk,
        months: addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil,
        limit: SpillThreshold(
          account: account, bytes: memory.share(of: workerCount), users: memory.forcedUsers))
    }
    var stats = ScanStats()
    let start = Stopwatch()
    concurrentPerform(workerCount) { workers[$0].run(shared, journal) }
    let firsts = try journal.finish()
    stats.scanSeconds = start.seconds
    stats.readSeconds = shared.readSeconds

    var tally = DocumentTally()
    var months = addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil
    for worker in workers {
      tally.combine(worker.finishTally())
      if let part = worker.months { months?.combine(part) }
    }
    let ranked = try finish(workers, account, &stats)
    stats.users = ranked.total
    let isEmpty = tally.counts.counted == 0

    return Result(
      total: ranked.total, totals: ranked.totals, documents: tally.finished(), rows: ranked.rows,
      inputs: shared.records, firstRejects: firsts,
      stores: isEmpty ? tally.stores.sorted() : [],
      conditions: isEmpty ? tally.conditions.mapValues { $0.sorted() } : [:],
      excludedTimes: tally.timeRange, months: try months?.finalize(), stats: stats)
  }
}

extension Analysis {
  /// Brings the workers' groups together: in memory, or, if any of them did not fit, on disk.
  private func finish(
    _ workers: [ScanWorker], _ account: SpillQuota, _ stats: inout ScanStats
  ) throws -> RankedGroups {
    stats.tableBytes = workers.reduce(0) { $0 + $1.box.reducer.byteCount }
    let merge = Stopwatch()
    let users = workers.reduce(0) { $0 + $1.box.reducer.userCount }
    let rowBytes = workers.reduce(0) { max($0, $1.box.reducer.rowByteLimit) }
    // An index of all groups is put together from those of the partitions.
    let indexBytes =
      ranking.heapLimit(parts: workers[0].box.reducer.tables.count, rowBytes: rowBytes) == nil
      ? 2 * users * MemoryLayout<RankEntry>.stride : 0
    expectMemory(indexBytes)
    if workers.allSatisfy({ !$0.hasSpilled }),
      stats.tableBytes + indexBytes <= memory.bytes ?? .max
    {
      let groups = MergedGroups.merging(workers.map(\.box), threads: workers.count)
      stats.mergeSeconds = merge.seconds
      let rank = Stopwatch()
      defer { stats.rankSeconds = rank.seconds }
      return try groups.ranked(by: ranking, threads: workers.count)
    }
    let parts = try workers.map { try $0.finishSpilling() }
    stats.spillPasses = workers.reduce(0) { $0 + $1.spillPasses }
    stats.partitions = parts.first?.count ?? 0
    stats.mergeSeconds = merge.seconds
    let rank = Stopwatch()
    let ranked = try SpilledPartitions(parts, rowBytes: rowBytes, budget: memory, account: account)
      .ranked(by: ranking, threads: workers.count)
    stats.spilledBytes = account.byteCount
    stats.rankSeconds = rank.seconds
    return ranked
  }
}

/// When a worker writes its users out.
struct SpillThreshold: Sendable {
  let account: SpillQuota
  /// Bytes that its tables may take.
  let bytes: Int
  /// Users that they may hold, for tests.
  let users: Int?
}

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

/// One thread's share of a run: a chunk, a decoder, a reducer.
final class ScanWorker: @unchecked Sendable {
  // Used by one thread at a time.
  let box: ReducerBox
  private var decoder: TransactionDecoder
  private var chunk = Chunk(capacity: 256 << 10)
  private var batch = RigidArray<TransactionRecord>(capacity: TotalsReduction.batchSize)

  private let limit: SpillThreshold
  private var writer: PartitionWriter?
  /// Points by month, where they are asked for.
  private(set) var months: MonthlyTotals?

  init(
    _ query: Query, partitions: Int, rejectLimit: Int, months: MonthlyTotals?, limit: SpillThreshold
  ) {
    self.limit = limit
    self.months = months
    // Huge pages round up what a table takes; a small budget cannot afford that.
    box = ReducerBox(TotalsReduction(partitions: partitions, hugePages: limit.bytes >= 256 << 20))
    decoder = TransactionDecoder(query, rejectLimit: rejectLimit)
  }

  /// Takes chunks until there are no more.
  func run(_ input: SharedInputReader, _ journal: ReorderBuffer) {
    do {
      while !journal.isOver.load(ordering: .relaxed), try input.next(into: &chunk) {
        var outcome = Self.reduce(chunk, &decoder, &box.reducer, &batch, &months)
        if !outcome.rejects.isEmpty { outcome.record = input.record(chunk.input) }
        journal.append(outcome)
        try spillIfNeeded()
      }
    } catch let failure as ReadFailure {
      journal.append(ChunkOutcome(sequence: failure.sequence, failure: failure.error))
    } catch {
      journal.fail(error)
    }
  }

  /// Whether not all users are in memory.
  var hasSpilled: Bool { writer != nil }
  /// How often users were written out.
  private(set) var spillPasses = 0

  private func spillIfNeeded() throws(AnalysisError) {
    let reducer = box.reducer.load
    guard reducer.bytes > limit.bytes || reducer.users >= limit.users ?? .max || reducer.isFull
    else { return }
    try spill()
  }

  private func spill() throws(AnalysisError) {
    if writer == nil { writer = try PartitionWriter(limit.account, level: 0) }
    guard var writer = writer.take() else { return }
    defer { self.writer = writer }
    try box.reducer.spill(to: &writer)
    spillPasses += 1
  }

  /// Writes out what is left, and hands over the pages of each partition.
  func finishSpilling() throws(AnalysisError) -> [[SpillPage]] {
    try spill()
    // Nothing is left in them, and whoever finishes the partitions needs their memory.
    _ = box.takeTables()
    return try writer?.finish() ?? []
  }

  /// Decodes a chunk and adds up its transactions.
  private static func reduce(
    _ chunk: borrowing Chunk, _ decoder: inout TransactionDecoder, _ reducer: inout TotalsReduction,
    _ batch: inout RigidArray<TransactionRecord>, _ months: inout MonthlyTotals?
  ) -> ChunkOutcome {
    decoder.begin(chunk)
    var cursor = ChunkCursor(chunk)
    if let skipped = chunk.skipped {
      decoder.refuse(skipped, at: chunk.offset)
      cursor.index = 1
    }
    let bytes = chunk.bytes
    let addsUpMonths = months != nil
    var record = TransactionRecord()
    while decoder.next(&cursor, in: bytes, into: &record) {
      batch.append(record)
      if addsUpMonths {
        months?.update(kind: record.kind, points: record.points, time: record.time)
      }
      if batch.isFull {
        reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
        batch.removeAll()
        decoder.clearScratch()
      }
    }
    reducer.update(with: batch, chunk: bytes, scratch: decoder.values.scratch)
    batch.removeAll()
    decoder.clearScratch()
    return ChunkOutcome(
      sequence: chunk.sequence, input: chunk.input, documents: cursor.index,
      rejects: decoder.rejects)
  }

  /// What became of the documents of all chunks.
  func finishTally() -> DocumentTally { decoder.finishTally() }
}
