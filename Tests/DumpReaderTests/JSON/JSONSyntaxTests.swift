import DumpReader
import Testing

@Suite struct JSONSyntaxTests {
  @Test(
    arguments: [
      ("7", .expectedDocument, 0), ("[1]", .expectedDocument, 0), ("x", .expectedDocument, 0),
      (#"{"x":1} x"#, .trailingBytes, 0), (#"{"x":1}}"#, .trailingBytes, 0),
      (#"{"x":1,}"#, .expectedKey, 7), (#"{,"x":1}"#, .expectedKey, 1),
      (#"{1:1}"#, .expectedKey, 1),
      (#"{"x"1}"#, .expectedColon, 4), (#"{"x":1 "y":2}"#, .expectedComma, 7),
      (#"{"x":[1 2]}"#, .expectedComma, 8), (#"{"x":[1,]}"#, .badLiteral, 8),
      (#"{"x":[,1]}"#, .badLiteral, 6), (#"{"x":[1}"#, .expectedComma, 7),
      (#"{"x":{"y":1]}"#, .expectedComma, 11), (#"{"x":}"#, .badLiteral, 5),
      (#"{"x":01}"#, .expectedComma, 6), (#"{"x":-}"#, .badNumber, 5),
      (#"{"x":1.}"#, .badNumber, 5),
      (#"{"x":.5}"#, .badLiteral, 5), (#"{"x":1e}"#, .badNumber, 5), (#"{"x":1e+}"#, .badNumber, 5),
      (#"{"x":+1}"#, .badLiteral, 5), (#"{"x":0x1}"#, .expectedComma, 6),
      (#"{"x":tru}"#, .badLiteral, 5), (#"{"x":True}"#, .badLiteral, 5),
      (#"{"x":nul}"#, .badLiteral, 5),
      (#"{"x":truee}"#, .expectedComma, 9),
      ("{\"x\":\"a\tb\"}", .controlCharacter, 7), ("{\"x\":\"a\u{1f}b\"}", .controlCharacter, 7),
      ("{\"x\":\"a\nb\"}", .unterminatedString, 7), (#"{"x":"\a"}"#, .badEscape, 6),
      (#"{"x":"\u12G4"}"#, .badEscape, 6), (#"{"x":"\U1234"}"#, .badEscape, 6),
      (#"{"x":"\ud800"}"#, .loneSurrogate, 6), (#"{"x":"\udc00"}"#, .loneSurrogate, 6),
      (#"{"x":"\ud800\ud800"}"#, .loneSurrogate, 6), (#"{"x":"\ud800x"}"#, .loneSurrogate, 6),
      (#"{"x":1"#, .unterminated, 6), (#"{"x":"abc"#, .unterminatedString, 9),
      (#"{"x":"a\"#, .badEscape, 7), ("{", .unterminated, 1), (#"{"x":tr"#, .badLiteral, 5),
    ] as [(String, MalformedDocument.Code, Int)])
  func malformed(text: String, code: MalformedDocument.Code, offset: Int) {
    // In fields that are used, and in those that are not; always below the same error.
    for paths in [["x"], ["y"], ["x.0", "x.y"]] {
      let reading = JSONReading(text, paths)
      #expect(reading.findings.first?.code == code, "\(text) \(paths)")
      #expect(reading.findings.first?.offset == offset, "\(text) \(paths)")
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    for (before, after) in [
      (#"{"x":""#, #""}"#), (#"{""#, #"":1}"#), (#"{"y":[{""#, #"":1}]}"#),
      (#"{"x":"\n and so on, "#, #""}"#),
    ] {
      let reading = JSONReading(Array(before.utf8) + bytes + Array(after.utf8))
      #expect(reading.findings.first?.code == .invalidUTF8)
    }
    // Outside of strings no byte above 0x7F is anything.
    #expect(!JSONReading(Array(#"{"x":1"#.utf8) + bytes + [0x7D]).findings.isEmpty)
  }

  @Test func depth() {
    func nested(_ count: Int, _ open: String, _ close: String, _ inside: String = "1") -> String {
      #"{"x":"# + String(repeating: open, count: count - 1) + inside
        + String(repeating: close, count: count - 1) + "}"
    }
    for paths in [["x"], ["y"], ["x.a.a.a.a"], ["x.0.0.0"]] {
      for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (" [ ", " ] ")] {
        #expect(JSONReading(nested(100, open, close), paths).findings == [])
        let deep = JSONReading(nested(101, open, close), paths)
        #expect(deep.findings.map(\.code) == [.tooDeep])
        #expect(JSONReading(nested(100_000, open, close), paths).findings.first?.code == .tooDeep)
      }
      // A wrapper is a value and takes no level.
      let wrapper = #"{"$date":{"$numberLong":"5"}}"#
      #expect(JSONReading(nested(100, "[", "]", wrapper), paths).findings == [])
      #expect(JSONReading(nested(101, "[", "]", wrapper), paths).findings.map(\.code) == [.tooDeep])
      let many = String(repeating: #"{"$code":"#, count: 100_000)
      #expect(JSONReading(nested(100, "[", "]", many), paths).findings.first?.code == .tooDeep)
    }
    let names = (0..<120).map { _ in "a" }.joined(separator: ".")
    #expect(
      JSONReading(nested(101, #"{"a":"#, "}"), ["x.\(names)"]).findings.map(\.code) == [.tooDeep])
    #expect(JSONReading(nested(100, #"{"a":"#, "}"), ["x.\(names)"]).findings == [])
  }

  @Test func goesOnAtTheNextLine() {
    let reading = JSONReading("{\"x\":1}\n\n {\"x\":\n{\"x\":2}\n{\"x\":tru}, {\"x\":0}\n{\"x\":3}")
    #expect(reading.documents == [[.int32(1)], [.int32(2)], [.int32(3)]])
    #expect(reading.findings.count == 2)
  }

  static let sample = #"""
    {"_id":{"$oid":"000000000000000000000000"}, "x":"S\u00f8ren 𝄞 and more than sixteen bytes","points":-24.5e1,
    "t":{"$date":"2014-04-07T02:23:03.590Z"},"b":{"$binary":{"base64":"c//S","subType":"80"}},"z":[true,null,{"d":{"$numberDecimal":"1.50"}}]}
    """#
  static let shellSample = #"""
    { _id : ObjectId("000000000000000000000000"), 'x':'S\u00f8ren \x41 "quoted"', points : NumberInt(24),
    t: ISODate("2014-04-07T02:23:03.590Z"), b: BinData(128, "c//S"), z: [ new Date(5), /a["\/]b/i, Timestamp(1, 2), undefined, -Infinity,
    DBRef("c", UUID("73ffd264-44b3-4c69-90e8-e7d1dfc035d4")) ] }
    """#
  static let paths = ["_id", "x", "points", "t", "b", "z.2.d", "z.0"]

  @Test(arguments: [sample, shellSample])
  func truncation(text: String) {
    let bytes = Array(text.utf8)
    #expect(JSONReading(bytes, Self.paths).documents.count == 1)
    for count in 1..<bytes.count {
      let reading = JSONReading(Array(bytes[..<count]), Self.paths)
      #expect(reading.documents.isEmpty, "cut at \(count)")
      #expect(!reading.findings.isEmpty, "cut at \(count)")
      #expect(reading.findings.allSatisfy { (0...count).contains($0.offset) })
    }
  }

  @Test(arguments: [sample, shellSample], [1, 2, 3] as [UInt64])
  func mutation(text: String, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = Array(text.utf8)
    let signs = Array(#"{}[]",:\'()/$-0eE.uInd"#.utf8) + [0, 10, 0x80, 0xF0]
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let i = Int.random(in: 0..<damaged.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: damaged[i] = .random(in: 0...255, using: &generator)
        case 1: damaged[i] = signs.randomElement(using: &generator) ?? 0
        case 2: damaged.remove(at: i)
        default: damaged.insert(contentsOf: damaged[i..<min(damaged.count, i + 9)], at: i)
        }
      }
      let reading = JSONReading(damaged, Self.paths)
      #expect(reading.documents.count + reading.findings.count > 0, "seed \(seed)")
    }
  }
}
