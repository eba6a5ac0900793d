internal import DumpReader

/// A value of a field as it is printed, cut where it is long.
package struct ValueText: Sendable, Hashable, Comparable {
  /// What a person reads: `anna`, `42`, `5f2b…`.
  package let plain: String
  /// Relaxed Extended JSON: `"anna"`, `42`, `{"$oid":"5f2b…"}`.
  package let json: String
  /// Whether it is text.
  package let isText: Bool
  /// Whether it is a number.
  package let isNumber: Bool

  /// The longest text that is kept, in bytes.
  static let maximumCount = 48

  /// Whether there is something: no null, no empty text.
  var isSome: Bool { json != "null" && !plain.isEmpty }

  /// Whether it may be the beginning of a longer text.
  var isCut: Bool { isText && plain.utf8.count > Self.maximumCount - 3 && plain.hasSuffix("…") }

  /// The text of a key.
  init(_ key: GroupKey) {
    isText = key.kind == .string
    isNumber = key.kind == .number
    plain = key.plainText ?? "null"
    json = key.extendedJSON
  }

  /// A key without what a text has beyond the longest one, which then ends in `…`.
  static func cut(_ key: GroupKey) -> GroupKey {
    guard key.kind == .string || key.kind == .binary, key.bytes.count > maximumCount else {
      return key
    }
    var end = maximumCount
    // Not within a character.
    while end > 0, key.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    let mark = key.kind == .string ? Array("…".utf8) : []
    return GroupKey(kind: key.kind, bytes: Array(key.bytes[..<end]) + mark)
  }

  /// By the bytes of the Extended JSON.
  package static func < (a: ValueText, b: ValueText) -> Bool {
    a.json.utf8.lexicographicallyPrecedes(b.json.utf8)
  }
}
