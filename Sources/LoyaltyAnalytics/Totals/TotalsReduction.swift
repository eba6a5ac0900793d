internal import BasicContainers
internal import DumpReader

/// The first question: totals per group, ranked.
///
/// Each worker has a decoder of its own, and groups of its own while they are few. They come together in
/// memory or, as far as they do not fit, on disk.
struct TotalsReduction: Reduction {
  let query: Query
  let ranking: Ranking
  let memory: MemoryBudget
  /// Whether points are also added up by month, for a chart.
  let addsUpMonths: Bool
  /// Whether all that a page shows is added up as well.
  let addsUpOverview: Bool
  let quota: SpillQuota
  private let shared: SharedGroups

  init(
    _ query: Query, ranking: Ranking, memory: MemoryBudget, addsUpMonths: Bool,
    addsUpOverview: Bool = false
  ) {
    self.addsUpOverview = addsUpOverview
    self.query = query
    self.ranking = ranking
    self.memory = memory
    self.addsUpMonths = addsUpMonths
    quota = SpillQuota(memory)
    shared = SharedGroups(quota)
  }

  /// What comes out.
  struct Output {
    var groups: RankedGroups
    /// Points by month in the zone of the question; nil unless asked for.
    var months: MonthlyAmounts?
    /// What a page shows beside the groups; nil unless asked for.
    var overview: Overview?
  }

  func makeLocal(_ share: ScanShare) -> TotalsState {
    TotalsState(
      TransactionDecoder(query, rejectLimit: share.rejectLimit),
      WorkerGroups(
        shared, workers: share.workers, bytes: share.bytes,
        sharesAtOnce: memory.forcedUsers != nil),
      months: addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil,
      overview: addsUpOverview ? OverviewTally(query) : nil)
  }

  /// One partition per thread, so that the tables can be merged side by side.
  static func partitions(for workers: Int) -> Int {
    var partitions = 1
    while partitions < workers, partitions < 64 { partitions *= 2 }
    return partitions
  }

  func sink(_ chunk: borrowing Chunk, into local: TotalsState) -> ChunkOutcome {
    local.sink(chunk)
  }

  func memory(of local: TotalsState) -> Int {
    let bytes = local.groups.memory(memory)
    return bytes == .max ? .max : bytes + local.overviewByteCount
  }

  func spill(_ local: TotalsState) throws { try local.spill() }

  func tally(of local: TotalsState) -> DocumentTally { local.finishTally() }

  func finalize(
    _ locals: [ThreadConfined<TotalsState>], stats: inout ScanStats
  ) throws -> Output {
    var months = addsUpMonths ? MonthlyTotals(in: query.timeZone) : nil
    for local in locals {
      if let part = local.value.months { months?.combine(part) }
    }
    let shares = GroupShares(locals.map(\.value), shared, memory, quota)
    let (groups, balances) = try shares.ranked(
      by: ranking, &stats, collectsBalances: addsUpOverview)
    stats.users = groups.total
    var output = Output(groups: groups, months: try months?.finalize())
    if let balances {
      var sums = OverviewTally(query)
      for local in locals { local.value.combineOverview(into: &sums) }
      let rank = Stopwatch()
      output.overview = try sums.finalize(BalanceStatistics(balances))
      stats.rankSeconds += rank.seconds
    }
    return output
  }
}
