import Foundation
import TestSupport
import Testing

@testable import DumpReader

@Suite struct ExtendedJSONWriterTests {
  /// The lines of an input, and how many documents were refused.
  private func lines(
    _ bytes: [UInt8], _ options: InputOptions = InputOptions()
  ) throws -> (lines: [String], malformed: Int) {
    var reader = InputReader(bytes: bytes, named: "x", options: options)
    var chunk = Chunk(capacity: 4096)
    var writer = ExtendedJSONWriter()
    var text: [UInt8] = []
    var malformed = 0
    while try reader.next(into: &chunk) {
      var cursor = writer.begin(chunk)
      while true {
        do throws(MalformedDocument) {
          guard try writer.next(&cursor, in: chunk.bytes, to: &text) else { break }
        } catch { malformed += 1 }
      }
    }
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    return (lines, malformed)
  }

  /// Whether two texts stand for the same document.
  private func isSame(_ a: String, _ b: String) throws -> Bool {
    func normal(_ text: String) throws -> NSObject? {
      func canonical(_ value: Any) -> NSObject {
        if let object = value as? [String: Any] {
          if object.count == 1,
            let number = (object["$numberDouble"] as? String).flatMap(Double.init),
            !number.isNaN
          {
            return NSNumber(value: number.bitPattern)
          }
          return object.mapValues(canonical) as NSDictionary
        }
        if let array = value as? [Any] { return array.map(canonical) as NSArray }
        return value as? NSObject ?? NSNull()
      }
      return canonical(
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed))
    }
    return try normal(a) == normal(b)
  }

  @Test("The BSON corpus has its canonical texts")
  func corpus() throws {
    var compared = 0
    for (name, file) in BSONCorpusTests.files {
      for item in file.valid ?? [] {
        let bson = hexadecimal(item.canonical_bson)
        var options = InputOptions()
        options.forcedFormat = .bson
        let found = try lines(bson, options)
        // What is refused, such as names that occur twice, is the walker's affair.
        guard found.malformed == 0, let line = found.lines.first else { continue }
        #expect(
          try isSame(line, item.canonical_extjson), "\(name) \(item.description): \(line)")
        compared += 1
      }
    }
    #expect(BSONCorpusTests.files.isEmpty || compared > 150, "\(compared)")
  }

  @Test("A document of BSON reads as libbson prints it, blanks aside")
  func libbson() throws {
    let document = BSONBytes.document([
      .int32("_id", -7), .string("text", "a \"b\" \\ \n\u{1} ü"), .string("x", "0.5"),
    ])
    let expected = extendedJSON(document, canonical: true) ?? ""
    let line = try #require(try lines(document + document).lines.last)
    #expect(try isSame(line, expected), "\(line)")
    #expect(!line.contains("\" :"))
  }

  @Test("JSON keeps its values, without blanks; what shells print becomes JSON")
  func json() throws {
    let text = #"{ "a" : [ 1.50 , "x y\"z" ] , "d": {"$date": "2024-01-01T00:00:00Z"} }"# + "\n"
    #expect(
      try lines(Array(text.utf8)).lines
        == [#"{"a":[1.50,"x y\"z"],"d":{"$date":"2024-01-01T00:00:00Z"}}"#])
    let shell = "{ _id: ObjectId('63b0e6b0b86fa157a5000000'), n: NumberLong(5) }\n"
    let line = try #require(try lines(Array(shell.utf8)).lines.first)
    #expect(
      try isSame(
        line, #"{"_id":{"$oid":"63b0e6b0b86fa157a5000000"},"n":{"$numberLong":"5"}}"#), "\(line)")
  }

  @Test("Rows of a table are objects of texts, of any number of columns; empty cells are left out")
  func table() throws {
    let names = (0..<150).map { "c\($0)" }
    let row = (0..<150).map { $0 % 3 == 0 ? "" : "v\($0)" }
    let text = names.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n"
    let found = try lines(Array(text.utf8))
    let expected = (0..<150).filter { $0 % 3 != 0 }.map { "\"c\($0)\":\"v\($0)\"" }
    #expect(found.lines == ["{" + expected.joined(separator: ",") + "}"])
  }

  @Test("A malformed document leaves nothing, and the next one follows")
  func malformed() throws {
    let found = try lines(Array("{\"a\":1}\n{\"a\":tru}\n{\"a\":2}\n".utf8))
    #expect(found.lines == ["{\"a\":1}", "{\"a\":2}"])
    #expect(found.malformed == 1)
  }

  @Test("Text that is not UTF-8 is repaired where it is accepted")
  func invalidText() throws {
    var options = InputOptions()
    options.invalidUTF8 = .accept
    let json = Array("{\"a\":\"caf".utf8) + [0xE9] + Array("\"}\n{\"a\":1}\n".utf8)
    #expect(try lines(json, options).lines == ["{\"a\":\"caf\u{FFFD}\"}", "{\"a\":1}"])
    #expect(try lines(json).malformed == 1)
    let csv = Array("a,b\ncaf".utf8) + [0xE9] + Array(",x\n".utf8)
    options.forcedFormat = .csv
    #expect(try lines(csv, options).lines == ["{\"a\":\"caf\u{FFFD}\",\"b\":\"x\"}"])
  }

  @Test("A value alone is what the document has")
  func value() throws {
    let document = BSONBytes.document([.int32("n", 5), .string("s", "a\"b")])
    var selection = FieldSelection()
    let slots = ["n", "s"].map { selection.insert($0, unique: true) }
    var walker = DocumentWalker(selection)
    var values = FieldValues(for: selection)
    var chunk = Chunk(capacity: 4096)
    var reader = InputReader(bytes: document, named: "x", options: InputOptions())
    #expect(try reader.next(into: &chunk))
    walker.begin(chunk)
    var cursor = ChunkCursor(chunk)
    #expect(try walker.next(&cursor, in: chunk.bytes, into: &values))
    var texts: [String?] = []
    for slot in slots {
      texts.append(values[slot]?.extendedJSON(in: chunk.bytes, scratch: values.scratch))
    }
    #expect(
      texts == ["{\"$numberInt\":\"5\"}", "\"a\\\"b\""])
  }
}
