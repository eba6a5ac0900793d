extension AggregateTable {
  /// How many slots there are; each holds a user or nothing.
  var slotCount: Int { mask + 1 }

  /// The slot's content: 0, or the upper half of the user's hash and a reference.
  @inline(__always)
  func slot(at index: Int) -> UInt64 {
    precondition(index >= 0 && index <= mask)
    return unsafe slots[index]
  }

  /// Calls a body with a reference to each user, in the order in which they lie in memory.
  func forEachReference<Failure: Error>(
    _ body: (UInt32) throws(Failure) -> Void
  ) throws(Failure) {
    for index in 0..<records.runCount {
      let run = records.run(index)
      var unit = run.lowerBound
      while unit < run.upperBound {
        let reference = UInt32(truncatingIfNeeded: unit)
        let totals = unsafe pointer(to: reference)
        if unsafe !totals.pointee.isGone { try body(reference) }
        let size = unsafe Self.keyOffset + Int(totals.pointee.keyCount)
        unit += records.units(size)
      }
    }
  }

  /// The user that a slot which is not empty refers to.
  @inline(__always)
  static func reference(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot &- 1) }
}
