/// The memory of how earlier documents were laid out: for each place in a document, the bytes that
/// stood between two values, and what kind of value came next. The twin of ``BSONLayout``.
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
/// same place, which is what a ``Context`` tells: a document of known gaps and valid values is valid. A
/// document that leaves members out is found again a few places on.
@safe
struct JSONShape: ~Copyable {
  /// What is behind a gap.
  enum Kind: UInt8 {
    /// Text; its opening quote is a part of the gap. When nobody asked for it, its closing quote is
    /// one of the next gap.
    case text
    /// The same, always of the same length.
    case identifier
    /// A number or a literal that nobody asked for.
    case scalar
    /// Any value of a member; its first byte tells.
    case any
    /// The text in `{"$date":"2014-04-11T21:55:32.590Z"}`, in `{"$oid":"5349b4ddd2781d08c09890f3"}`.
    case date, objectID
    /// The text in `{"$numberInt":"24"}`, `{"$numberLong":"24"}`, `{"$numberDouble":"0.5"}`,
    /// `{"$date":{"$numberLong":"1396837383590"}}`.
    case int32, int64, double, longDate
    /// No value: the gap ends with the brace that closes the object.
    case end
  }

  /// A gap that may be expected, and the value behind it.
  struct Gap {
    /// The bytes.
    fileprivate var first = SIMD32<UInt8>(repeating: 0)
    fileprivate var rest = SIMD16<UInt8>(repeating: 0)
    /// The upper half of the context where the gap begins, none when the place is empty, above a bit
    /// for each byte of `first` that does not count.
    fileprivate var start: UInt64 = 0
    /// The context behind the value.
    var end = Context.none
    /// Where the gap was in this document.
    fileprivate(set) var offset = 0
    /// Which bytes of `rest` count.
    fileprivate var restMask: UInt16 = 0
    /// How many bytes there are.
    var length: UInt8 = 0
    /// How many of them close the value before.
    var lead: UInt8 = 0
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
    var context: Context {
      get { Context(bits: start | 0xFFFF_FFFF) }
      set { start = newValue.bits & ~0xFFFF_FFFF | start & 0xFFFF_FFFF }
    }

    /// Whether the gap is one inside of a member's value.
    var isInner: Bool { keyLength == 0 && end != .none }
  }

  /// A place in a document.
  @safe
  struct Place: Equatable {
    fileprivate var pointer: UnsafeMutablePointer<Gap>

    static func == (one: Place, other: Place) -> Bool { unsafe one.pointer == other.pointer }
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
  private let gaps: UnsafeMutablePointer<Gap>

  init() {
    let count = Self.count + Self.spareCount
    unsafe gaps = .allocate(capacity: count)
    unsafe gaps.initialize(repeating: Gap(), count: count)
  }

  deinit { unsafe gaps.deallocate() }

  /// The first place.
  var start: Place { unsafe Place(pointer: gaps) }

  /// Whether a place is one that can be filled.
  func contains(_ place: Place) -> Bool { unsafe place.pointer < gaps + Self.count }

  /// The place of the member after the one in a place.
  func place(after place: Place) -> Place {
    guard contains(place) else { return place }
    let next = unsafe Place(pointer: place.pointer + 1 + Int(place.gap.innerCount))
    return contains(next) ? next : unsafe Place(pointer: gaps + Self.count)
  }

  /// Moves `place` to where the member at `offset` is expected: there, or at one of the next places.
  ///
  /// - Parameters:
  ///   - context: That of a gap without a lead.
  ///   - offset: The comma or brace before the key.
  ///   - keyOnly: Whether only the key has to be the same, not what opens the value.
  func find(
    _ place: inout Place, _ context: Context, _ bytes: RawSpan, _ offset: Int, keyOnly: Bool
  ) -> Bool {
    guard offset >= 0, offset <= bytes.byteCount - Self.maximumLength else { return false }
    var candidate = place
    for _ in 0...Self.reach {
      if candidate.opens(context, bytes, offset, keyOnly: keyOnly) {
        place = candidate
        return true
      }
      candidate = self.place(after: candidate)
    }
    return false
  }

