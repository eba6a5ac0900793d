/// The value of one field, still where it was read: a type, a place, and the bits of small values.
///
/// BSON and JSON give the same `RawValue` for the same value, so that nobody downstream needs to
/// know which of them it came from. A value is as valid as the chunk and the scratch bytes it points
/// into; it holds no reference to them.
///
/// | type | `bits` | `bytes(in:scratch:)` |
/// |---|---|---|
/// | string, symbol, code | | the text, UTF-8 |
/// | int32, int64 | the integer, sign-extended | |
/// | double | its bit pattern | |
/// | bool | 0 or 1 | |
/// | date | milliseconds since 1970 (UTC), signed | |
/// | timestamp | seconds in the upper, increment in the lower 32 bits | |
/// | objectID | | 12 bytes |
/// | decimal128 | | 16 bytes as in BSON, low half first |
/// | binary | the subtype | the payload |
/// | document, array | of JSON: where its bracket stands in the text that was walked | of BSON: all of it |
/// | others | | |
@frozen
public struct RawValue: Sendable {
  /// The BSON type; a JSON value has the type that its Extended JSON form stands for.
  public package(set) var type: BSONType
  /// Whether the bytes lie in the scratch buffer instead of the chunk.
  public package(set) var inScratch: Bool
  /// Where the bytes start. 32 bits are enough: a chunk is little larger than its largest document,
  /// which is at most ``InputOptions/largestRecordSize``, and so are the scratch bytes.
  public package(set) var offset: UInt32
  /// How many bytes there are.
  public package(set) var count: UInt32
  /// The value itself, where it fits; see the table above.
  public package(set) var bits: UInt64

  /// Creates a value of a type that needs no bytes.
  package init(_ type: BSONType, bits: UInt64 = 0) {
    self.type = type
    self.bits = bits
    inScratch = false
    offset = 0
    count = 0
  }

  /// Creates a value whose bytes lie at `range`.
  package init(_ type: BSONType, at range: Range<Int>, inScratch: Bool = false, bits: UInt64 = 0) {
    self.type = type
    self.bits = bits
    self.inScratch = inScratch
    offset = UInt32(truncatingIfNeeded: range.lowerBound)
    count = UInt32(truncatingIfNeeded: range.count)
  }

  /// Creates a value whose bytes lie in the chunk, from an offset to another that is not smaller.
  @inline(__always)
  init(_ type: BSONType, from start: Int, to end: Int) {
    self.type = type
    bits = 0
    inScratch = false
    offset = UInt32(truncatingIfNeeded: start)
    count = UInt32(truncatingIfNeeded: end &- start)
  }

  /// A document or an array of JSON, whose first byte stands at an offset of the text that was walked.
  ///
  /// Only a document has bytes: its brace. An array, which nobody looks into by its bytes, has none.
  @inline(__always)
  init(nested type: BSONType, bracketAt start: Int) {
    self.init(type, from: start, to: type == .document ? start &+ 1 : start)
    bits = UInt64(truncatingIfNeeded: start)
  }

  /// The bytes, in the chunk or the scratch buffer that the value was read with.
  ///
  /// - Parameters:
  ///   - chunk: The bytes of the chunk that it was read from.
  ///   - scratch: The scratch bytes of the values that it was read into.
  /// - Returns: As valid as the two; empty for types that have none.
  @inlinable @inline(__always)
  @_lifetime(copy chunk, copy scratch)
  public func bytes(in chunk: RawSpan, scratch: RawSpan) -> RawSpan {
    let range = Int(offset)..<Int(offset) &+ Int(count)
    return inScratch ? scratch.extracting(range) : chunk.extracting(range)
  }

  /// The integer of an int32 or int64, the milliseconds of a date.
  @inlinable public var int64: Int64 { Int64(bitPattern: bits) }

  /// The number of a double.
  @inlinable public var double: Double { Double(bitPattern: bits) }

  /// Whether a number of JSON text is another than the double that was made of it: an integer of more
  /// than 34 digits, or a number beyond the range of doubles. `count` is the mark of it; its
  /// bytes are the text, in the scratch buffer, unless that has more than a thousand.
  @inlinable public var isBeyondDouble: Bool { type == .double && count != 0 }
}
