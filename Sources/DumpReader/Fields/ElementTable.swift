internal import BasicContainers

/// The elements of the array that a selection unwinds, in one document: of each the values of its
/// fields, as rows of a table.
///
///     row      present    slot 7     slot 8     slot 9
///     0        0b101      string     –          int32
///     1        0b111      string     date       int32
///
/// An array is walked once, and its rows are kept until the document turned out to be well-formed.
/// Of a long array only the first ``limit`` elements have a row; the others are validated, and walked
/// again when those have been taken, so that memory does not grow with the array.
public struct ElementTable: ~Copyable {
  /// The elements that have a row.
  static let limit = 1024

  /// The slots of the elements' fields.
  let slots: [Int]
  /// Their bits.
  let mask: UInt64
  private var rows: RigidArray<RawValue>
  private var present: RigidArray<UInt64>
  /// How many rows there are.
  public private(set) var rowCount = 0
  /// Where the first element without a row stands; nil when all have one.
  private(set) var rest: Int?
  /// Where the array ends, in BSON at its terminator.
  var end = 0
  /// Whether the array is in a text that was rewritten.
  var isRewritten = false

  init(slots: [Int]) {
    self.slots = slots
    mask = slots.reduce(0) { $0 | 1 << UInt64($1) }
    let limit = slots.isEmpty ? 0 : Self.limit
    rows = RigidArray(repeating: RawValue(.null), count: limit * slots.count)
    present = RigidArray(repeating: 0, count: limit)
  }

  /// Whether there are elements without a row.
  public var hasRest: Bool { rest != nil }

  /// Takes away all rows.
  mutating func clear() {
    rowCount = 0
    rest = nil
    isRewritten = false
  }

  /// Keeps the values of an element as a row, if there is room for one.
  ///
  /// - Parameter start: Where the element stands.
  mutating func append(
    _ values: borrowing RigidArray<RawValue>, present bits: UInt64, from start: Int
  ) -> Bool {
    guard rowCount < present.count else {
      if rest == nil { rest = start }
      return false
    }
    present[rowCount] = bits & mask
    for (column, slot) in slots.enumerated() {
      rows[rowCount * slots.count + column] = values[slot]
    }
    rowCount += 1
    return true
  }

  /// Puts the values of a row into their slots.
  func copy(row: Int, to values: inout RigidArray<RawValue>) -> UInt64 {
    for (column, slot) in slots.enumerated() {
      values[slot] = rows[row * slots.count + column]
    }
    return present[row]
  }

  /// Moves what points into a text that does not last to the scratch bytes.
  mutating func keep(_ text: [UInt8], in scratch: inout [UInt8]) {
    for i in 0..<rowCount * slots.count { rows[i].keep(text, in: &scratch) }
  }
}

extension RawValue {
  /// Moves the bytes of the value from a text that does not last to the scratch bytes.
  mutating func keep(_ text: [UInt8], in scratch: inout [UInt8]) {
    let range = Int(offset)..<Int(offset) + Int(count)
    guard !inScratch, count > 0, range.upperBound <= text.count else { return }
    offset = UInt32(truncatingIfNeeded: scratch.count)
    inScratch = true
    scratch.append(contentsOf: text[range])
  }
}
