import TestSupport

@testable import DumpReader
@testable import LoyaltyAnalytics

/// A run over bytes in memory that counts documents of one id once, put together from the parts of the
/// library: a source with a read size of one's own, and chunks dealt out to several workers.
struct DedupeRun {
  var answer: Answer
  /// The rejects in the order in which they were told about.
  var rejects: [String] = []

  init(
    _ bytes: [UInt8], readSize: Int = .max, query: Query, parts: Int = 1, spillsAlways: Bool = false
  ) throws {
    let input = try OpenedInput(
      ArraySource(bytes, readSize: readSize), path: "memory", namespace: nil,
      options: query.options(InputOptions()))
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, columns: input.columns)
    var ranking = Ranking()
    ranking.top = nil
    let reduction = DedupedTotalsReduction(
      TotalsReduction(query, ranking: ranking, memory: MemoryBudget(), addsUpMonths: false))
    let locals = (0..<parts).map { _ in
      ThreadConfined(
        reduction.makeLocal(ScanShare(workers: parts, bytes: .max, rejectLimit: .max)))
    }
    let told = Told()
    var policy = RejectPolicy()
    policy.onReject = { told.append("\($0.document) \($0.line ?? 0) \($0.reject.reason)") }
    let outcomes = ReorderBuffer(policy)
    var chunk = Chunk(capacity: 256 << 10)
    var sequence = 0
    let record = InputOutcome(path: "memory", format: "")
    while try reader.next(into: &chunk) {
      chunk.sequence = sequence
      let local = locals[sequence % parts].value
      var outcome = try reduction.sink(chunk, into: local)
      outcome.record = record
      outcomes.append(outcome)
      if spillsAlways { try local.spill(all: true) }
      sequence += 1
    }
    _ = try outcomes.finish()
    try reduction.settle(locals, [record], outcomes)
    var tally = DocumentTally()
    for local in locals { tally.combine(reduction.tally(of: local.value)) }
    var stats = ScanStats()
    let ranked = try reduction.finalize(locals, stats: &stats).groups
    answer = Answer()
    answer.total = ranked.total
    answer.totals = ranked.totals
    answer.documents = tally.finished()
    var rows = ranked.rows
    while let row = try rows.next() { answer.rows.append(Answer.Row(row)) }
    rejects = told.lines
  }
}

/// What was told, on one thread.
private final class Told: @unchecked Sendable {
  private(set) var lines: [String] = []
  func append(_ line: String) { lines.append(line) }
}
