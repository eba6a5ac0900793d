import Testing

@testable import DumpReader

/// What a walker remembers of earlier documents makes it faster, and nothing else: the same values,
/// the same findings at the same offsets, whatever was read before.
@Suite struct JSONLayoutCacheTests {
  /// What came of reading one document.
  struct Outcome: Equatable {
    var fields: [FieldReading?]?
    var end = 0
    var finding: MalformedDocument?
  }

  /// A walker that may have read other documents before.
  struct Reader: ~Copyable {
    private var walker: JSONWalker
    private var values: FieldValues
    private let count: Int
    /// How many zero bytes follow each document.
    var padding = Chunk.padding

    init(_ paths: [String], unique: Bool = false, endsAtLineFeed: Bool = false) {
      var selection = FieldSelection()
      for path in paths { _ = selection.insert(path, unique: unique) }
      values = FieldValues(for: selection)
      walker = JSONWalker(selection)
      walker.endsAtLineFeed = endsAtLineFeed
      count = paths.count
    }

    mutating func read(_ document: [UInt8]) -> Outcome {
      defer { walker.layout.checkInvariants() }
      let padded = document + [UInt8](repeating: 0, count: padding)
      var offset = 0
      var range = 0..<0
      values.clearScratch()
      do throws(MalformedDocument) {
        let isThere = try walker.next(
          padded.rawBytes, &offset, end: document.count, into: &values, range: &range)
        let fields = FieldReading.all(of: values, count: count, in: padded.rawBytes)
        return Outcome(fields: isThere ? fields : nil, end: offset)
      } catch {
        return Outcome(end: offset, finding: error)
      }
    }
  }

  static let paths = [
    "_id", "user_id", "points", "approved_time", "name", "meta.version", "meta.ip", "tags.1",
    "is_test", "n", "late",
  ]

