import TestSupport
import Testing

@testable import DumpReader

/// `records`: the rows of one object around them.
@Suite struct RecordsTests {
  private func read(
    _ text: String, _ path: [String], readSize: Int = .max, maximum: Int = 1 << 20
  ) throws -> StreamReading {
    var options = InputOptions(maximumRecordSize: maximum)
    options.records = path
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
    ("[\(joined)]", []),
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
    options.records = ["dat"]
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

  @Test(
    "Where the rows are is found by the beginning",
    arguments: [
      (#"{"object":"list","data_ref":"data","data":[{"id":1}],"has_more":false}"#, ["data"]),
      ("{\n \"-N0\": {\"a\": 1},\n \"-N1\": {\"a\": 2}\n}", []),
      (#"{"meta":{"n":1},"result":{"items":[{"a":1},"#, ["result", "items"]),
      (#"{"page":{"-a":{"x":1},"-b":{"x":2}}}"#, ["page"]),
      (#"{"a":1}"#, nil), (#"{"a":{"$oid":"x"},"b":{"$oid":"y"}}"#, nil), (#"[{"a":1}]"#, nil),
      (#"{"a":[1,2]}"#, nil),
    ] as [(String, [String]?)])
  func detection(text: String, path: [String]?) {
    #expect(RecordsDetection.path(in: Array(text.utf8)) == path)
  }
}
