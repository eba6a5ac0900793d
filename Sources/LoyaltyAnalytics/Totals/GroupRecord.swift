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
