private typealias B = BSONText

extension BadInput {
  private static func element(
    _ id: String, _ what: String, _ type: UInt8, _ value: [UInt8], name: String = "x"
  ) -> BadInput {
    BadInput("bson-" + id, what, B.between(B.transaction(with: B.element(type, name, value))))
  }

  /// Elements whose value is a byte short of what its type needs.
  private static let cutValues: [BadInput] = [
    ("double", 0x01, 7), ("string", 0x02, 4), ("document", 0x03, 4), ("array", 0x04, 4),
    ("binary", 0x05, 4), ("objectid", 0x07, 11), ("boolean", 0x08, 0), ("date", 0x09, 7),
    ("dbpointer", 0x0C, 4), ("code", 0x0D, 4), ("symbol", 0x0E, 4),
    ("code-with-scope", 0x0F, 13), ("int32", 0x10, 3), ("timestamp", 0x11, 7), ("int64", 0x12, 7),
    ("decimal128", 0x13, 15),
  ].map { (name: String, type: UInt8, size: Int) in
    element(
      "cut-\(name)", "a value of type \(name) that is a byte short", type,
      Array(repeating: 1, count: size))
  }

  /// Elements that are not well-formed.
  static let bsonElements: [BadInput] =
    cutValues + [
      element("unknown-type-14", "type 0x14", 0x14, []),
      element("unknown-type-80", "type 0x80", 0x80, [1, 2, 3]),
      element("unknown-type-fe", "type 0xFE", 0xFE, []),
      element("boolean-2", "boolean 2", 0x08, [2]),
      element("boolean-255", "boolean 255", 0x08, [255]),
      element("string-length-0", "string length 0", 0x02, B.int32(0) + [0]),
      element("string-length-negative", "string length -4", 0x02, B.int32(-4) + [0]),
      element(
        "string-length-maximum", "string length 2147483647", 0x02, B.int32(Int(Int32.max)) + [0]),
      element(
        "string-past-end", "a string that reaches past its document", 0x02,
        B.int32(500) + Array("abc".utf8) + [0]),
      element(
        "string-no-terminator", "a string that does not end in 0", 0x02,
        B.int32(4) + Array("abcd".utf8)),
      element(
        "string-with-zero", "a zero byte inside a string, which is allowed", 0x02,
        B.string([0x61, 0, 0x62])),
      element("utf8-stray", "a byte 80 that continues nothing", 0x02, B.string([0x61, 0x80])),
      element("utf8-overlong", "an overlong slash, C0 AF", 0x02, B.string([0xC0, 0xAF])),
      element("utf8-overlong-zero", "an overlong zero, C0 80", 0x02, B.string([0xC0, 0x80])),
      element(
        "utf8-surrogate", "half a surrogate pair, ED A0 80", 0x02, B.string([0xED, 0xA0, 0x80])),
      element(
        "utf8-beyond", "a code point beyond 10FFFF, F4 90 80 80", 0x02,
        B.string([0xF4, 0x90, 0x80, 0x80])),
      element("utf8-cut", "a character that is cut", 0x02, B.string([0xE2, 0x82])),
      element("utf8-ff", "a byte FF", 0x02, B.string([0xFF])),
      BadInput(
        "bson-key-utf8", "invalid UTF-8 in a field name",
        B.between(B.transaction(with: [0x0A, 0xFF, 0]))),
      BadInput(
        "bson-key-overlong", "an overlong character in a field name",
        B.between(B.transaction(with: [0x0A, 0xC1, 0x81, 0]))),
      BadInput(
        "bson-key-surrogate", "half a surrogate pair in a field name",
        B.between(B.transaction(with: [0x0A, 0xED, 0xBF, 0xBF, 0]))),
      BadInput(
        "bson-key-unterminated", "a field name that does not end",
        B.between(B.transaction(with: [0x0A, 0x61, 0x62, 0x63]))),
      element("key-empty", "an empty field name, which is allowed", 0x0A, [], name: ""),
      BadInput(
        "bson-early-zero", "a zero byte where a type should be",
        B.between(B.transaction(with: [0, 0x0A, 0x61, 0]))),
      BadInput(
        "bson-early-zero-five", "a zero byte, and behind it what looks like an empty document",
        B.between(B.transaction(with: [0, 5, 0, 0, 0]))),
      element("nested-length-0", "a nested document of length 0", 0x03, B.int32(0) + [0]),
      element("nested-length-4", "a nested document of length 4", 0x03, B.int32(4) + [0]),
      element("nested-length-negative", "a nested document of length -1", 0x03, B.int32(-1) + [0]),
      element(
        "nested-past-parent", "a nested document that overlaps the end of its parent", 0x03,
        B.int32(6) + [0]),
      element(
        "nested-past-end", "a nested document longer than its document", 0x03, B.int32(5000) + [0]),
      element(
        "nested-no-terminator", "a nested document that does not end in 0", 0x03, B.int32(5) + [1]),
      element(
        "nested-too-short", "a nested document whose length ends inside a field", 0x03,
        B.int32(11) + B.element(0x12, "a", [0, 0, 0, 0, 0, 0, 0, 0]) + [0]),
      element(
        "nested-early-zero", "a nested document with a zero byte for a type", 0x03,
        B.int32(7) + [0, 1, 0]),
      element(
        "array-names", "an array whose names are no indices, which is allowed", 0x04,
        B.document(B.element(0x0A, "b", []))),
      element("binary-negative", "binary length -1", 0x05, B.int32(-1) + [0]),
      element(
        "binary-past-end", "binary data that reaches past its document", 0x05,
        B.int32(900) + [0, 1]),
      element(
        "binary-old-length", "binary of subtype 2 whose inner length is wrong", 0x05,
        B.int32(5) + [2] + B.int32(7) + [1]),
      element(
        "binary-old-short", "binary of subtype 2 without room for its inner length", 0x05,
        B.int32(2) + [2, 0, 0]),
      element(
        "regex-pattern", "a regular expression whose pattern does not end", 0x0B, Array("abc".utf8)),
      element(
        "regex-options", "a regular expression whose options do not end", 0x0B,
        Array("abc".utf8) + [0] + Array("im".utf8)),
      element("regex-utf8", "invalid UTF-8 in a regular expression", 0x0B, [0xFF, 0, 0]),
      element(
        "dbpointer-string", "a database pointer with a bad string", 0x0C,
        B.int32(-1) + Array(repeating: 0, count: 13)),
      element(
        "code-scope-total", "code with scope whose total is too large", 0x0F,
        B.int32(400) + B.string([0x61]) + B.document([])),
      element(
        "code-scope-small", "code with scope whose total is too small", 0x0F,
        B.int32(13) + B.string([0x61]) + B.document([])),
      element(
        "code-scope-string", "code with scope whose string takes in the scope", 0x0F,
        B.int32(15) + B.int32(7) + [0x61, 0] + B.document([])),
      element(
        "code-scope-scope", "code with scope whose scope has another length", 0x0F,
        B.int32(15) + B.string([0x61]) + B.int32(6) + [0]),
      element("depth-100", "documents nested 100 deep, which is allowed", 0x03, B.nested(99)),
      element("depth-101", "documents nested 101 deep", 0x03, B.nested(100)),
      element("depth-100000", "documents nested 100,000 deep", 0x03, B.nested(99_999)),
    ]
}
