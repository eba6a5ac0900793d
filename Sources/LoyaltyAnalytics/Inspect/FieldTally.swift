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
    let hash: UInt64
    switch value.type {
    case .string, .symbol:
      let text = value.bytes(in: chunk, scratch: scratch)
      statistics[path].note(text: text)
      if readsText { note(written: text, at: path) }
      hash = ValueHash.hash(1, text)
    case .int32, .int64:
      statistics[path].note(integer: value.int64)
      hash = ValueHash.hash(2, value.bits)
    case .double:
      statistics[path].note(double: value.double)
      hash = Self.hash(value.double)
    case .date:
      statistics[path].note(date: value.int64)
      hash = ValueHash.hash(4, value.bits)
    case .bool:
      hash = ValueHash.hash(5, value.bits)
    case .objectID:
      hash = ValueHash.hash(6, value.bytes(in: chunk, scratch: scratch))
    case .binary:
      hash = ValueHash.hash(7 &+ value.bits &<< 32, value.bytes(in: chunk, scratch: scratch))
    case .decimal128:
      guard let number = NumberKey(value, in: chunk, scratch: scratch) else { return }
      hash = note(decimal: number, at: path)
    default:
      // Nothing to tell apart, or a document or array, whose elements follow.
      return
    }
    if values[path].insert(hash) { append(value, at: path, in: chunk, scratch: scratch) }
  }

  /// Equal numbers are one value, whatever their types.
  @inline(__always)
  private static func hash(_ double: Double) -> UInt64 {
    if double >= -0x1p63, double < 0x1p63 {
      let whole = Int64(double)
      if Double(whole) == double { return ValueHash.hash(2, UInt64(bitPattern: whole)) }
    }
    return ValueHash.hash(3, double.isNaN ? Double.nan.bitPattern : double.bitPattern)
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

  @inline(never)
  private mutating func note(decimal: NumberKey, at path: Int) -> UInt64 {
    switch decimal.form {
    case .integer, .double, .decimal:
      let known = decimals[Int32(path)] ?? (decimal, decimal)
      decimals[Int32(path)] = (min(known.minimum, decimal), max(known.maximum, decimal))
    case .notANumber, .negativeInfinity, .positiveInfinity: break
    }
    // As for the other types of number.
    if decimal.form == .integer { return ValueHash.hash(2, decimal.low) }
    if decimal.form == .double { return Self.hash(Double(bitPattern: decimal.low)) }
    return ValueHash.hash(8, decimal.bytes.rawBytes)
  }

  @inline(never)
  private mutating func append(
    _ value: RawValue, at path: Int, in chunk: RawSpan, scratch: RawSpan
  ) {
    var value = value
    // Only its beginning is kept, and no key is as long as a value may be. A number beyond the range of
    // doubles is the double that was made of it.
    value.count = value.isBeyondDouble ? 0 : min(value.count, UInt32(ValueText.maximumCount + 4))
    var encoded = scratch.copied()
    guard let key = GroupKeySlice(value, in: chunk, scratch: &encoded) else {
      // Each hash has a key beside it.
      values[path].append(GroupKey(kind: .null, bytes: []))
      return
    }
    let bytes = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
      .bytes(in: chunk, scratch: encoded.rawBytes).copied()
    values[path].append(GroupKey(kind: key.kind, bytes: bytes))
  }

  /// Adds what another reader has found out.
  mutating func combine(_ other: borrowing FieldTally) {
    documents += other.documents
    if other.statistics.count > 0 { grow(other.statistics.count - 1) }
    for path in 0..<other.statistics.count {
      statistics[path].combine(other.statistics[path])
      values[path].combine(other.values[path])
    }
    for (path, range) in other.decimals {
      let known = decimals[path] ?? range
      decimals[path] = (min(known.minimum, range.minimum), max(known.maximum, range.maximum))
    }
  }
}
