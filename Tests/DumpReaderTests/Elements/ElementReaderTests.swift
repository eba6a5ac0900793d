import BasicContainers
import Foundation
import TestSupport
import Testing

@testable import DumpReader

/// The elements of documents as lines of path, type and value.
private func elements(
  _ bytes: [UInt8], format: InputFormat? = nil, _ invalidUTF8: InvalidUTF8Policy = .reject
) throws -> (lines: [[String]], malformed: Int) {
  let file = try TemporaryFile(bytes)
  var options = InputOptions(forcedFormat: format)
  options.invalidUTF8 = invalidUTF8
  var input = InputReader(paths: [file.path], options: options)
  let directory = PathDirectory()
  var reader = ElementReader(directory)
  var chunk = Chunk(capacity: 64 << 10)
  var lines: [[String]] = []
  var malformed = 0
  while try input.next(into: &chunk) {
    reader.begin(chunk)
    let bytes = chunk.bytes
    while true {
      do throws(MalformedDocument) {
        guard try reader.nextDocument(bytes) else { break }
      } catch {
        malformed += 1
        continue
      }
      var document: [String] = []
      while reader.nextElements(bytes) {
        for i in reader.elements.indices {
          let element = reader.elements[i]
          let value = element.value
          let content =
            [.string, .symbol, .code, .binary].contains(value.type)
            ? value.bytes(in: bytes, scratch: reader.scratch).text
            : [.objectID, .decimal128].contains(value.type)
              ? "\(value.bytes(in: bytes, scratch: reader.scratch).copied())"
              // What says where a document stands is no value.
              : value.type == .document ? "0" : "\(value.int64)"
          document.append("\(directory.paths.text(of: element.path)) \(value.type) \(content)")
        }
      }
      lines.append(document)
    }
    directory.complete(chunk.sequence)
  }
  return (lines, malformed)
}

private func elements(_ text: String, format: InputFormat? = nil) throws -> [[String]] {
  try elements(Array(text.utf8), format: format).lines
}

