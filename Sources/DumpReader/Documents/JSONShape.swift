/// The memory of how earlier documents were laid out: for each place in a document, the bytes that
/// stood between the value before it and its own value, and what kind of value that was. The twin of
/// ``BSONLayout``.
///
/// Documents of one collection mostly have the same members in the same order, and the same program
/// has written all of them. What stands around the values is then the same byte for byte, and one
/// compare stands for finding the end of the key, checking it, looking it up, and finding out what
/// the value is:
///
///     …,"points":24,"approved_time":{"$date":"2014-04-11T21:55:32.590Z"},"updated_time":…
///                  └───────── opening ──────┘└──────── text ──────────┘└─ the next opening
///                  └────── key ─────┘
///
/// Bytes that have been checked need not be checked again where they stand in the same place: a
/// member whose opening is remembered and whose value is valid is a valid member. A document that
/// leaves members out is found again a few places on.
@safe
struct JSONShape: ~Copyable {
  /// What is behind an opening.
  enum Kind: UInt8 {
    /// Any value; the opening is just the key, and the value's first byte tells.
    case any
    /// Text, whose opening quote is a part of the opening. The opening has 32 bytes at most.
    case string
    /// The same, always of the same length.
    case identifier
    /// Text in an object, such as `{"$oid":"…"}`, or in an object in an object, that nobody asked
    /// for.
    case wrapped, twofold
    /// The text in `{"$date":"2014-04-11T21:55:32.590Z"}`, in `{"$oid":"5349b4ddd2781d08c09890f3"}`.
    case date, objectID
    /// The text in `{"$numberInt":"24"}`, `{"$numberLong":"24"}`, `{"$numberDouble":"0.5"}`,
    /// `{"$date":{"$numberLong":"1396837383590"}}`.
    case int32, int64, double, longDate
  }

  /// A member that may be expected.
  struct Member {
    /// The opening.
    var first = SIMD32<UInt8>(repeating: 0)
    var rest = SIMD16<UInt8>(repeating: 0)
    /// The node of the document that the member stands in, impossible when the place is empty, above
    /// a bit for each byte of `first` that does not count.
    fileprivate var context = Member.context(parent: -2)
    /// Which bytes of `rest` count.
    fileprivate var restMask: UInt16 = 0
    /// How many bytes of the opening stand before the value.
    var keyLength: UInt8 = 0
    /// Length of the opening.
    var length: UInt8 = 0
    var kind = Kind.any
    /// How long the text was the last time, if that was 17 to 32 bytes; or 0.
    var textCount: UInt8 = 0
    /// Whether an object or array in this place has to be walked, not only validated.
    var isWalked = false
    /// The slot of the field, -1 for none.
    var slot: Int8 = -1
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    var node: Int32 = -1

    /// The node of the document that the member stands in.
    var parent: Int32 {
      get { Int32(truncatingIfNeeded: context >> 32) }
      set { context = Self.context(parent: newValue) | context & 0xFFFF_FFFF }
    }

    /// What a member in a document has above the bits for bytes.
    static func context(parent: Int32) -> UInt64 { UInt64(UInt32(bitPattern: parent)) << 32 }
  }

  /// A place in a document.
  @safe
  struct Place {
    fileprivate var pointer: UnsafeMutablePointer<Member>
  }

  /// Places that are remembered; members behind them are read the full way.
  static let count = 256
  /// The longest opening.
  static let maximumLength = 48
  /// How many places on a member is looked for when it is not where it was.
  private static let reach = 4

  /// Whether a line feed stands in any opening.
  private(set) var hasLineFeeds = false

  // A fixed number of members that never move. Those at the end stay empty and never match, so that
  // neither a step nor a search has to look for the end.
  private let members: UnsafeMutablePointer<Member>

  init() {
    let count = Self.count + 1 + Self.reach
    unsafe members = .allocate(capacity: count)
    unsafe members.initialize(repeating: Member(), count: count)
  }

  deinit { unsafe members.deallocate() }

  /// The first place.
  var start: Place { unsafe Place(pointer: members) }

  /// Whether a place is one that can be filled.
  func contains(_ place: Place) -> Bool { unsafe place.pointer < members + Self.count }

  /// The place after one of any kind.
  func place(after place: Place) -> Place { contains(place) ? place.next() : place }

