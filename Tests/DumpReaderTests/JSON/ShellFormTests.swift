import DumpReader
import Testing

@Suite struct ShellFormTests {
  @Test(
    arguments: [
      (
        #"ObjectId("56e1fc72e0c917e9c4714161")"#,
        FieldReading(.objectID, bytes: ExtendedJSONTests.oid)
      ),
      (
        #"new ObjectId( '56e1fc72e0c917e9c4714161' )"#,
        FieldReading(.objectID, bytes: ExtendedJSONTests.oid)
      ),
      (#"ISODate("2014-04-11T21:55:32.590Z")"#, .date(ExtendedJSONTests.instant)),
      (#"new Date(1397253332590)"#, .date(ExtendedJSONTests.instant)),
      (#"Date( 1397253332590 )"#, .date(ExtendedJSONTests.instant)), (#"Date(-1)"#, .date(-1)),
      (#"new Date("2014-04-11T21:55:32.590Z")"#, .date(ExtendedJSONTests.instant)),
      (#"new ISODate("2014-04-11")"#, .date(1_397_174_400_000)),
      ("NumberInt(24)", .int32(24)), (#"NumberInt("24")"#, .int32(24)),
      ("NumberInt(-24)", .int32(-24)),
      ("NumberLong(24)", .int64(24)), (#"NumberLong("9223372036854775807")"#, .int64(.max)),
      ("Long('24')", .int64(24)), ("Int32(24)", .int32(24)), ("Double(24)", .double(24)),
      ("Timestamp(1, 2)", FieldReading(.timestamp, bits: 0x1_0000_0002)),
      ("Timestamp({ t: 1, i: 2 })", FieldReading(.timestamp, bits: 0x1_0000_0002)),
      (#"BinData(128, "//8=")"#, ExtendedJSONTests.binary(128, [255, 255])),
      (#"HexData(0,"ff00")"#, ExtendedJSONTests.binary(0, [255, 0])),
      ("Binary.createFromBase64('//8=', 128)", ExtendedJSONTests.binary(128, [255, 255])),
      ("Binary.createFromBase64('//8=')", ExtendedJSONTests.binary(0, [255, 255])),
      (
        #"UUID("73ffd264-44b3-4c69-90e8-e7d1dfc035d4")"#,
        ExtendedJSONTests.binary(4, ExtendedJSONTests.uuid)
      ),
      (
        #"UUID('73ffd26444b34c6990e8e7d1dfc035d4')"#,
        ExtendedJSONTests.binary(4, ExtendedJSONTests.uuid)
      ),
      ("MinKey", FieldReading(.minKey)), ("MaxKey()", FieldReading(.maxKey)),
      ("undefined", FieldReading(.undefined)), ("NaN", .double(.nan)),
      ("Infinity", .double(.infinity)),
      ("-Infinity", .double(-.infinity)), ("/a[/]b\\/\"/im", FieldReading(.regularExpression)),
      (#"DBRef("users", ObjectId("56e1fc72e0c917e9c4714161"))"#, FieldReading(.document)),
      (#"DBRef('a', 1, 'db')"#, FieldReading(.document)),
      (#"DBRef('a', { b: 1 }, 'db', { c: 1, d: [ 2 ] })"#, FieldReading(.document)),
      (#"new DBRef("a", 1, { c: { d: 1 } })"#, FieldReading(.document)),
      (#"DBRef('a', 1, 'db', { })"#, FieldReading(.document)),
      (
        "Binary.fromFloat32Array(new Float32Array([ 1.5, NaN, Infinity, -Infinity ]))",
        ExtendedJSONTests.binary(
          9, [0x27, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x7F, 0, 0, 0x80, 0xFF])
      ),
      (#"Code("f()")"#, FieldReading(.code, bytes: Array("f()".utf8))),
      (#"Code("f()", {a: 1})"#, FieldReading(.codeWithScope)),
      (#"'it\'s "quoted" \x41\v\0 \u00e9 ☆'"#, .string("it's \"quoted\" A\u{b}\0 é ☆")),
      ("''", .string("")), (#""double""#, .string("double")), ("24", .int32(24)),
      ("0.5", .double(0.5)),
      ("true", FieldReading(.bool, bits: 1)), ("null", FieldReading(.null)),
      ("[ NumberInt(1), { a: 'b' } ]", FieldReading(.array)),
      ("{ a: [] }", FieldReading(.document)),
      (
        #"{ $oid : "56e1fc72e0c917e9c4714161" }"#,
        FieldReading(.objectID, bytes: ExtendedJSONTests.oid)
      ),
      (#"{ "$date" : Date(5) }"#, nil),
    ] as [(String, FieldReading?)])
  func values(text: String, expected: FieldReading?) {
    for document in ["{x:\(text)}", "{ y : [ \(text) ] , 'x' : \(text) }", #"{"x":\#(text),z:1}"#] {
      let reading = JSONReading(document + "\n" + #"{"x":1}"#)
      #expect(reading.documents.last == [.int32(1)])
      if expected == nil {
        #expect(reading.findings.map(\.code) == [.wrapper], "\(document)")
      } else {
        #expect(reading.findings == [], "\(document)")
        #expect(reading.documents.first == [expected], "\(document)")
      }
    }
  }

  @Test("Texts in double quotes may have the escapes of the shells, where the rest is theirs")
  func escapesInDoubleQuotes() {
    for text in [#""it's \x1B[0m\n""#, #""it's" + " \x1B[0m" + '\n'"#] {
      #expect(JSONReading("{ x: \(text) }").field == .string("it's \u{1B}[0m\n"))
    }
    #expect(JSONReading(#"{"x":"\x1B"}"#).findings.map(\.code) == [.badEscape])
    #expect(JSONReading(#"{ x: "\x1" }"#).findings.map(\.code) == [.badEscape])
    #expect(
      JSONReading(#"{ x: "\q" }"#).findings == [MalformedDocument(.badEscape, at: 6)])
  }

  @Test func decimalsOfBothNotations() {
    let plain = JSONReading(#"{"x":{"$numberDecimal":"1.50"}}"#).field
    #expect(plain?.type == .decimal128)
    for text in ["NumberDecimal(1.50)", #"NumberDecimal("1.50")"#, "Decimal128('1.50')"] {
      #expect(JSONReading("{x:\(text)}").field == plain)
    }
  }

  @Test(arguments: [
    "ObjectId()", "ObjectId(56)", "ObjectId(\"56\")", "NumberInt()", "NumberInt(x)", "NumberInt(1",
    "NumberInt(1,2)", "NumberLong(1.5)", "Foo(1)", "foo", "new", "new 5", "newDate(5)",
    "Timestamp(1)",
    "BinData(\"//8=\")", "BinData(256,\"\")", "HexData(0,\"abc\")", "UUID(\"73\")", "//", "/*a*/1",
    "/a",
    "'a", "'a\nb'", #"'\u12'"#, #"'\x4'"#, #"'\ud800'"#, "Infinityx", "-Infinit", "--1",
    "DBRef(1,2)", "DBRef('a',1,'b','c')", "DBRef('a',1,{c:1},'b')", "DBRef('a',1,{c:1}",
    "DBRef('a',1,{c:1,})", "Binary.fromFloat32Array([NaNs])", "Binary.fromInt8Array([NaN])",
    "NumberInt(1) 2", "Binary(1)", "Binary.toString()", "ISODate(\"soon\")", "Date(1e400)", "TRUE",
  ])
  func malformed(text: String) {
    let reading = JSONReading("{ x : \(text) }\n" + #"{"x":1}"#)
    #expect(reading.documents == [[.int32(1)]], "\(text)")
    #expect(!reading.findings.isEmpty)
  }

  @Test func findingsAreThoseOfTheInput() {
    // The strict finding, when the text is no shell document.
    #expect(
      JSONReading(#"{"y":1,"x":tru}"#).findings == [
        MalformedDocument(.badLiteral, at: 11, key: 8..<9)
      ])
    // Else that of the shell document, at its place there.
    let wrapper = JSONReading("{ y : 'one' , x : ObjectId('5') }").findings
    #expect(wrapper == [MalformedDocument(.wrapper, at: 18, key: 14..<15)])
    let literal = JSONReading("{ y : NumberInt(1), x : tru }").findings
    #expect(literal.map(\.offset) == [24])
    let twice = JSONReading("{ x : NumberInt(1), x : 2 }", unique: true).findings
    #expect(twice == [MalformedDocument(.duplicateField, at: 20, key: 20..<21)])
  }

  @Test func depth() {
    for (open, close) in [("[", "]"), ("{a:", "}"), ("DBRef('a',", ")")] {
      let deep =
        String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
      #expect(JSONReading("{x:\(deep)}").findings.map(\.code) == [.tooDeep])
    }
  }

  @Test func rewrittenTooLong() {
    let long = String(repeating: "b", count: 14 << 20)
    let reading = JSONReading("{a:NumberInt(1),b:\"\(long)\"}\n" + #"{"x":1}"#)
    #expect(reading.findings.map(\.code) == [.rewrittenTooLong])
    #expect(reading.documents == [[.int32(1)]])
  }

  @Test func theSameAsExtendedJSON() throws {
    let shell = JSONReading(JSONSyntaxTests.shellSample, JSONSyntaxTests.paths)
    #expect(shell.findings == [])
    #expect(shell.documents.first?[0]?.type == .objectID)
    #expect(shell.documents.first?[1] == .string("Søren A \"quoted\""))
    #expect(shell.documents.first?[6] == .date(5))
  }
}
