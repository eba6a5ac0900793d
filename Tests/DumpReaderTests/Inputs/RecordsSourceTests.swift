import TestSupport
import Testing

@testable import DumpReader

@Suite("Rows within an object")
struct RecordsTests {
  private func read(
    _ text: String, _ records: RecordsPath, readSize: Int = .max
  ) throws -> StreamReading {
    var options = InputOptions()
    options.records = records
    // So that most of the text comes after what was looked at first.
    if readSize < .max { options.chunkSize = 64 }
    return try StreamReading(Array(text.utf8), readSize: readSize, options: options)
  }

  private static let rows = [
    #"{"a":1}"#, #"{"b":"}],{ \"data\":["}"#, "{}", #"{"c":{"data":[{}]}}"#,
  ]

  private static let array = "[\(rows.joined(separator: ","))]"
  private static let lines = "[\n  \(rows.joined(separator: ",\n  "))\n]"
  private static let map =
    "{" + rows.enumerated().map { "\"k{\($0)\": \($1)" }.joined(separator: ",\n") + "}"

  static let texts: [(text: String, path: String)] = [
    (#"{"data":\#(array)}"#, "data"), (#"{"data":\#(lines)}"#, "data"),
    (#" { "n" : -1.5e3 , "data" : \#(array) , "x" : [ [ ] , { } , null ] } "#, "data"),
    (#"{"data":{"items":\#(lines),"data":[1]},"items":[2]}"#, "data.items"),
    (#"{"other":{"data":[3]},"list":[{"data":[4]}],"data":\#(array)}"#, "data"),
    (#"{"data":\#(map),"next":null}"#, "data"), (map, "."), ("\u{FEFF}\(map)", "."),
    ("{\"text\":\"\\\"data\\\":[\",\"data\":\(array)}\n", "data"),
    (#"{"data":[\#(rows[0])]}\#n{"data":[\#(rows[1...].joined(separator: ","))]}"#, "data"),
  ]

  @Test("Every layout gives the same rows", arguments: [1, 2, 3, 7, 31, Int.max])
  func layouts(readSize: Int) throws {
    for (text, path) in Self.texts {
      let reading = try read(text, RecordsPath(path), readSize: readSize)
      #expect(reading.skips.isEmpty, "\(text)")
      #expect(reading.texts == Self.rows, "\(text)")
    }
  }

  @Test("Offsets are those of the input")
  func offsets() throws {
    let text = #"{"page":1,"data":[{"a":1},{"a":2}]}"#
    var scanner = RecordsScanner(["data"])
    let left = String(decoding: text.utf8.map { scanner.next($0) }, as: UTF8.self)
    #expect(left == #"                 [{"a":1},{"a":2}] "#)
    #expect(!scanner.isInside)
  }

  @Test("Inputs without rows there are an error, or are read as they are")
  func missing() throws {
    for text in [#"{"a":1}"#, #"{"data":1}"#, #"{"data":"[{}]"}"#, #"[{"data":[{}]}]"#, "{"] {
      #expect(throws: DumpError.self) { _ = try read(text, RecordsPath("data")) }
      let reading = try read(text, RecordsPath("data", .whereFound))
      #expect(reading.texts == (try StreamReading(Array(text.utf8))).texts, "\(text)")
    }
    let object = #"{"data":{"a":{"x":1}}}"#
    #expect(try read(object, RecordsPath("data", .whereArray)).texts == [object])
    #expect(try read(object, RecordsPath("data", .whereFound)).texts == [#"{"x":1}"#])
    #expect(throws: DumpError.self) { _ = try read("a,b\n1,2\n", RecordsPath("data")) }
    #expect(try read("a,b\n1,2\n", RecordsPath("data", .whereFound)).texts.count == 1)
  }

  @Test("What is around the rows is checked", arguments: [1, Int.max])
  func damage(readSize: Int) throws {
    let cut = try read(#"{"data":[{"a":1}],"next":"#, RecordsPath("data"), readSize: readSize)
    #expect(cut.texts == [#"{"a":1}"#])
    #expect(cut.record.damage != nil)
    let other = try read(#"{"data":[{"a":1}]}{"b":2}"#, RecordsPath("data"), readSize: readSize)
    #expect(other.record.damage != nil)
    for rest in ["nope", "1 2", "01x", "}", "{\"a\" 1}", "\"a\nb\"", "[1,]", "tru"] {
      let text = #"{"data":[{"a":1}],"next":\#(rest),"b":2}"#
      let reading = try read(text, RecordsPath("data"), readSize: readSize)
      #expect(reading.texts.first == #"{"a":1}"#)
      #expect(!reading.skips.isEmpty || reading.record.damage != nil, "\(rest)")
    }
    // An element that is no object, and one whose string never ends.
    let reading = try read(
      "{\"data\":[\n{\"a\":1},\n2,\n{\"a\":\"x},\n{\"a\":3}\n],\"n\":1}", RecordsPath("data"),
      readSize: readSize)
    #expect(reading.texts == [#"{"a":1}"#, #"{"a":3}"#])
    #expect(reading.skips.count >= 2)
  }

  @Test("Brackets without end take no memory and no recursion")
  func hostile() throws {
    let deep = #"{"x":"# + String(repeating: "[", count: 100_000)
    #expect(throws: DumpError.self) { _ = try read(deep, RecordsPath("data")) }
  }
}
