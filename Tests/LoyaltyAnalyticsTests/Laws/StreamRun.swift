import TestSupport

@testable import DumpReader
@testable import LoyaltyAnalytics

/// A run over bytes in memory on one thread, put together from the parts of the library: a source
/// with a read size of one's own, and chunks dealt out to several reducers.
struct StreamRun {
  var answer: Answer
  /// Whether anything was found to be wrong with the bytes.
  var isComplete: Bool

  init(
    _ bytes: [UInt8], readSize: Int = .max, query: Query = Query(), parts: Int = 1,
    reversed: Bool = false
  ) throws {
    let input = try OpenedInput(
      ArraySource(bytes, readSize: readSize), path: "memory", namespace: nil,
      options: InputOptions())
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, columns: input.columns)
    let reducers = (0..<parts).map { _ in ThreadConfined(Reducer()) }
    var decoder = TransactionDecoder(query, rejectLimit: 1)
    var chunk = Chunk(capacity: 256 << 10)
    var sequence = 0
    var turn = 0
    while try reader.next(into: &chunk) {
      chunk.sequence = sequence
      sequence += 1
      decoder.begin(chunk)
      var cursor = ChunkCursor(chunk)
      if let skipped = chunk.skipped { decoder.refuse(skipped, at: chunk.offset) }
      var record = TransactionRecord()
      let span = chunk.bytes
      while decoder.next(&cursor, in: span, into: &record) {
        reducers[turn % parts].value.update(
          with: Transaction(record, chunk: span, scratch: decoder.values.scratch))
        turn += 1
      }
      decoder.clearScratch()
    }
    let tally = decoder.finishTally()
    var ranking = Ranking()
    ranking.top = nil
    let tables = (reversed ? reducers.reversed() : reducers).map { $0.value.takeTables() }
    let ranked = try MergedGroups.merging(tables, threads: 1).ranked(by: ranking, threads: 1)
    answer = Answer()
    answer.total = ranked.total
    answer.totals = ranked.totals
    answer.documents = tally.finished()
    var rows = ranked.rows
    while let row = try rows.next() { answer.rows.append(Answer.Row(row)) }
    isComplete = answer.documents.rejected.total == 0 && input.source.damage == nil
  }
}
