public import DumpReader

/// A run over a list of inputs: read, decode, reduce, merge, rank.
///
///     let result = try Analysis(query).run(paths: ["dump.bson"])
///
/// A ``Scan`` with the reduction to totals. The result is the same for every number of threads.
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
  /// Whether all that a page shows beside the groups is added up as well.
  public var addsUpOverview = false
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
    /// Whether some counted document has a field for the key that is null there.
    public var hasNullKeys = false
    /// Which parts of a key of several fields some document has, null included, by their number.
    public var keyPartsSeen: Set<Int> = []
    /// Documents without an id, where those with one id count once.
    public var withoutID = 0
    /// What is strange about the times.
    public var times: TimeFindings
    /// Points by month in the zone of the question; nil unless asked for.
    public var months: MonthlyAmounts?
    /// What a page shows beside the groups; nil unless asked for.
    public var overview: Overview?
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
    var scan = Scan()
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
