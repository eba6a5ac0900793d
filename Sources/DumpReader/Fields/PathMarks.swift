internal import BasicContainers

/// Which fields on the way to selected ones have been met in a document, so that a document or array
/// that is there twice is found out: `{"c": {"id": "a"}, "c": {"points": 5}}` must not be put together.
///
/// A value without fields, such as `null`, may be there twice: nothing would be found in it. Each mark
/// has the number of its document, so that none has to be taken away.
struct PathMarks: ~Copyable {
  /// By node: twice the number of the document, and whether it was a document or array; `max` where no
  /// path goes through. None at all where no path has several names.
  private var marks: RigidArray<UInt64>
  private var document: UInt64 = 0
  /// The bits of ``FieldValues/present`` before a document: that of ``onTheWay``, which no value gets.
  let noValues: UInt64
  /// Whether no slot is left for ``onTheWay``.
  private let isFull: Bool

  /// The slot that the layout caches have for a field on the way without one of its own. It is always
  /// taken, so that the fast paths leave the value to those who mark it.
  static let onTheWay: Int32 = 63

  /// Marks for the nodes of a selection.
  ///
  /// - Parameter slotCount: How many slots are used, those of documents around elements as well.
  init(for selection: FieldSelection, slotCount: Int) {
    let hasOwn = Self.hasAny(in: selection)
    var isNeeded = hasOwn
    if let elements = selection.unwound?.elements {
      for element in elements where Self.hasAny(in: element) { isNeeded = true }
    }
    let isFull = slotCount > Int(Self.onTheWay)
    let count = hasOwn ? selection.nodes.count : 0
    var marks = RigidArray<UInt64>(repeating: .max, count: count)
    for i in 0..<count where selection.nodes[i].isOnTheWay { marks[i] = 0 }
    // Nothing of itself is read before all of it is there.
    self.marks = marks
    self.isFull = isFull
    noValues = isNeeded && !isFull ? 1 << UInt64(Self.onTheWay) : 0
  }

  private static func hasAny(in selection: FieldSelection) -> Bool {
    for node in selection.nodes where node.isOnTheWay { return true }
    return false
  }

  /// Begins a document.
  @inline(__always)
  mutating func begin() { document &+= 2 }

  /// Whether a path goes through a node whose field may be there only once.
  @inline(__always)
  func isOnTheWay(_ node: Int32) -> Bool {
    node >= 0 && Int(node) < marks.count && marks[Int(node)] != .max
  }

  /// The slot to remember for a node; nil where it must not be remembered.
  func cachedSlot(_ node: Int32, _ slot: Int32) -> Int32? {
    guard slot < 0, isOnTheWay(node) else { return slot }
    return isFull ? nil : Self.onTheWay
  }

  /// The slot that was remembered.
  @inline(__always)
  func ownSlot(_ cached: Int32) -> Int32 {
    cached == Self.onTheWay && noValues != 0 ? -1 : cached
  }

  /// Marks a field on the way.
  ///
  /// - Returns: False when it has been met in this document, and one of both is a document or array.
  @inline(__always)
  mutating func meet(_ node: Int32, isNested: Bool) -> Bool {
    let mark = document | (isNested ? 1 : 0)
    let before = marks[Int(node)]
    marks[Int(node)] = mark
    return before | 1 != document | 1 || (before | mark) & 1 == 0
  }

  /// Marks a field on the way that may be selected itself.
  ///
  /// - Returns: False as ``meet(_:isNested:)``, and for a document or array where there is a value already.
  @inline(__always)
  mutating func meet(
    _ node: Int32, _ slot: Int32, isNested: Bool, _ values: borrowing FieldValues
  ) -> Bool {
    let isTaken = slot >= 0 && values[Int(slot)] != nil
    return meet(node, isNested: isNested) && !(isNested && isTaken)
  }
}
