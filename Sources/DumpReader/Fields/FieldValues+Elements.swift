internal import BasicContainers

extension FieldValues {
  /// Puts the fields of an element into their slots, beside those of the document.
  ///
  /// - Parameter row: The element, from 0 on, counted from the first one that has a row.
  package mutating func loadElement(_ row: Int) {
    present = present & ~elements.mask | elements.copy(row: row, to: &values)
  }

  /// Puts a value that is no array into the slot of the elements themselves: it is the only one.
  package mutating func loadOnlyElement(_ value: RawValue, slot: Int?) {
    present &= ~elements.mask
    if let slot { _ = set(slot, value) }
  }

  /// Takes away all elements.
  mutating func beginElements() {
    present &= ~elements.mask
    elements.clear()
  }

  /// Forgets what was found of a document, which is walked again: of one without the array also what was
  /// found of the document before it.
  mutating func beginAgain(_ none: UInt64) {
    present = none
    beginElements()
  }

  /// Keeps the fields of the element that has been walked, and empties their slots for the next one.
  ///
  /// - Parameters:
  ///   - start: Where the element stands.
  ///   - scratchCount: How many scratch bytes there were before it.
  /// - Returns: Whether it has a row.
  @discardableResult
  mutating func endElement(from start: Int, scratchCount: Int) -> Bool {
    let isKept = elements.append(values, present: present, from: start)
    if !isKept { clearScratch(from: scratchCount) }
    present &= ~elements.mask
    return isKept
  }

  /// Forgets scratch bytes from an offset on; values that point there end their life here.
  package mutating func clearScratch(from count: Int) {
    if count < scratchBytes.count { scratchBytes.removeSubrange(count...) }
  }

  /// Changes all values there are, those of elements as well, and the scratch bytes with them.
  mutating func updateAll(_ body: (inout RawValue, inout [UInt8]) -> Void) {
    for slot in values.indices where present & 1 << UInt64(slot) != 0 {
      body(&values[slot], &scratchBytes)
    }
    updateElements(body)
  }

  /// Changes the values of all elements, and the scratch bytes with them.
  mutating func updateElements(_ body: (inout RawValue, inout [UInt8]) -> Void) {
    var scratch: [UInt8] = []
    swap(&scratch, &scratchBytes)
    elements.updateValues { body(&$0, &scratch) }
    swap(&scratch, &scratchBytes)
  }
}

extension RawValue {
  /// Moves the bytes of the value from a text that does not last to the scratch bytes.
  mutating func keep(_ text: [UInt8], in scratch: inout [UInt8]) {
    guard !inScratch else { return }
    guard count > 0 else { return leaveText() }
    let found = Int(offset)..<Int(offset) + Int(count)
    offset = UInt32(truncatingIfNeeded: scratch.count)
    inScratch = true
    scratch.append(contentsOf: text[found])
  }

  /// Makes a value without bytes one that lies anywhere: the text it was read from may be longer than the
  /// chunk.
  mutating func leaveText() {
    if !inScratch { offset = 0 }
  }
}
