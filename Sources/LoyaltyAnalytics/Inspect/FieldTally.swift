internal import BasicContainers
internal import DumpReader

/// What one reader has found out about the fields of its documents; several combine to one.
///
/// Paths have the numbers of a ``PathDirectory`` that all readers share, so that combining is adding
/// up by number.
struct FieldTally: ~Copyable {
  /// Fields from this number on are counted less exactly.
  private static let firstFields = 1000

  private(set) var statistics = UniqueArray<FieldStatistics>()
  private(set) var values = UniqueArray<DistinctValues>()
  /// The range of decimals; they are rare.
  private(set) var decimals: [Int32: (minimum: NumberKey, maximum: NumberKey)] = [:]
  /// The range of numbers that are only kept as they are written; they are rarer still.
  private(set) var written: [Int32: (minimum: WrittenNumber, maximum: WrittenNumber)] = [:]
  /// How many well-formed documents there were.
  private(set) var documents = 0

  /// Counts a document; its elements follow.
  mutating func beginDocument() { documents += 1 }

  /// Counts the elements that a reader has read of the document.
  ///
  /// - Parameters:
  ///   - readsText: Whether numbers and times are text, as in comma-separated lines.
  mutating func add(_ reader: borrowing ElementReader, in chunk: RawSpan, readsText: Bool) {
    let scratch = reader.scratch
    var i = 0
    while i < reader.elements.count {
      let element = reader.elements[i]
      let path = Int(element.path)
      if path >= statistics.count { grow(path) }
      count(element.value, at: path, in: chunk, scratch: scratch, readsText: readsText)
      i &+= 1
    }
  }

  @inline(never)
  private mutating func grow(_ path: Int) {
    while statistics.count <= path {
      values.append(DistinctValues(statistics.count <= Self.firstFields ? .first : .further))
      statistics.append(FieldStatistics())
    }
  }

  @inline(__always)
  private mutating func count(
    _ value: RawValue, at path: Int, in chunk: RawSpan, scratch: RawSpan, readsText: Bool
  ) {
    statistics[path].count(value.type, in: documents)
    switch value.type {
    case .string, .symbol:
      let text = value.bytes(in: chunk, scratch: scratch)
      statistics[path].note(text: text)
      if readsText { note(written: text, at: path) }
    case .int32, .int64: statistics[path].note(integer: value.int64)
    case .double where value.isBeyondDouble: note(number: value, at: path, scratch)
    case .double: statistics[path].note(double: value.double)
    case .date: statistics[path].note(date: value.int64)
    // To the second, as the totals read it.
    case .timestamp: statistics[path].note(date: Int64(value.bits >> 32) * 1000)
    case .decimal128:
      guard let number = NumberKey(value, in: chunk, scratch: scratch) else { return }
      note(decimal: number, at: path)
    default: break
    }
    guard let hash = Self.hash(value, values[path].hash, in: chunk, scratch: scratch) else {
      return
    }
    if values[path].insert(hash) { append(value, at: path, in: chunk, scratch: scratch) }
  }

  /// The hash of a value; nil where there is nothing to tell apart, or a document or array, whose
  /// elements follow.
  @inline(__always)
  private static func hash(
    _ value: RawValue, _ valueHash: ValueHash, in chunk: RawSpan, scratch: RawSpan
  ) -> UInt64? {
    switch value.type {
    case .string, .symbol: return valueHash(1, value.bytes(in: chunk, scratch: scratch))
    case .int32, .int64: return valueHash(2, value.bits)
    case .double where value.isBeyondDouble && value.inScratch:
      return valueHash(9, value.bytes(in: chunk, scratch: scratch))
    case .double: return hash(value.double, valueHash)
    case .date: return valueHash(4, value.bits)
    case .bool: return valueHash(5, value.bits)
    case .objectID: return valueHash(6, value.bytes(in: chunk, scratch: scratch))
    case .binary:
      return valueHash(7 &+ value.bits &<< 32, value.bytes(in: chunk, scratch: scratch))
    case .decimal128:
      return NumberKey(value, in: chunk, scratch: scratch).map { hash($0, valueHash) }
    default: return nil
    }
  }

