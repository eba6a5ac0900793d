/// An inline cache of how earlier documents were laid out: for each position in a document, the bytes
/// between two values, and what kind of value came next. The twin of ``BSONLayoutCache``.
///
/// Documents of one collection mostly have the same members in the same order, and the same program
/// has written all of them. What stands between the values is then the same byte for byte, and one
/// compare stands for closing a text, closing brackets, finding the end of a key, checking it, looking
/// it up, and finding out what the next value is:
///
///     …"_cls":"Transaction","approved_time":{"$date":"2014-04-11T21:55:32.590Z"},"points":24}
///              └── text ──┘└────── delimiter ──────┘└──────── text ──────────┘└ delimiter ┘
///                          ↑└───── key ─────┘
///                          closing, 1 byte
///
/// Values that are not selected are remembered with all that is in them, `["a","b"]` as two texts and
/// the delimiters before them. Bytes that have been checked need not be checked again in the same state,
/// see ``State``: a document of known delimiters and valid values is valid. A
/// document that leaves members out is found again a few entries on.
///
/// ## Algorithm
///
/// An inline cache, as virtual machines have it for the shapes of objects; in parsers it is called
/// speculative parsing (Mison): guess the structure, compare, fall back.
///
/// - An entry is a pattern of at most 48 bytes with a mask, the parser state before it, the state behind
///   its value, and the kind of value to expect. A hit needs pattern *and* state: the same bytes inside of
///   a string are no delimiter.
/// - Transitions: an entry is empty, filled from what the slow path has read, and widened when
///   a value of another kind is met: fixed length to any length, scalar to any value, last of all to the
///   key alone. A document with another member there overwrites it.
/// - Entries never move and the last ones never match, so that the fast path needs no bounds check but
///   that of the input. What fills an entry must check everything that a hit will not check again.
/// - The cache changes no result: tests read documents with a cold cache and with a warm one.
@safe
struct JSONLayoutCache: ~Copyable {
  /// What is behind a delimiter.
  enum Kind: UInt8 {
    /// Text; its opening quote is a part of the delimiter. When it is not selected, its closing quote is
    /// one of the next delimiter.
    case text
    /// The same, always of the same length.
    case fixedLengthString
    /// A number or a literal that is not selected.
    case scalar
    /// Any value of a member; its first byte tells.
    case any
    /// The text in `{"$date":"2014-04-11T21:55:32.590Z"}`, in `{"$oid":"5349b4ddd2781d08c09890f3"}`.
    case date, objectID
    /// The text in `{"$numberInt":"24"}`, `{"$numberLong":"24"}`, `{"$numberDouble":"0.5"}`,
    /// `{"$date":{"$numberLong":"1396837383590"}}`.
    case int32, int64, double, millisecondDate
    /// No value: the delimiter ends with the brace that closes the object.
    case end
  }

  /// A delimiter that may be expected, and the value behind it.
  struct Entry {
    /// The bytes.
    fileprivate var first = SIMD32<UInt8>(repeating: 0)
    fileprivate var rest = SIMD16<UInt8>(repeating: 0)
    /// The upper half of the state where the delimiter begins, none when the entry is empty, above a bit
    /// for each byte of `first` that does not count.
    fileprivate var start: UInt64 = 0
    /// The state behind the value.
    var end = State.none
    /// Where the delimiter was in this document.
    fileprivate(set) var offset = 0
    /// Which bytes of `rest` count.
    fileprivate var restMask: UInt16 = 0
    /// How many bytes there are.
    var length: UInt8 = 0
    /// How many of them close the value before.
    var closingCount: UInt8 = 0
    /// How many are the separator, the key, the colon and blanks; 0 inside of a member's value.
    var keyLength: UInt8 = 0
    /// How many entries further values of the same member take.
    var innerCount: UInt8 = 0
    var kind = Kind.any {
      didSet { isText = kind == .text }
    }
    /// `kind == .text`, stored separately: the compiler would merge a test of `kind` into the switch
    /// over the other kinds.
    private(set) var isText = false
    /// How long an identifier was the last time: 17 to 32 bytes.
    var textCount: UInt8 = 0
    /// Whether an object or array in this entry has to be walked, not only validated.
    var isWalked = false
    /// The slot of the field, -1 for none.
    var slot: Int8 = -1
    /// The node of the field in the selection, -1 for a field that is not selected.
    var node: Int32 = -1

    /// The state where the delimiter begins.
    var state: State {
      get { State(bits: start | 0xFFFF_FFFF) }
      set { start = newValue.bits & ~0xFFFF_FFFF | start & 0xFFFF_FFFF }
    }

    /// Whether the delimiter is one inside of a member's value.
    var isInner: Bool { keyLength == 0 && end != .none }
  }

  /// The index of an entry in a document.
  @safe
  struct Index: Equatable {
    fileprivate var pointer: UnsafeMutablePointer<Entry>

    static func == (one: Index, other: Index) -> Bool { unsafe one.pointer == other.pointer }
  }

