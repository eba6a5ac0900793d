extension AggregateTable {
  /// Takes over all users of another table, which is empty afterwards; the tables share the hash.
  ///
  /// The other's records and labels stay where they are and change hands. Only a user whom both know
  /// is added up; what is left of him in the other's record is passed over from then on.
  ///
  /// - Complexity: O(*n*) for *n* users of the other table, none of whom is copied.
  mutating func merge(_ other: inout AggregateTable) {
    guard records.canAdopt(other.records), labels.canAdopt(other.labels),
      wide.canAdopt(other.wide)
    else {
      copyUsers(of: other)
      return other.removeAll()
    }
    reserveSlots(for: count + other.count)
    noteLengths(of: other)
    let shift = UInt64(records.adopt(&other.records))
    let labelShift = labels.adopt(&other.labels)
    let wideShift = other.wide.byteCount > 0 ? wide.adopt(&other.wide) : 0
    // In batches, for the same reason as updates: each loop asks for what the next one needs.
    var batch = InlineArray<32, UInt64>(repeating: 0)
    var known = unsafe InlineArray<32, UnsafeMutablePointer<StoredTotals>?>(repeating: nil)
    var i = 0
    while i < other.slotCount {
      var filled = 0
      while i < other.slotCount, filled < batch.count {
        let slot = other.slot(at: i)
        if slot != 0 {
          // The same tag; the reference as it is from now on.
          batch[filled] = slot &+ shift
          prefetchSlot(slot)
          prefetchTotals(Self.reference(batch[filled]))
          filled += 1
        }
        i += 1
      }
      for k in 0..<filled {
        prefetchRecord(batch[k])
        rebase(Self.reference(batch[k]), labels: labelShift, wide: wideShift)
      }
      for k in 0..<filled { unsafe known[k] = take(batch[k]) }
      for k in 0..<filled {
        if let known = unsafe known[k] { unsafe takeLabels(Self.reference(batch[k]), to: known) }
      }
    }
    other.removeAll()
  }

  /// Takes in the users of another table as copies.
  mutating func copyUsers(of other: borrowing AggregateTable) {
    for i in 0..<other.slotCount {
      let slot = other.slot(at: i)
      if slot != 0 { combine(slot, other.record(of: Self.reference(slot))) }
    }
  }

  /// Makes a record that was taken over refer to its labels and wide totals where they are now.
  private mutating func rebase(_ reference: UInt32, labels labelShift: UInt32, wide: UInt32) {
    let totals = unsafe pointer(to: reference)
    if let cell = unsafe totals.pointee.wide { unsafe totals.pointee.wide = cell &+ wide }
    guard unsafe totals.pointee.labelFlags != 0 else { return }
    unsafe totals.pointee.labels += labelShift
    unsafe prefetch(labels.address(of: totals.pointee.labels))
  }

  /// Takes in a user whose record is in this table's memory already, all but the labels; where the
  /// user is known, returns what is known.
  @inline(__always)
  private mutating func take(_ slot: UInt64) -> UnsafeMutablePointer<StoredTotals>? {
    let new = unsafe pointer(to: Self.reference(slot))
    guard let known = unsafe find(slot, new.pointee.keyKind, key(at: new)) else {
      place(slot)
      count += 1
      return nil
    }
    unsafe absorb(new, to: known)
    if unsafe known.pointee.labelFlags != 0 {
      unsafe prefetch(labels.address(of: known.pointee.labels))
    }
    return unsafe known
  }

  /// Takes in the labels of a record that was absorbed.
  private mutating func takeLabels(
    _ reference: UInt32, to known: UnsafeMutablePointer<StoredTotals>
  ) {
    let new = unsafe pointer(to: reference)
    guard unsafe new.pointee.labelFlags != 0 else { return }
    let cell = unsafe new.pointee.labels
    unsafe addLabels(LabelCell.read(unboundLabelBytes(cell)), in: cell, to: known)
  }
}
