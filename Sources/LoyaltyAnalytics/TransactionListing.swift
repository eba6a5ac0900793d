package import DumpReader

/// A run that lists transactions instead of adding them up: read, decode, print.
///
///     var listing = TransactionListing(Query())
///     let result = try listing.run(paths: ["dump.bson"], format: format) { piece in … }
///
/// A ``Scan`` with a reduction that formats the rows of each chunk on its worker and hands the bytes
/// out in the order of the input. Which documents count, the decoder of the totals decides, so that
/// the rows add up to them. Memory does not depend on the size of the inputs.
package struct TransactionListing: Sendable {
  /// The question.
  package var query: Query
  /// The users to list, by values that match as those of a store do; without them and keys, all.
  package var users: [String] = []
  /// The users to list, by their keys.
  package var userKeys: [GroupKey] = []
  /// Whether documents that do not count are listed as well.
  package var explains = false
  /// The conditions of the question as they may be told.
  package var conditions: [String] = []
  /// Rows to pass over.
  package var skip = 0
  /// Rows to show after those; nil for all.
  package var top: Int?
  /// How the inputs are to be read.
  package var input = InputOptions()
  /// What to do about documents that are refused.
  package var rejects = RejectPolicy()
  /// How many threads work.
  package var threads = 1
  /// How much memory the rows of users may take.
  package var memory = MemoryBudget()
  /// Called with each input that has been opened, in order, on one of the threads.
  package var onOpen: (@Sendable (InputOutcome) -> Void)?

  /// A run with default settings.
  package init(_ query: Query) {
    self.query = query
    conditions = query.conditions.map(\.description)
  }

  /// Whether only the rows of some users are asked for.
  package var isOfUsers: Bool { !users.isEmpty || !userKeys.isEmpty }

  /// What came of a run beside the rows.
  package struct Result: Sendable {
    /// What became of documents and inputs; it has no groups.
    package var answer: Analysis.Result
    /// How many rows there are, those that are not shown among them.
    package var rows: Int
    /// How many users the rows are of; nil where all users were asked for.
    package var users: Int?
    /// Whether a document that counts has a key; true where that is not known.
    package var hasKeys: Bool
  }

  /// Reads all inputs and hands out the rows that are to be shown.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - progress: Where the run tells how far it has got.
  ///   - format: What makes bytes of rows.
  ///   - write: Takes the bytes, piece by piece, one at a time, on any of the threads.
  /// - Throws: As `Analysis.run(paths:progress:)`, and what `write` throws. Rows may have been handed
  ///   out by then.
  package func run<Format: TransactionRowFormat>(
    paths: [String], progress: ScanProgress = ScanProgress(), format: Format,
    write: @escaping @Sendable ([UInt8]) throws -> Void
  ) throws -> Result {
    let plan = TransactionsPlan(
      query: query, users: users, userKeys: userKeys, explains: explains, conditions: conditions,
      skip: skip, top: top)
    var scan = Scan()
    scan.input = query.options(input)
    scan.rejects = rejects
    scan.threads = threads
    scan.memory = memory
    scan.onOpen = { [onOpen] input in
      plan.paths.append(input)
      onOpen?(input)
    }
    let output = OrderedOutput(write)
    let outcome =
      query.dedupes
      ? try scan.run(
        paths: paths, progress: progress, DedupedListReduction(plan, output, memory: memory))
      : try scan.run(
        paths: paths, progress: progress,
        TransactionsReduction(plan, format, output, memory: memory))
    var rows = outcome.output
    if isOfUsers || query.dedupes { try print(&rows, plan, format, write) }
    let tally = outcome.tally
    let isEmpty = tally.counts.counted == 0
    let answer = Analysis.Result(
      total: 0, totals: Amounts(), documents: tally.finished(), rows: RankedRowCursor([]),
      inputs: outcome.inputs, firstRejects: outcome.firstRejects,
      stores: isEmpty ? tally.stores.sorted() : [],
      conditions: isEmpty ? tally.conditions.mapValues { $0.sorted() } : [:],
      excludedTimes: tally.timeRange, keyPartsSeen: tally.keyPartNumbers,
      withoutID: tally.withoutID,
      times: TimeFindings(tally.times, tally.counts), months: nil,
      stats: outcome.stats)
    return Result(
      answer: answer, rows: query.dedupes ? rows.rowCount : output.rowCount,
      users: isOfUsers ? rows.userCount : nil,
      hasKeys: query.dedupes || tally.hasKeys || tally.hasNullKeys)
  }

  /// Formats the rows that were kept and are to be shown.
  private func print<Format: TransactionRowFormat>(
    _ rows: inout UserTransactions, _ plan: TransactionsPlan, _ format: Format,
    _ write: ([UInt8]) throws -> Void
  ) throws {
    var format = format
    var buffer = TextBuffer()
    var input = -1
    var index = 0
    while let (record, balance) = try rows.next() {
      defer { index += 1 }
      guard !plan.part(of: 1, from: index).isEmpty else { continue }
      let found = StoredTransaction.input(of: record.rawBytes)
      if found != input {
        input = found
        format.begin(plan.paths.path(of: input))
      }
      var row = StoredTransaction.decode(record.rawBytes)
      row.balance = balance
      format.append(row, to: &buffer)
      if buffer.bytes.count >= TextBuffer.fullCount {
        try write(buffer.bytes)
        buffer.bytes.removeAll(keepingCapacity: true)
      }
    }
    if !buffer.bytes.isEmpty { try write(buffer.bytes) }
  }
}