  /// Entries that are remembered; members behind them are read on the slow path.
  static let count = 256
  /// The longest delimiter.
  static let maximumLength = 48
  /// How many entries on a member is looked for when it is not where it was.
  private static let reach = 4
  /// Entries that always stay empty and never match, so that no step has to look for the end.
  private static let spareCount = 1 + reach

  /// Whether a line feed stands in any delimiter.
  private(set) var hasLineFeeds = false

  // A fixed number of delimiters that never move.
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    let count = Self.count + Self.spareCount
    unsafe entries = .allocate(capacity: count)
    unsafe entries.initialize(repeating: Entry(), count: count)
  }

  deinit { unsafe entries.deallocate() }

  /// The first entry.
  var start: Index { unsafe Index(pointer: entries) }

  /// Whether an entry is one that can be filled.
  func contains(_ index: Index) -> Bool { unsafe index.pointer < entries + Self.count }

  /// The entry of the member after the one in an entry.
  func index(after index: Index) -> Index {
    guard contains(index) else { return index }
    let next = unsafe Index(pointer: index.pointer + 1 + Int(index.entry.innerCount))
    return contains(next) ? next : unsafe Index(pointer: entries + Self.count)
  }

  /// Moves `index` to where the member at `offset` is expected: there, or at one of the next entries.
  ///
  /// - Parameters:
  ///   - state: That of a delimiter without closing bytes.
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

  /// Fills an entry.
  ///
  /// - Parameter offset: Where the delimiter stands.
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

  /// From now on only the key counts in an entry.
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
    // The delimiters inside of the value are gone, and the next one would close it.
    let next = unsafe index.pointer + 1
    let end = unsafe entries + Self.count
    guard unsafe next < end else { return }
    if innerCount > 0 {
      unsafe next.update(from: next + innerCount, count: end - next - innerCount)
      unsafe (end - innerCount).update(repeating: Entry(), count: innerCount)
    }
    if unsafe next.pointee.closingCount > 0 { unsafe next.pointee = Entry() }
  }

  /// From now on texts in an entry may have any length; but few dates and identifiers in a wrapper
  /// have another one.
  @inline(never)
  func forgetTextCount(_ index: Index) {
    if !index.entry.end.isNested { unsafe index.pointer.pointee.kind = .text }
  }

  /// From now on other values than numbers and literals may stand in the entry of a member.
  func forgetScalar(_ index: Index) {
    if !index.entry.isInner { unsafe index.pointer.pointee.kind = .any }
  }
}

extension JSONLayoutCache.Entry {
  /// Lets all bytes of the delimiter count, and no others.
  fileprivate mutating func setMasks() {
    let ones = (UInt64(1) << UInt64(length)) - 1
    start = start & ~0xFFFF_FFFF | ~ones & 0xFFFF_FFFF
    restMask = UInt16(truncatingIfNeeded: ones >> 32)
  }
}

extension JSONLayoutCache.Index {
  /// The next entry, behind one whose delimiter matched, which the last entry's never does.
  @inline(__always)
  func next() -> JSONLayoutCache.Index { unsafe JSONLayoutCache.Index(pointer: pointer + 1) }

  /// The entry before; there has to be one.
  func previous() -> JSONLayoutCache.Index { unsafe JSONLayoutCache.Index(pointer: pointer - 1) }

  /// The entry where the member began whose value, or a part of it, is here.
  var member: JSONLayoutCache.Index {
    var index = self
    while index.entry.isInner { index = index.previous() }
    return index
  }

  /// The entry so many after this one.
  func advanced(by count: Int) -> JSONLayoutCache.Index {
    unsafe JSONLayoutCache.Index(pointer: pointer + count)
  }

  /// What is expected here.
  var entry: JSONLayoutCache.Entry {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
  }

  /// Notes where the delimiter is in this document.
  @inline(__always)
  func note(_ offset: Int) { unsafe pointer.pointee.offset = offset }

  /// Whether the delimiter expected here is at `offset`, in its state. One compare tells of the first
  /// 32 bytes and of the state.
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

  /// Whether the delimiter expected here, without its closing bytes, or only the key, is at `offset`.
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

#if DEBUG || ANALYZE_INVARIANTS
extension JSONLayoutCache {
  /// Ends the process where an entry would match what it does not stand for. See
  /// `Arena.checkInvariants()`.
  func checkInvariants() {
    for index in 0..<Self.count {
      let entry = unsafe entries[index]
      guard entry.start != 0 else { continue }
      entry.checkInvariants()
      let bytes = (0..<Int(entry.length)).map { $0 < 32 ? entry.first[$0] : entry.rest[$0 - 32] }
      precondition(hasLineFeeds || !bytes.contains(0x0A), "a line feed is not known of")
    }
    for index in Self.count..<Self.count + Self.spareCount {
      precondition(unsafe entries[index].start == 0, "a spare entry may match")
    }
  }
}

extension JSONLayoutCache.Entry {
  fileprivate func checkInvariants() {
    precondition((1...JSONLayoutCache.maximumLength).contains(Int(length)))
    precondition(closingCount + keyLength <= length)
    precondition(isText == (kind == .text))
    var masked = self
    masked.setMasks()
    precondition(masked.start == start && masked.restMask == restMask, "other bytes count")
  }
}
#endif
