internal import DumpReader

/// One user's partial aggregate with key and labels, borrowed from the table, page or line that
/// holds it: what ``TotalsTable/combine(_:_:)`` takes in.
struct UserRecord: ~Escapable {
  let totals: UserTotals
  let key: RawSpan
  let labels: Labels

  @_lifetime(copy key, copy labels)
  init(totals: UserTotals, key: RawSpan, labels: consuming Labels) {
    self.totals = totals
    self.key = key
    self.labels = labels
  }
}
