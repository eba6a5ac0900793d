import DumpReader
import Testing

@Suite struct JSONValueTests {
  @Test(
    arguments: [
      (#""""#, .string("")),
      (#""abc""#, .string("abc")),
      (
        #""a longer text than sixteen bytes, with Sørensen""#,
        .string("a longer text than sixteen bytes, with Sørensen")
      ),
      (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")),
      (#""\u0041\u00e9\u2606\ud834\udd1E""#, .string("Aé☆𝄞")),
      (#""a\u0000b""#, .string("a\0b")),
      ("0", .int32(0)), ("-0", .int32(0)), ("24", .int32(24)), ("-1", .int32(-1)),
      ("2147483647", .int32(.max)), ("-2147483648", .int32(.min)),
      ("2147483648", .int64(2_147_483_648)), ("-2147483649", .int64(-2_147_483_649)),
      ("999999999999999", .int64(999_999_999_999_999)),
      ("1000000000000000", .int64(1_000_000_000_000_000)),
      ("9223372036854775807", .int64(.max)), ("-9223372036854775808", .int64(.min)),
      ("0.0", .double(0)), ("-0.0", .double(-0.0)), ("0.1", .double(0.1)), ("58.9", .double(58.9)),
      ("-0.5", .double(-0.5)), ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)),
      ("1.5e-3", .double(0.0015)), ("0e1", .double(0)), ("0.30000000000000004", .double(0.1 + 0.2)),
      ("123456789012345.6", .double(123456789012345.6)), ("1e999", .double(.infinity)),
      ("-1e999", .double(-.infinity)), ("1e-999", .double(0)), ("1e22", .double(1e22)),
      ("1e23", .double(1e23)), ("5e-324", .double(.leastNonzeroMagnitude)),
      ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
      ("12345678901234567890123456789012345", .double(1.2345678901234568e34)),
      ("true", FieldReading(.bool, bits: 1)), ("false", FieldReading(.bool)),
      ("null", FieldReading(.null)), ("[]", FieldReading(.array)),
      ("[1,[2]]", FieldReading(.array)),
      ("{}", FieldReading(.document)), (#"{"a":{"b":[]}}"#, FieldReading(.document)),
    ] as [(String, FieldReading)])
  func values(text: String, expected: FieldReading) {
    for document in [
      #"{"x":\#(text)}"#, " {\t\"x\" : \n\(text)\r }\n", #"{"a":1,"x":\#(text),"z":[]}"#,
    ] {
      let reading = JSONReading(document)
      #expect(reading.field == expected, "\(document) \(reading.findings)")
    }
    // The same value where nobody asks for it.
    let unused = JSONReading(#"{"y":\#(text),"z":[\#(text)],"x":7}"#)
    #expect(unused.field == .int32(7), "\(unused.findings)")
  }

  /// Every scalar that is written as an escape sequence is itself, in small and capital digits.
  @Test func everyScalarAsAnEscapeSequence() {
    let last: UInt32 = 0x10FFFF
    for start in stride(from: UInt32(0), through: last, by: 4096) {
      let scalars = (start...min(start + 4095, last)).compactMap(Unicode.Scalar.init)
      var text = ""
      var escaped = ""
      for scalar in scalars where start < 0x1_0000 || scalar.value % 61 == 0 {
        text.unicodeScalars.append(scalar)
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: scalar.value % 2 == 0)
          escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
      #expect(JSONReading(#"{"x":"a\#(escaped)z"}"#).field == .string("a\(text)z"))
    }
  }

  /// Whatever byte stands among the four digits of an escape sequence that is none of them.
  @Test func everyByteAmongTheDigitsOfAnEscapeSequence() {
    let digits = Set("0123456789abcdefABCDEF".utf8)
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "\"") {
      for place in 0..<4 {
        var unit = Array("00e9".utf8)
        unit[place] = byte
        let document = Array(#"{"x":"\u"#.utf8) + unit + Array(#"abcdefgh"}"#.utf8)
        let reading = JSONReading(document)
        #expect((reading.field != nil) == digits.contains(byte), "\(byte) at \(place)")
      }
    }
  }

  /// An exponent beyond any range stays so, however many digits of a fraction it is to make up for.
  @Test(arguments: [
    (10, 9_999_999, Double.infinity), (999_999, 9_999_999, .infinity), (1_999_999, 2_000_000, 5),
    (1_999_999, 1_999_999, 0.5),
  ])
  func longFractions(zeros: Int, exponent: Int, expected: Double) {
    let text = "0." + String(repeating: "0", count: zeros) + "5e\(exponent)"
    #expect(JSONReading(#"{"x":\#(text)}"#).field == .double(expected))
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "18446744073709551616",
    "9999999999999999999999999999999999", "-1000000000000000000000000000000000",
  ])
  func largeIntegersAreDecimals(text: String) throws {
    let expected = try #require(decimal128(text))
    let field = try #require(JSONReading(#"{"x":\#(text)}"#).field)
    #expect(field.type == .decimal128)
    let bytes = field.bytes
    func word(_ range: Range<Int>) -> UInt64 {
      range.reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
    #expect(Decimal128(low: word(0..<8), high: word(8..<16)) == expected)
  }

  @Test func paths() {
    let text = #"""
      {"a":{"b":1,"c":{"d":"deep"}},"items":[5,{"id":6},[7,8]],"a.b":9,"esc\u0061ped":10,"a":{"b":11}}
      """#
    let paths = [
      "a.b", "a.c.d", "items.0", "items.1.id", "items.2.1", "items.3", "escaped", "a", "items",
    ]
    let reading = JSONReading(text, paths)
    #expect(reading.findings == [])
    #expect(
      reading.documents == [
        [
          .int32(1), .string("deep"), .int32(5), .int32(6), .int32(8), nil, .int32(10),
          FieldReading(.document), FieldReading(.array),
        ]
      ])
    for empty in [#"{"a":{},"items":[]}"#, #"{"a":{ },"items":[ ]}"#, #"{"a":[],"items":{}}"#] {
      let reading = JSONReading(empty + empty, paths)
      #expect(reading.findings == [])
      #expect(reading.documents.count == 2)
      #expect(reading.documents.first?[0] == .some(nil))
    }
  }

  @Test func wrappersAreNotWalkedInto() {
    let reading = JSONReading(
      #"{"a":{"$date":{"$numberLong":"5"}},"b":{"$numberInt":"x"}}"#, ["a.$date", "b.c"])
    #expect(reading.findings == [])
    #expect(reading.documents == [[nil, nil]])
    // A database reference is a document in BSON too.
    let reference = JSONReading(
      #"{"a":{"$ref":"users","$id":{"$oid":"56e1fc72e0c917e9c4714161"}}}"#, ["a.$ref", "a"])
    #expect(reference.documents == [[.string("users"), FieldReading(.document)]])
  }

  @Test func repeatedFields() {
    let text = #"{"x":1,"y":{"z":2},"x":3}"#
    #expect(JSONReading(text).field == .int32(1))
    let reading = JSONReading(text, unique: true)
    #expect(reading.documents.isEmpty)
    #expect(reading.findings == [MalformedDocument(.duplicateField, at: 19, key: 20..<21)])
  }

  @Test func keyOrderMayChange() {
    let documents = (0..<200).map { i in
      let fields = [
        #""x":\#(i)"#, #""y":"\#(i)""#, #""x\#(i % 3)":{"x":0}"#,
        #""a rather long name, of more than 32 bytes":[\#(i)]"#,
      ]
      let turn = i % 4
      return "{" + (fields[turn...] + fields[..<turn]).joined(separator: i % 5 == 0 ? ", " : ",")
        + "}"
    }
    let reading = JSONReading(documents.joined(separator: "\n"), ["x", "y"])
    #expect(reading.findings == [])
    #expect(reading.documents == (0..<200).map { [.int32($0), .string("\($0)")] })
  }

  @Test func severalDocuments() {
    let lines = "\r\n{\"x\":1}{\"x\":2} {\"x\":3}\n\n{\"x\":4}"
    let reading = JSONReading(lines)
    #expect(reading.documents == [[.int32(1)], [.int32(2)], [.int32(3)], [.int32(4)]])
    #expect(reading.ranges == [2..<9, 9..<16, 17..<24, 26..<33])
    let array = JSONReading("[{\"x\":1},\n{\"x\":2} , {\"x\":3}]\n", encoding: .jsonValues)
    #expect(array.findings == [])
    #expect(array.documents == [[.int32(1)], [.int32(2)], [.int32(3)]])
    #expect(JSONReading("{\"x\":1},{\"x\":2}").findings.map(\.code) == [.trailingBytes])
    #expect(JSONReading("").documents.isEmpty)
    #expect(JSONReading(" \n\t\r").documents.isEmpty)
  }

  @Test func numbersAreRoundedCorrectly() {
    var generator = SeededGenerator(seed: 0x4A53_4F4E)
    for _ in 0..<20_000 {
      var text = Bool.random(using: &generator) ? "-" : ""
      text += String(
        UInt64.random(
          in: 0...(UInt64.max >> UInt64.random(in: 0..<64, using: &generator)), using: &generator))
      text += "."
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        text += String(Int.random(in: 0...9, using: &generator))
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        text += "e\(Int.random(in: -40...40, using: &generator))"
      }
      let expected = Double(text)
      #expect(
        JSONReading(#"{"x":\#(text)}"#).field?.bits == expected?.bitPattern,
        "\(text), seed 0x4A534F4E")
      let wrapped = JSONReading(#"{"x":{"$numberDouble":"\#(text)"}}"#).field
      #expect(wrapped?.bits == expected?.bitPattern, "\(text)")
    }
  }
}

/// A generator that gives the same numbers again for the same seed (splitmix64, S. Vigna 2015).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
