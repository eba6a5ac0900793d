import Testing

@testable import DumpReader

/// A small value that can be written in each encoding, fields twice included.
private indirect enum Value {
  case number(Int32)
  case null
  case text(String)
  case document([(String, Value)])
  case array([Value])

  var json: String {
    switch self {
    case .number(let number): "\(number)"
    case .null: "null"
    case .text(let text): "\"\(text)\""
    case .document(let fields):
      "{" + fields.map { "\"\($0)\":\($1.json)" }.joined(separator: ",") + "}"
    case .array(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
    }
  }

  /// As a shell prints it.
  var shell: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .document(let fields):
      "{ " + fields.map { "\($0): \($1.shell)" }.joined(separator: ", ") + " }"
    case .array(let values): "[ " + values.map(\.shell).joined(separator: ", ") + " ]"
    default: json
    }
  }

  var bson: [UInt8] {
    switch self {
    case .number(let number): Self.little(number)
    case .null: []
    case .text(let text): Self.little(Int32(text.utf8.count + 1)) + Array(text.utf8) + [0]
    case .document(let fields): Self.bson(fields)
    case .array(let values): Self.bson(values.enumerated().map { ("\($0)", $1) })
    }
  }

  private static func bson(_ fields: [(String, Value)]) -> [UInt8] {
    var body: [UInt8] = []
    for (name, value) in fields { body += [value.type] + Array(name.utf8) + [0] + value.bson }
    return little(Int32(body.count + 5)) + body + [0]
  }

  private var type: UInt8 {
    switch self {
    case .number: 0x10
    case .null: 0x0A
    case .text: 0x02
    case .document: 0x03
    case .array: 0x04
    }
  }

  private static func little(_ number: Int32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}

@Suite("Documents on the way to a field")
struct PathMarksTests {
  private static let inner = Value.document([("b", .number(1))])
  private static let other = Value.document([("c", .number(2))])

  /// Fields of a document, and whether it is refused by those who ask for `a.b` and `d.e.f`.
  private static let cases: [(fields: [(String, Value)], isRefused: Bool)] = [
    ([("a", inner)], false),
    ([("a", inner), ("a", other)], true),
    ([("a", other), ("x", .number(1)), ("a", inner)], true),
    ([("a", .document([])), ("a", inner)], true),
    ([("a", .number(1)), ("a", inner)], true),
    ([("a", inner), ("a", .number(1))], true),
    ([("a", .null), ("a", inner)], true),
    ([("a", inner), ("a", .null)], true),
    ([("a", .text("t")), ("a", inner)], true),
    ([("a", inner), ("a", .text("t"))], true),
    ([("a", .array([.number(1)])), ("a", inner)], true),
    ([("a", inner), ("a", .array([]))], true),
    // Nothing could be found in either.
    ([("a", .number(1)), ("a", .null)], false),
    ([("d", .document([("e", .document([("f", .number(1))]))]))], false),
    (
      [
        (
          "d",
          .document([
            ("e", .document([("f", .number(1))])), ("e", .document([("g", .number(1))])),
          ])
        )
      ], true
    ),
    (
      [
        ("d", .document([("e", .document([("f", .number(1))]))])),
        ("d", .document([("g", .document([("f", .number(1))]))])),
      ], true
    ),
    // The same name elsewhere, and a field that nobody asks for.
    ([("a", inner), ("d", .document([("a", inner)]))], false),
    ([("x", inner), ("x", other), ("a", inner)], false),
  ]

  private static var documents: [(Value, Bool)] {
    cases.flatMap { fields, isRefused in
      // Two fields of the same name one behind the other, and with others between them and around.
      [
        (Value.document(fields), isRefused),
        (Value.document([("_id", .number(1))] + fields + [("z", .text("t"))]), isRefused),
        (
          Value.document(fields.flatMap { field -> [(String, Value)] in [field, ("n", .null)] }),
          isRefused
        ),
      ]
    }
  }

  private static let paths = ["a.b", "d.e.f"]

  @Test("Twice they make a document malformed, in each encoding, whatever was read before")
  func twice() {
    // In either order, so that each document is read behind many others.
    for list in [Self.documents, Self.documents.reversed()] {
      let rounds = list + list
      let refused = rounds.count { $0.1 }
      for lines in [rounds.map(\.0.json), rounds.map(\.0.shell)] {
        let reading = JSONReading(lines.joined(separator: "\n"), Self.paths, unique: true)
        #expect(reading.findings.count == refused)
        #expect(reading.findings.allSatisfy { $0.code == .duplicateField })
        #expect(reading.documents.count == rounds.count - refused)
      }
      var reader = BSONLayoutCacheTests.Reader(Self.paths, unique: true)
      for (value, isRefused) in rounds {
        let finding = reader.read(value.bson).finding
        #expect(finding?.code == (isRefused ? .duplicateField : nil), "\(value.json)")
      }
    }
  }

