internal import DumpReader

extension GroupKey {
  /// The longest combination, in bytes.
  package static let maximumCombinedCount = Int(UInt16.max)

  /// Several keys as one, of several fields that are grouped by. Its bytes are, of each key, its kind
  /// (one byte), how many bytes it has (two, big-endian) and these; so equality is again that of bytes.
  ///
  /// - Parameter parts: At most ``maximumCombinedCount`` bytes together; none of them a combination.
  package init(combining parts: [GroupKey]) {
    kind = .combination
    bytes = []
    for part in parts {
      bytes.append(part.kind.rawValue)
      bytes.append(UInt8(truncatingIfNeeded: part.bytes.count >> 8))
      bytes.append(UInt8(truncatingIfNeeded: part.bytes.count))
      bytes += part.bytes
    }
  }

  /// The keys that it was made of, in the order of their fields; of a key of one field that key alone.
  /// Allocates.
  public var parts: [GroupKey] {
    guard kind == .combination else { return [self] }
    let all = bytes.rawBytes
    var parts: [GroupKey] = []
    var offset = 0
    while let part = KeyPart(all, at: offset) {
      parts.append(GroupKey(kind: part.kind, bytes: all.extracting(part.range).copied()))
      offset = part.range.upperBound
    }
    return parts
  }

  /// Whether one combination comes before another: by the first parts that differ.
  static func combinationPrecedes(_ a: RawSpan, _ b: RawSpan) -> Bool {
    var (i, j) = (0, 0)
    while let left = KeyPart(a, at: i), let right = KeyPart(b, at: j) {
      let (x, y) = (a.extracting(left.range), b.extracting(right.range))
      if precedes(left.kind, x, right.kind, y) { return true }
      if precedes(right.kind, y, left.kind, x) { return false }
      (i, j) = (left.range.upperBound, right.range.upperBound)
    }
    return false
  }
}

/// Where one part of a combination lies; see ``GroupKey/init(combining:)`` for the bytes.
struct KeyPart {
  let kind: GroupKey.Kind
  let range: Range<Int>

  /// The part that starts at an offset; nil at the end.
  init?(_ bytes: RawSpan, at offset: Int) {
    guard offset + 3 <= bytes.byteCount, let kind = GroupKey.Kind(rawValue: bytes[offset]),
      kind != .combination
    else { return nil }
    let count = Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2])
    guard offset + 3 + count <= bytes.byteCount else { return nil }
    self.kind = kind
    range = offset + 3..<offset + 3 + count
  }
}
