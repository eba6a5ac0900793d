import TestSupport
import Testing

@testable import DumpReader

/// `records`: the rows of one object around them.
@Suite struct RecordsTests {
  private func read(
    _ text: String, _ path: [String], readSize: Int = .max, maximum: Int = 1 << 20
  ) throws -> StreamReading {
    var options = InputOptions(maximumRecordSize: maximum)
    options.records = RecordsPath(path)
    return try StreamReading(Array(text.utf8), readSize: readSize, options: options)
  }

  private static let rows = [#"{"a":1}"#, #"{"a":[{"b":"]}"}]}"#, #"{"a":3}"#]
  private static let joined = rows.joined(separator: " , ")

  static let envelopes: [(text: String, path: [String])] = [
    (#"{"object":"list","data":[\#(joined)],"more":false}"#, ["data"]),
    (
      "{\n \"n\": -1.5e3, \"s\": \"}\\\"\\u0041é\", \"x\": [[],{}],\n \"data\" : [\n\(joined)\n]\n}\n",
      ["data"]
    ),
    (#"{"d\u0061ta":[\#(joined)]}"#, ["data"]),
    (
      #"{"result":{"k":null,"items":[\#(joined)],"z":{"items":[]}},"items":[1]}"#,
      ["result", "items"]
    ),
    (#"{"1":\#(rows[0]),"2":\#(rows[1]),"3\"":\#(rows[2])}"#, []),
    (#"{"m":{"1":\#(rows[0]),"2" : \#(rows[1]) ,"3":\#(rows[2])},"t":true}"#, ["m"]),
    ("[\(joined)]", []), ("\u{FEFF}{\"1\":\(rows[0]),\"2\":\(rows[1]),\"3\":\(rows[2])}", []),
    (
      #"{"other":{"data":[3]},"list":[{"data":[4]}],"t":"\"data\":[","data":[\#(joined)]}"#,
      ["data"]
    ),
    ("{\"data\":[\n\(joined),\n],\"n\":1}", ["data"]),
    ("{\"m\":{\n\"1\":\(rows[0]),\n\"2\":\(rows[1]),\n\"3\":\(rows[2]),\n}}", ["m"]),
    (#"{"data":[\#(rows[0])]}\#n{"data":[\#(rows[1]),\#(rows[2])]}"#, ["data"]),
  ]

  @Test("Rows are found for any size of reads", arguments: envelopes.indices)
  func rows(index: Int) throws {
    let (text, path) = Self.envelopes[index]
    for readSize in [1, 2, 3, 7, 64, Int.max] {
      let reading = try read(text, path, readSize: readSize)
      #expect(reading.texts == Self.rows, "\(text)")
      #expect(reading.items.count == 3, "\(text)")
      #expect(reading.record.passed.count == 0)
    }
  }

  @Test("No row is larger than allowed, but what is around them may be")
  func sizes() throws {
    let note = String(repeating: "x", count: 5000)
    let reading = try read(
      #"{"note":"\#(note)","data":[{"a":1},{"b":"\#(note)"},{"a":3}],"notes":["\#(note)"]}"#,
      ["data"], readSize: 50, maximum: 100)
    #expect(reading.texts == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(reading.items.count == 3)
  }

  @Test(
    "What is around the rows is checked",
    arguments: [
      (#"{"x":tru,"data":[{"a":1}]}"#, 0), (#"{"data":[{"a":1}],"x":01}"#, 1),
      (#"{"data":[{"a":1}],"x":"\#u{1}"}"#, 1), (#"{"data":[{"a":1}]"#, 1),
      (#"{"data":[{"a":1}],}"#, 1), (#"{"data":[{"a":1}],"data":[{"a":2}]}"#, 1),
      (#"{"data":[{"a":1}],"x":"\ud83d"}"#, 1), (#"{"data":[{"a":1}]} x"#, 1),
      (#"{"data":[{"a":1}],"x":[1,]}"#, 1),
    ] as [(String, Int)])
  func damage(text: String, documents: Int) throws {
    for readSize in [1, 4, Int.max] {
      let reading = try read(text, ["data"], readSize: readSize)
      #expect(reading.documents.count == documents, "\(text)")
      #expect(reading.items.count == documents + 1, "\(text)")
    }
  }

  @Test("Values that are no documents are malformed, and rows go on behind them")
  func otherValues() throws {
    let array = try read(#"{"data":[1,{"a":1},"x",{"a":2}]}"#, ["data"])
    #expect(array.texts == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(array.items.count == 4)
    let map = try read(#"{"n":5,"1":{"a":1},"s":"x","2":{"a":2}}"#, [])
    #expect(map.texts == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(map.items.count == 4)
  }

  @Test("A path where nothing is, and input without an object, are errors")
  func absent() throws {
    var options = InputOptions()
    options.records = RecordsPath(["dat"])
    let file = try TemporaryFile(Array(#"{"data":[{"a":1}],"more":1}"#.utf8))
    var reader = InputReader(paths: [file.path], options: options)
    var chunk = Chunk(capacity: 1000)
    let error = #expect(throws: DumpError.self) { while try reader.next(into: &chunk) {} }
    #expect(error?.code == .notADump)
    #expect(error?.reason.contains("\"dat\"") == true)
    #expect(error?.reason.contains("\"data\", \"more\"") == true)
    #expect(throws: DumpError.self) {
      _ = try StreamReading([5, 0, 0, 0, 0], options: options)
    }
  }

  @Test("Where rows are only perhaps, other inputs are read as they are")
  func perhaps() throws {
    func reading(_ text: String, _ records: RecordsPath?) throws -> StreamReading {
      var options = InputOptions()
      options.records = records
      return try StreamReading(Array(text.utf8), options: options)
    }
    for text in [
      #"{"a":1}"#, #"{"data":1}"#, #"{"data":"[{}]"}"#, #"[{"data":[{}]}]"#, "{", "a,b\n1,2\n",
      "{\"a\":1}\n{\"data\":[{\"b\":2}]}\n", "",
    ] {
      let plain = try reading(text, nil)
      #expect(try reading(text, RecordsPath(["data"], .whereFound)).items == plain.items, "\(text)")
      #expect(try reading(text, RecordsPath([], .whereFound)).items == plain.items, "\(text)")
    }
    let object = #"{"data":{"a":{"x":1},"b":{"x":2}}}"#
    #expect(try reading(object, RecordsPath(["data"], .whereArray)).texts == [object])
    let found = try reading(object, RecordsPath(["data"], .whereFound))
    #expect(found.texts == [#"{"x":1}"#, #"{"x":2}"#])
    #expect(found.record.isOfRecords)
    let map = #"{"a":{"x":1},"b":{"x":2}}"#
    #expect(try reading(map, RecordsPath([], .whereFound)).texts == found.texts)
  }

  @Test("Paths are written as they are read")
  func paths() {
    #expect(RecordsPath("result.items") == RecordsPath(["result", "items"]))
    #expect(RecordsPath(".") == RecordsPath([]))
    for text in ["", "..", "a..b", ".a", "a."] { #expect(RecordsPath(text) == nil, "\(text)") }
    for text in [".", "data", "a.b"] { #expect(RecordsPath(text)?.text == text) }
    #expect(RecordsPath(["a.b"]).text == nil)
  }

  @Test("Brackets without end take no memory and no recursion")
  func hostile() throws {
    for bracket in ["[", #"{"x":"#] {
      let deep = #"{"x":"# + String(repeating: bracket, count: 100_000)
      let reading = try read(deep, ["data"], readSize: 1000)
      #expect(reading.documents.isEmpty)
      #expect(reading.items.count == 1)
    }
  }

  @Test(
    "Where the rows are is found by the beginning",
    arguments: [
      (#"{"object":"list","data_ref":"data","data":[{"id":1}],"has_more":false}"#, ["data"]),
      ("{\n \"-N0\": {\"a\": 1},\n \"-N1\": {\"a\": 2}\n}", []),
      (#"{"meta":{"n":1},"result":{"items":[{"a":1},"#, ["result", "items"]),
      (#"{"page":{"-a":{"x":1},"-b":{"x":2}}}"#, ["page"]),
      (#"{"a":1}"#, nil), (#"{"a":{"$oid":"x"},"b":{"$oid":"y"}}"#, nil), (#"[{"a":1}]"#, nil),
      (#"{"a":[1,2]}"#, nil),
      // The rows of several, of which none are all; columns.
      (#"{"u1":{"t1":{"a":1}},"u2":{"t2":{"a":1},"t3":{"a":2}}}"#, nil),
      (#"{"u1":[{"a":1}],"u2":[{"a":2},{"a":3}]}"#, nil),
      (#"{"u1":{"1":{"a":1}},"u2":{"1":{"a":1}}}"#, nil),
      (#"{"a":{"0":"x","1":"y"},"b":{"0":1,"1":2}}"#, nil),
      (#"{"1":{"a":"x"},"2":{"a":"y"}}"#, []),
      (#"{"1":{"a":{"x":1},"b":{"y":1}},"2":{"a":{"x":1},"b":{"y":1}}}"#, []),
      (#"{"customers":[{"x":1}],"transactions":[{"y":1}]}"#, ["customers"]),
    ] as [(String, [String]?)])
  func detection(text: String, path: [String]?) {
    #expect(RecordsDetection.path(in: Array(text.utf8)) == path)
  }

  @Test(
    "One object is all of an input as far as its beginning goes",
    arguments: [
      (#"{"data":[{"a":1}]}"#, true), (#" {"data":[{"a":1}]}"# + "\n\n", true),
      (#"{"data":[{"a":1},"#, true), (#"{"data":[{"a":"x"#, true), ("", false), ("[{}]", false),
      (#"{"data":[{"a":1}]} {"data":[]}"#, false), (#"{"data":[{"a":1},}"#, false),
      ("{\"data\":[{\"a\":1}]}\n{", false),
    ])
  func oneObject(text: String, isOne: Bool) {
    #expect(RecordsDetection.isOneObject(Array(text.utf8)[...]) == isOne)
  }
}
