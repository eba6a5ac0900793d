internal import DumpReader

/// A row as bytes that can be kept: of one of the users that are asked for, or of documents that are told
/// apart by their ids.
///
///     0  kind of key, kind of transaction, disposition, flags      4 × 1
///     4  kinds of status and store, order, a byte of nothing       4 × 1
///     8  time, with its sign bit flipped; all ones without one     8, big-endian
///    16  place in the input                                        8, big-endian
///    24  which row of its chunk it is                              8, big-endian
///    32  points                                                    16
///    48  offset, document, input                                   3 × 8
///    72  lengths: key, e-mail, names, status, store, detail        7 × 4
///   100  one more than the element, 0 for none                     4
///   104  the texts in this order
struct StoredTransaction: RecordOrder {
  private static let headerSize = 104
  private static let furtherFlag: UInt8 = 1, amountFlag: UInt8 = 2, timeFlag: UInt8 = 4

  /// By key, then by time, then by place in the input; or by that alone.
  static func precedes(_ a: RawSpan, _ b: RawSpan) -> Bool {
    let isByInput = a[6] != 0
    if !isByInput, let isEarlier = precedes(keyOf: a, keyOf: b) { return isEarlier }
    for offset in stride(from: isByInput ? 16 : 8, to: 32, by: 8) {
      let (left, right): (UInt64, UInt64) = (a.load(offset), b.load(offset))
      if left != right { return left.bigEndian < right.bigEndian }
    }
    return false
  }

  /// Whether the key of a row comes before that of another; nil when they are the same.
  private static func precedes(keyOf a: RawSpan, keyOf b: RawSpan) -> Bool? {
    guard let aKind = GroupKey.Kind(rawValue: a[0]), let bKind = GroupKey.Kind(rawValue: b[0])
    else { return nil }
    let (left, right) = (key(of: a), key(of: b))
    if aKind == bKind, left.elementsEqual(right) { return nil }
    return GroupKey.precedes(aKind, left, bKind, right)
  }

  /// The bytes of the key of a row.
  @_lifetime(copy record)
  static func key(of record: RawSpan) -> RawSpan {
    record.extracting(headerSize..<headerSize + Int(record.load(72, as: UInt32.self)))
  }

  /// Whether two rows are of one user.
  static func haveSameKey(_ a: RawSpan, _ b: RawSpan) -> Bool {
    precedes(keyOf: a, keyOf: b) == nil
  }

  /// Whether the row is in the totals.
  static func counts(_ record: RawSpan) -> Bool { record[2] == 0 }

  /// Replaces bytes by the row.
  ///
  /// - Parameters:
  ///   - position: Where its document stands in the whole input.
  ///   - number: Which row of its chunk it is.
  ///   - input: Which input it comes from.
  ///   - isByInput: Whether it is sorted by its place alone.
  static func encode(
    _ row: borrowing TransactionRow, position: UInt64, number: Int, input: Int,
    isByInput: Bool = false, into bytes: inout [UInt8]
  ) {
    let listed = row.listed
    let record = listed.record
    bytes.removeAll(keepingCapacity: true)
    var flags: UInt8 = record.isFurtherAmount ? furtherFlag : 0
    if listed.hasAmount { flags |= amountFlag }
    if record.time != nil { flags |= timeFlag }
    bytes += [record.keyKind.rawValue, record.kind.rawValue, listed.disposition.number, flags]
    bytes += [listed.status.kind.rawValue, listed.store.kind.rawValue, isByInput ? 1 : 0, 0]
    // Without a time last: the latest one of all cannot be told from it, and need not be.
    bytes.append(bigEndian: record.time.map { UInt64(bitPattern: $0) ^ 1 << 63 } ?? .max)
    bytes.append(bigEndian: position)
    bytes.append(bigEndian: UInt64(number))
    let units = UInt128(truncatingIfNeeded: record.points.units)
    bytes.append(littleEndian: UInt64(truncatingIfNeeded: units))
    bytes.append(littleEndian: UInt64(truncatingIfNeeded: units >> 64))
    for number in [listed.offset, row.document, input] {
      bytes.append(littleEndian: UInt64(number))
    }
    let detail = Array(row.detail.utf8)
    let lengths = [
      record.key.count, record.email.count, record.firstName.count, record.lastName.count,
      Int(listed.status.count), Int(listed.store.count), detail.count,
      listed.element + 1,
    ]
    for pair in stride(from: 0, to: 8, by: 2) {
      bytes.append(littleEndian: UInt64(lengths[pair]) | UInt64(lengths[pair + 1]) << 32)
    }
    bytes.append(row.key.bytes)
    bytes.append(row.email)
    bytes.append(row.firstName)
    bytes.append(row.lastName)
    bytes.append(row.status.bytes)
    bytes.append(row.store.bytes)
    bytes += detail
  }

  /// Where the number of the document stands in a row.
  static let documentOffset = 56

  /// Which input a row comes from.
  static func input(of record: RawSpan) -> Int { Int(record.load(64, as: UInt64.self)) }

  /// The row.
  @_lifetime(copy record)
  static func decode(_ record: RawSpan) -> TransactionRow {
    var listed = ListedTransaction()
    var offset = headerSize
    var lengths = InlineArray<7, Int>(repeating: 0)
    for i in 0..<7 { lengths[i] = Int(record.load(72 + 4 * i, as: UInt32.self)) }
    func next(_ i: Int) -> DocumentSlice {
      defer { offset += lengths[i] }
      return DocumentSlice(
        offset: UInt32(truncatingIfNeeded: offset), count: UInt32(truncatingIfNeeded: lengths[i]),
        inScratch: false)
    }
    func nextValue(_ i: Int, kind: UInt8) -> GroupKeySlice {
      defer { offset += lengths[i] }
      return GroupKeySlice(
        GroupKey.Kind(rawValue: kind) ?? .null, offset: UInt32(truncatingIfNeeded: offset),
        count: UInt32(truncatingIfNeeded: lengths[i]))
    }
    let flags = record[3]
    listed.record.keyKind = GroupKey.Kind(rawValue: record[0]) ?? .null
    listed.record.kind = TransactionKind(rawValue: record[1]) ?? .award
    listed.record.isFurtherAmount = flags & furtherFlag != 0
    listed.hasAmount = flags & amountFlag != 0
    if flags & timeFlag != 0 {
      let time: UInt64 = record.load(8)
      listed.record.time = Int64(bitPattern: time.bigEndian ^ 1 << 63)
    }
    listed.record.points.units =
      Int128(record.load(40, as: Int64.self)) << 64 | Int128(record.load(32, as: UInt64.self))
    listed.disposition = Disposition.all[Int(record[2])]
    listed.offset = Int(record.load(48, as: UInt64.self))
    listed.element = Int(record.load(100, as: UInt32.self)) - 1
    listed.record.key = next(0)
    listed.record.email = next(1)
    listed.record.firstName = next(2)
    listed.record.lastName = next(3)
    listed.status = nextValue(4, kind: record[4])
    listed.store = nextValue(5, kind: record[5])
    return TransactionRow(
      listed, chunk: record, scratch: record.extracting(0..<0),
      document: Int(record.load(56, as: UInt64.self)),
      detail: lengths[6] == 0 ? "" : record.extracting(offset..<offset + lengths[6]).text)
  }
}
