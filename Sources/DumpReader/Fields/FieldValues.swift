public import BasicContainers

/// The selected fields of one document, and the scratch buffer for values that had to be rewritten.
///
///     slot      0        1        2        3
///             ┌────────┬────────┬────────┬────────┐
///     values  │ string │   –    │ int32  │ date   │      present = 0b1101
///             └───┬────┴────────┴────────┴────────┘
///                 └─ offset and count in the chunk, or in `scratch` when it had escapes
///
/// The scratch buffer grows from document to document until ``clearScratch()``, because a batch of
/// transactions refers to it.
public struct FieldValues: ~Copyable {
  /// Bit i tells whether slot i was met.
  @usableFromInline package internal(set) var present: UInt64 = 0
  @usableFromInline var values: RigidArray<RawValue>
  @usableFromInline var scratchBytes: [UInt8] = []
  /// The elements of the array that is unwound, of the document that was walked last.
  package let elements: ElementTable

  /// Makes room for the slots of a selection.
  ///
  /// - Parameter selection: The selection of the walker that will fill them.
  public init(for selection: FieldSelection) {
    self.init(slots: max(1, selection.paths.count), elements: selection.elementSlots)
  }

  /// Makes room for some slots, at most ``FieldSelection/maximumCount``.
  init(slots: Int, elements: [Int]? = nil) {
    values = RigidArray(repeating: RawValue(.null), count: slots)
    self.elements = ElementTable(slots: elements)
  }

  /// The value in a slot, nil when the document does not have the field.
  ///
  /// - Parameter slot: What ``FieldSelection/insert(_:unique:)`` has returned.
  @inlinable @inline(__always)
  public subscript(slot: Int) -> RawValue? {
    present & (1 &<< UInt64(truncatingIfNeeded: slot)) == 0 ? nil : values[slot]
  }

  /// Bytes of values that are not in the chunk as they stand: unescaped text, decoded base64.
  @inlinable
  public var scratch: RawSpan {
    @_lifetime(borrow self) @inline(__always) get { scratchBytes.rawBytes }
  }

  /// Lets `body` append to the scratch bytes, for values that are kept in another form than the one
  /// they were read in. What is there already must stay as it is.
  @inlinable @inline(__always)
  package mutating func appendScratch<Result>(_ body: (inout [UInt8]) -> Result) -> Result {
    body(&scratchBytes)
  }

  /// Forgets the scratch bytes; values that point there end their life here.
  @inlinable
  public mutating func clearScratch() {
    if !scratchBytes.isEmpty { scratchBytes.removeAll(keepingCapacity: true) }
  }

  /// Whether there is a value in a slot.
  @inline(__always)
  func isTaken(_ slot: Int) -> Bool { present & (1 &<< UInt64(truncatingIfNeeded: slot)) != 0 }

  /// Sets a slot; the first of two values for the same slot stays.
  ///
  /// - Returns: Whether the slot was free.
  @inline(__always)
  mutating func set(_ slot: Int, _ value: RawValue) -> Bool {
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: slot)
    guard present & bit == 0 else { return false }
    present |= bit
    values[slot] = value
    return true
  }
}
