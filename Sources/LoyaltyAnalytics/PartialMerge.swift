internal import DumpReader

/// Merges partial totals: `analyze reduce`.
///
///     let survey = try PartialSurvey(of: paths, memory, hash: hash)
///     let result = try PartialMerge(survey, memory: memory, hash: hash).result(splits: nil, …)
///
/// Groups go through the same tables as those of a run, and are written out where they do not fit, so
/// that memory is bounded; the result is the one of a run, as a whole.
package struct PartialMerge: Sendable {
  private let survey: PartialSurvey
  private let memory: MemoryBudget
  private let hash: RowHash

  package init(_ survey: PartialSurvey, memory: MemoryBudget, hash: @escaping RowHash) {
    self.survey = survey
    self.memory = memory
    self.hash = hash
  }

  /// The rows of parts that have been added up.
  private struct Added {
    var groups: PartialGroups
    var shared: SharedGroups
    var quota: SpillQuota
    var ends: [SplitEnd] = []
    /// The lines of ends and merges, for those who merge on.
    var lines: [UInt8] = []
    /// What the rows came to, of each split and of all.
    var bySplit: [Int: (rows: Int, digest: RowDigest)] = [:]
    var rows = 0
    var digest = RowDigest()
  }

  /// The result that one run over all inputs would have had.
  ///
  /// - Parameters:
  ///   - splits: The splits that there have to be; nil where the ends tell.
  ///   - rejects: What is told about documents that were refused, and how many malformed ones are too
  ///     many.
  /// - Throws: ``PartialError`` where it is not proven that there is one; ``AnalysisError``,
  ///   ``RejectLimitReached``.
  package func result(
    splits: [SplitLine]?, ranking: Ranking, rejects: RejectPolicy
  ) throws -> Analysis.Result {
    let choice = try PartialChoice(complete: survey, splits)
    var outcome = PartialOutcome()
    let added = try add(choice) { end in outcome.add(end) }
    try check(added, choice)
    var stats = ScanStats()
    let shares = GroupShares([added.groups], added.shared, memory, added.quota)
    let firsts = try outcome.firstRejects(rejects)
    let (groups, _) = try shares.ranked(by: ranking, &stats)
    stats.users = groups.total
    let tally = outcome.tally
    let isEmpty = tally.counts.counted == 0
    return Analysis.Result(
      total: groups.total, totals: groups.totals, documents: tally.finished(), rows: groups.rows,
      inputs: outcome.inputs, firstRejects: firsts, stores: isEmpty ? tally.stores.sorted() : [],
      conditions: isEmpty ? tally.conditions.mapValues { $0.sorted() } : [:],
      excludedTimes: tally.timeRange, hasNullKeys: tally.hasNullKeys,
      keyPartsSeen: tally.keyPartNumbers,
      times: TimeFindings(tally.times, tally.counts), months: nil, stats: stats)
  }

  /// Merges what there is to partial totals again: ends as they are, one row a group, and what the rows
  /// came from, so that those who merge them can tell that nothing was lost on the way.
  package func partial(write: @escaping PartialAnalysis.Write) throws {
    let choice = try PartialChoice(once: survey)
    var lines = TextBuffer()
    let added = try add(
      choice,
      keeping: { line in
        lines.append(line)
        lines.append("\n")
        if lines.bytes.count >= TextBuffer.fullCount {
          try write(&lines)
          lines.bytes.removeAll(keepingCapacity: true)
        }
      })
    guard added.rows > 0 else { return try write(&lines) }
    let id = String(added.digest.text.prefix(32))
    var stats = ScanStats()
    let rows = try PartialRows(
      .merge(id), order: try survey.order(), file: nil, hash: hash, write: write
    ).write(GroupShares([added.groups], added.shared, memory, added.quota), &stats)
    lines.append(
      "{\"v\":1,\"t\":\"merge\",\"merge\":\"\(id)\",\"rows\":\(rows.count),\"digest\":"
        + "\"\(rows.digest.text)\",\"taken_rows\":\(added.rows),\"taken\":\"\(added.digest.text)\"}\n"
    )
    try write(&lines)
  }

  /// Adds up the rows that count, and hands over the ends that do.
  private func add(
    _ choice: PartialChoice, _ body: (SplitEnd) -> Void = { _ in },
    keeping keep: ((RawSpan) throws -> Void)? = nil
  ) throws -> Added {
    let order = try survey.order()
    let quota = SpillQuota(memory)
    let shared = SharedGroups(quota)
    var added = Added(
      groups: PartialGroups(WorkerGroups(shared, workers: 1, bytes: memory.share(of: 1))),
      shared: shared, quota: quota)
    var rows = PartialRowReader()
    var failure: (any Error)?
    for (index, part) in survey.parts.enumerated() {
      try PartialLines.forEach(in: part, &rows) { (line, bytes, rows) throws(PartialFault) in
        switch line.kind {
        case .row(let origin):
          guard choice.takesRow(origin, at: line.offset, of: index) else { return }
          let digest = try rows.combine(
            origin, in: bytes, order, hash: hash, into: &added.groups.groups)
          added.digest.add(digest)
          added.rows += 1
          if case .split(let number) = origin {
            var sum = added.bySplit[number] ?? (0, RowDigest())
            sum.rows += 1
            sum.digest.add(digest)
            added.bySplit[number] = sum
          }
        case .end, .merge:
          if line.kind == .end {
            guard choice.takesEnd(at: line.offset, of: index) else { return }
            do throws(JSONNode.Fault) {
              body(try SplitEnd(bytes.extracting(line.range).copied()))
            } catch {
              throw PartialFault(reason: error.reason)
            }
          }
          do {
            try keep?(bytes.extracting(line.range))
          } catch {
            failure = error
          }
        }
      } afterChunk: {
        if let failure { throw failure }
        added.groups.groups.shareIfLarge()
        if added.groups.groups.memory(memory) >= memory.share(of: 1) {
          try added.groups.groups.spill()
        }
      }
    }
    return added
  }

  /// Finds out whether the rows that were added up are those that were written.
  private func check(_ added: Added, _ choice: PartialChoice) throws {
    var rows = 0
    var digest = RowDigest()
    if survey.merges.isEmpty, !survey.splits.isEmpty {
      for (number, expected) in choice.expected.sorted(by: { $0.key < $1.key }) {
        let found = added.bySplit[number] ?? (0, RowDigest())
        guard found.rows == expected.rows else {
          throw PartialError(
            "split \(number) has \(expected.rows.grouped) rows, and "
              + "\(found.rows.grouped) of them are here")
        }
        guard found.digest == expected.digest else {
          throw PartialError("the rows of split \(number) are not those that were written")
        }
      }
      for end in choice.expected.values { rows += end.rows }
      guard rows == added.rows else {
        throw PartialError("there are rows of splits that have not ended, or of no split")
      }
      return
    }
    // What has been merged before: all that was written has been taken once, by a merge or here.
    for expected in choice.expected.values {
      rows += expected.rows
      digest.add(expected.digest)
    }
    for end in survey.ends where end.split == nil {
      rows += end.rows
      digest.add(end.digest)
    }
    var (takenRows, taken) = (added.rows, added.digest)
    for merge in survey.merges {
      rows += merge.rows
      digest.add(merge.digest)
      takenRows += merge.takenRows
      taken.add(merge.taken)
    }
    guard rows == takenRows else {
      throw PartialError(
        "the splits and what was merged of them have \(rows.grouped) rows, and \(takenRows.grouped) were "
          + "added up: something is missing, or there twice")
    }
    guard digest == taken else {
      throw PartialError("the rows that were added up are not those that were written")
    }
  }
}
