/// A text or a run of bytes within the pool of a ``SampleDocument``.
public struct PoolRange: Sendable, Equatable {
  var offset: UInt32
  var count: UInt32

  var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
}

/// The value of a field, in BSON's types. Documents and arrays are opened and closed, so that a
/// document of any depth is a flat list.
public enum SampleValue: Sendable, Equatable {
  case double(Double)
  case string(PoolRange)
  case openDocument
  case openArray
  /// The end of the innermost open document or array.
  case close
  case binary(subtype: UInt8, PoolRange)
  case undefined
  /// The first 8 bytes and the last 4, as numbers in big-endian order.
  case objectID(UInt64, UInt32)
  case bool(Bool)
  /// Milliseconds since 1970 (UTC).
  case date(Int64)
  case null
  case regularExpression(pattern: PoolRange, options: PoolRange)
  case code(PoolRange)
  case symbol(PoolRange)
  case int32(Int32)
  case timestamp(seconds: UInt32, increment: UInt32)
  case int64(Int64)
  case decimal(SampleDecimal)
  case maxKey
  case minKey
}

/// One field: a name, empty within an array, and a value.
public struct SampleField: Sendable, Equatable {
  /// The name.
  public var name: PoolRange
  /// The value.
  public var value: SampleValue
}
