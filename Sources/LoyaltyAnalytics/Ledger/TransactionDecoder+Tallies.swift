internal import DumpReader

extension TransactionDecoder {
  // Tallies are taken out while a value is counted: its text lies beside them, in `values`.
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

  @inline(never)
  mutating func noteCondition(_ index: Int, in chunk: RawSpan) {
    let field = query.conditions[index].field
    var counts = tally.conditions.removeValue(forKey: field) ?? ValueHistogram()
    counts.add(values[plan.conditions[index]], in: chunk, scratch: values.scratch)
    tally.conditions[field] = counts
  }

  @inline(never)
  mutating func noteStore(in chunk: RawSpan) {
    var counts = ValueHistogram()
    swap(&counts, &tally.stores)
    counts.add(values[plan.store], in: chunk, scratch: values.scratch)
    swap(&counts, &tally.stores)
  }

  /// Whether the text that a finding names is sure to be the name of a field. Where a name was
  /// expected, it may be a value that got there: a colon has to follow it, and in BSON its type has to
  /// be one.
  func isName(_ finding: MalformedDocument, in chunk: RawSpan) -> Bool {
    switch encoding {
    case .bson: return finding.code != .unknownType
    case .csv: return true
    case .jsonLines, .jsonValues:
      var i = finding.key.upperBound
      while i < chunk.byteCount, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(chunk[i]) { i += 1 }
      return i < chunk.byteCount && chunk[i] == UInt8(ascii: ":")
    }
  }

  /// The tally of all chunks so far, complete with what the memos have counted.
  mutating func finishTally() -> DocumentTally {
    statusMemo.drain { text, verdict, count in
      if !verdict, count > 0 { tally.statuses.add(text.text, count) }
    }
    typeMemo.drain { text, kind, count in
      if kind == nil, count > 0 { tally.types.add(text.text, count) }
    }
    let counts = tally.counts
    tally.counts.read = counts.counted + counts.excluded.total + counts.rejected.total
    return tally
  }
}

/// A value of the type field, and what it means.
struct KnownType: Sendable {
  let bytes: [UInt8]
  let kind: TransactionKind

  func matches(_ text: RawSpan) -> Bool { text.elementsEqual(bytes.rawBytes) }
}
