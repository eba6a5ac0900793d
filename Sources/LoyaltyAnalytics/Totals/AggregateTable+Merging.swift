extension AggregateTable {
  /// Takes over all users of another table, which is empty afterwards; the tables share the hash.
  ///
  /// The other's records and labels stay where they are and change hands. Only a user whom both know
  /// is added up; what is left of him in the other's record is passed over from then on.
  ///
  /// - Complexity: O(*n*) for *n* users of the other table, none of whom is copied.
  mutating func merge(_ other: inout AggregateTable) {
    guard records.canAdopt(other.records), labels.canAdopt(other.labels) else {
      copyUsers(of: other)
      return other.removeAll()
    }
    reserveSlots(for: count + other.count)
    noteLengths(of: other)
    let shift = UInt64(records.adopt(&other.records))
    let labelShift = labels.adopt(&other.labels)
    // In batches, for the same reason as updates: each loop asks for what the next one needs.
    var batch = InlineArray<32, UInt64>(repeating: 0)
    var known = unsafe InlineArray<32, UnsafeMutablePointer<GroupTotals>?>(repeating: nil)
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
        rebaseLabels(of: Self.reference(batch[k]), by: labelShift)
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

  /// Makes a record that was taken over refer to its labels where they are now.
  private mutating func rebaseLabels(of reference: UInt32, by shift: UInt32) {
    let totals = unsafe pointer(to: reference)
    guard unsafe totals.pointee.labelFlags != 0 else { return }
    unsafe totals.pointee.labels += shift
    unsafe prefetch(labels.address(of: totals.pointee.labels))
  }

  /// Takes in a user whose record is in this table's memory already, all but the labels; where the
  /// user is known, returns what is known.
  @inline(__always)
  private mutating func take(_ slot: UInt64) -> UnsafeMutablePointer<GroupTotals>? {
    let new = unsafe pointer(to: Self.reference(slot))
    guard let known = unsafe find(slot, new.pointee.keyKind, key(at: new)) else {
      place(slot)
      count += 1
      return nil
    }
    unsafe known.pointee.absorb(&new.pointee)
    if unsafe known.pointee.labelFlags != 0 {
      unsafe prefetch(labels.address(of: known.pointee.labels))
    }
    return unsafe known
  }

  /// Takes in the labels of a record that was absorbed.
  private mutating func takeLabels(
    _ reference: UInt32, to known: UnsafeMutablePointer<GroupTotals>
  ) {
    let new = totals(of: reference)
    guard new.labelFlags != 0 else { return }
    unsafe addLabels(LabelCell.read(unboundLabelBytes(new)), in: new.labels, to: known)
  }
}
