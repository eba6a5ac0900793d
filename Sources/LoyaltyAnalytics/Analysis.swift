public import DumpReader

/// A run over a list of inputs: read, decode, reduce, merge, rank.
///
///     let result = try Analysis(query).run(paths: ["dump.bson"])
///
/// The result is the same for every number of threads.
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
  package var addsUpMonths = false
  /// Whether all that a page shows beside the groups is added up as well.
  package var addsUpOverview = false
  /// Called with each input that has been opened, in order, on one of the threads.
  package var onOpen: (@Sendable (InputOutcome) -> Void)?

  /// A run with default settings.
  ///
  /// - Parameter query: The question.
  public init(_ query: Query) {
    self.query = query
  }

  /// The result of a run.
  public struct Result: Sendable {
    /// How many groups there are.
    public package(set) var total: Int
    /// Sums over all groups.
    public package(set) var totals: Amounts
    /// What became of the documents.
    public package(set) var documents: DocumentCounts
    /// The rows to show.
    public var rows: RankedRowCursor
    /// What became of the inputs.
    public package(set) var inputs: [InputOutcome]
    /// The first refused documents for each reason.
    public package(set) var firstRejects: [LocatedReject]
    /// Stores of excluded documents, when nothing was counted.
    package var stores: [ValueCount]
    /// Values of the fields of conditions in excluded documents, by field, when nothing was counted.
    package var conditions: [String: [ValueCount]]
    /// The range of excluded times, in milliseconds since 1970 (UTC).
    package var excludedTimes: ClosedRange<Int64>?
    /// Whether some counted document has a field for the key that is null there.
    package var hasNullKeys = false
    /// Which parts of a key of several fields some document has, null included, by their number.
    package var keyPartsSeen: Set<Int> = []
    /// Documents without an id, where those with one id count once.
    package var withoutID = 0
    /// What is strange about the times.
    package var times: TimeFindings
    /// Points by month in the zone of the question; nil unless asked for.
    package var months: MonthlyAmounts?
    /// What a page shows beside the groups; nil unless asked for.
    package var overview: Overview?
    /// Where the time went.
    public package(set) var stats: ScanStats

    /// Whether every byte of input was understood: false when anything was rejected, cut off or
    /// skipped, so that it is not in the totals.
    public var isComplete: Bool {
      documents.rejected.total == 0
        && inputs.allSatisfy { $0.bytesSkipped == 0 && $0.damage == nil }
    }
  }

  /// Reads all inputs and adds them up.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - progress: Where the run tells how far it has got.
  /// - Returns: The groups in rank order, and what became of documents and inputs.
  /// - Throws: `DumpError` for an input that cannot be read, ``AnalysisError`` for a total out of
  ///   range, ``RejectLimitReached`` when the policy on rejects ends the run.
  /// - Complexity: O(*n*) for *n* bytes and O(*g* log *k*) for *g* groups of which *k* are shown.
  ///   Memory grows with the groups, up to ``memory``.
  public func run(paths: [String], progress: ScanProgress = ScanProgress()) throws -> Result {
    try run(Scan(), paths: paths, progress)
  }

  /// Adds up an input in memory, of any format and compression that a file may have.
  ///
  /// - Parameters:
  ///   - bytes: What a file would hold.
  ///   - name: What the result and errors call it.
  ///   - progress: Where the run tells how far it has got.
  /// - Returns: As ``run(paths:progress:)``.
  /// - Throws: As ``run(paths:progress:)``.
  public func run(
    bytes: [UInt8], named name: String, progress: ScanProgress = ScanProgress()
  ) throws -> Result {
    var scan = Scan()
    scan.memoryInput = (bytes, name)
    return try run(scan, paths: [], progress)
  }

  private func run(_ scan: Scan, paths: [String], _ progress: ScanProgress) throws -> Result {
    var scan = scan
    scan.input = query.options(input)
    scan.rejects = rejects
    scan.threads = threads
    scan.memory = memory
    scan.onOpen = onOpen
    let reduction = TotalsReduction(
      query, ranking: ranking, memory: memory, addsUpMonths: addsUpMonths,
      addsUpOverview: addsUpOverview)
    let outcome =
      query.dedupes
      ? try scan.run(paths: paths, progress: progress, DedupedTotalsReduction(reduction))
      : try scan.run(paths: paths, progress: progress, reduction)
    let ranked = outcome.output.groups
    let tally = outcome.tally
    let isEmpty = tally.counts.counted == 0
    return Result(
      total: ranked.total, totals: ranked.totals, documents: tally.finished(), rows: ranked.rows,
      inputs: outcome.inputs, firstRejects: outcome.firstRejects,
      stores: isEmpty ? tally.stores.sorted() : [],
      conditions: isEmpty ? tally.conditions.mapValues { $0.sorted() } : [:],
      excludedTimes: tally.timeRange, hasNullKeys: tally.hasNullKeys,
      keyPartsSeen: tally.keyPartNumbers,
      withoutID: tally.withoutID,
      times: TimeFindings(tally.times, tally.counts), months: outcome.output.months,
      overview: outcome.output.overview, stats: outcome.stats)
  }
}