  /// Fills a place.
  ///
  /// - Parameter offset: Where the gap stands.
  mutating func fill(_ place: Place, with gap: Gap, _ bytes: RawSpan, _ offset: Int) {
    precondition(contains(place) && offset >= 0)
    precondition(offset <= bytes.byteCount - Self.maximumLength)
    var gap = gap
    unsafe gap.first = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD32<UInt8>.self)
    unsafe gap.rest = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset + 32, as: SIMD16<UInt8>.self)
    gap.setMasks()
    for i in offset..<offset + Int(gap.length) where bytes[i] == 0x0A { hasLineFeeds = true }
    unsafe place.pointer.pointee = gap
  }

  /// From now on only the key counts in a place.
  mutating func forgetKind(_ place: Place) {
    precondition(contains(place))
    var gap = place.gap
    let innerCount = Int(gap.innerCount)
    gap.kind = .any
    gap.length = gap.lead + gap.keyLength
    gap.innerCount = 0
    gap.end = gap.end.outside
    gap.setMasks()
    unsafe place.pointer.pointee = gap
    // The gaps inside of the value are gone, and the next one would close it.
    let next = unsafe place.pointer + 1
    let end = unsafe gaps + Self.count
    guard unsafe next < end else { return }
    if innerCount > 0 {
      unsafe next.update(from: next + innerCount, count: end - next - innerCount)
      unsafe (end - innerCount).update(repeating: Gap(), count: innerCount)
    }
    if unsafe next.pointee.lead > 0 { unsafe next.pointee = Gap() }
  }

  /// From now on texts in a place may have any length; but few dates and identifiers in a wrapper
  /// have another one.
  @inline(never)
  func forgetTextCount(_ place: Place) {
    if !place.gap.end.isNested { unsafe place.pointer.pointee.kind = .text }
  }

  /// From now on other values than numbers and literals may stand in the place of a member.
  func forgetScalar(_ place: Place) {
    if !place.gap.isInner { unsafe place.pointer.pointee.kind = .any }
  }
}

extension JSONShape.Gap {
  /// Lets all bytes of the gap count, and no others.
  fileprivate mutating func setMasks() {
    let ones = (UInt64(1) << UInt64(length)) - 1
    start = start & ~0xFFFF_FFFF | ~ones & 0xFFFF_FFFF
    restMask = UInt16(truncatingIfNeeded: ones >> 32)
  }
}

extension JSONShape.Place {
  /// The next place, behind one whose gap matched, which the last place's never does.
  @inline(__always)
  func next() -> JSONShape.Place { unsafe JSONShape.Place(pointer: pointer + 1) }

  /// The place before; there has to be one.
  func previous() -> JSONShape.Place { unsafe JSONShape.Place(pointer: pointer - 1) }

  /// The place where the member began whose value, or a part of it, is here.
  var member: JSONShape.Place {
    var place = self
    while place.gap.isInner { place = place.previous() }
    return place
  }

  /// The place so many after this one.
  func advanced(by count: Int) -> JSONShape.Place {
    unsafe JSONShape.Place(pointer: pointer + count)
  }

  /// What is expected here.
  var gap: JSONShape.Gap {
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
  func matches(_ context: JSONShape.Context, _ bytes: RawSpan, _ offset: Int) -> Bool {
    let same = unsafe UInt64(bytes.uncheckedSameMask32(offset, pointer))
    guard same | gap.start == context.bits else { return false }
    guard gap.length > 32 else { return true }
    let rest = unsafe bytes.uncheckedSameMask16(offset &+ 32, UnsafeRawPointer(pointer) + 32)
    return ~rest & UInt32(gap.restMask) == 0
  }

  /// Whether the gap expected here, without its lead, or only the key, stands at `offset`.
  fileprivate func opens(
    _ context: JSONShape.Context, _ bytes: RawSpan, _ offset: Int, keyOnly: Bool
  ) -> Bool {
    guard gap.keyLength > 0, gap.context.outside == context else { return false }
    let length = Int(gap.lead) + Int(gap.keyLength)
    for i in Int(gap.lead)..<(keyOnly ? length : Int(gap.length)) {
      let byte = i < 32 ? gap.first[i] : gap.rest[i - 32]
      guard byte == bytes[offset + i - Int(gap.lead)] else { return false }
    }
    return true
  }
}
