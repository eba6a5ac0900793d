import DumpReader
import Foundation
import TestSupport
import Testing

/// The BSON corpus of mongodb/specifications: the same value as BSON and in all its JSON forms.
@Suite struct BSONCorpusTests {
  struct File: Decodable {
    struct Valid: Decodable {
      var description: String
      var canonical_bson: String
      var canonical_extjson: String
      var relaxed_extjson: String?
      var degenerate_extjson: String?
      var lossy: Bool?
    }
    struct Malformed: Decodable {
      var description: String
      var string: String
    }
    var bson_type: String
    var valid: [Valid]?
    var parseErrors: [Malformed]?
  }

  static let files = Corpora.files("bson-corpus").compactMap { file in
    (try? JSONDecoder().decode(File.self, from: Data(file.content))).map { (file.name, $0) }
  }

  /// The names of the top-level fields of a document.
  static func names(_ document: [UInt8]) -> [String] {
    guard let text = extendedJSON(document, canonical: true),
      let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else { return [] }
    return object.keys.filter { !$0.contains(".") && !$0.isEmpty }.sorted()
  }

  /// Relaxed texts that name another type than the document has, in the specification as well: a
  /// number without a fraction is an int32 when it fits.
  static func isLessExact(_ json: FieldReading?, _ bson: FieldReading?) -> Bool {
    json?.type == .int32 && bson?.type == .int64 && json?.bits == bson?.bits
  }

  @Test(.enabled(if: !files.isEmpty, "the corpus is not there"))
  func sameValues() throws {
    var compared = 0
    for (name, file) in Self.files {
      for item in file.valid ?? [] {
        let document = hexadecimal(item.canonical_bson)
        let paths = Self.names(document)
        let expected = try bsonReading(document, paths)
        for (form, text) in [
          ("canonical", item.canonical_extjson), ("relaxed", item.relaxed_extjson),
          ("degenerate", item.degenerate_extjson),
        ] {
          guard let text, !paths.isEmpty else { continue }
          let reading = JSONReading(text, paths)
          #expect(reading.findings == [], "\(name) \(item.description) \(form) \(text)")
          let fields = reading.documents.first ?? []
          compared += 1
          for (json, bson) in zip(fields, expected) {
            if form == "relaxed", Self.isLessExact(json, bson) { continue }
            // NaN payloads and the like, which JSON has no text for.
            if item.lossy == true {
              #expect(json?.type == bson?.type)
            } else {
              #expect(json == bson, "\(name) \(item.description) \(form) \(text)")
            }
          }
          #expect(fields.count == paths.count)
        }
      }
    }
    #expect(compared > 200)
  }

  /// Refused by the specification for writers of commands, and read here: dates as numbers, which
  /// old exports have, numbers that stand bare in their wrappers, as some programs write them, and names
  /// with zero characters, which are no longer names of any field.
  static let accepted: Set = [
    "Bad $date (number, not string or hash)", "Bad $numberInt (number, not string)",
    "Bad $numberLong (number, not string)", "Bad $numberDouble (number, not string)",
    "Bad $numberDecimal (number, not string)", "Null byte in document key",
    "Null byte in sub-document key",
  ]

  @Test(.enabled(if: !files.isEmpty, "the corpus is not there"))
  func malformedValues() {
    for (name, file) in Self.files {
      for item in file.parseErrors ?? [] {
        var text = item.string
        if file.bson_type == "0x13" {
          let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
          text = #"{"x":{"$numberDecimal":"\#(escaped)"}}"#
        }
        let reading = JSONReading(text, ["x", "a", "d"])
        #expect(
          reading.findings.isEmpty == Self.accepted.contains(item.description),
          "\(name) \(item.description) \(text)")
      }
    }
  }
}