  /// Documents as different programs write them.
  static let templates: [String] = [
    #"""
    {"_id":{"$oid":"5349b4ddd2781d08c09890f3"},"_cls":"Transaction","store_id":"c99ad71fcd6929dc9161b9b01781ce3a","user_id":"d4850e62530c4dc059d099f9f7b0e81b","user_email":"user.189743@example.net","name":"Søren","points":24,"created_time":{"$date":"2014-04-07T02:23:03.590Z"},"approved_time":{"$date":"2014-04-11T21:55:32.590Z"},"order_id":"ORD-0000000000","amount":58.9,"description":"Points for \"Søren\" \\ tier 0, 中文 \u00e9\n","is_test":false,"tags":["loyalty","q0",[],{}],"meta":{"ip":"10.0.0.0","campaign":null,"version":3},"late":{"$numberInt":"-7"}}
    """#,
    #"""
    {"_id":{"$oid":"5349b4ddd2781d08c09890f3"},"user_id":{"$oid":"5349b4ddd2781d08c09890f4"},"name":"Ann","points":{"$numberDouble":"12.5"},"created_time":{"$date":{"$numberLong":"1396837383590"}},"approved_time":{"$date":{"$numberLong":"1397253332590"}},"n":{"$numberLong":"9007199254740993"},"other":{"$numberLong":"1"},"late":{"$numberDecimal":"1.50"}}
    """#,
    #"""
    {"_id": "a", "user_id": "d4850e62530c4dc059d099f9f7b0e81b", "name": "J\u00f6rg", "points": -0.5, "nested": {"a": [1, 2, {"b": "c"}], "d": {}}, "is_test": true, "n": 123456789012345678, "late": null}
    """#,
    #"""
    {"_id": {"$oid": "5349B4DDD2781d08c09890f3"}, "user_id": {"$oid":"5349b4ddd2781d08c09890fg"}, "name": {"$symbol": "s"}, "points": {"$numberInt": "12"}, "approved_time": {"$date": "2014-04-11T21:55:32.590Z"}, "n": {"$numberDouble": "NaN"}, "other": {"$date": {"$numberLong": "1"}}, "meta": {"$oid": "5349b4ddd2781d08c09890f3"}, "late": {"$date": {"$numberLong": "-1"}}}
    """#,
    "{\n  \"_id\": 1,\n  \"user_id\": \"u\",\n  \"nested\": {\n    \"a\": [ 1, 2 ]\n  },\n  \"points\": 1e3,\n  \"meta\": { \"version\": 4 }\n}",
    "{\n  \"_id\": 1,\n  \"user_id\": \"u\",\n  \"points\": 1}",
    #"{"user_id":"ab","points":1,"user_id":"cd","name":"a much longer name than sixteen bytes","n":0,"late":"x"}"#,
    #"{"user_id":17,"points":"1","name":null,"approved_time":null,"is_test":"no","tags":[],"meta":[],"n":true,"late":[1]}"#,
    #"{"a key that is far longer than what is remembered of openings, which is 48 bytes":"x","user_id":"u","a":{"b":"c"},"b":{"c":{"d":"e"}},"c":{"d":"e","f":1},"points":5}"#,
    #"{"user_id":"\ud83d\ude00 \u0041","name":"😀😀 ñandú, größer als sechzehn Bytes","points":100000000000000000000,"n":-0,"late":{"$date":"2014-04-11T21:55:32Z"}}"#,
  ]

  /// Reads a document with and without a memory of others.
  private func check(
    _ document: [UInt8], _ warm: inout Reader, unique: Bool, endsAtLineFeed: Bool, _ seed: UInt64
  ) {
    // Places only go up, so that a document finds nothing of its own in the memory.
    var cold = Reader(Self.paths, unique: unique, endsAtLineFeed: endsAtLineFeed)
    let expected = cold.read(document)
    let outcome = warm.read(document)
    #expect(
      outcome == expected, "\(String(decoding: document, as: UTF8.self)), seed \(seed)")
  }

  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func documentsOfOtherLayouts(unique: Bool, endsAtLineFeed: Bool) {
    var warm = Reader(Self.paths, unique: unique, endsAtLineFeed: endsAtLineFeed)
    for first in Self.templates {
      for second in Self.templates {
        for text in [first, first, second, first, second, second] {
          check(Array(text.utf8), &warm, unique: unique, endsAtLineFeed: endsAtLineFeed, 0)
        }
      }
    }
  }

  @Test(arguments: 0..<16)
  func damagedDocuments(run: Int) {
    let seed = UInt64(0x4D45_4D4F + run)
    var generator = SeededGenerator(seed: seed)
    let unique = run & 1 != 0
    let endsAtLineFeed = run & 2 != 0
    var warm = Reader(Self.paths, unique: unique, endsAtLineFeed: endsAtLineFeed)
    let bytes =
      Array(
        "\"\\{}[],:0123456789.-+eE tfnaz$\u{0}\u{1}\n\t\r\u{7f}".utf8)
      + [0x80, 0xBF, 0xC0, 0xC3, 0xE2, 0xED, 0xF0, 0xF4, 0xFF]
    let pieces = [
      #","user_id":"x""#, #"{"$oid":""#, #""}"#, "}}", "null", "true", "1.5", #"\u00e9"#,
      #"\ud800"#,
      #"{"$date":""#, "[", "é", "  ", "\n", "1e5", "-", "00", "tru",
    ].map { Array($0.utf8) }
    for _ in 0..<400 {
      let template = Array(
        Self.templates[Int.random(in: 0..<Self.templates.count, using: &generator)].utf8)
      // The memory is of this layout, or of whatever came before.
      if Bool.random(using: &generator) { _ = warm.read(template) }
      warm.padding = Chunk.padding + Int.random(in: 0...64, using: &generator)
      var document = template
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<max(1, document.count), using: &generator)
        guard place < document.count else { break }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: document[place] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
        case 1: document.remove(at: place)
        case 2:
          document.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        case 3:
          let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
          document.insert(contentsOf: piece, at: place)
        case 4:
          let end = min(document.count, place + Int.random(in: 1...20, using: &generator))
          document.removeSubrange(place..<end)
        default:
          document[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      }
      check(document, &warm, unique: unique, endsAtLineFeed: endsAtLineFeed, seed)
    }
  }

  /// Each byte of a document that is remembered, replaced by each other byte of a few.
  @Test func everyByte() {
    let template = Array(Self.templates[0].utf8)
    var warm = Reader(Self.paths)
    _ = warm.read(template)
    _ = warm.read(template)
    for place in template.indices {
      for byte in [0, 0x0A, 0x1F, 0x20, 0x22, 0x2C, 0x30, 0x5C, 0x7D, 0x80, 0xC3] as [UInt8] {
        var document = template
        document[place] = byte
        check(document, &warm, unique: false, endsAtLineFeed: false, 0)
      }
      check(Array(template[..<place]), &warm, unique: false, endsAtLineFeed: false, 0)
    }
  }

  /// Values that are right, and some that are nearly, where others of all kinds have stood.
  @Test(arguments: ["x", "y", "y.a"])
  func valuesOfEveryKind(path: String) {
    let texts: [String] = [
      "0", "-0", "01", "-01", "1.", ".5", "1.5", "-1.5e3", "1e", "1E+2", "12345678",
      "1234567890123456", "0.1234567890123456789", "-", "+1", "0x1", "1 ", "true", "false",
      "null",
      "True", "nul", "nulll", "falsy", "", #""""#, #""\"""#, #""a\"b""#, #""a\x""#, #""\u12g4""#,
      #""\ud800""#, #""\ud83d\ude00""#, #""abc"#, #""a text of more than sixteen bytes""#,
      #""d4850e62530c4dc059d099f9f7b0e81b""#, #""d4850e62530c4dc059d099f9f7b0e81""#,
      "\"d4850e62530c4dc059d099f9f7b0\u{1}81b\"", "\"a\u{7f}b\"", "\"a\u{0}b\"", "\"a\nb\"",
      "[]", "{}", "[1]", "[1}", #"{"a":1}"#, #"{"a":1]"#, "[[]", "[{]}", "[1,]", #"{"a":1,}"#,
      #"{"a"}"#,
      #"{"a" :1}"#, #"{"a": [1, "b", {"c": null}]}"#, #"[[[["a"]]],{"b":{"c":[{}]}}]"#, "[\n1]",
      #"{"a":"b"}"#, #"{"a":"b"]"#, #"{"a":"b"},"#, #"{"a":{"b":"c"}}"#, #"{"a":{"b":"c"}]"#,
      #"{"$oid":"5349b4ddd2781d08c09890f3"}"#, #"{"$oid":"5349b4ddd2781d08c09890fg"}"#,
      #"{"$oid":"5349b4ddd2781d08c09890f"}"#, #"{"$oid":"5349b4ddd2781d08c09890f3","a":1}"#,
      #"{"$oid": "@ABCDEF`abcdef0123456789"}"#, #"{"$oid": "ABCDEFabcdef0123456789:0"}"#,
      #"{"$date":"2014-04-11T21:55:32.590Z"}"#, #"{"$date":"2014-02-30T21:55:32.590Z"}"#,
      #"{"$date":"2014-04-11T21:55:32Z"}"#, #"{"$date":{"$numberLong":"1397253332590"}}"#,
      #"{"$date":{"$numberLong":"x"}}"#, #"{"$date":{"$numberLong":"1"},"a":1}"#,
      #"{"$numberInt":"24"}"#, #"{"$numberInt":"2147483648"}"#, #"{"$numberLong":"-24"}"#,
      #"{"$numberDouble":"0.5"}"#, #"{"$numberDouble":"24"}"#, #"{"$numberDouble":"NaN"}"#,
      #"{"$numberDouble":"1.5x"}"#,
    ]
    let characters: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2, 0x80], [0xC3], [0xC3, 0x22], [0xE0, 0x9F, 0xBF],
      [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF],
      [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ]
    var values = texts.map { Array($0.utf8) }
    for character in characters {
      values.append([0x22] + character + [0x22])
      values.append(Array(#"["a",{"b":"c"#.utf8) + character + Array(#""}]"#.utf8))
    }
    func document(_ value: [UInt8]) -> [UInt8] {
      var bytes = Array(#"{"id":7,"y":"#.utf8)
      bytes += value
      bytes += Array(#","z":"z"}"#.utf8)
      return bytes
    }
    for first in values {
      for second in values {
        var warm = Reader([path])
        _ = warm.read(document(first))
        var cold = Reader([path])
        let outcome = warm.read(document(second))
        #expect(
          outcome == cold.read(document(second)),
          "\(String(decoding: document(first), as: UTF8.self)), \(String(decoding: second, as: UTF8.self))"
        )
      }
    }
  }

  @Test func moreMembersThanAreRemembered() {
    var warm = Reader(["k299", "k5"])
    let document = "{" + (0..<300).map { #""k\#($0)":\#($0)"# }.joined(separator: ",") + "}"
    for _ in 0..<3 {
      #expect(warm.read(Array(document.utf8)).fields == [.int32(299), .int32(5)])
    }
  }

  @Test func membersThatComeAndGo() {
    var warm = Reader(["a", "b", "c", "d"])
    for i in 0..<256 {
      let isThere = (0..<4).map { i * 37 >> $0 & 1 != 0 }
      let members = zip(["a", "b", "c", "d"], isThere).filter(\.1).map { #""\#($0.0)":"\#(i)""# }
      let document = "{" + members.joined(separator: ",") + "}"
      #expect(
        warm.read(Array(document.utf8)).fields == isThere.map { $0 ? .string("\(i)") : nil },
        "\(document)")
    }
  }

  /// A value that nobody asked for changes its parts; what stood around them must not be believed.
  @Test func partsOfValuesThatComeAndGo() {
    let values = [
      #"["a","b"]"#, #"["a"]"#, #"["a","b","c"]"#, #"["a","b""#, #"["a","b"}"#, #"["a",1]"#,
      #"["a",null,{"b":"c","d":[]}]"#, #"["a",null,{"b":"c"}]"#, #"{"a":"b","c":1}"#, "[]",
      #"{"a":"b","c":"1"}"#, #"{"a":"b","c":1]"#, #"{"a":"b""c":1}"#, #"{"a":"b"}"#, "{}", "1",
      #"{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":"i"}}}}}}}}"#, #""a""#, "1]", "[1]]", #"["a"]]"#,
    ]
    let tails = [#","id":7}"#, #","n":[1,"x"],"id":7}"#, "}", #"{"x":"y"}}"#]
    var warm = Reader(["id", "x.y"])
    for first in values {
      for second in values {
        for tail in tails {
          for value in [first, second, first] {
            let document = Array(#"{"x":{"n":\#(value)},"y":\#(value)\#(tail)"#.utf8)
            var cold = Reader(["id", "x.y"])
            #expect(
              warm.read(document) == cold.read(document),
              "\(String(decoding: document, as: UTF8.self))")
          }
        }
      }
    }
  }

  /// An object that begins where a member is expected is not valid, even if one has begun so before.
  @Test func bracesBehindValues() {
    var warm = Reader(["a.b", "a.c", "n"])
    let sound = Array(#"{"a":{"b":1},"a":{"c":2},"n":3}"#.utf8)
    for text in [#"{"a":{"b":1{"c":2},"n":3}"#, #"{"a":{"b":1}{"c":2},"n":3}"#] {
      _ = warm.read(sound)
      _ = warm.read(sound)
      var cold = Reader(["a.b", "a.c", "n"])
      #expect(warm.read(Array(text.utf8)) == cold.read(Array(text.utf8)))
    }
  }

  @Test func membersInAnotherOrderInEachDocument() {
    let names = (0..<12).map { "field\($0)" }
    var warm = Reader(["field3", "field7"], unique: true)
    var generator = SeededGenerator(seed: 7)
    for i in 0..<3000 {
      // Every now and then a few documents are alike.
      let order = i % 100 < 10 ? names : names.shuffled(using: &generator)
      let members = order.map { #""\#($0)":"\#($0) \#(i)""# }
      let document = "{" + members.joined(separator: ",") + "}"
      #expect(
        warm.read(Array(document.utf8)).fields
          == [.string("field3 \(i)"), .string("field7 \(i)")])
    }
  }

  @Test func documentsOfTheShellEndAtLineFeeds() {
    var warm = Reader(Self.paths, endsAtLineFeed: true)
    for text in [#"{user_id:"u",points:5}"#, "{user_id:\"u\",\npoints:5}"] {
      for _ in 0..<3 {
        check(Array(text.utf8), &warm, unique: false, endsAtLineFeed: true, 0)
      }
    }
    #expect(warm.read(Array("{user_id:\"u\",\npoints:5}".utf8)).finding != nil)
  }
}