@Suite("Elements")
struct ElementReaderTests {
  @Test("Every value of a JSON document comes with its path")
  func paths() throws {
    let lines = try elements(
      #"{"user":"d485","n":-5,"items":[{"price":5},{"price":7.5}],"tags":["a","b"],"o":{"x":null,"y":{}}}"#
    )
    #expect(
      lines == [
        [
          "user string d485", "n int32 -5", "items array 0", "items[] document 0",
          "items[].price int32 5", "items[] document 0",
          "items[].price double \(Int64(bitPattern: (7.5).bitPattern))", "tags array 0",
          "tags[] string a", "tags[] string b", "o document 0", "o.x null 0", "o.y document 0",
        ]
      ])
  }

  @Test("The notation of the shells and Extended JSON give the same elements")
  func wrappers() throws {
    let strict = try elements(
      #"{"_id":{"$oid":"5349b4ddd2781d08c09890f4"},"t":{"$date":"2014-04-07T02:23:03.590Z"},"n":{"$numberLong":"24"},"d":{"$numberDecimal":"0.5"}}"#
    )
    let spaced = try elements(
      #"{ "_id" : { "$oid" : "5349b4ddd2781d08c09890f4" }, "t" : { "$date" : { "$numberLong" : "1396837383590" } }, "n" : { "$numberLong" : "24" }, "d" : { "$numberDecimal" : "0.5" } }"#
    )
    let shell = try elements(
      #"{ _id: ObjectId("5349b4ddd2781d08c09890f4"), t: ISODate("2014-04-07T02:23:03.590Z"), n: NumberLong(24), d: NumberDecimal("0.5") }"#
    )
    #expect(strict == spaced)
    #expect(strict == shell)
    #expect(strict[0].count == 4)
  }

  @Test("Texts of the shells outlive their rewriting")
  func shellTexts() throws {
    let lines = try elements("{ a: 'it\\'s', b: \"tab\\t\" }\n{ a: 'x', b: 'y' }\n")
    #expect(lines == [["a string it's", "b string tab\t"], ["a string x", "b string y"]])
  }

  @Test("Names with escapes are the names that they stand for")
  func escapedNames() throws {
    let lines = try elements(#"{"a\u0062":1}"# + "\n" + #"{"ab":2}"# + "\n")
    #expect(lines == [["ab int32 1"], ["ab int32 2"]])
  }

  @Test("A document of more elements than a piece holds")
  func pieces() throws {
    let count = 3 * ElementVisitor.capacity + 7
    let numbers = (0..<count).map(String.init).joined(separator: ",")
    let lines = try elements("{\"a\":[\(numbers)],\"z\":1}")
    #expect(lines[0].count == count + 2)
    #expect(lines[0].last == "z int32 1")
    #expect(lines[0][count] == "a[] int32 \(count - 1)")
  }

  @Test("Documents with text that is not valid Unicode are read where they are accepted")
  func invalidText() throws {
    let texts = [
      Array(#"{"a":"caf"#.utf8) + [0xE9] + Array(#"","n":5}"#.utf8) + [0x0A],
      Array(#"{a:'caf"#.utf8) + [0xE9] + Array(#"',n:5}"#.utf8) + [0x0A],
      Array("a,n\ncaf".utf8) + [0xE9] + Array(",5\n".utf8),
    ]
    for (text, format) in zip(texts, [InputFormat.jsonl, .jsonl, .csv]) {
      let refused = try elements(text, format: format)
      #expect(refused.lines.isEmpty && refused.malformed == 1)
      let accepted = try elements(text, format: format, .accept)
      #expect(accepted.malformed == 0)
      #expect(accepted.lines.count == 1)
      #expect(accepted.lines.first?.first?.hasPrefix("a string caf") == true)
      #expect(accepted.lines.first?.last?.hasPrefix("n ") == true)
    }
  }

  @Test("BSON has the same elements as JSON")
  func bson() throws {
    // {"s":"x","a":[{"n":1}],"b":true}
    let document = hexadecimal(
      """
      29000000 02 7300 02000000 7800 04 6100 14000000 03 3000 0c000000 10 6e00 01000000 00 00 \
      08 6200 01 00
      """)
    let lines = try elements(document, format: .bson).lines
    #expect(lines == (try elements(#"{"s":"x","a":[{"n":1}],"b":true}"#)))
  }

  @Test("Columns are paths as they stand, empty cells are missing")
  func columns() throws {
    let lines = try elements("id,a.b,note\n1,x,\n2,,\"say \"\"hi\"\"\"\n")
    #expect(
      lines == [
        ["id string 1", "a.b string x"], ["id string 2", "note string say \"hi\""],
      ])
  }

  @Test("More columns than a walker keeps at once")
  func manyColumns() throws {
    let names = (0..<200).map { "c\($0)" }
    let lines = try elements(
      names.joined(separator: ",") + "\n" + names.map { "v\($0)" }.joined(separator: ",") + "\n")
    #expect(lines == [names.map { "\($0) string v\($0)" }])
  }

  @Test("What is not well-formed for the walkers has no elements")
  func malformed() throws {
    let (lines, malformed) = try elements(
      Array("{\"a\":1}\n{\"a\":01}\n{\"a\":2}\n{\"a\":\"\\q\"}\n".utf8), format: .jsonl)
    #expect(lines == [["a int32 1"], ["a int32 2"]])
    #expect(malformed == 2)
  }

  @Test("A wrapper that is not valid is a document")
  func badWrapper() throws {
    let lines = try elements(#"{"a":{"$oid":5}}"#)
    #expect(lines == [["a document 0", "a.$oid int32 5"]])
  }

  @Test("As deep as documents may be nested")
  func depth() throws {
    let depth = DocumentLimits.maximumDepth - 1
    let text =
      String(repeating: "{\"a\":", count: depth) + "{}" + String(repeating: "}", count: depth)
    #expect(try elements(text)[0].count == depth)
  }
}

@Suite("Path directory")
struct PathDirectoryTests {
  @Test("Beyond the limit all paths are one")
  func limit() throws {
    let directory = PathDirectory(limit: 3)
    var cache = PathCache(directory)
    let numbers = ["a", "b", "a", "c", "d", "e", "b"].map { name in
      let bytes = Array(name.utf8)
      return cache.find(bytes.rawBytes, in: PathDirectory.root, after: PathDirectory.root)
    }
    #expect(numbers == [1, 2, 1, 3, 4, 4, 2])
    let bytes = Array("x".utf8)
    #expect(cache.find(bytes.rawBytes, in: directory.other, after: 0) == directory.other)
    #expect(directory.paths.count == 4)
  }

  @Test("Numbers follow the order of chunks, whoever reads them")
  func order() throws {
    let directory = PathDirectory()
    // Threads, not tasks: those wait for one another, and a pool of few threads would have none left.
    let finished = DispatchGroup()
    for worker in 0..<4 {
      finished.enter()
      Thread.detachNewThread {
        var cache = PathCache(directory)
        for sequence in stride(from: worker, to: 40, by: 4) {
          cache.sequence = sequence
          // Each chunk has a new name and one of the chunk before it.
          for name in ["n\(sequence)", "n\(max(0, sequence - 1))", "all"] {
            let bytes = Array(name.utf8)
            _ = cache.find(bytes.rawBytes, in: PathDirectory.root, after: 0)
          }
          directory.complete(sequence)
        }
        finished.leave()
      }
    }
    #expect(finished.wait(timeout: .now() + 60) == .success)
    let names = directory.paths.dropFirst().map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names == ["n0", "all"] + (1..<40).map { "n\($0)" })
  }

  @Test("A field named [] is no element of an array")
  func brackets() throws {
    let lines = try elements(#"{"a":{"[]":1},"b":[1]}"#)
    #expect(lines[0].count == 4)
  }
}
