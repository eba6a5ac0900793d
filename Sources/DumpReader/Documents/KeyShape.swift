/// The memory of the previous document's layout: for each place in it, the bytes of the key that
/// stood there and what that key means.
///
/// Documents of one collection mostly have the same keys in the same order. One 32-byte compare
/// against the remembered key then replaces finding the end of the key, checking it, and looking it
/// up; it saves a third of the time on JSON. A miss costs one failed compare and falls back to the
/// full way, which remembers what it found.
///
///     places   │ u s e r _ i d 00 · · ·  (32) │ mask 0xff  length 8  node 3  parent 0  slot 0 │ …
///
/// A document that leaves fields out, or has some more, is found again a few places on.
@safe
struct KeyShape: ~Copyable {
  struct Entry {
    var pattern = SIMD32<UInt8>(repeating: 0)
    /// Which bytes of the pattern count; all ones and an impossible parent when the place is empty.
    var mask: UInt32 = .max
    /// Length of the key with what stands around it.
    var length: Int32 = 0
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    var node: Int32 = -1
    /// The node of the document that the field stands in.
    var parent: Int32 = -2
    /// The slot of the field, -1 for none.
    var slot: Int32 = -1
  }

  /// Places that are remembered; later fields of a longer document share them.
  static let count = 64
  /// How many places on a field is looked for when it is not where it was.
  private static let reach = 4

  // A fixed number of entries that never move; the index is masked, so that it is always inside.
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    unsafe entries = .allocate(capacity: Self.count)
    unsafe entries.initialize(repeating: Entry(), count: Self.count)
  }

  deinit { unsafe entries.deallocate() }

  /// The entry of a place if the same key stands at `offset` now, by one compare of 32 bytes: for
  /// JSON, where quotes and colon make keys longer.
  @inline(__always)
  func matchWide(_ place: Int, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Entry? {
    let entry = unsafe entries + (place & (Self.count &- 1))
    let same = unsafe bytes.sameMask32(offset, UnsafeRawPointer(entry))
    guard unsafe ~same & entry.pointee.mask == 0, unsafe entry.pointee.parent == parent else {
      return nil
    }
    return unsafe entry.pointee
  }

  /// The entry of a place if the same key stands at `offset` now, by 16 bytes and then, for a longer
  /// key, by 32: for BSON.
  @inline(__always)
  func match(_ place: Int, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Entry? {
    let entry = unsafe entries + (place & (Self.count &- 1))
    let low = unsafe bytes.sameMask16(offset, UnsafeRawPointer(entry))
    guard unsafe ~low & entry.pointee.mask & 0xFFFF == 0, unsafe entry.pointee.parent == parent
    else { return nil }
    if unsafe entry.pointee.mask > 0xFFFF {
      let same = unsafe bytes.sameMask32(offset, UnsafeRawPointer(entry))
      guard unsafe ~same & entry.pointee.mask == 0 else { return nil }
    }
    return unsafe entry.pointee
  }

  /// The entry of one of the next places, for a document that leaves fields out; `place` is moved
  /// there.
  @inline(never)
  func matchLater(
    _ place: inout Int, parent: Int32, _ bytes: RawSpan, _ offset: Int
  ) -> Entry? {
    for later in place &+ 1...place &+ Self.reach {
      if let entry = matchWide(later, parent: parent, bytes, offset) {
        place = later
        return entry
      }
    }
    return nil
  }

  /// Remembers the key in `range`, unless it is longer than a pattern.
  mutating func remember(
    _ place: Int, parent: Int32, node: Int32, slot: Int32, _ bytes: RawSpan, _ range: Range<Int>
  ) {
    guard range.count <= 32 else { return }
    var entry = Entry(
      mask: range.count == 32 ? .max : (1 << UInt32(range.count)) - 1,
      length: Int32(range.count), node: node, parent: parent, slot: slot)
    for i in 0..<range.count { entry.pattern[i] = bytes[range.lowerBound + i] }
    unsafe entries[place & (Self.count - 1)] = entry
  }
}
