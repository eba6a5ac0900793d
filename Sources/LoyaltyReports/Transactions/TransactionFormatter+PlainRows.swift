internal import DumpReader
internal import LoyaltyAnalytics

// A way that only says yes: a row of CSV whose values are of the usual kinds and need no quotes is written in one
// go, with one check for room. Any other is left to the way that knows all.
extension TransactionFormatter {
  /// More bytes than a number, a time or a word takes, with what stands before it.
  private static let mostOfCell = 48

  /// Appends a row of CSV.
  ///
  /// - Returns: Whether all its values are plain; if not, nothing has been appended.
  func appendPlain(_ row: borrowing TransactionRow, to buffer: inout TextBuffer) -> Bool {
    let most =
      row.key.bytes.byteCount + row.email.byteCount + row.firstName.byteCount
      + row.lastName.byteCount + row.status.bytes.byteCount + row.store.bytes.byteCount
      + input.count + (columns.count + keyCount) * Self.mostOfCell
    var isPlain = false
    buffer.bytes.append(addingCapacity: most) { output in
      unsafe output.withUnsafeMutableBufferPointer { memory, count in
        guard let start = memory.baseAddress else { return }
        var cursor = unsafe RowCursor(UnsafeMutableRawPointer(start))
        var isFirst = true
        for column in columns {
          if isFirst { isFirst = false } else { cursor.write(0x2C) }
          guard write(column, of: row, to: &cursor) else { return }
        }
        cursor.write(0x0A)
        count = unsafe cursor.end - UnsafeMutableRawPointer(start)
        isPlain = true
      }
    }
    return isPlain
  }

  @inline(__always)
  private func write(
    _ column: TransactionColumn, of row: borrowing TransactionRow, to cursor: inout RowCursor
  ) -> Bool {
    switch column {
    case .key:
      if row.key.kind != .combination { return cursor.write(row.key) && keyCount == 1 }
      for part in 0..<keyCount {
        if part > 0 { cursor.write(0x2C) }
        guard cursor.write(row.key(part: part)) else { return false }
      }
      return true
    case .email: return cursor.write(label: row.email)
    case .firstName: return cursor.write(label: row.firstName)
    case .lastName: return cursor.write(label: row.lastName)
    case .type:
      if let kind = row.kind { cursor.write(kind.plainName) }
      return true
    case .points: return cursor.write(row.points)
    case .status: return cursor.write(row.status)
    case .store: return cursor.write(row.store)
    case .time: return cursor.write(time: row.time)
    case .input:
      cursor.copy(input.rawBytes)
      return true
    case .document:
      cursor.write(number: row.document)
      return true
    case .element:
      if let element = row.element { cursor.write(number: element) }
      return true
    case .offset:
      cursor.write(number: row.offset)
      return true
    case .disposition:
      guard row.disposition == .counted else { return false }
      cursor.write("counted")
      return true
    case .detail: return row.detail.isEmpty
    case .balance: return cursor.write(row.balance)
    }
  }
}

extension TransactionKind {
  /// As it is printed.
  fileprivate var plainName: StaticString {
    switch self {
    case .award: "award"
    case .redeem: "redeem"
    case .deduct: "deduct"
    }
  }
}

/// Writes a row front to back; there is room for it.
@safe
private struct RowCursor {
  private(set) var end: UnsafeMutableRawPointer

