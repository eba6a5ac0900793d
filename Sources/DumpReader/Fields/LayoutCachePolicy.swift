/// Whether documents are alike enough for a memory of their layout to pay.
///
/// Some programs write the fields of every document in another order, as Go does with maps. To
/// remember them then costs as much as reading them. After a few such documents in a row the memory
/// is left alone for a while.
struct LayoutCachePolicy {
  /// Elements that were new in this document.
  private var learned = 0
  /// Documents in a row in which many were.
  private var strangeCount = 0
  /// For how many documents the memory is left alone.
  private var pause = 0
  /// Whether there is anything to think about between two documents.
  private var isOpen = false

  private static let manyElements = 8
  private static let patience = 8
  private static let pauseLength = 1000

  /// Whether nothing should be looked for in the memory, and nothing be put there.
  @inline(__always)
  var isBypassed: Bool { pause > 0 }

  /// Counts an element that was new.
  @inline(__always)
  mutating func learn() {
    learned &+= 1
    isOpen = true
  }

  /// Begins a document.
  @inline(__always)
  mutating func begin() {
    if isOpen { judge() }
  }

  @inline(never)
  private mutating func judge() {
    if pause > 0 {
      pause -= 1
    } else if learned >= Self.manyElements {
      strangeCount += 1
      if strangeCount >= Self.patience { pause = Self.pauseLength }
    } else {
      strangeCount = 0
    }
    learned = 0
    isOpen = pause > 0 || strangeCount > 0
  }
}
