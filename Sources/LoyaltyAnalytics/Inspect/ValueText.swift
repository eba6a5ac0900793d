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

  /// The text of a key, or of what ``written(_:)`` made of a number.
  init(_ key: GroupKey) {
    if key.kind == .combination {
      (isText, isNumber) = (false, true)
      plain = String(decoding: key.bytes, as: UTF8.self)
      let isCut = plain.hasSuffix("…")
      json = isCut ? GroupKey(kind: .string, bytes: key.bytes).extendedJSON : plain
      return
    }
    isText = key.kind == .string
    isNumber = key.kind == .number
    plain = key.plainText ?? "null"
    json = key.extendedJSON
  }

  /// A number of JSON that no key can be, as it is written: no value has the kind of several keys.
  static func written(_ text: [UInt8]) -> GroupKey {
    let isCut = text.count > maximumCount
    return GroupKey(
      kind: .combination, bytes: text.prefix(maximumCount) + (isCut ? Array("…".utf8) : []))
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

  /// The same without blanks around it.
  var trimmed: ValueText {
    isText ? ValueText(GroupKey(kind: .string, bytes: Array(Self.trimmed(plain).utf8))) : self
  }

  /// A text without blanks around it.
  static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.hasPrefix(" ") { text = text.dropFirst() }
    while text.hasSuffix(" ") { text = text.dropLast() }
    return String(text)
  }

  /// By the bytes of the Extended JSON.
  package static func < (a: ValueText, b: ValueText) -> Bool {
    a.json.utf8.lexicographicallyPrecedes(b.json.utf8)
  }
}
