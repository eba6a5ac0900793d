internal import DumpReader

extension TransactionDecoder {
  /// Counts a refused document, and keeps the account of it while there is room.
  ///
  /// - Parameters:
  ///   - field: The path of the field that it is about.
  ///   - value: What was found there, for documents that are well-formed.
  @inline(never)
  mutating func refuse(
    _ reason: RejectReason, _ location: DocumentLocation, finding: MalformedDocument? = nil,
    field: String? = nil, _ value: RawValue? = nil, in chunk: RawSpan
  ) {
    let refused = tally.counts.rejected[reason]
    tally.counts.rejected[reason] = refused + 1
    guard refused - refusedBefore[reason] < rejectLimit else { return }
    var name = field.map { plan.name(of: $0, at: location) }
    var isAskedFor = true
    if let finding, !finding.key.isEmpty, isName(finding, in: chunk) {
      let key = chunk.extracting(finding.key).text
      isAskedFor = plan.selection.paths.contains {
        $0 == key || $0.split(separator: ".").contains { $0 == key }
      }
      name = key
    }
    var reject = Reject(
      reason: reason, finding: finding, field: name, fieldIsAskedFor: isAskedFor,
      index: location.index, offset: location.offset,
      line: lines.line(at: location.offset, in: chunk), bytesSkipped: 0)
    if reason != .malformed {
      reject.value = UnusableValue(
        value, as: reason, amounts: amounts, times: timeCandidates, in: chunk,
        scratch: values.scratch)
    }
    rejects.append(reject)
  }

  /// Whether the text that a finding names is sure to be the name of a field. Where a name was
  /// expected, it may be a value that got there: a colon has to follow it, and in BSON its type has to
  /// be one.
  private func isName(_ finding: MalformedDocument, in chunk: RawSpan) -> Bool {
    switch encoding {
    case .bson: return finding.code != .unknownType
    case .csv: return true
    case .jsonLines, .jsonValues, .jsonMembers:
      var i = finding.key.upperBound
      while i < chunk.byteCount, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(chunk[i]) { i += 1 }
      return i < chunk.byteCount && chunk[i] == UInt8(ascii: ":")
    }
  }

  /// Counts a gap of the input as one refused document.
  mutating func refuse(_ gap: SkippedBytes, at offset: Int) {
    tally.counts.rejected.malformed += 1
    rejects.append(
      Reject(
        reason: .malformed, finding: gap.finding, field: nil, index: 0, offset: offset,
        line: lines.isActive ? lines.lineFeeds : nil, bytesSkipped: gap.count))
  }

  /// Counts a time in whose year hardly any programme has run.
  @inline(never)
  mutating func noteUnlikely(_ value: RawValue, _ time: Int64, in chunk: RawSpan) {
    let doubts = TimeDoubts(
      unlikely: value, time: time, isTable: isTable, in: times.zone, chunk, scratch: values.scratch)
    tally.times.combine(doubts)
  }

  /// Counts a time that is there and cannot be read.
  @inline(never)
  mutating func noteUnreadable(_ value: RawValue, in chunk: RawSpan) {
    let doubts = TimeDoubts(
      unreadable: value, by: timeCandidates, chunk, scratch: values.scratch)
    tally.times.combine(doubts)
  }
}
