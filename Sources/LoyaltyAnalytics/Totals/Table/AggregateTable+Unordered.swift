internal import DumpReader

extension AggregateTable {
  /// Takes in one transaction of the user with this hash, but for its labels.
  ///
  /// - Returns: The user's totals, as long as the table lives.
  mutating func updateTotals(
    _ hash: UInt64, _ transaction: TransactionRecord, chunk: RawSpan, scratch: RawSpan
  ) -> UnsafeMutablePointer<StoredTotals> {
    let totals = unsafe add(hash, transaction, chunk: chunk, scratch: scratch)
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
    unsafe addLabels(Labels(of: transaction, in: chunk, scratch: scratch), to: totals)
  }
}
