internal import BasicContainers

/// The memory of the previous document's layout: for each place in it, the bytes of the key that
/// stood there and what that key means.
///
/// Documents of one collection mostly have the same keys in the same order. One 32-byte compare
/// against the remembered key then replaces finding the end of the key, checking it, and looking it
/// up; it saves a third of the time on JSON. A miss costs one failed compare and falls back to the
/// full way, which remembers what it found.
///
///     patterns   …│u s e r _ i d 00 · · · · · · ·│p o i n t s 00 · · · · · · ·│…    32 bytes each
///     entries    …│mask 0xff  length 8  node 3 │mask 0x7f  length 7  node 7   │…
struct KeyShape: ~Copyable {
  struct Entry {
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
  private var patterns = RigidArray<UInt8>(repeating: 0, count: count * 32)
  private var entries = RigidArray<Entry>(repeating: Entry(), count: count)

  /// The entry of a place if the same key stands at `offset` now.
  @inline(__always)
  func match(_ place: Int, parent: Int32, _ bytes: RawSpan, _ offset: Int) -> Entry? {
    let index = place & (Self.count &- 1)
    let entry = entries[index]
    let same = unsafe bytes.sameMask32(offset, patterns.span.bytes, index &* 32)
    return same & entry.mask == entry.mask && entry.parent == parent ? entry : nil
  }

  /// Remembers the key in `range`, unless it is longer than a pattern.
  mutating func remember(
    _ place: Int, parent: Int32, node: Int32, slot: Int32, _ bytes: RawSpan, _ range: Range<Int>
  ) {
    guard range.count <= 32 else { return }
    let index = place & (Self.count &- 1)
    for i in 0..<range.count { patterns[index * 32 + i] = bytes[range.lowerBound + i] }
    entries[index] = Entry(
      mask: range.count == 32 ? .max : (1 << UInt32(range.count)) - 1,
      length: Int32(range.count), node: node, parent: parent, slot: slot)
  }
}
