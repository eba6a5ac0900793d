internal import DumpReader

/// What is known of the values at one path, but for which they are.
struct FieldStatistics: BitwiseCopyable, Sendable {
  /// In how many documents it is.
  var documents = 0
  /// The last document that it was met in; -1 for none.
  var lastDocument = -1
  /// How many values there are of each type.
  var types = InlineArray<21, Int>(repeating: 0)
  /// The range of integers; empty when the first is larger.
  var integers: (minimum: Int64, maximum: Int64) = (.max, .min)
  /// The range of doubles, NaN aside.
  var doubles: (minimum: Double, maximum: Double) = (.infinity, -.infinity)
  /// Whether there were doubles, which may all be infinite.
  var hasDoubles = false
  /// The range of dates, in milliseconds since 1970.
  var dates: (minimum: Int64, maximum: Int64) = (.max, .min)
  /// The range of the lengths of texts, in characters of Unicode.
  var lengths: (minimum: Int, maximum: Int) = (.max, .min)

  /// The type of an index into ``types``: the order in which types are listed where counts are equal.
  static let listedTypes: [BSONType] = [
    .string, .int32, .int64, .double, .decimal128, .bool, .date, .timestamp, .objectID, .binary,
    .document, .array, .null, .undefined, .symbol, .regularExpression, .code, .codeWithScope,
    .dbPointer, .minKey, .maxKey,
  ]

  /// The index of a type in ``listedTypes``.
  @inline(__always)
  static func index(of type: BSONType) -> Int {
    switch type {
    case .string: 0
    case .int32: 1
    case .int64: 2
    case .double: 3
    case .decimal128: 4
    case .bool: 5
    case .date: 6
    case .timestamp: 7
    case .objectID: 8
    case .binary: 9
    case .document: 10
    case .array: 11
    case .null: 12
    case .undefined: 13
    case .symbol: 14
    case .regularExpression: 15
    case .code: 16
    case .codeWithScope: 17
    case .dbPointer: 18
    case .minKey: 19
    case .maxKey: 20
    }
  }

  /// Counts a value of a type in a document.
  @inline(__always)
  mutating func count(_ type: BSONType, in document: Int) {
    if lastDocument != document {
      lastDocument = document
      documents &+= 1
    }
    types[Self.index(of: type)] &+= 1
  }

  @inline(__always)
  mutating func note(integer: Int64) {
    if integer < integers.minimum { integers.minimum = integer }
    if integer > integers.maximum { integers.maximum = integer }
  }

  @inline(__always)
  mutating func note(double: Double) {
    if double < doubles.minimum { doubles.minimum = double }
    if double > doubles.maximum { doubles.maximum = double }
    if !double.isNaN { hasDoubles = true }
  }

  @inline(__always)
  mutating func note(date: Int64) {
    if date < dates.minimum { dates.minimum = date }
    if date > dates.maximum { dates.maximum = date }
  }

  /// Notes the length of a text. A character takes one to four bytes, so that most texts need not be
  /// looked at.
  @inline(__always)
  mutating func note(text: RawSpan) {
    let count = text.byteCount
    if count > lengths.maximum || (count &+ 3) / 4 < lengths.minimum { noteLength(text) }
  }

  @inline(never)
  private mutating func noteLength(_ text: RawSpan) {
    // All bytes but those that go on with a character: 10xxxxxx.
    var length = text.byteCount
    var i = 0
    while text.byteCount &- i >= 8 {
      let word = text.load(i, as: UInt64.self)
      length &-= (word & ~(word &<< 1) & 0x8080_8080_8080_8080).nonzeroBitCount
      i &+= 8
    }
    while i < text.byteCount {
      if text[i] & 0xC0 == 0x80 { length &-= 1 }
      i &+= 1
    }
    if length < lengths.minimum { lengths.minimum = length }
    if length > lengths.maximum { lengths.maximum = length }
  }

  /// Adds what is known from other documents.
  mutating func combine(_ other: FieldStatistics) {
    documents += other.documents
    for i in types.indices { types[i] += other.types[i] }
    integers.minimum = min(integers.minimum, other.integers.minimum)
    integers.maximum = max(integers.maximum, other.integers.maximum)
    doubles.minimum = min(doubles.minimum, other.doubles.minimum)
    doubles.maximum = max(doubles.maximum, other.doubles.maximum)
    hasDoubles = hasDoubles || other.hasDoubles
    dates.minimum = min(dates.minimum, other.dates.minimum)
    dates.maximum = max(dates.maximum, other.dates.maximum)
    lengths.minimum = min(lengths.minimum, other.lengths.minimum)
    lengths.maximum = max(lengths.maximum, other.lengths.maximum)
  }
}

extension BSONType {
  /// The name that MongoDB's `$type` has for it.
  var mongoName: String {
    switch self {
    case .double: "double"
    case .string: "string"
    case .document: "object"
    case .array: "array"
    case .binary: "binData"
    case .undefined: "undefined"
    case .objectID: "objectId"
    case .bool: "bool"
    case .date: "date"
    case .null: "null"
    case .regularExpression: "regex"
    case .dbPointer: "dbPointer"
    case .code: "javascript"
    case .symbol: "symbol"
    case .codeWithScope: "javascriptWithScope"
    case .int32: "int"
    case .timestamp: "timestamp"
    case .int64: "long"
    case .decimal128: "decimal"
    case .minKey: "minKey"
    case .maxKey: "maxKey"
    }
  }
}
