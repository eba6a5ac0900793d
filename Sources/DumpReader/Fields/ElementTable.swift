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
/// again, so many at a time, when those have been taken: memory does not grow with the array.
///
/// A class, so that ``FieldValues`` has a word for it: a larger struct is copied at each look at a value.
package final class ElementTable {
  /// The elements that have a row.
  static let limit = 1024

  /// Where the values of the rows point.
  enum Source {
    /// To the chunk and the scratch bytes.
    case chunk
    /// To the scratch bytes, because the document was rewritten from the notation of the shells.
    case shellText
    /// The same, because it has text that is not valid Unicode.
    case validText
  }

  /// The slots of the elements' fields.
  let slots: [Int]
  /// Their bits.
  let mask: UInt64
  private var rows: RigidArray<RawValue>
  private var present: RigidArray<UInt64>
  /// How many rows there are.
  package private(set) var rowCount = 0
  /// Where the first element without a row stands; nil when all have one.
  private(set) var rest: Int?
  /// Where the array ends, in BSON at its terminator.
  var end = 0
  var source = Source.chunk

  /// - Parameter slots: Those of the elements' fields; nil where nothing is unwound.
  init(slots: [Int]?) {
    let limit = slots == nil ? 0 : Self.limit
    let slots = slots ?? []
    self.slots = slots
    mask = slots.reduce(0) { $0 | 1 << UInt64($1) }
    rows = RigidArray(repeating: RawValue(.null), count: limit * slots.count)
    present = RigidArray(repeating: 0, count: limit)
  }

  /// Whether there are elements without a row.
  package var hasRest: Bool { rest != nil }

  /// Takes away all rows.
  func clear() {
    rowCount = 0
    rest = nil
    source = .chunk
  }

  /// Keeps the values of an element as a row, as long as there are rows left.
  ///
  /// - Parameter start: Where the element stands.
  func append(
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

  /// Puts the values of a row into their slots; returns which of them there are.
  func copy(row: Int, to values: inout RigidArray<RawValue>) -> UInt64 {
    for (column, slot) in slots.enumerated() {
      values[slot] = rows[row * slots.count + column]
    }
    return present[row]
  }

  /// Calls `body` with each value that there is.
  func updateValues(_ body: (inout RawValue) -> Void) {
    for row in 0..<rowCount {
      for (column, slot) in slots.enumerated() where present[row] & 1 << UInt64(slot) != 0 {
        body(&rows[row * slots.count + column])
      }
    }
  }
}
