internal import DumpReader

extension AggregateTable {
  /// Takes in one transaction of the user with this hash, but for its labels.
  ///
  /// - Returns: The user's totals, as long as the table lives.
  mutating func updateTotals(
    _ hash: UInt64, _ transaction: TransactionRecord, chunk: RawSpan, scratch: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals> {
    let totals = unsafe record(
      hash, transaction.keyKind, transaction.key.bytes(in: chunk, scratch: scratch))
    let fits = unsafe totals.pointee.update(
      kind: transaction.kind, points: transaction.points, time: transaction.time,
      isFurther: transaction.isFurtherAmount)
    if !fits { unsafe updateWide(totals, transaction) }
    if unsafe totals.pointee.labelFlags != 0 {
      unsafe prefetch(labels.address(of: totals.pointee.labels))
    }
    return unsafe totals
  }

  /// Takes in the labels of a transaction, which may stand before all that were taken in.
  mutating func addLabels(
    of transaction: TransactionRecord, in chunk: RawSpan, scratch: RawSpan,
    to totals: UnsafeMutablePointer<StoredTotals>
  ) {
    let position = transaction.position
    if unsafe totals.pointee.labelFlags == 7 {
      let known = unsafe LabelCell.read(unboundLabelBytes(totals.pointee.labels)).positions
      if known.0 <= position, known.1 <= position, known.2 <= position { return }
    }
    unsafe addLabels(
      Labels(
        email: transaction.email.bytes(in: chunk, scratch: scratch),
        firstName: transaction.firstName.bytes(in: chunk, scratch: scratch),
        lastName: transaction.lastName.bytes(in: chunk, scratch: scratch),
        positions: (position, position, position)),
      to: totals)
  }
}
