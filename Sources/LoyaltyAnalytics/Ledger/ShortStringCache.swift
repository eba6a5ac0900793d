internal import BasicContainers
internal import DumpReader

/// Remembers what was decided about a few short texts, so that the same statuses and types are not
/// compared against lists again and again.
///
/// A text of at most 16 bytes is two integers; a handful of them is searched faster than any hash
/// table. What is longer, or comes when the memo is full, is decided anew each time.
struct ShortStringCache<Verdict: BitwiseCopyable & Sendable>: ~Copyable {
  struct Entry {
    var text: ShortString
    var verdict: Verdict
    /// How often it was looked up since the last ``drain(_:)``.
    var count: Int
  }

  // Of a fixed size in place: an array asks at each count whether it is shared.
  private var entries = RigidArray<Entry>(capacity: 16)

  /// The verdict on a text that was remembered before.
  @inline(__always)
  mutating func recall(_ text: ShortString) -> Verdict? {
    var i = 0
    while i < entries.count {
      if entries[i].text == text {
        entries[i].count &+= 1
        return entries[i].verdict
      }
      i &+= 1
    }
    return nil
  }

  /// Remembers a verdict and counts it once; false when there is no room.
  mutating func remember(_ text: ShortString, _ verdict: Verdict) -> Bool {
    guard !entries.isFull else { return false }
    entries.append(Entry(text: text, verdict: verdict, count: 1))
    return true
  }

  /// Hands out all counts and starts counting anew.
  mutating func drain(_ body: (ShortString, Verdict, Int) -> Void) {
    for i in entries.indices {
      body(entries[i].text, entries[i].verdict, entries[i].count)
      entries[i].count = 0
    }
  }
}

/// A text of at most 16 bytes, as two integers and a length.
struct ShortString: Sendable, Equatable, BitwiseCopyable {
  private let low: UInt64, high: UInt64
  private let count: Int

  /// The text of a string value; nil when it is longer, or not in the chunk.
  ///
  /// The chunk has padding behind it, so that 16 bytes can be read whatever the length.
  @inline(__always)
  init?(_ value: RawValue, in chunk: RawSpan) {
    let offset = Int(value.offset)
    let count = Int(value.count)
    guard !value.inScratch, count <= 16, value.type == .string || value.type == .symbol,
      offset &+ 16 <= chunk.byteCount
    else { return nil }
    self.count = count
    let mask = UInt64.max
    low = chunk.load(offset) & (count >= 8 ? mask : (1 &<< UInt64(8 &* count)) &- 1)
    high =
      count <= 8
      ? 0
      : chunk.load(offset &+ 8) & (count >= 16 ? mask : (1 &<< UInt64(8 &* (count &- 8))) &- 1)
  }

  /// The text itself. Allocates.
  var text: String {
    var bytes: [UInt8] = []
    for i in 0..<count {
      let word = i < 8 ? low : high
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * (i & 7))))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
