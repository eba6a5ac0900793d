internal import DumpReader

extension GroupKey {
  /// The key as relaxed Extended JSON v2: `"anna"`, `42`, `{"$oid":"…"}`, `null`; a combination as the
  /// array of its parts.
  ///
  /// Dates of the years 1970 to 9999 are ISO text, others a `$numberLong`, as the Extended JSON
  /// specification has it. Allocates.
  public var extendedJSON: String {
    var buffer = TextBuffer(capacity: bytes.count + 48)
    buffer.append(json: self)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// The key as a person would write it: `anna`, `42`, `5f2b…`, a UUID with its hyphens, other
  /// binary data in base 64; the parts of a combination with commas, `(none)` for null; nil for the
  /// null key. Allocates.
  public var plainText: String? {
    switch kind {
    case .null: return nil
    case .number: return number.plainText
    case .string, .earlierYear, .laterYear: return String(decoding: bytes, as: UTF8.self)
    case .boolean: return booleanValue ? "true" : "false"
    case .objectID:
      var buffer = TextBuffer(capacity: 24)
      buffer.append(hex: bytes)
      return String(decoding: buffer.bytes, as: UTF8.self)
    case .binary:
      var buffer = TextBuffer(capacity: 2 * bytes.count + 8)
      if isUUID {
        buffer.append(uuid: bytes.dropFirst())
      } else {
        buffer.append(base64: bytes.dropFirst())
      }
      return String(decoding: buffer.bytes, as: UTF8.self)
    case .date:
      var buffer = TextBuffer(capacity: 32)
      buffer.append(time: milliseconds)
      return String(decoding: buffer.bytes, as: UTF8.self)
    case .combination:
      return parts.map { $0.plainText ?? "(none)" }.joined(separator: ", ")
    }
  }

  fileprivate var number: NumberKey { NumberKey(ofKey: bytes.rawBytes) }

  fileprivate var booleanValue: Bool { bytes.first == 1 }

  /// Whether it is binary data of subtype 4, which is a UUID in the order that it is written in.
  /// Subtype 3 had several orders, so it is no UUID here.
  fileprivate var isUUID: Bool { kind == .binary && bytes.first == 4 && bytes.count == 17 }

  /// The milliseconds since 1970 of a date key.
  fileprivate var milliseconds: Int64 {
    let bits = bytes.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return Int64(bitPattern: bits ^ 1 << 63)
  }
}

extension TextBuffer {
  /// The first millisecond of the year 10000.
  private static let year10000: Int64 = 253_402_300_800_000

  /// Appends a group key as relaxed Extended JSON.
  package mutating func append(json key: GroupKey) {
    switch key.kind {
    case .null: append("null")
    case .number: append(key.number.extendedJSON)
    case .string, .earlierYear, .laterYear: append(json: String(decoding: key.bytes, as: UTF8.self))
    case .boolean: append(key.booleanValue ? "true" : "false")
    case .objectID:
      append("{\"$oid\":\"")
      append(hex: key.bytes)
      append("\"}")
    case .binary:
      append("{\"$binary\":{\"base64\":\"")
      append(base64: key.bytes.dropFirst())
      append("\",\"subType\":\"")
      append(hex: key.bytes.first ?? 0)
      append("\"}}")
    case .date:
      let milliseconds = key.milliseconds
      append("{\"$date\":")
      if (0..<Self.year10000).contains(milliseconds) {
        append(jsonTime: milliseconds)
      } else {
        append("{\"$numberLong\":\"\(milliseconds)\"}")
      }
      append(byte: 0x7D)
    case .combination:
      append(byte: 0x5B)
      for (index, part) in key.parts.enumerated() {
        if index > 0 { append(byte: 0x2C) }
        append(json: part)
      }
      append(byte: 0x5D)
    }
  }

  /// Appends 16 bytes as a UUID: 8-4-4-4-12 hexadecimal digits.
  fileprivate mutating func append(uuid bytes: ArraySlice<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { append(byte: 0x2D) }
      append(hex: byte)
    }
  }
}
