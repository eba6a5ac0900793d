/// The type byte of a BSON element, as in the specification at bsonspec.org.
@frozen
public enum BSONType: UInt8, Sendable {
  case double = 0x01
  case string = 0x02
  case document = 0x03
  case array = 0x04
  case binary = 0x05
  case undefined = 0x06
  case objectID = 0x07
  case bool = 0x08
  case date = 0x09
  case null = 0x0A
  case regularExpression = 0x0B
  case dbPointer = 0x0C
  case code = 0x0D
  case symbol = 0x0E
  case codeWithScope = 0x0F
  case int32 = 0x10
  case timestamp = 0x11
  case int64 = 0x12
  case decimal128 = 0x13
  case maxKey = 0x7F
  case minKey = 0xFF

  /// The bytes of a value, where every value of the type has as many.
  var fixedSize: Int? {
    switch self {
    case .null, .undefined, .minKey, .maxKey: 0
    case .bool: 1
    case .int32: 4
    case .double, .date, .timestamp, .int64: 8
    case .objectID: 12
    case .decimal128: 16
    case .string, .document, .array, .binary, .regularExpression, .dbPointer, .code, .symbol,
      .codeWithScope:
      nil
    }
  }
}