  @Test("Each document alone, and what is named")
  func alone() {
    for (value, isRefused) in Self.documents {
      for text in [value.json, value.shell] {
        let reading = JSONReading(text, Self.paths, unique: true)
        #expect(reading.findings.map(\.code) == (isRefused ? [.duplicateField] : []), "\(text)")
        if let finding = reading.findings.first {
          let name = Array(text.utf8)[finding.key.lowerBound..<finding.key.upperBound]
          #expect(["a", "d", "e"].contains(String(decoding: name, as: UTF8.self)))
        }
      }
      var reader = BSONLayoutCacheTests.Reader(Self.paths, unique: true)
      #expect(reader.read(value.bson).finding?.code == (isRefused ? .duplicateField : nil))
    }
  }

  @Test("Where fields may be there twice, so may what is on the way to them")
  func notUnique() {
    for (value, _) in Self.documents {
      #expect(JSONReading(value.json, Self.paths).findings == [])
      var reader = BSONLayoutCacheTests.Reader(Self.paths, unique: false)
      #expect(reader.read(value.bson).finding == nil)
    }
  }

  @Test("A field that is asked for itself, and is on the way to another")
  func bothWays() {
    for isUnique in [true, false] {
      for (fields, isRefused): ([(String, Value)], Bool) in [
        ([("a", Self.inner)], false),
        ([("a", Self.inner), ("a", Self.other)], true),
        ([("a", .number(1)), ("a", Self.inner)], true),
        ([("a", Self.inner), ("a", .number(1))], true),
        ([("a", .number(1)), ("a", .number(2))], isUnique),
      ] {
        let value = Value.document(fields)
        var selection = FieldSelection()
        _ = selection.insert("a", unique: isUnique)
        _ = selection.insert("a.b", unique: true)
        // Twice, so that what is remembered is used as well.
        var walker = BSONWalker(selection)
        var values = FieldValues(for: selection)
        let bson = value.bson + [UInt8](repeating: 0, count: Chunk.padding)
        let text = Array((value.json + "\n" + value.json).utf8)
        for _ in 0..<2 {
          do throws(MalformedDocument) {
            try walker.walk(bson.rawBytes, 0..<value.bson.count, into: &values)
            #expect(!isRefused)
          } catch {
            #expect(isRefused && error.code == .duplicateField)
          }
        }
        var json = JSONWalker(selection)
        var offset = 0
        let padded = text + [UInt8](repeating: 0, count: Chunk.padding)
        var range = 0..<0
        var refused = 0
        while offset < text.count {
          do throws(MalformedDocument) {
            guard
              try json.next(
                padded.rawBytes, &offset, end: text.count, into: &values, range: &range)
            else { break }
          } catch {
            refused += 1
            offset = JSONWalker.lineEnd(padded.rawBytes, from: offset, end: text.count)
          }
        }
        #expect(refused == (isRefused ? 2 : 0), "\(value.json)")
      }
    }
  }
}

@Suite("Arrays on the way to the one that is unwound")
struct UnwoundThroughArraysTests {
  /// The elements that are found of `a.0.b`, and whether `a.0.u` is.
  private func read(_ value: String) -> (elements: Int?, hasUser: Bool) {
    var selection = FieldSelection()
    let array = selection.unwind("a.0.b")
    let user = selection.insert("a.0.u", unique: true)
    _ = selection.insertElementField(["p"], path: "a.0.b.p", unique: true)
    var walker = JSONWalker(selection)
    var values = FieldValues(for: selection)
    let text = Array(value.utf8)
    let padded = text + [UInt8](repeating: 0, count: Chunk.padding)
    var offset = 0
    var range = 0..<0
    let isRead = try? walker.next(
      padded.rawBytes, &offset, end: text.count, into: &values, range: &range)
    #expect(isRead == true)
    return (values[array] == nil ? nil : values.elements.rowCount, values[user] != nil)
  }

  @Test("They are as if missing; other fields are found by number")
  func numbers() {
    #expect(read(#"{"a":[{"u":1,"b":[{"p":1},{"p":2}]}]}"#) == (nil, true))
    #expect(read(#"{"a":[{"u":1,"b":5}]}"#) == (nil, true))
    #expect(read(#"{"a":{"0":{"u":1,"b":[{"p":1},{"p":2}]}}}"#) == (2, true))
    #expect(read(#"{"a":{"0":[{"u":1,"b":[{"p":1}]}]}}"#) == (nil, false))
  }
}
