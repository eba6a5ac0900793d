import DumpReader
import TestSupport

/// Something that people hand over and that is recognised: files, and the command that names them.
///
/// What is said about it stands in `docs/recognised.md`, which is both the page for readers and the
/// expectation of the test.
struct RecognizedInput: Sendable {
  /// What it is, as a phrase.
  let what: String
  /// Names and contents.
  let files: [(name: String, bytes: [UInt8])]
  /// What `analyze` is told, but for the options of output.
  let arguments: String
  /// What comes of the command that the message gives: points awarded. nil where it gives none, or one
  /// that needs a server or a key.
  let awarded: Int?

  init(
    _ what: String, _ files: [(String, [UInt8])], _ arguments: String? = nil, awarded: Int? = nil
  ) {
    self.what = what
    self.files = files.map { (name: $0.0, bytes: $0.1) }
    self.arguments = arguments ?? files[0].0
    self.awarded = awarded
  }

  init(_ what: String, _ name: String, _ bytes: [UInt8], awarded: Int? = nil) {
    self.init(what, [(name, bytes)], awarded: awarded)
  }

  init(_ what: String, _ name: String, _ text: String, awarded: Int? = nil) {
    self.init(what, name, Array(text.utf8), awarded: awarded)
  }

  /// A section of the page.
  struct Section: Sendable {
    let title: String
    let inputs: [RecognizedInput]
  }

  static let sections = [
    Section(title: "Other formats", inputs: ForeignFormat.allCases.map(foreign)),
    Section(title: "Dumps that became something else", inputs: damaged),
    Section(title: "Archives", inputs: archives),
    Section(title: "Directories and several inputs", inputs: directories),
    Section(title: "Documents that are no transactions", inputs: documents),
  ]

  static let bson = (0..<4).flatMap { BSONText.transaction($0) }

  static let line = "{\"user_id\":\"ada\",\"transaction_type\":\"award\",\"points\":10}"

  static let json = Array(String(repeating: line + "\n", count: 4).utf8)

  static let archive: [UInt8] = archive(["transactions"])

  static func archive(_ collections: [String], type: String = "collection") -> [UInt8] {
    var archive = ArchiveBytes(
      collections.map { (database: "shop", collection: $0, type: type) })
    for name in collections {
      archive.block("shop", name, (0..<4).map { BSONText.transaction($0) })
      archive.end("shop", name)
    }
    return archive.bytes
  }
}
