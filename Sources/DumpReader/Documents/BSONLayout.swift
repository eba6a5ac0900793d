/// The memory of how the previous documents were laid out: for each place in a document, the name of
/// the element that stood there, and what it means.
///
/// Documents of one collection mostly have the same elements in the same order. One compare of 16
/// bytes, or two for a long name, then stands for finding the end of the name, checking it, and
/// looking it up:
///
///     places   │ u s e r _ i d 00 · · ·  (32) │ 8 bytes, node 3, parent 0, slot 0 │ …
///
/// A document that leaves elements out is found again a few places on. Types are not remembered:
/// they change from document to document where a number is now an integer and now a double.
@safe
struct BSONLayout: ~Copyable {
  /// An element that may be expected; one cache line.
  struct Element {
    /// The name and its terminator.
    fileprivate var pattern = SIMD32<UInt8>(repeating: 0)
    /// The bytes of either half of the pattern that do not count.
    fileprivate var ignored: (low: UInt32, high: UInt32) = (0, 0)
    /// The node of the document that the field stands in; impossible when the place is empty.
    fileprivate var parent: Int32 = -2
    /// The length of the name with its terminator.
    private(set) var length: Int32 = 0
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    private(set) var node: Int32 = -1
    /// The slot of the field, -1 for none.
    private(set) var slot: Int32 = -1
  }

  /// A place in a document: as many elements from its start as have been passed.
  @safe
  struct Place {
    fileprivate var pointer: UnsafeMutablePointer<Element>
  }

  /// Places that are remembered; what a longer document has behind them is read the full way.
  private static let count = 256
  /// How many places on an element is looked for when it is not where it was.
  private static let reach = 4

  // A fixed number of elements that never move, and one more at the end that never matches.
  private let elements: UnsafeMutablePointer<Element>

  init() {
    unsafe elements = .allocate(capacity: Self.count + 1)
    unsafe elements.initialize(repeating: Element(), count: Self.count + 1)
  }

  deinit { unsafe elements.deallocate() }

  /// The first place.
  var start: Place { unsafe Place(pointer: elements) }

  private var last: UnsafeMutablePointer<Element> { unsafe elements + Self.count }

  /// The place after one of any kind.
  func place(after place: Place) -> Place {
    unsafe place.pointer < last ? place.next() : place
  }

  /// Moves `place` to where the element with the name at `offset` is expected: there, or at one of
  /// the next places.
  func find(_ place: inout Place, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Bool {
    precondition(offset >= 0 && offset <= bytes.byteCount - 32)
    var candidate = place
    for _ in 0...Self.reach {
      if unsafe candidate.matches(bytes, offset, parent: parent) {
        place = candidate
        return true
      }
      candidate = self.place(after: candidate)
    }
    return false
  }

  /// Remembers the element whose name fills a range, unless that is too long.
  func remember(
    _ place: Place, parent: Int32, node: Int32, slot: Int32, _ bytes: RawSpan, _ range: Range<Int>
  ) {
    guard range.count <= 32, unsafe place.pointer < last else { return }
    unsafe place.pointer.pointee = Element(
      bytes, range, parent: parent, node: node, slot: slot)
  }
}

extension BSONLayout.Place {
  /// The place after one whose element matched, which the last place never does.
  @inline(__always)
  func next() -> BSONLayout.Place { unsafe BSONLayout.Place(pointer: pointer + 1) }

  /// What is expected here.
  var element: BSONLayout.Element {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
  }

  /// Whether the name expected here stands at `offset`.
  ///
  /// - Precondition: 32 bytes are readable at `offset`; checked in debug builds only.
  @inline(__always) @unsafe
  func matches(_ bytes: RawSpan, _ offset: Int, parent: Int32) -> Bool {
    let low = unsafe bytes.uncheckedSameMask16(offset, pointer)
    guard low | element.ignored.low == 0xFFFF, element.parent == parent else { return false }
    guard element.length > 16 else { return true }
    let high = unsafe bytes.uncheckedSameMask16(offset &+ 16, UnsafeRawPointer(pointer) + 16)
    return high | element.ignored.high == 0xFFFF
  }
}

extension BSONLayout.Element {
  /// The element whose name and terminator, at most 32 bytes of them, fill a range.
  fileprivate init(
    _ bytes: RawSpan, _ range: Range<Int>, parent: Int32, node: Int32, slot: Int32
  ) {
    precondition(range.lowerBound >= 0 && range.lowerBound <= bytes.byteCount - 32)
    unsafe pattern = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: range.lowerBound, as: SIMD32<UInt8>.self)
    let ignored = ~((UInt64(1) << UInt64(range.count)) - 1)
    self.ignored = (UInt32(ignored & 0xFFFF), UInt32(ignored >> 16 & 0xFFFF))
    self.parent = parent
    length = Int32(range.count)
    self.node = node
    self.slot = slot
  }
}
