internal import DumpReader

extension GroupKey: Comparable {
  /// The order in which ties are broken: by kind; then numbers by value, binary data as MongoDB has
  /// it (by length, subtype, bytes), everything else by its canonical bytes.
  public static func < (a: GroupKey, b: GroupKey) -> Bool {
    precedes(a.kind, a.bytes.rawBytes, b.kind, b.bytes.rawBytes)
  }

  /// The same for keys where they lie, which need not be copied.
  static func precedes(_ aKind: Kind, _ a: RawSpan, _ bKind: Kind, _ b: RawSpan) -> Bool {
    guard aKind == bKind else { return aKind.rawValue < bKind.rawValue }
    switch aKind {
    case .number:
      let (left, right) = (NumberKey(ofKey: a), NumberKey(ofKey: b))
      if left != right { return left < right }
    case .binary:
      if a.byteCount != b.byteCount { return a.byteCount < b.byteCount }
    case .null, .string, .objectID, .boolean, .date:
      break
    }
    return a.precedes(b)
  }
}

extension RawSpan {
  /// Whether these bytes come before others in lexicographical order.
  func precedes(_ other: RawSpan) -> Bool {
    let common = min(byteCount, other.byteCount)
    var i = 0
    while i &+ 8 <= common {
      let (a, b): (UInt64, UInt64) = (load(i), other.load(i))
      if a != b { return a.bigEndian < b.bigEndian }
      i &+= 8
    }
    while i < common {
      if self[i] != other[i] { return self[i] < other[i] }
      i += 1
    }
    return byteCount < other.byteCount
  }
}
