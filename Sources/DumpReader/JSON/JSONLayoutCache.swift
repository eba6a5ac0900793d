/// The memory of how earlier documents were laid out: for each place in a document, the bytes that
/// stood between two values, and what kind of value came next. The twin of ``BSONLayoutCache``.
///
/// Documents of one collection mostly have the same members in the same order, and the same program
/// has written all of them. What stands between the values is then the same byte for byte, and one
/// compare stands for closing a text, closing brackets, finding the end of a key, checking it, looking
/// it up, and finding out what the next value is:
///
///     …"_cls":"Transaction","approved_time":{"$date":"2014-04-11T21:55:32.590Z"},"points":24}
///              └── text ──┘└──────────── gap ────────┘└──────── text ──────────┘└── gap ──┘
///                          ↑└───── key ─────┘
///                          lead, 1 byte
///
/// Values that nobody asked for are remembered with all that is in them, `["a","b"]` as two texts and
/// the gaps before them. Bytes that have been checked need not be checked again where they stand in the
/// same place, which is what a ``State`` tells: a document of known gaps and valid values is valid. A
/// document that leaves members out is found again a few places on.
@safe
struct JSONLayoutCache: ~Copyable {
  /// What is behind a gap.
  enum Kind: UInt8 {
    /// Text; its opening quote is a part of the gap. When nobody asked for it, its closing quote is
    /// one of the next gap.
    case text
    /// The same, always of the same length.
    case fixedLengthString
    /// A number or a literal that nobody asked for.
    case scalar
    /// Any value of a member; its first byte tells.
    case any
    /// The text in `{"$date":"2014-04-11T21:55:32.590Z"}`, in `{"$oid":"5349b4ddd2781d08c09890f3"}`.
    case date, objectID
    /// The text in `{"$numberInt":"24"}`, `{"$numberLong":"24"}`, `{"$numberDouble":"0.5"}`,
    /// `{"$date":{"$numberLong":"1396837383590"}}`.
    case int32, int64, double, millisecondDate
    /// No value: the gap ends with the brace that closes the object.
    case end
  }

  /// A gap that may be expected, and the value behind it.
  struct Entry {
    /// The bytes.
    fileprivate var first = SIMD32<UInt8>(repeating: 0)
    fileprivate var rest = SIMD16<UInt8>(repeating: 0)
    /// The upper half of the context where the gap begins, none when the place is empty, above a bit
    /// for each byte of `first` that does not count.
    fileprivate var start: UInt64 = 0
    /// The context behind the value.
    var end = State.none
    /// Where the gap was in this document.
    fileprivate(set) var offset = 0
    /// Which bytes of `rest` count.
    fileprivate var restMask: UInt16 = 0
    /// How many bytes there are.
    var length: UInt8 = 0
    /// How many of them close the value before.
    var closingCount: UInt8 = 0
    /// How many are the separator, the key, the colon and blanks; 0 inside of a member's value.
    var keyLength: UInt8 = 0
    /// How many places further values of the same member take.
    var innerCount: UInt8 = 0
    var kind = Kind.any {
      didSet { isText = kind == .text }
    }
    /// Whether the kind is text, apart from it because a test of the same byte would become one with
    /// the choice between the others.
    private(set) var isText = false
    /// How long an identifier was the last time: 17 to 32 bytes.
    var textCount: UInt8 = 0
    /// Whether an object or array in this place has to be walked, not only validated.
    var isWalked = false
    /// The slot of the field, -1 for none.
    var slot: Int8 = -1
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    var node: Int32 = -1

    /// The context where the gap begins.
    var state: State {
      get { State(bits: start | 0xFFFF_FFFF) }
      set { start = newValue.bits & ~0xFFFF_FFFF | start & 0xFFFF_FFFF }
    }

    /// Whether the gap is one inside of a member's value.
    var isInner: Bool { keyLength == 0 && end != .none }
  }

  /// A place in a document.
  @safe
  struct Index: Equatable {
    fileprivate var pointer: UnsafeMutablePointer<Entry>

    static func == (one: Index, other: Index) -> Bool { unsafe one.pointer == other.pointer }
  }

  /// Places that are remembered; members behind them are read the full way.
  static let count = 256
  /// The longest gap.
  static let maximumLength = 48
  /// How many places on a member is looked for when it is not where it was.
  private static let reach = 4
  /// Places that always stay empty and never match, so that no step has to look for the end.
  private static let spareCount = 1 + reach

  /// Whether a line feed stands in any gap.
  private(set) var hasLineFeeds = false

