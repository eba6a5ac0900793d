internal import DumpReader

/// A user's partial aggregate as bytes.
///
///     length 4 │ hash 4 │ totals 92 │ key │ labels
///
/// `length` counts all of it, `hash` is the upper half, which is all that tables use. Totals and
/// labels are as in memory: pages are read by the process that wrote them, behind a checksum.
extension GroupRecord {
  private static let headerSize = 8

  /// Appends the record to a page.
  func encode(_ hash: UInt64, to page: inout [UInt8]) {
    let size =
      Self.headerSize + AggregateTable.keyOffset + key.byteCount
      + (totals.labelFlags == 0 ? 0 : LabelCell.size(labels))
    let start = page.count
    page.append(contentsOf: repeatElement(0, count: size))
    unsafe page.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let record = unsafe base + start
      unsafe record.storeBytes(of: UInt32(truncatingIfNeeded: size), as: UInt32.self)
      unsafe record.storeBytes(
        of: UInt32(truncatingIfNeeded: hash >> 32), toByteOffset: 4, as: UInt32.self)
      unsafe record.storeBytes(of: totals, toByteOffset: Self.headerSize, as: GroupTotals.self)
      let keyStart = unsafe record + Self.headerSize + AggregateTable.keyOffset
      unsafe key.withUnsafeBytes {
        if let source = $0.baseAddress {
          unsafe keyStart.copyMemory(from: source, byteCount: $0.count)
        }
      }
      if totals.labelFlags != 0 {
        unsafe LabelCell.write(labels, to: keyStart + key.byteCount)
      }
    }
  }

  /// The hash of the record at the front of `bytes`, and the record's size.
  static func header(_ bytes: RawSpan) -> (hash: UInt64, size: Int) {
    (UInt64(bytes.load(4, as: UInt32.self)) << 32, Int(bytes.load(0, as: UInt32.self)))
  }

  /// The record that fills `bytes`.
  @_lifetime(copy bytes)
  static func decode(_ bytes: RawSpan) -> GroupRecord {
    precondition(bytes.byteCount >= headerSize + AggregateTable.keyOffset)
    let totals = unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: headerSize, as: GroupTotals.self)
    let keyStart = headerSize + AggregateTable.keyOffset
    let keyEnd = keyStart + Int(totals.keyCount)
    let key = bytes.extracting(keyStart..<keyEnd)
    guard totals.labelFlags != 0 else {
      let none = bytes.extracting(keyEnd..<keyEnd)
      return GroupRecord(
        totals: totals, key: key,
        labels: Labels(
          email: none, firstName: none, lastName: none, positions: (.max, .max, .max)))
    }
    return GroupRecord(
      totals: totals, key: key,
      labels: LabelCell.read(bytes.extracting(keyEnd..<bytes.byteCount)))
  }
}
