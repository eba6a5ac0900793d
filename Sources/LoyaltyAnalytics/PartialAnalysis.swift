package import DumpReader

/// The totals of one split, to be merged with those of all others: `analyze map`.
///
/// A ``Scan`` of the range of a file, whose groups are written as they are instead of being ranked.
package struct PartialAnalysis: Sendable {
  /// The question.
  package var query: Query
  /// The same as its parts, for those who merge.
  package var question: PartialQuestion
  /// How the inputs are to be read.
  package var input = InputOptions()
  /// How many threads work.
  package var threads = 1
  /// How much memory the groups may take.
  package var memory = MemoryBudget()
  /// Hashes rows.
  package var hash: RowHash

  package init(_ query: Query, _ question: PartialQuestion, hash: @escaping RowHash) {
    self.query = query
    self.question = question
    self.hash = hash
  }

  /// Where lines go: handed over whenever the buffer is full.
  package typealias Write = (inout TextBuffer) throws -> Void

  /// Reads a split, and writes its rows and their end.
  ///
  /// - Parameters:
  ///   - split: The split; nil for raw data from standard input, which have no place.
  ///   - write: Writes what is in a buffer, and empties it.
  /// - Throws: `DumpError` for a file that cannot be read or is not the one that was cut,
  ///   ``AnalysisError``, and what `write` throws.
  package func map(
    _ split: SplitLine?, progress: ScanProgress = ScanProgress(), write: @escaping Write
  ) throws {
    let order = split == nil ? nil : LabelOrder(unwinds: query.mapping.unwind != nil)
    var scan = Scan()
    scan.input = query.options(input)
    if split?.range.namespace != nil { scan.input.namespace = input.namespace }
    scan.rejects.maximumMalformed = .max
    scan.rejects.keepsForMerging = true
    scan.rejects.keepsEachFinding = true
    scan.threads = threads
    scan.memory = memory
    scan.range = split?.range
    let reduction = PartialReduction(query, memory: memory, order: order)
    let outcome = try scan.run(paths: ["-"], progress: progress, reduction)
    try check(outcome.inputs, outcome.output.largest, order, split)
    var stats = outcome.stats
    let origin = split.map { PartialOrigin.split($0.number) } ?? .raw
    let rows = try PartialRows(
      origin, order: order, file: split?.file, hash: hash, write: write
    ).write(outcome.output.shares, &stats)
    var end = SplitEnd(question: question, questionDigest: question.digest(hash))
    end.split = split
    end.borders = outcome.inputs.first?.borders
    end.tally = outcome.tally
    end.inputs = outcome.inputs
    end.lineFeeds = outcome.lineFeeds + (outcome.inputs.last?.lineFeedsBehind ?? 0)
    end.rejects = outcome.firstRejects.map { reject in
      (
        outcome.inputs.firstIndex {
          $0.path == reject.input.path && $0.namespace == reject.input.namespace
        } ?? 0, reject
      )
    }
    end.rows = rows.count
    end.digest = rows.digest
    var buffer = TextBuffer(capacity: 4096)
    buffer.bytes = end.json
    try write(&buffer)
  }

  private func check(
    _ inputs: [InputOutcome], _ largest: LabelPlace, _ order: LabelOrder?, _ split: SplitLine?
  ) throws {
    guard let order else {
      if let input = inputs.first(where: { $0.format.hasPrefix("csv") }) {
        throw DumpError(
          .usage, path: input.path,
          "it is \(input.format), whose columns are named on its first line only; raw data are lines of "
            + "JSON or BSON")
      }
      return
    }
    guard order.position(largest) != nil else {
      throw DumpError(
        .unsupported, path: split?.range.path ?? "",
        "a document at byte \(largest.offset) or before has \(largest.element + 1) elements, and splits "
          + "have room for \(order.largestElement + 1) elements in \(order.largestOffset) bytes only; it "
          + "can be read by one machine")
    }
  }
}

/// Writes the groups of shares as rows.
final class PartialRows {
  private var writer: PartialRowWriter
  private var buffer = TextBuffer()
  private let write: PartialAnalysis.Write
  private var failure: (any Error)?

  init(
    _ origin: PartialOrigin, order: LabelOrder?, file: Int?, hash: @escaping RowHash,
    write: @escaping PartialAnalysis.Write
  ) {
    writer = PartialRowWriter(origin, order: order, file: file, hash: hash)
    self.write = write
  }

  /// - Returns: How many rows there were, and their digest.
  func write(
    _ shares: GroupShares, _ stats: inout ScanStats
  ) throws -> (count: Int, digest: RowDigest) {
    try shares.forEachTable(&stats) { [self] (table) throws(AnalysisError) in
      for index in 0..<table.slotCount where failure == nil {
        let slot = table.slot(at: index)
        guard slot != 0 else { continue }
        try writer.append(table.record(of: AggregateTable.reference(slot)), to: &buffer)
        if buffer.bytes.count >= TextBuffer.fullCount { flush() }
      }
    }
    flush()
    if let failure { throw failure }
    return (writer.count, writer.digest)
  }

  private func flush() {
    do {
      try write(&buffer)
    } catch {
      failure = error
    }
    buffer.bytes.removeAll(keepingCapacity: true)
  }
}
