internal import DumpReader

/// A user's partial aggregate as bytes, read by the process that wrote them, behind a checksum.
///
///     length 4 │ hash 4 │ kind │ labels │ forms │ key length │ transactions │ sums │ times │ key │ positions │ lengths │ texts
///
/// `length` counts all of it, `hash` is the upper half, which is all that tables use. Numbers are in groups of
/// seven bits, so that small ones are short. `forms` says of each sum how it is written: not at all where it is
/// zero, in hundredths of a point where it is whole in them, or in 16 bytes. Totals with a carry, which no sound
/// data have, are written as they are in memory.
extension GroupRecord {
  private static let headerSize = 8
  /// More than all numbers of a record can take.
  private static let mostOfNumbers = 160
  /// One position stands for those of all labels.
  private static let samePosition: UInt8 = 1 << 3
  private static let hasTimes: UInt8 = 1 << 6
  private static let isRaw: UInt8 = 1 << 7

  /// Appends the record to a page.
  func encode(_ hash: UInt64, to page: inout [UInt8]) {
    let flags = totals.labelFlags
    let start = page.count
    var most = Self.mostOfNumbers + key.byteCount
    if flags != 0 {
      most += labels.email.byteCount + labels.firstName.byteCount + labels.lastName.byteCount
    }
    page.append(contentsOf: repeatElement(0, count: most))
    let size = unsafe page.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var writer = unsafe RecordWriter(base + start + Self.headerSize)
      writer.write(byte: totals.keyKind.rawValue)
      let (first, second, third) = labels.positions
      let isSame = first == second && first == third
      writer.write(byte: flags | (isSame ? Self.samePosition : 0))
      if let sums = totals.plainSums {
        let forms = (SumForm(sums.0), SumForm(sums.1), SumForm(sums.2))
        writer.write(
          byte: forms.0.code | forms.1.code << 2 | forms.2.code << 4
            | (totals.earliest != nil ? Self.hasTimes : 0))
        writer.write(UInt64(key.byteCount))
        writer.write(totals.transactions)
        for form in [forms.0, forms.1, forms.2] { writer.write(form) }
        if let first = totals.earliest, let last = totals.latest {
          writer.write(zigzag: first)
          writer.write(UInt64(bitPattern: last &- first))
        }
      } else {
        writer.write(byte: Self.isRaw)
        writer.write(totals)
      }
      writer.write(key)
      if flags != 0 {
        writer.write(first)
        if !isSame {
          writer.write(second)
          writer.write(third)
        }
        for label in Label.allCases { writer.write(UInt64(labels.text(label).byteCount)) }
        for label in Label.allCases { writer.write(labels.text(label)) }
      }
      let record = unsafe base + start
      let size = unsafe writer.end - record
      unsafe record.storeBytes(of: UInt32(truncatingIfNeeded: size), as: UInt32.self)
      unsafe record.storeBytes(
        of: UInt32(truncatingIfNeeded: hash >> 32), toByteOffset: 4, as: UInt32.self)
      return size
    }
    page.removeLast(most - size)
  }

  /// The hash of the record at the front of `bytes`, and the record's size.
  static func header(_ bytes: RawSpan) -> (hash: UInt64, size: Int) {
    (UInt64(bytes.load(4, as: UInt32.self)) << 32, Int(bytes.load(0, as: UInt32.self)))
  }

  /// The record that fills `bytes`.
  @_lifetime(copy bytes)
  static func decode(_ bytes: RawSpan) -> GroupRecord {
    let flags = bytes[headerSize + 1]
    let forms = bytes[headerSize + 2]
    var reader = RecordReader(offset: headerSize + 3)
    var totals: GroupTotals
    if forms & isRaw != 0 {
      totals = reader.totals(in: bytes)
    } else {
      guard let kind = GroupKey.Kind(rawValue: bytes[headerSize]) else {
        preconditionFailure("a record that was written by no one")
      }
      let keyCount = Int(truncatingIfNeeded: reader.number(in: bytes))
      let transactions = reader.number(in: bytes)
      let awarded = reader.sum(forms & 3, in: bytes)
      let redeemed = reader.sum(forms >> 2 & 3, in: bytes)
      let deducted = reader.sum(forms >> 4 & 3, in: bytes)
      var times: (first: Int64, last: Int64)?
      if forms & hasTimes != 0 {
        let first = reader.zigzag(in: bytes)
        times = (first, first &+ Int64(bitPattern: reader.number(in: bytes)))
      }
      totals = GroupTotals(
        keyKind: kind, keyCount: keyCount,
        sums: (
          ExactAmount(units: awarded, carry: 0), ExactAmount(units: redeemed, carry: 0),
          ExactAmount(units: deducted, carry: 0)
        ),
        transactions: transactions, times: times)
    }
    totals.labelFlags = flags & 7
    let keyEnd = reader.offset + Int(totals.keyCount)
    let key = bytes.extracting(reader.offset..<keyEnd)
    guard totals.labelFlags != 0 else {
      let none = bytes.extracting(keyEnd..<keyEnd)
      return GroupRecord(
        totals: totals, key: key,
        labels: Labels(
          email: none, firstName: none, lastName: none, positions: (.max, .max, .max)))
    }
    reader.offset = keyEnd
    let first = reader.number(in: bytes)
    var positions = (first, first, first)
    if flags & samePosition == 0 {
      positions.1 = reader.number(in: bytes)
      positions.2 = reader.number(in: bytes)
    }
    let email = Int(truncatingIfNeeded: reader.number(in: bytes))
    let firstName = Int(truncatingIfNeeded: reader.number(in: bytes))
    let lastName = Int(truncatingIfNeeded: reader.number(in: bytes))
    let start = reader.offset
    return GroupRecord(
      totals: totals, key: key,
      labels: Labels(
        email: bytes.extracting(start..<start + email),
        firstName: bytes.extracting(start + email..<start + email + firstName),
        lastName: bytes.extracting(
          start + email + firstName..<start + email + firstName + lastName),
        positions: positions))
  }
}

