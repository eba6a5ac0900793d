internal import DumpReader

// Keys that still lie where they were read; see `GroupKey+Text.swift` for the others.
extension TextBuffer {
  /// Appends a key as relaxed Extended JSON.
  package mutating func append(jsonKey kind: GroupKey.Kind, _ bytes: RawSpan) {
    switch kind {
    case .null: append("null")
    case .string: append(json: bytes)
    case .number where appendInteger(bytes): return
    default: append(json: GroupKey(kind: kind, bytes: bytes.copied()))
    }
  }

  /// Appends a whole number of 64 bits; false, and nothing, for other numbers.
  package mutating func appendInteger(_ bytes: RawSpan) -> Bool {
    guard let number = Self.integer(bytes) else { return false }
    append(number)
    return true
  }

  /// The integer that the canonical bytes of a number stand for; nil for any other number.
  package static func integer(_ bytes: RawSpan) -> Int? {
    guard bytes.byteCount == 9, bytes[0] == NumberKey.Form.integer.rawValue else { return nil }
    return Int(Int64(bitPattern: bytes.load(1, as: UInt64.self).byteSwapped ^ 1 << 63))
  }
}
