internal import BasicContainers

/// Validates one BSON document from end to end and keeps the selected fields.
///
/// A document is (bsonspec.org, version 1.1)
///
///     int32 length │ element* │ 00          element = type byte │ name │ 00 │ value
///
/// and every check of that page is made: lengths, terminators, known types, booleans 0 or 1, UTF-8
/// in names and strings, at most 100 levels. The walk is one loop with a stack of ends, so that no
/// input can deepen a recursion. It allocates nothing, and reads each byte about once.
struct BSONWalker: ~Copyable {

  let selection: FieldSelection
  let layout = BSONLayoutCache()
  var cachePolicy = LayoutCachePolicy()
  /// What has been met on the way to selected fields.
  var marks: PathMarks
  private var stack: RigidArray<Level>
  /// How many documents are open around the innermost one.
  private(set) var depth = 0
  /// Whether bytes in a text that are not UTF-8 are taken as they are.
  package var acceptsInvalidUTF8 = false
  /// Documents that were accepted although they have such bytes.
  package private(set) var invalidTextCount = 0
  /// Whether the document has such bytes, and where the first of them are.
  private(set) var hasInvalidText = false
  private var invalidText = MalformedDocument(.invalidUTF8, at: 0)
  /// How many documents may be open around the innermost one.
  var depthLimit = DocumentLimits.maximumDepth - 1
  /// The node of the array that is unwound; impossible when there is none.
  let unwoundNode: Int32
  let elements: BSONElementWalker?

  /// What to return to at the end of a nested document.
  private struct Level {
    var end: Int
    var parent: Int32
  }

  /// Where the walk stands.
  struct Position {
    /// The type byte of the next element.
    var offset: Int
    /// The terminator of the innermost document.
    var end: Int
    /// The node of the innermost document in the selection, -1 where nothing is wanted.
    var parent: Int32
    /// The entry of the next element.
    var index: BSONLayoutCache.Index
  }

  /// A walker for the fields of a selection.
  ///
  /// - Parameter slotCount: How many slots there are, where more than those of the selection.
  init(_ selection: FieldSelection, slotCount: Int? = nil) {
    self.selection = selection
    let slotCount = slotCount ?? selection.paths.count
    marks = PathMarks(for: selection, slotCount: slotCount)
    unwoundNode = selection.unwound.map { Int32($0.node) } ?? -2
    elements = selection.unwound?.elements.first.map {
      BSONElementWalker($0, slotCount: slotCount)
    }
    stack = RigidArray(repeating: Level(end: 0, parent: -1), count: DocumentLimits.maximumDepth)
  }

  /// Validates the document that fills `range`, and puts its selected fields into `values`.
  ///
  /// - Parameters:
  ///   - bytes: The chunk; at least ``Chunk/padding`` bytes follow the document.
  ///   - range: Where the document stands; its length field has been checked against it.
  ///   - values: Emptied first. Offsets are those of the chunk.
  /// - Throws: ``MalformedDocument`` at the first thing that is wrong.
  @inline(__always)
  mutating func walk(
    _ bytes: RawSpan, _ range: Range<Int>, into values: inout FieldValues
  ) throws(MalformedDocument) {
    values.present = marks.noValues
    let start = range.lowerBound
    precondition(
      start >= 0 && range.count >= 5 && range.upperBound &+ Chunk.padding <= bytes.byteCount)
    guard bytes[range.upperBound &- 1] == 0 else {
      throw MalformedDocument(.missingTerminator, at: range.count - 1)
    }
    try walkFields(bytes, range, parent: 0, start: start, into: &values)
    if hasInvalidText { try endInvalidText() }
  }

  /// Walks the fields of a document whose length and terminator have been checked.
  ///
  /// - Parameters:
  ///   - parent: Its node in the selection, -1 where nothing is wanted.
  ///   - start: What offsets of findings are counted from.
  @inline(__always)
  mutating func walkFields(
    _ bytes: RawSpan, _ range: Range<Int>, parent: Int32, start: Int,
    into values: inout FieldValues
  ) throws(MalformedDocument) {
    var now = Position(
      offset: range.lowerBound &+ 4, end: range.upperBound &- 1, parent: parent,
      index: layout.start)
    depth = 0
    cachePolicy.begin()
    marks.begin()
    while true {
      switch passFastPath(bytes, &now, into: &values) {
      case .end: return
      case .text where passText(bytes, &now, into: &values): break
      case .onTheWay where passOnTheWay(bytes, &now): break
      case .text, .onTheWay, .other: try element(bytes, at: &now, start: start, into: &values)
      }
    }
  }

  /// Remembers that text is not UTF-8. What that means for the document shows at its end, when it is
  /// known whether anything else is wrong.
  mutating func note(_ finding: MalformedDocument) {
    guard !hasInvalidText else { return }
    hasInvalidText = true
    invalidText = finding
  }

  /// Forgets such text at the end of a document, or where something else is wrong with it.
  ///
  /// - Returns: What was found; nil when there is none.
  mutating func takeInvalidText() -> MalformedDocument? {
    defer { hasInvalidText = false }
    return hasInvalidText ? invalidText : nil
  }

  /// Decides about a document with such text in which nothing else is wrong.
  @inline(never)
  private mutating func endInvalidText() throws(MalformedDocument) {
    guard var finding = takeInvalidText(), !acceptsInvalidUTF8 else {
      invalidTextCount += 1
      return
    }
    finding.detail = 1
    throw finding
  }

  /// Goes on inside the document that starts at `value`.
  @inline(__always)
  mutating func enter(_ value: Int, length: Int, node: Int32, _ now: inout Position) {
    stack[depth] = Level(end: now.end, parent: now.parent)
    depth &+= 1
    now.parent = node
    now.offset = value &+ 4
    now.end = value &+ length &- 1
  }

  /// Goes on behind the innermost document.
  @inline(__always)
  mutating func leave(_ now: inout Position) {
    depth &-= 1
    now.offset = now.end &+ 1
    now.end = stack[depth].end
    now.parent = stack[depth].parent
  }
}