  /// Where the opening at `offset` is expected next, after a place where it is not.
  ///
  /// - Precondition: 48 bytes are readable at `offset`; checked in debug builds only.
  @inline(never) @unsafe
  func next(after place: Place, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Place? {
    var next = place
    for _ in 0..<Self.reach {
      next = self.place(after: next)
      if unsafe next.matches(bytes, offset, parent: parent) { return next }
    }
    return nil
  }

  /// Moves `place` to where the key at `offset` is expected: there, or at one of the next places.
  ///
  /// - Parameter offset: The comma or brace before the key.
  func findKey(_ place: inout Place, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.byteCount - Self.maximumLength else { return false }
    var candidate = place
    for _ in 0...Self.reach {
      if unsafe candidate.matchesKey(bytes, offset, parent: parent) {
        place = candidate
        return true
      }
      candidate = self.place(after: candidate)
    }
    return false
  }

  /// Fills a place.
  ///
  /// - Parameter offset: Where the opening stands.
  mutating func fill(_ place: Place, with member: Member, _ bytes: RawSpan, _ offset: Int) {
    precondition(contains(place) && offset >= 0)
    precondition(offset <= bytes.byteCount - Self.maximumLength)
    var member = member
    unsafe member.first = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD32<UInt8>.self)
    unsafe member.rest = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset + 32, as: SIMD16<UInt8>.self)
    member.setMasks()
    for i in offset..<offset + Int(member.length) where bytes[i] == 0x0A { hasLineFeeds = true }
    unsafe place.pointer.pointee = member
  }

  /// From now on only the key counts in a place.
  mutating func forgetKind(_ place: Place) {
    precondition(contains(place))
    unsafe place.pointer.pointee.kind = .any
    unsafe place.pointer.pointee.length = place.member.keyLength
    unsafe place.pointer.pointee.setMasks()
  }

  /// From now on texts in a place may have any length.
  @inline(__always)
  func forgetTextCount(_ place: Place) {
    unsafe place.pointer.pointee.kind = .string
  }
}

extension JSONShape.Member {
  /// Lets all bytes of the opening count, and no others.
  fileprivate mutating func setMasks() {
    let ones = (UInt64(1) << UInt64(length)) - 1
    context = Self.context(parent: parent) | ~ones & 0xFFFF_FFFF
    restMask = UInt16(truncatingIfNeeded: ones >> 32)
  }
}

extension JSONShape.Place {
  /// The place after one whose member matched, which the last place never does.
  @inline(__always)
  func next() -> JSONShape.Place { unsafe JSONShape.Place(pointer: pointer + 1) }

  /// What is expected here.
  var member: JSONShape.Member {
    @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer) }
  }

  /// Whether the opening expected here stands at `offset`.
  ///
  /// - Precondition: 48 bytes are readable at `offset`; checked in debug builds only.
  @unsafe
  func matches(_ bytes: RawSpan, _ offset: Int, parent: Int32) -> Bool {
    unsafe startMatches(bytes, offset, JSONShape.Member.context(parent: parent) | 0xFFFF_FFFF)
      && restMatches(bytes, offset)
  }

  /// Whether the first 32 bytes of the opening match, in a document of this context with all bits
  /// below: one compare tells of all bytes and of the document.
  @inline(__always) @unsafe
  func startMatches(_ bytes: RawSpan, _ offset: Int, _ context: UInt64) -> Bool {
    unsafe UInt64(bytes.uncheckedSameMask32(offset, pointer)) | member.context == context
  }

  /// Whether what the opening has beyond 32 bytes matches.
  @inline(__always) @unsafe
  func restMatches(_ bytes: RawSpan, _ offset: Int) -> Bool {
    guard member.length > 32 else { return true }
    let rest = unsafe bytes.uncheckedSameMask16(offset &+ 32, UnsafeRawPointer(pointer) + 32)
    return ~rest & UInt32(member.restMask) == 0
  }

  /// Whether the key expected here stands at `offset`, under the same conditions.
  @inline(__always) @unsafe
  func matchesKey(_ bytes: RawSpan, _ offset: Int, parent: Int32) -> Bool {
    guard member.parent == parent else { return false }
    let first = unsafe bytes.uncheckedSameMask32(offset, pointer)
    let length = Int(member.keyLength)
    if length <= 32 { return (~UInt64(first)).trailingZeroBitCount >= length }
    let rest = unsafe bytes.uncheckedSameMask16(offset &+ 32, UnsafeRawPointer(pointer) + 32)
    return ~first == 0 && (~rest).trailingZeroBitCount >= length &- 32
  }
}