  init(_ start: UnsafeMutableRawPointer) {
    unsafe end = start
  }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    unsafe end.storeBytes(of: byte, as: UInt8.self)
    unsafe end += 1
  }

  mutating func write(_ word: StaticString) {
    let count = word.utf8CodeUnitCount
    unsafe end.copyMemory(from: word.utf8Start, byteCount: count)
    unsafe end += count
  }

  @inline(__always)
  mutating func copy(_ text: RawSpan) {
    unsafe text.copy(to: end)
    unsafe end += text.byteCount
  }

  /// A text that needs no quotes; false for any other.
  @inline(__always)
  private mutating func write(text: RawSpan) -> Bool {
    switch text.content(but: 0x22, 0x2C) {
    case .ascii: break
    case .unicode: guard Self.isValidUTF8(text) else { return false }
    case .special: return false
    }
    copy(text)
    return true
  }

  /// By the table of well-formed byte sequences of the Unicode standard (table 3-7).
  private static func isValidUTF8(_ text: RawSpan) -> Bool {
    var i = 0
    while i < text.byteCount {
      let lead = text[i]
      guard lead >= 0x80 else {
        i &+= 1
        continue
      }
      let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead <= 0xF4, i &+ count <= text.byteCount else { return false }
      let least: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
      let most: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
      guard text[i &+ 1] >= least, text[i &+ 1] <= most else { return false }
      for k in 2..<max(2, count) where text[i &+ k] & 0xC0 != 0x80 { return false }
      i &+= count
    }
    return true
  }

  mutating func write(label: RawSpan) -> Bool {
    label.byteCount == 0 || write(text: label)
  }

  mutating func write(_ value: borrowing TransactionRow.KeyValue) -> Bool {
    switch value.kind {
    case .null: return true
    case .string: return value.bytes.byteCount > 0 && write(text: value.bytes)
    case .number:
      guard let number = TextBuffer.integer(value.bytes) else { return false }
      write(number: number)
      return true
    default: return false
    }
  }

  mutating func write(number: Int) {
    if number < 0 { write(0x2D) }
    let magnitude = UInt64(number.magnitude)
    write(digits: magnitude, count: Self.digitCount(magnitude))
  }

  private static func digitCount(_ number: UInt64) -> Int {
    var count = 1
    var rest = number
    while rest >= 10_000 {
      rest /= 10_000
      count &+= 4
    }
    return count &+ (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
  }

  /// So many digits, with zeros in front.
  private mutating func write(digits number: UInt64, count: Int) {
    var rest = number
    var place = count
    while place > 0 {
      place &-= 1
      let quotient = rest / 10
      unsafe end.storeBytes(
        of: 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10), toByteOffset: place,
        as: UInt8.self)
      rest = quotient
    }
    unsafe end += count
  }

  mutating func write(_ points: Points?) -> Bool {
    guard let points else { return true }
    let unit: UInt64 = 1_000_000_000_000_000_000
    let magnitude = points.units.magnitude
    let high = UInt64(truncatingIfNeeded: magnitude >> 64)
    guard high < unit else { return false }
    if points.units < 0 { write(0x2D) }
    let (whole, rest) = unit.dividingFullWidth((high, UInt64(truncatingIfNeeded: magnitude)))
    write(digits: whole, count: Self.digitCount(whole))
    guard rest > 0 else { return true }
    write(0x2E)
    var (fraction, count) = (rest, 18)
    if fraction % 1_000_000_000_000 == 0 { (fraction, count) = (fraction / 1_000_000_000_000, 6) }
    while fraction % 10 == 0 {
      fraction /= 10
      count &-= 1
    }
    write(digits: fraction, count: count)
    return true
  }

  mutating func write(time milliseconds: Int64?) -> Bool {
    guard let milliseconds else { return true }
    // The years 0 to 9999.
    guard milliseconds >= -62_167_219_200_000, milliseconds < 253_402_300_800_000 else {
      return false
    }
    let (days, time) = (milliseconds &+ 62_167_219_200_000).quotientAndRemainder(
      dividingBy: 86_400_000)
    let date = CivilDate(daysSince1970: Int(days) - 719_528)
    let seconds = UInt64(time) / 1000
    write(digits: UInt64(date.year), count: 4)
    write(0x2D)
    write(digits: UInt64(date.month), count: 2)
    write(0x2D)
    write(digits: UInt64(date.day), count: 2)
    write(0x54)
    write(digits: seconds / 3600, count: 2)
    write(0x3A)
    write(digits: seconds / 60 % 60, count: 2)
    write(0x3A)
    write(digits: seconds % 60, count: 2)
    write(0x2E)
    write(digits: UInt64(time) % 1000, count: 3)
    write(0x5A)
    return true
  }
}
