internal import DumpReader

// Tallies are taken out while a value is counted: its text lies beside them, in `values`.
extension TransactionDecoder {
  @inline(never)
  mutating func noteCondition(_ index: Int, in chunk: RawSpan) {
    let field = query.conditions[index].field
    var counts = tally.conditions.removeValue(forKey: field) ?? ValueHistogram()
    counts.add(
      values.value(of: plan.conditions[index]), in: chunk, scratch: values.scratch)
    tally.conditions[field] = counts
  }

  @inline(never)
  mutating func noteStore(in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.stores)
    counts.add(values.value(of: plan.store), in: chunk, scratch: values.scratch)
    swap(&counts, &tally.stores)
  }

  @inline(never)
  mutating func countStatus(_ value: RawValue?, in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.statuses)
    counts.add(value, in: chunk, scratch: values.scratch)
    swap(&counts, &tally.statuses)
  }

  @inline(never)
  mutating func countType(_ value: RawValue?, in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.types)
    counts.add(value, in: chunk, scratch: values.scratch)
    swap(&counts, &tally.types)
  }

  /// The line feeds between the chunk before and the end of this one, whose documents have been met.
  func lineFeedCount(of chunk: borrowing Chunk, documents: Int) -> Int {
    lines.total(of: chunk, documents: walker.isOneToALine ? documents : nil)
  }

  /// How many documents there were so far.
  var documentCount: Int {
    let counts = tally.counts
    return plan.unwound == nil
      ? counts.counted + counts.excluded.total + counts.rejected.total
      : elements.documentCount + counts.rejected.malformed
  }

  /// The tally of all chunks so far, complete with what the memos have counted.
  mutating func finishTally() -> DocumentTally {
    drain()
    statusMemo.drain { text, verdict, count in
      if !verdict, count > 0 { tally.statuses.add(text.text, count) }
    }
    typeMemo.drain { text, meaning, count in
      if meaning == nil || meaning == .ignore, count > 0 { tally.types.add(text.text, count) }
    }
    tally.counts.invalidText = walker.invalidTextCount
    if plan.unwound != nil { tally.counts.unwound = documentCount }
    let counts = tally.counts
    tally.counts.read = counts.counted + counts.excluded.total + counts.rejected.total
    return tally
  }
}