  /// Equal numbers are one value, whatever their types.
  @inline(__always)
  private static func hash(_ double: Double, _ valueHash: ValueHash) -> UInt64 {
    if double >= -0x1p63, double < 0x1p63 {
      let whole = Int64(double)
      if Double(whole) == double { return valueHash(2, UInt64(bitPattern: whole)) }
    }
    return valueHash(3, double.isNaN ? Double.nan.bitPattern : double.bitPattern)
  }

  /// Notes the number or time that a text of comma-separated lines stands for.
  @inline(__always)
  private mutating func note(written text: RawSpan, at path: Int) {
    guard text.byteCount > 0 else { return }
    let first = text[0]
    guard first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-") else { return }
    if let number = DecimalNumber(text: text).flatMap({ NumberKey($0) }) {
      if number.form == .integer {
        statistics[path].note(integer: Int64(bitPattern: number.low))
      } else if let double = Double(text.text) {
        statistics[path].note(double: double)
      }
    } else if let milliseconds = ISO8601.milliseconds(text) {
      statistics[path].note(date: milliseconds)
    }
  }

  /// As for the other types of number.
  private static func hash(_ decimal: NumberKey, _ valueHash: ValueHash) -> UInt64 {
    switch decimal.form {
    case .integer: valueHash(2, decimal.low)
    case .double: hash(Double(bitPattern: decimal.low), valueHash)
    default: valueHash(8, decimal.bytes.rawBytes)
    }
  }

  /// Notes a number beyond the range of doubles, or with more digits than they have.
  @inline(never)
  private mutating func note(number value: RawValue, at path: Int, _ scratch: RawSpan) {
    guard value.inScratch, let number = WrittenNumber(value.bytes(in: scratch, scratch: scratch))
    else {
      statistics[path].note(double: value.double)
      return
    }
    let known = written[Int32(path)] ?? (number, number)
    written[Int32(path)] = (min(known.minimum, number), max(known.maximum, number))
  }

  @inline(never)
  private mutating func note(decimal: NumberKey, at path: Int) {
    switch decimal.form {
    case .integer, .double, .decimal:
      let known = decimals[Int32(path)] ?? (decimal, decimal)
      decimals[Int32(path)] = (min(known.minimum, decimal), max(known.maximum, decimal))
    case .notANumber, .negativeInfinity, .positiveInfinity: break
    }
  }

  @inline(never)
  private mutating func append(
    _ value: RawValue, at path: Int, in chunk: RawSpan, scratch: RawSpan
  ) {
    values[path].append(
      Self.hash(value, .fixed, in: chunk, scratch: scratch) ?? 1,
      Self.key(value, in: chunk, scratch: scratch))
  }

  /// The value as it is shown. Each hash has one beside it.
  private static func key(_ value: RawValue, in chunk: RawSpan, scratch: RawSpan) -> GroupKey {
    var value = value
    if value.isBeyondDouble {
      if value.inScratch {
        return ValueText.written(value.bytes(in: chunk, scratch: scratch).copied())
      }
      // The double that was made of it.
      value.count = 0
    }
    // Only its beginning is kept, and no key is as long as a value may be.
    value.count = min(value.count, UInt32(ValueText.maximumCount + 4))
    var encoded = scratch.copied()
    guard let key = GroupKeySlice(value, in: chunk, scratch: &encoded) else {
      return GroupKey(kind: .null, bytes: [])
    }
    let bytes = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
      .bytes(in: chunk, scratch: encoded.rawBytes).copied()
    return GroupKey(kind: key.kind, bytes: bytes)
  }

  /// Adds what another reader has found out.
  mutating func combine(_ other: borrowing FieldTally) {
    documents += other.documents
    if other.statistics.count > 0 { grow(other.statistics.count - 1) }
    for path in 0..<other.statistics.count {
      statistics[path].combine(other.statistics[path])
      values[path].combine(other.values[path])
    }
    for (path, range) in other.written {
      let known = written[path] ?? range
      written[path] = (min(known.minimum, range.minimum), max(known.maximum, range.maximum))
    }
    for (path, range) in other.decimals {
      let known = decimals[path] ?? range
      decimals[path] = (min(known.minimum, range.minimum), max(known.maximum, range.maximum))
    }
  }
}
