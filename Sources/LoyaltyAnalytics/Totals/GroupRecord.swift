internal import DumpReader

/// One user's partial aggregate with key and labels, borrowed from the table, page or line that
/// holds it: what ``AggregateTable/combine(_:_:)`` takes in.
struct GroupRecord: ~Escapable {
  let totals: GroupTotals
  let key: RawSpan
  let labels: Labels

  @_lifetime(copy key, copy labels)
  init(totals: GroupTotals, key: RawSpan, labels: consuming Labels) {
    self.totals = totals
    self.key = key
    self.labels = labels
  }
}

extension GroupRecord {
  var overflow: AnalysisError {
    AnalysisError(.overflow("a total of user \(userKey.extendedJSON)"))
  }

  /// The group key, copied.
  var userKey: GroupKey { GroupKey(kind: totals.keyKind, bytes: key.copied()) }

  /// The row of the report. Allocates.
  func row(_ amounts: Amounts) -> TotalsRow {
    func text(_ bytes: RawSpan) -> String? { bytes.byteCount == 0 ? nil : bytes.text }
    return TotalsRow(
      key: userKey, firstName: text(labels.firstName), lastName: text(labels.lastName),
      email: text(labels.email), amounts: amounts, firstTime: totals.earliest,
      lastTime: totals.latest)
  }
}
