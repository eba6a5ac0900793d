import DumpReader
import Foundation
import TestSupport
import Testing

/// Documents of other projects, from ``Corpora`` where those are there: what they call valid is
/// accepted, what they call malformed is refused.
@Suite struct ConformanceTests {
  static func hexadecimal(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] * 16 + digits[$0 + 1])
    }
  }

  /// Whether bytes are one well-formed document, by the reader as a whole.
  static func isAccepted(_ bytes: [UInt8]) throws -> Bool {
    let reading = try StreamReading(bytes, .bson)
    #expect(reading.isGapless)
    return reading.accepted == [0..<bytes.count] && reading.refused.isEmpty
      && reading.skips.isEmpty
  }

  // MARK: bson-corpus

  struct Corpus: Decodable {
    struct Valid: Decodable {
      var description: String
      var canonical_bson: String
      var degenerate_bson: String?
    }
    struct Malformed: Decodable {
      var description: String
      var bson: String
    }
    var valid: [Valid]?
    var decodeErrors: [Malformed]?
  }

  static let corpus = Corpora.files("bson-corpus", ".json").compactMap { file in
    (try? JSONDecoder().decode(Corpus.self, from: Data(file.content))).map { (file.name, $0) }
  }

  @Test(.enabled(if: !corpus.isEmpty, "the corpus is not there"))
  func bsonCorpus() throws {
    var counts = (valid: 0, malformed: 0)
    for (name, file) in Self.corpus {
      for item in file.valid ?? [] {
        counts.valid += 1
        for text in [item.canonical_bson, item.degenerate_bson].compactMap(\.self) {
          #expect(try Self.isAccepted(Self.hexadecimal(text)), "\(name) \(item.description)")
        }
      }
      for item in file.decodeErrors ?? [] {
        counts.malformed += 1
        #expect(try !Self.isAccepted(Self.hexadecimal(item.bson)), "\(name) \(item.description)")
      }
    }
    #expect(counts.valid >= 178 && counts.malformed >= 68, "\(counts)")
  }

  // MARK: libbson-validate

  struct Validation: Decodable {
    var `case`: String
    var bson: String
    var valid: Bool
  }

  static let validations = Corpora.files("libbson-validate", ".json").flatMap {
    (try? JSONDecoder().decode([Validation].self, from: Data($0.content))) ?? []
  }

  /// Valid there, because libbson was asked not to look at UTF-8; refused here always.
  static let refusedHere: Set = [
    "key/invalid/accept", "utf8/overlong-null/accept-2", "regex/invalid-utf8/accept",
  ]

  /// Invalid there, because libbson was asked for rules of keys (`$`, dots, empty ones, references) or
  /// of UTF-8 that the BSON specification does not have; accepted here.
  static let acceptedHere: Set = [
    "key/empty/reject", "dbref/missing-id", "dbref/non-id", "dbref/ref-without-id-with-db",
    "dbref/non-string-db", "dbref/invalid-double-ref",
  ]

  @Test(.enabled(if: !validations.isEmpty, "the corpus is not there"))
  func libbsonValidate() throws {
    var refused: Set<String> = []
    var accepted: Set<String> = []
    for item in Self.validations {
      let isAccepted = try Self.isAccepted(Self.hexadecimal(item.bson))
      if isAccepted, !item.valid { accepted.insert(item.case) }
      if !isAccepted, item.valid { refused.insert(item.case) }
    }
    #expect(refused == Self.refusedHere)
    #expect(accepted == Self.acceptedHere)
  }

  // MARK: libbson-binary and mongo-tools

  @Test(arguments: ["libbson-binary", "mongo-tools"])
  func damagedFiles(_ folder: String) throws {
    for (name, content) in Corpora.files(folder, ".bson") {
      let reading = try StreamReading(content, .bson)
      #expect(reading.isGapless, "\(name)")
      for manner in [StreamReading.Manner(readSize: 1), StreamReading.Manner(window: 7)] {
        #expect(try StreamReading(content, .bson, manner) == reading, "\(name) \(manner)")
      }
    }
  }
}
