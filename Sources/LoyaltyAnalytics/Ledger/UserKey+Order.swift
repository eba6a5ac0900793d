internal import DumpReader

extension UserKey: Comparable {
  /// The order in which ties are broken: by kind; then numbers by value, binary data as MongoDB has
  /// it (by length, subtype, bytes), everything else by its canonical bytes.
  public static func < (a: UserKey, b: UserKey) -> Bool {
    guard a.kind == b.kind else { return a.kind.rawValue < b.kind.rawValue }
    switch a.kind {
    case .number:
      // Bytes that are no number, which no reader makes, count as NaN, so that it stays an order.
      let (left, right) = (a.number, b.number)
      if left != right { return left < right }
    case .binary:
      if a.bytes.count != b.bytes.count { return a.bytes.count < b.bytes.count }
    case .null, .string, .objectID, .boolean, .date:
      break
    }
    return a.bytes.lexicographicallyPrecedes(b.bytes)
  }

  private var number: NumberKey { NumberKey(bytes: bytes.rawBytes) ?? NumberKey(.notANumber) }
}
