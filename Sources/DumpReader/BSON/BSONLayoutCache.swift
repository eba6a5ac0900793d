/// An inline cache of how earlier documents were laid out: for each position in a document, the type and
/// the name of the element that stood there, and what it means.
///
/// Documents of one collection mostly have the same elements in the same order. One compare of 16
/// bytes, or two for a long name, then stands for finding the end of the name, checking it, and
/// looking it up:
///
///     entries  │ 02 u s e r _ i d 00 · · ·  (32) │ 9 bytes, node 3, parent 0, slot 0 │ …
///
/// A document that leaves elements out is found again a few entries on. A value of another type than
/// before, now an integer and now a double, is expected as well.
@safe
struct BSONLayoutCache: ~Copyable {
  /// An element that may be expected; one cache line.
  struct Element {
    /// The type, the name, and its terminator.
    fileprivate var pattern = SIMD32<UInt8>(repeating: 0)
    /// The bytes of either half of the pattern that do not count.
    fileprivate var ignored: (low: UInt32, high: UInt32) = (0, 0)
    /// The node of the document that the field stands in; impossible when the entry is empty.
    fileprivate var parent: Int32 = -2
    /// How its value is passed over.
    private(set) var skipMode = SkipMode.byType
    /// Where a text starts behind the type byte; any value starts four bytes earlier.
    private(set) var textOffset: Int32 = 0
    /// The size of the whole element, where it is skipped by that.
    private(set) var size: Int32 = 0
    /// The node of the field in the selection, -1 for a field that is not selected.
    private(set) var node: Int32 = -1
    /// The slot of the field, -1 for none.
    private(set) var slot: Int32 = -1
  }

  /// How to pass over an element that stands where it is expected.
  enum SkipMode: UInt8, Comparable {
    /// By the type that it has.
    case byType
    /// By its size: it is not selected, and each value of its type is valid.
    case bySize
    /// As text with a name of which all has been compared.
    case text
    /// As text with a long name.
    case textWithLongName

    @inline(__always)
    static func < (left: SkipMode, right: SkipMode) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is found at an entry.
  enum Match {
    /// The expected name and type, as far as they have been compared.
    case hit
    /// The expected name, before a value of another type.
    case nameOnly
    /// Something else, or the end of the document.
    case miss
  }

  /// The index of an entry in a document: as many elements from its start as have been passed.
  @safe
  struct Index {
    fileprivate var pointer: UnsafeMutablePointer<Element>
  }

  /// Entries that are remembered; what a longer document has behind them is read on the slow path.
  private static let count = 256
  /// How many entries on an element is looked for when it is not where it was.
  private static let reach = 4

  // A fixed number of elements that never move, and one more at the end that never matches.
  private let elements: UnsafeMutablePointer<Element>

  init() {
    unsafe elements = .allocate(capacity: Self.count + 1)
    unsafe elements.initialize(repeating: Element(), count: Self.count + 1)
  }

  deinit { unsafe elements.deallocate() }

  /// The first entry.
  var start: Index { unsafe Index(pointer: elements) }

  private var last: UnsafeMutablePointer<Element> { unsafe elements + Self.count }

  /// The entry after one of any kind.
  func index(after index: Index) -> Index {
    unsafe index.pointer < last ? index.next() : index
  }

  /// Moves `index` to where the element at `offset` is expected: there, or at one of the next entries.
  func find(_ index: inout Index, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Bool {
    precondition(offset >= 0 && offset <= bytes.byteCount - 32)
    var candidate = index
    for _ in 0...Self.reach {
      if unsafe candidate.match(bytes, offset, parent: parent) != .miss,
        unsafe candidate.matchesRest(bytes, offset)
      {
        index = candidate
        return true
      }
      candidate = self.index(after: candidate)
    }
    return false
  }

  /// Remembers that the element at an entry is text.
  func rememberText(_ index: Index) {
    unsafe index.pointer.pointee.becomeText()
  }

  /// Remembers the element whose type byte and name fill a range, unless that is too long.
  func remember(
    _ index: Index, parent: Int32, node: Int32, slot: Int32, _ bytes: RawSpan, _ range: Range<Int>
  ) {
    guard range.count <= 32, unsafe index.pointer < last else { return }
    unsafe index.pointer.pointee = Element(
      bytes, range, parent: parent, node: node, slot: slot)
  }
}

extension BSONLayoutCache.Index {
  /// The entry after one whose element matched, which the last entry never does.
  @inline(__always)
  func next() -> BSONLayoutCache.Index { unsafe BSONLayoutCache.Index(pointer: pointer + 1) }

