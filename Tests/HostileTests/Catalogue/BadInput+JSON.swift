import DumpReader
import LoyaltyAnalytics

extension BadInput {
  private static let before = """
    {"_id":0,"user_id":"ada","transaction_type":"award","points":10}
    {"_id":1,"user_id":"ada","transaction_type":"award","points":10}

    """
  private static let after = """

    {"_id":3,"user_id":"ada","transaction_type":"award","points":10}
    {"_id":4,"user_id":"ada","transaction_type":"award","points":10}

    """

  /// A line between sound ones.
  private static func line(_ id: String, _ what: String, _ text: String) -> BadInput {
    BadInput("json-" + id, what, before + text + after)
  }

  private static func line(_ id: String, _ what: String, _ bytes: [UInt8]) -> BadInput {
    BadInput("json-" + id, what, Array(before.utf8) + bytes + Array(after.utf8))
  }

  /// A field of a sound document.
  private static func field(_ id: String, _ what: String, _ text: String) -> BadInput {
    line(id, what, open + text + "}")
  }

  private static func field(_ id: String, _ what: String, value: [UInt8]) -> BadInput {
    line(id, what, Array((open + #""x":""#).utf8) + value + Array(#""}"#.utf8))
  }

  private static let open = #"{"user_id":"ada","transaction_type":"award","points":10,"#

  private static func points(_ id: String, _ what: String, _ text: String) -> BadInput {
    line(
      "points-" + id, what, #"{"user_id":"ada","transaction_type":"award","points":"# + text + "}")
  }

  private static func wrapped(_ id: String, _ what: String, _ text: String) -> BadInput {
    line(id, what, #"{"transaction_type":"award","points":10,"user_id":"# + text + "}")
  }

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  /// Lines that are no JSON.
  static let jsonSyntax: [BadInput] = [
    field("control", "a control character in a string", value: [0x61, 0x01]),
    field("tab", "a tab in a string", value: [0x09]),
    field("zero", "a zero byte in a string", value: [0]),
    field("delete", "a byte 7F in a string, which is allowed", value: [0x7F]),
    line("zero-line", "a line of zero bytes", Array(repeating: 0, count: 600)),
    field("high-surrogate", "half a surrogate pair, \\ud800", #""x":"\ud800""#),
    field("low-surrogate", "the other half alone, \\udc00", #""x":"\udc00""#),
    field("surrogates-swapped", "a surrogate pair the wrong way round", #""x":"\udc00\ud800""#),
    field("surrogate-key", "half a surrogate pair in a field name", #""\ud800":1"#),
    field("escape", "an escape that is none, \\x", #""x":"\x41""#),
    field("escape-cut", "an escape that is too short, \\u12", #""x":"\u12""#),
    field("utf8-stray", "a byte 80 that continues nothing", value: [0x80]),
    field("utf8-overlong", "an overlong slash, C0 AF", value: [0xC0, 0xAF]),
    field("utf8-surrogate", "half a surrogate pair as UTF-8", value: [0xED, 0xA0, 0x80]),
    field("utf8-beyond", "a code point beyond 10FFFF", value: [0xF5, 0x80, 0x80, 0x80]),
    line(
      "utf8-key", "invalid UTF-8 in a field name",
      Array(open.utf8) + [0x22, 0xFF] + Array(#"":1}"#.utf8)),
    field("leading-zero", "a number with a leading zero", #""x":012"#),
    field("plus", "a number with a plus sign", #""x":+1"#),
    field("point-first", "a number that begins with its point", #""x":.5"#),
    field("point-last", "a number that ends with its point", #""x":1."#),
    field("exponent-empty", "an exponent without digits", #""x":1e"#),
    field("minus-alone", "a minus sign alone", #""x":-"#),
    field("hexadecimal", "a hexadecimal number", #""x":0x10"#),
    field("literal", "a literal that is none", #""x":nil"#),
    field("literal-case", "True with a capital letter", #""x":True"#),
    field("trailing-comma", "a comma before the closing brace", #""x":1,"#),
    field("trailing-comma-array", "a comma before the closing bracket", #""x":[1,]"#),
    field("two-commas", "two commas in a row", #""x":1,,"y":2"#),
    field("comment", "a comment", #""x":1 /* one */"#),
    line("comment-line", "a line that is a comment", "// exported on Monday"),
    field("no-colon", "no colon", #""x" 1"#),
    field("no-comma", "no comma", #""x":1 "y":2"#),
    field("no-value", "no value", #""x":"#),
    field("bracket-mismatch", "a bracket that closes another kind", #""x":[1}"#),
    line("no-brace", "no closing brace", open + #""x":1"#),
    line("two-braces", "one closing brace too many", open + #""x":1}}"#),
    field("string-open", "a string that does not end", #""x":"abc"#),
    line("text", "a line of text", "connected to: localhost"),
    line("number", "a line that is a number", "42"),
    line("string", "a line that is a string", #""award""#),
    line("array", "a line that is an array", "[1,2]"),
    line("null", "a line that is null", "null"),
    line("behind", "something behind the document on its line", open + #""x":1} junk"#),
    line("bracket", "a bracket alone on its line", "]"),
    line("split", "a line feed inside a document", open + "\n" + #""x":1}"#),
    line(
      "mark", "a byte order mark inside the file",
      [0xEF, 0xBB, 0xBF] + Array((open + #""x":1}"#).utf8)),
    line("form-feed", "a form feed between values", open + "\u{C}" + #""x":1}"#),
    field(
      "depth-100", "arrays nested 100 deep with their object, which is allowed",
      #""x":"# + nested(99)),
    field("depth-101", "arrays nested 101 deep with their object", #""x":"# + nested(100)),
    field("depth-100000", "arrays nested 100,000 deep", #""x":"# + nested(100_000)),
    line("depth-open", "100,000 brackets that stay open", String(repeating: "[", count: 100_000)),
    BadInput("json-cut", "cut in the middle of the last line", before + #"{"_id":2,"user_"#),
    BadInput(
      "json-no-line-feed", "no line feed at the end, which is allowed", String(before.dropLast())),
    BadInput(
      "json-line-too-long", "a line longer than --max-record",
      before + open + #""x":""# + String(repeating: "x", count: 2000) + #""}"# + after
    ) { $0.input.maximumRecordSize = 1000 },
    BadInput(
      "json-utf16", "UTF-16",
      Array(before.utf16).flatMap {
        [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
      }),
    BadInput(
      "json-utf16-mark", "UTF-16 with a byte order mark",
      [0xFE, 0xFF]
        + Array(before.utf16).flatMap {
          [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
        }),
    BadInput(
      "json-utf32", "UTF-32",
      before.unicodeScalars.flatMap { [UInt8(truncatingIfNeeded: $0.value), 0, 0, 0] }),
    BadInput("json-blank", "nothing but blanks and line feeds", "\n  \n\t\r\n"),
  ]

  /// Lines that are JSON and hold values that cannot be used, or only look unusual.
  static let jsonValues: [BadInput] = [
    points("nan", "points NaN", "NaN"),
    points("infinity", "points -Infinity", "-Infinity"),
    points("1e400", "points 1e400", "1e400"),
    points(
      "exponent", "an exponent of a billion digits", "1e" + String(repeating: "9", count: 1000)),
    points(
      "small-exponent", "an exponent of minus a billion digits, which is 0",
      "1e-" + String(repeating: "9", count: 1000)),
    points("digits", "1,000 digits", String(repeating: "7", count: 1000)),
    points(
      "fraction", "1,000 fraction digits, which count", "0." + String(repeating: "3", count: 1000)),
    points("21-digits", "points beyond 10^20", "100000000000000000001"),
    points("string", "points as text", #""10""#),
    points("null", "points null", "null"),
    points(
      "long-overflow", "$numberLong beyond 64 bits", #"{"$numberLong":"9223372036854775808"}"#),
    points("decimal-bad", "$numberDecimal that is no number", #"{"$numberDecimal":"ten"}"#),
    points(
      "decimal-exponent", "$numberDecimal with an exponent of a billion",
      #"{"$numberDecimal":"1E+1000000000"}"#),
    points(
      "wrapper-more", "$numberInt with another field beside it", #"{"$numberInt":"10","x":1}"#),
    wrapped("oid-short", "$oid that is too short", #"{"$oid":"1234"}"#),
    wrapped("oid-letters", "$oid that is not hexadecimal", #"{"$oid":"zzzzzzzzzzzzzzzzzzzzzzzz"}"#),
    wrapped("base64", "$binary that is no base64", #"{"$binary":{"base64":"%%%","subType":"00"}}"#),
    wrapped("user-array", "the user an array", "[]"),
    wrapped("user-document", "the user a document", #"{"a":1}"#),
    BadInput(
      "json-date", "$date that is no date, and --from",
      before + open + #""approved_time":{"$date":"tomorrow"}}"# + after
    ) { $0.query.from = .min + 1 },
    BadInput(
      "json-date-month", "the 13th month, and --from",
      before + open + #""approved_time":"2014-13-01"}"# + after
    ) { $0.query.from = .min + 1 },
    field("twice", "points twice", #""points":90"#),
    field("twice-escaped", "points twice, once with an escaped name", #""po\u0069nts":90"#),
    BadInput(
      "json-way-twice", "a document on the way to the store twice",
      before + open + #""v":{"store":1},"v":{"x":1}}"# + after
    ) { $0.query.mapping.store = "v.store" },
    field("twice-other", "a field that nobody uses twice, which is allowed", #""x":1,"x":2"#),
    line("empty-object", "an object without fields", "{}"),
    line(
      "two-on-a-line", "two documents on a line, which is allowed",
      open + #""x":1} "# + open + #""x":2}"#),
    line(
      "single-quotes", "single quotes, which the shell writes",
      "{'user_id':'ada','transaction_type':'award','points':10}"),
    line(
      "unquoted", "names without quotes, which the shell writes",
      "{user_id:\"ada\",transaction_type:\"award\",points:NumberLong(10)}"),
    line(
      "shell-call", "a call that the shell does not have",
      "{user_id:\"ada\",transaction_type:\"award\",points:NumberThing(10)}"),
  ]

  /// Arrays, and documents over several lines.
  static let jsonArrays: [BadInput] = [
    BadInput("array-open", "an array that is not closed", "[\(element),\n\(element)\n"),
    BadInput("array-cut", "an array cut inside a document", "[\(element),\n" + element.prefix(30)),
    BadInput(
      "array-bad-element", "a bad document inside an array",
      "[\(element),\n{\"user_id\":ada},\n\(element)]\n"),
    BadInput("array-scalar", "a number inside an array", "[\(element),\n42,\n\(element)]\n"),
    BadInput(
      "array-nested", "an array inside an array", "[\(element),\n[\(element)],\n\(element)]\n"),
    BadInput(
      "array-no-comma", "no comma between two documents of an array", "[\(element)\n\(element)]\n"),
    BadInput(
      "array-two-commas", "two commas between documents of an array", "[\(element),,\n\(element)]\n"
    ),
    BadInput(
      "array-comma-last", "a comma before the end of an array", "[\(element),\n\(element),]\n"),
    BadInput(
      "array-behind", "text behind an array", "[\(element),\n\(element)]\nexported 2 records\n"),
    BadInput(
      "array-two", "two arrays in one file, which is allowed", "[\(element)]\n[\(element)]\n"),
    BadInput("array-empty", "an empty array", "[]\n"),
    BadInput(
      "array-string-open", "a string that does not end, inside an array",
      "[\n\(element),\n{\"user_id\":\"ada},\n\(element)\n]\n"),
    BadInput(
      "array-pattern",
      "a regular expression with a quote, where a string would end behind the document",
      "[\(element),\n{x:/\",0/},t\":1},{x:/a/},\(element),\n\(element)]\n"),
    BadInput(
      "blanks-within", "a million line feeds in an object that is cut: no slower in small portions",
      "[\(element),\n{\"a\":\(String(repeating: "\n", count: 1_000_000))"),
    BadInput(
      "pretty-cut", "indented JSON, cut",
      "{\n  \"user_id\" : \"ada\",\n  \"points\" : 1\n}\n{\n  \"user_id\" :"),
  ]

  private static let element = #"{"user_id":"ada","transaction_type":"award","points":10}"#
}
