/// The type byte of a BSON element, as in the specification at bsonspec.org.
@frozen
public enum BSONType: UInt8, Sendable {
  /// A floating-point number of 64 bits.
  case double = 0x01
  /// Text in UTF-8.
  case string = 0x02
  /// A document within a document.
  case document = 0x03
  /// An array: a document whose keys count from 0.
  case array = 0x04
  /// Bytes, with a subtype that says what they are.
  case binary = 0x05
  /// Deprecated: a value that is undefined.
  case undefined = 0x06
  /// Twelve bytes that nobody else has chosen.
  case objectID = 0x07
  /// True or false.
  case bool = 0x08
  /// An instant: milliseconds since 1970 (UTC).
  case date = 0x09
  /// No value.
  case null = 0x0A
  /// A pattern and its options.
  case regularExpression = 0x0B
  /// Deprecated: a collection and an ObjectId in it.
  case dbPointer = 0x0C
  /// JavaScript.
  case code = 0x0D
  /// Deprecated: text that stands for a symbol.
  case symbol = 0x0E
  /// Deprecated: JavaScript and its variables.
  case codeWithScope = 0x0F
  /// An integer of 32 bits.
  case int32 = 0x10
  /// The server's own time: seconds since 1970 and an increment.
  case timestamp = 0x11
  /// An integer of 64 bits.
  case int64 = 0x12
  /// A decimal number of up to 34 digits.
  case decimal128 = 0x13
  /// Greater than every other value.
  case maxKey = 0x7F
  /// Less than every other value.
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
