#if DEBUG || ANALYZE_INVARIANTS
extension AggregateTable {
  /// Ends the process where a record cannot be found by its slot, or anything else is not what it has to
  /// be.
  ///
  /// - Complexity: O(*slots*).
  func checkInvariants() {
    records.checkInvariants()
    labels.checkInvariants()
    wide.checkInvariants()
    precondition((mask + 1).nonzeroBitCount == 1)
    precondition(count * 4 <= (mask + 1) * 3, "too few slots are empty")
    var found = 0
    for index in 0...mask {
      let slot = unsafe slots[index]
      guard slot != 0 else { continue }
      found += 1
      var place = slotIndex(slot)
      while place != index {
        precondition(unsafe slots[place] != 0, "a slot is behind an empty one")
        place = (place + 1) & mask
      }
      let reference = Self.reference(slot)
      precondition(Int(reference) << 3 < records.byteCount, "a slot leads behind the records")
      let totals = unsafe pointer(to: reference)
      precondition(unsafe Int(totals.pointee.keyCount) <= longestKey)
      precondition(unsafe totals.pointee.labelFlags <= 7)
      if unsafe totals.pointee.labelFlags != 0 {
        precondition(unsafe Int(totals.pointee.labels) << 3 < labels.byteCount)
      }
    }
    precondition(found == count, "slots and users are not as many")
  }
}
#endif
