import Foundation

/// The page `docs/bad-input.md`: made of the outcomes, and what they are held to.
enum BadInputPage {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/bad-input.md").standardizedFileURL

  /// The page of all outcomes, in the order of the catalogue.
  static func text(_ outcomes: [String: BadInputOutcome]) -> String {
    var text = """
      # Bad input

      What `analyze` makes of damaged and hostile input, one row per kind of damage. Every row is a
      test: the inputs are built in `Tests/HostileTests/Catalogue`, and a run that ends in any other way
      fails. `ANALYZE_RECORD=1 swift test --filter BadInputTests` writes the page anew.

      Most inputs hold the damage between two sound transactions before it and two after it. *Document*
      counts from 1, *byte* is where the document starts in the decoded stream, with the distance to the
      fault; *skipped* are bytes that belong to no document; *counted* are the transactions in the totals;
      *exit* is the status of the program: 0 complete, 1 no result, 3 printed but incomplete.

      """
    for section in BadInput.sections {
      text += "\n## \(section.title)\n\n\(section.cases.count) kinds.\n\n"
      text += "| id | what is wrong | outcome | document | byte | skipped | counted | exit |\n"
      text += "|---|---|---|---|---|---|---|---|\n"
      for input in section.cases {
        let outcome = outcomes[input.id].map(row) ?? ""
        text += "| \(input.id) | \(escaped(input.what)) | \(outcome) |\n"
      }
    }
    return text
  }

  private static func row(_ outcome: BadInputOutcome) -> String {
    "\(escaped(outcome.outcome)) | \(outcome.document) | \(outcome.byte) | \(outcome.skipped) | "
      + "\(outcome.counted) | \(outcome.exit)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("$", with: "\\$").replacing("<", with: "&lt;").replacing("|", with: "\\|")
  }

  /// The rows of the page as it stands, by id.
  static func rows() -> [String: String] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    return Dictionary(
      lines.map { (String($0.dropFirst(2).prefix { $0 != " " }), String($0)) },
      uniquingKeysWith: { first, _ in first })
  }
}
