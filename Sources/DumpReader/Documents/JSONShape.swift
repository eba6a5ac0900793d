/// The memory of the layout of earlier documents: for each place, the bytes that stood between the
/// value before it and its own value, and what kind of value that was.
///
/// Documents of one collection mostly have the same members in the same order, written by the same
/// program. What stands around the values is then the same byte for byte, and one compare replaces
/// finding the end of the key, checking it, looking it up, and finding out what the value is.
///
///     …,"points":24,"approved_time":{"$date":"2014-04-11T21:55:32.590Z"},"updated_time":…
///                  └───────── opening ──────┘└──────── value ─────────┘└─ the next opening
///                  └────── key ─────┘
///
/// Bytes that have been checked once need not be checked again where they stand in the same place:
/// a member whose opening is remembered and whose value is valid is a valid member.
@safe
struct JSONShape: ~Copyable {
  /// What is behind an opening.
  enum Kind: UInt8 {
    /// Any value; the opening is just the key, and the value's first byte tells.
    case any
    /// Text, the opening quote being part of the opening.
    case string
    /// Text in one or two objects, such as `{"$oid":"…"}`, that nobody asked for.
    case wrapped, twofold
    /// The 24 bytes of a date in the wrapper of `mongoexport`; the 24 digits of an ObjectId.
    case date, objectID
    /// Digits in a wrapper: `{"$numberInt":"24"}`, `{"$numberLong":"24"}`,
    /// `{"$numberDouble":"0.5"}`, `{"$date":{"$numberLong":"1396837383590"}}`.
    case int32, int64, double, longDate
  }

  /// A remembered member.
  struct Entry {
    var first = SIMD32<UInt8>(repeating: 0)
    var rest = SIMD16<UInt8>(repeating: 0)
    /// Which bytes of `first` and of `rest` count.
    var mask: UInt32 = .max
    var restMask: UInt16 = 0
    /// How many bytes of the opening are those up to the value.
    var keyLength: UInt8 = 0
    /// Length of the opening.
    var length: UInt8 = 0
    var kind = Kind.any
    /// How long the text was, when it takes 17 to 32 bytes and has always been of that length.
    var count: UInt8 = 0
    /// Whether an object or array in this place has to be walked, not only validated.
    var isWalked = false
    /// The slot of the field, -1 for none.
    var slot: Int8 = -1
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    var node: Int32 = -1
    /// The node of the document that the member stands in; impossible when the place is empty.
    var parent: Int32 = -2

    /// Lets all bytes of the opening count, and no others.
    mutating func setMasks() {
      mask = length >= 32 ? .max : (1 << UInt32(length)) - 1
      restMask = length <= 32 ? 0 : UInt16(truncatingIfNeeded: (1 << (UInt32(length) - 32)) - 1)
    }
  }

  /// Places that are remembered; members behind them take the long way.
  static let count = 256
  /// The longest opening.
  static let maximumLength = 48
  /// How many places on a member is looked for when it is not where it was.
  private static let reach = 4

  /// Whether a line feed stands in any opening.
  private(set) var hasLineFeeds = false

  // A fixed number of entries that never move. Those behind them stay empty, so that a search has
  // no end to look for.
  let entries: UnsafeMutablePointer<Entry>

  init() {
    unsafe entries = .allocate(capacity: Self.count + 1 + Self.reach)
    unsafe entries.initialize(repeating: Entry(), count: Self.count + 1 + Self.reach)
  }

  deinit { unsafe entries.deallocate() }

  /// Whether the opening of an entry stands at an offset.
  @inline(__always) @unsafe
  static func matches(
    _ entry: UnsafeMutablePointer<Entry>, parent: Int32, _ bytes: RawSpan, window offset: Int
  ) -> Bool {
    let same = unsafe bytes.windowSame32(offset, UnsafeRawPointer(entry))
    guard unsafe ~same & entry.pointee.mask == 0, unsafe entry.pointee.parent == parent else {
      return false
    }
    if unsafe entry.pointee.length > 32 {
      let rest = unsafe bytes.windowSame16(offset &+ 32, UnsafeRawPointer(entry) + 32)
      return unsafe ~rest & UInt32(entry.pointee.restMask) == 0
    }
    return true
  }

  /// Which of the next entries has the opening that stands at an offset.
  @inline(never) @unsafe
  static func later(
    than entry: UnsafeMutablePointer<Entry>, parent: Int32, _ bytes: RawSpan, window offset: Int
  ) -> UnsafeMutablePointer<Entry>? {
    // At the end of the object there is nothing to look for.
    if unsafe bytes.windowByte(offset) == UInt8(ascii: "}") { return nil }
    var later = unsafe entry
    for _ in 0..<Self.reach {
      // The one behind the last is as far as it goes.
      unsafe later += 1
      if unsafe matches(later, parent: parent, bytes, window: offset) { return unsafe later }
    }
    return nil
  }

  /// The place, this one or one of the next, whose key stands at an offset, and its entry's answers.
  @inline(never)
  func key(
    _ place: inout Int, parent: Int32, _ bytes: RawSpan, _ offset: Int
  ) -> (length: Int, node: Int32, slot: Int32)? {
    guard offset &+ Self.maximumLength <= bytes.byteCount else { return nil }
    for later in place..<max(place, min(place &+ 1 &+ Self.reach, Self.count)) {
      let entry = unsafe entries + later
      let length = unsafe Int(entry.pointee.keyLength)
      guard unsafe entry.pointee.parent == parent else { continue }
      let same =
        unsafe UInt64(bytes.windowSame32(offset, UnsafeRawPointer(entry)))
        | UInt64(bytes.windowSame16(offset &+ 32, UnsafeRawPointer(entry) + 32)) << 32
      if (~same).trailingZeroBitCount >= length {
        place = later
        return unsafe (length, entry.pointee.node, Int32(entry.pointee.slot))
      }
    }
    return nil
  }

  /// Fills a place with an entry, and the bytes of its opening.
  mutating func set(_ place: Int, _ entry: Entry, _ bytes: RawSpan, at start: Int) {
    precondition(place >= 0 && place < Self.count && entry.length <= Self.maximumLength)
    precondition(start >= 0 && start <= bytes.byteCount - Self.maximumLength)
    var entry = entry
    unsafe entry.first = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: start, as: SIMD32<UInt8>.self)
    unsafe entry.rest = bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: start + 32, as: SIMD16<UInt8>.self)
    entry.setMasks()
    if bytes.firstLineFeed(in: start..<start + Int(entry.length)) != nil { hasLineFeeds = true }
    unsafe entries[place] = entry
  }

  /// Looks again at a place where the key was right: when the opening was not, there are values of
  /// several kinds, and from now on only the key counts.
  mutating func review(_ place: Int, _ bytes: RawSpan, member: Int) {
    precondition(place >= 0 && place < Self.count)
    var entry = unsafe entries[place]
    guard entry.length > entry.keyLength, member <= bytes.windowLimit,
      unsafe !Self.matches(
        entries + place, parent: entry.parent, bytes, window: member)
    else { return }
    entry.kind = .any
    entry.length = entry.keyLength
    entry.setMasks()
    unsafe entries[place] = entry
  }
}
