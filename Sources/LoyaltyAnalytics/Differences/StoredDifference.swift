internal import DumpReader

/// A difference as bytes that can be kept and sorted.
///
///     0   rank: smaller comes first                                 16, big-endian
///     16  kind of key, change, which labels there are, nothing      4 × 1
///     20  lengths: key, first name, last name, e-mail               4 × 4, and 4 of nothing
///     40  before, after, difference: four amounts and a count       3 × 72
///     256 the texts
struct StoredDifference: RecordOrder {
  private static let headerSize = 256

  /// By rank, then by key.
  static func precedes(_ a: RawSpan, _ b: RawSpan) -> Bool {
    for offset in [0, 8] {
      let (left, right): (UInt64, UInt64) = (a.load(offset), b.load(offset))
      if left != right { return left.bigEndian < right.bigEndian }
    }
    guard let aKind = GroupKey.Kind(rawValue: a[16]), let bKind = GroupKey.Kind(rawValue: b[16])
    else { return false }
    return GroupKey.precedes(aKind, key(of: a), bKind, key(of: b))
  }

  @_lifetime(copy record)
  private static func key(of record: RawSpan) -> RawSpan {
    record.extracting(headerSize..<headerSize + Int(record.load(20, as: UInt32.self)))
  }

  /// The bytes of a difference.
  ///
  /// - Parameter ranking: Which column decides, by its magnitude.
  static func encode(_ row: GroupDifference, by ranking: Ranking) -> [UInt8] {
    let magnitude = ranking.magnitude(of: row.difference)
    let rank = ranking.ascending ? magnitude : UInt128.max - magnitude
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt64(truncatingIfNeeded: rank >> 64))
    bytes.append(bigEndian: UInt64(truncatingIfNeeded: rank))
    let labels = [row.firstName, row.lastName, row.email]
    var flags: UInt8 = 0
    for (i, label) in labels.enumerated() where label != nil { flags |= 1 << UInt8(i) }
    let change = GroupDifference.Change.allCases.firstIndex(of: row.change) ?? 0
    bytes += [row.key.kind.rawValue, UInt8(change), flags, 0]
    let texts = [row.key.bytes] + labels.map { Array(($0 ?? "").utf8) }
    for text in texts + [[]] {
      let count = UInt32(truncatingIfNeeded: text.count)
      for i in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(8 * i))) }
    }
    for amounts in [row.before, row.after, row.difference] {
      for points in [amounts.awarded, amounts.redeemed, amounts.deducted, amounts.net] {
        let units = UInt128(truncatingIfNeeded: points.units)
        bytes.append(littleEndian: UInt64(truncatingIfNeeded: units))
        bytes.append(littleEndian: UInt64(truncatingIfNeeded: units >> 64))
      }
      bytes.append(littleEndian: UInt64(bitPattern: Int64(amounts.transactions)))
    }
    for text in texts { bytes += text }
    return bytes
  }

  /// The difference.
  static func decode(_ bytes: [UInt8]) -> GroupDifference {
    let record = bytes.rawBytes
    var offset = headerSize
    func text(_ i: Int) -> [UInt8] {
      let start = offset
      offset += Int(bytes.rawBytes.load(20 + 4 * i, as: UInt32.self))
      return Array(bytes[start..<offset])
    }
    func amounts(at start: Int) -> Amounts {
      let record = bytes.rawBytes
      func points(_ i: Int) -> Points {
        let record = bytes.rawBytes
        return Points(
          units: Int128(record.load(start + 16 * i + 8, as: Int64.self)) << 64
            | Int128(record.load(start + 16 * i, as: UInt64.self)))
      }
      var result = Amounts()
      result.awarded = points(0)
      result.redeemed = points(1)
      result.deducted = points(2)
      result.net = points(3)
      result.transactions = Int(record.load(start + 64, as: Int64.self))
      return result
    }
    let key = GroupKey(kind: GroupKey.Kind(rawValue: record[16]) ?? .null, bytes: text(0))
    var row = GroupDifference(
      key: key, change: GroupDifference.Change.allCases[Int(record[17])])
    let labels = (0..<3).map { i in
      let label = text(i + 1)
      return record[18] & 1 << UInt8(i) == 0 ? nil : String(decoding: label, as: UTF8.self)
    }
    row.firstName = labels[0]
    row.lastName = labels[1]
    row.email = labels[2]
    row.before = amounts(at: 40)
    row.after = amounts(at: 112)
    row.difference = amounts(at: 184)
    return row
  }
}

extension Ranking {
  /// How large a difference is by the column that decides; 0 where the key does.
  fileprivate func magnitude(of difference: Amounts) -> UInt128 {
    switch column {
    case .awarded: difference.awarded.units.magnitude
    case .redeemed: difference.redeemed.units.magnitude
    case .deducted: difference.deducted.units.magnitude
    case .net: difference.net.units.magnitude
    case .transactions: UInt128(difference.transactions.magnitude)
    case .user: 0
    }
  }
}