  // A fixed number of gaps that never move.
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    let count = Self.count + Self.spareCount
    unsafe entries = .allocate(capacity: count)
    unsafe entries.initialize(repeating: Entry(), count: count)
  }

  deinit { unsafe entries.deallocate() }

  /// The first place.
  var start: Index { unsafe Index(pointer: entries) }

  /// Whether a place is one that can be filled.
  func contains(_ index: Index) -> Bool { unsafe index.pointer < entries + Self.count }

  /// The place of the member after the one in a place.
  func index(after index: Index) -> Index {
    guard contains(index) else { return index }
    let next = unsafe Index(pointer: index.pointer + 1 + Int(index.entry.innerCount))
    return contains(next) ? next : unsafe Index(pointer: entries + Self.count)
  }

  /// Moves `index` to where the member at `offset` is expected: there, or at one of the next places.
  ///
  /// - Parameters:
  ///   - context: That of a gap without a lead.
  ///   - offset: The comma or brace before the key.
  ///   - keyOnly: Whether only the key has to be the same, not what opens the value.
  func find(
    _ index: inout Index, _ state: State, _ bytes: RawSpan, _ offset: Int, keyOnly: Bool
  ) -> Bool {
    guard offset >= 0, offset <= bytes.byteCount - Self.maximumLength else { return false }
    var candidate = index
    for _ in 0...Self.reach {
      if candidate.opens(state, bytes, offset, keyOnly: keyOnly) {
        index = candidate
        return true
      }
      candidate = self.index(after: candidate)
    }
    return false
  }

  /// Fills a place.
  ///
  /// - Parameter offset: Where the gap stands.
  mutating func fill(_ index: Index, with entry: Entry, _ bytes: RawSpan, _ offset: Int) {
    precondition(contains(index) && offset >= 0)
    precondition(offset <= bytes.byteCount - Self.maximumLength)
    var entry = entry
    unsafe entry.first = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD32<UInt8>.self)
    unsafe entry.rest = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset + 32, as: SIMD16<UInt8>.self)
    entry.setMasks()
    for i in offset..<offset + Int(entry.length) where bytes[i] == 0x0A { hasLineFeeds = true }
    unsafe index.pointer.pointee = entry
  }

  /// From now on only the key counts in a place.
  mutating func forgetKind(_ index: Index) {
    precondition(contains(index))
    var entry = index.entry
    let innerCount = Int(entry.innerCount)
    entry.kind = .any
    entry.length = entry.closingCount + entry.keyLength
    entry.innerCount = 0
    entry.end = entry.end.outside
    entry.setMasks()
    unsafe index.pointer.pointee = entry
    // The gaps inside of the value are gone, and the next one would close it.
    let next = unsafe index.pointer + 1
    let end = unsafe entries + Self.count
    guard unsafe next < end else { return }
    if innerCount > 0 {
      unsafe next.update(from: next + innerCount, count: end - next - innerCount)
      unsafe (end - innerCount).update(repeating: Entry(), count: innerCount)
    }
    if unsafe next.pointee.closingCount > 0 { unsafe next.pointee = Entry() }
  }

  /// From now on texts in a place may have any length; but few dates and identifiers in a wrapper
  /// have another one.
  @inline(never)
  func forgetTextCount(_ index: Index) {
    if !index.entry.end.isNested { unsafe index.pointer.pointee.kind = .text }
  }

  /// From now on other values than numbers and literals may stand in the place of a member.
  func forgetScalar(_ index: Index) {
    if !index.entry.isInner { unsafe index.pointer.pointee.kind = .any }
  }
}

extension JSONLayoutCache.Entry {
  /// Lets all bytes of the gap count, and no others.
  fileprivate mutating func setMasks() {
    let ones = (UInt64(1) << UInt64(length)) - 1
    start = start & ~0xFFFF_FFFF | ~ones & 0xFFFF_FFFF
    restMask = UInt16(truncatingIfNeeded: ones >> 32)
  }
}

extension JSONLayoutCache.Index {
  /// The next place, behind one whose gap matched, which the last place's never does.
  @inline(__always)
  func next() -> JSONLayoutCache.Index { unsafe JSONLayoutCache.Index(pointer: pointer + 1) }

  /// The place before; there has to be one.
  func previous() -> JSONLayoutCache.Index { unsafe JSONLayoutCache.Index(pointer: pointer - 1) }

  /// The place where the member began whose value, or a part of it, is here.
  var member: JSONLayoutCache.Index {
    var index = self
    while index.entry.isInner { index = index.previous() }
    return index
  }

  /// The place so many after this one.
  func advanced(by count: Int) -> JSONLayoutCache.Index {
    unsafe JSONLayoutCache.Index(pointer: pointer + count)
  }

  /// What is expected here.
  var entry: JSONLayoutCache.Entry {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
  }

  /// Notes where the gap is in this document.
  @inline(__always)
  func note(_ offset: Int) { unsafe pointer.pointee.offset = offset }

  /// Whether the gap expected here stands at `offset`, in its context. One compare tells of the first
  /// 32 bytes and of the context.
  ///
  /// - Precondition: 48 bytes are readable at `offset`; checked in debug builds only.
  @inline(__always) @unsafe
  func matches(_ state: JSONLayoutCache.State, _ bytes: RawSpan, _ offset: Int) -> Bool {
    let same = unsafe UInt64(bytes.uncheckedSameMask32(offset, pointer))
    guard same | entry.start == state.bits else { return false }
    guard entry.length > 32 else { return true }
    let rest = unsafe bytes.uncheckedSameMask16(offset &+ 32, UnsafeRawPointer(pointer) + 32)
    return ~rest & UInt32(entry.restMask) == 0
  }

  /// Whether the gap expected here, without its lead, or only the key, stands at `offset`.
  fileprivate func opens(
    _ state: JSONLayoutCache.State, _ bytes: RawSpan, _ offset: Int, keyOnly: Bool
  ) -> Bool {
    guard entry.keyLength > 0, entry.state.outside == state else { return false }
    let length = Int(entry.closingCount) + Int(entry.keyLength)
    for i in Int(entry.closingCount)..<(keyOnly ? length : Int(entry.length)) {
      let byte = i < 32 ? entry.first[i] : entry.rest[i - 32]
      guard byte == bytes[offset + i - Int(entry.closingCount)] else { return false }
    }
    return true
  }
}
