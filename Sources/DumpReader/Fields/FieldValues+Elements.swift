extension FieldValues {
  /// Puts the fields of an element into their slots, beside those of the document.
  ///
  /// - Parameter row: The element, from 0 on, counted from the first one that has a row.
  public mutating func loadElement(_ row: Int) {
    present = present & ~elements.mask | elements.copy(row: row, to: &values)
  }

  /// Whether any field of an element is there, as in a table, whose rows have all in columns.
  public var hasElementFields: Bool { present & elements.mask != 0 }

  /// Puts a value into a slot, whether there is one or not.
  public mutating func replace(_ slot: Int, with value: RawValue) {
    present |= 1 << UInt64(slot)
    values[slot] = value
  }

  /// Takes away all elements.
  mutating func beginElements() {
    present &= ~elements.mask
    elements.clear()
  }

  /// Keeps the fields of the element that has been walked, and makes room for the next one.
  ///
  /// - Parameters:
  ///   - start: Where the element stands.
  ///   - scratchCount: How many scratch bytes there were before it.
  mutating func endElement(from start: Int, scratchCount: Int) {
    let isKept = elements.append(values, present: present, from: start)
    if !isKept { scratchBytes.removeSubrange(scratchCount...) }
    present &= ~elements.mask
  }

  /// Forgets scratch bytes from an offset on; values that point there end their life here.
  public mutating func clearScratch(from count: Int) {
    if count < scratchBytes.count { scratchBytes.removeSubrange(count...) }
  }
}