/// How a sum is written.
private enum SumForm {
  case zero
  case hundredths(Int64)
  case units(Int128)

  /// The inverse of 5¹⁶ modulo 2¹²⁸: to multiply by it divides what is divisible, and makes anything else
  /// a number too large for 64 bits.
  private static var inverse: Int128 {
    Int128(truncatingIfNeeded: 0xF60B_3275_305C_1066_E4A4_D141_7CD9_A041 as UInt128)
  }
  /// Units of 10⁻¹⁸ points in a hundredth.
  static var hundredth: Int128 { 10_000_000_000_000_000 }

  init(_ units: Int128) {
    if units == 0 {
      self = .zero
    } else if units & 0xFFFF == 0, let small = Int64(exactly: (units >> 16) &* Self.inverse) {
      self = .hundredths(small)
    } else {
      self = .units(units)
    }
  }

  var code: UInt8 {
    switch self {
    case .zero: 0
    case .hundredths: 1
    case .units: 2
    }
  }
}

/// Writes a record front to back; there is room for it.
@safe
private struct RecordWriter {
  private(set) var end: UnsafeMutableRawPointer

  init(_ start: UnsafeMutableRawPointer) {
    unsafe end = start
  }

  mutating func write(byte: UInt8) {
    unsafe end.storeBytes(of: byte, as: UInt8.self)
    unsafe end += 1
  }

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      write(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    write(byte: UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(zigzag number: Int64) {
    write(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  mutating func write(_ form: SumForm) {
    switch form {
    case .zero: break
    case .hundredths(let number): write(zigzag: number)
    case .units(let units):
      unsafe end.storeBytes(of: units, as: Int128.self)
      unsafe end += MemoryLayout<Int128>.size
    }
  }

  mutating func write(_ totals: GroupTotals) {
    unsafe end.storeBytes(of: totals, as: GroupTotals.self)
    unsafe end += MemoryLayout<GroupTotals>.size
  }

  mutating func write(_ text: RawSpan) {
    unsafe text.copy(to: end)
    unsafe end += text.byteCount
  }
}

/// Reads a record front to back.
private struct RecordReader {
  var offset: Int

  mutating func number(in bytes: RawSpan) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[offset]
      offset += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
  }

  mutating func zigzag(in bytes: RawSpan) -> Int64 {
    let number = number(in: bytes)
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func sum(_ code: UInt8, in bytes: RawSpan) -> Int128 {
    switch code {
    case 0: return 0
    case 1: return Int128(zigzag(in: bytes)) * SumForm.hundredth
    default:
      let low = bytes.load(offset, as: UInt64.self)
      let high = bytes.load(offset + 8, as: Int64.self)
      offset += MemoryLayout<Int128>.size
      return Int128(high) << 64 | Int128(low)
    }
  }

  mutating func totals(in bytes: RawSpan) -> GroupTotals {
    let size = MemoryLayout<GroupTotals>.size
    precondition(bytes.byteCount - offset >= size)
    defer { offset += size }
    return unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: GroupTotals.self)
  }
}