  /// What is expected here.
  var element: BSONLayoutCache.Element {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
  }

  /// Whether the element expected here is at `offset`, by its first 16 bytes.
  ///
  /// - Precondition: 16 bytes are readable at `offset`; checked in debug builds only.
  @inline(__always) @unsafe
  func match(_ bytes: RawSpan, _ offset: Int, parent: Int32) -> BSONLayoutCache.Match {
    let same = unsafe bytes.uncheckedSameMask16(offset, pointer) | element.ignored.low
    guard element.parent == parent else { return .miss }
    if _fastPath(same == 0xFFFF) { return .hit }
    return same == 0xFFFE ? .nameOnly : .miss
  }

  /// Whether the rest of the name stands there as well.
  ///
  /// - Precondition: 32 bytes are readable at `offset`; checked in debug builds only.
  @inline(__always) @unsafe
  func matchesRest(_ bytes: RawSpan, _ offset: Int) -> Bool {
    unsafe !element.hasLongName || matchesEnd(bytes, offset)
  }

  /// Whether the bytes 16 to 31 of the expected element stand there as well, under the same condition.
  @inline(__always) @unsafe
  func matchesEnd(_ bytes: RawSpan, _ offset: Int) -> Bool {
    let same = unsafe bytes.uncheckedSameMask16(offset &+ 16, UnsafeRawPointer(pointer) + 16)
    return same | element.ignored.high == 0xFFFF
  }
}

extension BSONLayoutCache.Element {
  /// Whether type, name and terminator take more than the 16 bytes of the first compare.
  @inline(__always)
  fileprivate var hasLongName: Bool { textOffset > 16 + 4 }

  fileprivate mutating func becomeText() {
    pattern[0] = BSONType.string.rawValue
    skipMode = hasLongName ? .textWithLongName : .text
  }

  /// The element whose type byte, name and terminator, at most 32 bytes, fill a range.
  fileprivate init(
    _ bytes: RawSpan, _ range: Range<Int>, parent: Int32, node: Int32, slot: Int32
  ) {
    precondition(range.lowerBound >= 0 && range.lowerBound <= bytes.byteCount - 32)
    unsafe pattern = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: range.lowerBound, as: SIMD32<UInt8>.self)
    let ignored = ~((UInt64(1) << UInt64(range.count)) - 1)
    self.ignored = (UInt32(ignored & 0xFFFF), UInt32(ignored >> 16 & 0xFFFF))
    self.parent = parent
    textOffset = Int32(range.count + 4)
    self.node = node
    self.slot = slot
    let type = BSONType(rawValue: bytes[range.lowerBound])
    if type == .string {
      becomeText()
    } else if slot < 0, !hasLongName, type != .bool, let size = type?.fixedSize {
      skipMode = .bySize
      self.size = Int32(range.count + size)
    }
  }
}

#if DEBUG || ANALYZE_INVARIANTS
extension BSONLayoutCache {
  /// Ends the process where an entry would match what it does not stand for. See
  /// `Arena.checkInvariants()`.
  func checkInvariants() {
    for index in 0..<Self.count { unsafe elements[index].checkInvariants() }
    precondition(unsafe last.pointee.parent == -2, "the last entry may match")
  }
}

extension BSONLayoutCache.Element {
  fileprivate func checkInvariants() {
    guard parent != -2 else { return }
    let count = Int(textOffset) - 4
    precondition((2...32).contains(count))
    let counting = UInt64(ignored.low ^ 0xFFFF) | UInt64(ignored.high ^ 0xFFFF) << 16
    precondition(counting == (1 << UInt64(count)) - 1, "other bytes count than those of the name")
    precondition((1..<count).allSatisfy { (pattern[$0] == 0) == ($0 == count - 1) })
    let isText = pattern[0] == BSONType.string.rawValue
    precondition(isText == (skipMode == .text || skipMode == .textWithLongName))
    if isText { precondition(hasLongName == (skipMode == .textWithLongName)) }
    if skipMode == .bySize {
      precondition(slot < 0 && BSONType(rawValue: pattern[0])?.fixedSize == Int(size) - count)
    }
  }
}
#endif
