import Foundation
import TestSupport

/// The page `docs/recognised.md`: made of what the program says.
enum RecognizedPage {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/recognised.md").standardizedFileURL

  /// The page of all messages.
  static func text(_ say: (RecognizedInput) throws -> ShellCommand.Outcome) rethrows -> String {
    var text = """
      # What is recognised

      What people hand over in place of a dump, and what `analyze` says about it. Each row is a test: the
      files are made in `Tests/HostileTests/Recognized`, the program is run, and a command that the
      message gives is run as well, where it needs no server and no key.
      `ANALYZE_RECORD=1 swift test --filter RecognizedTests` writes the page anew.

      None of it is looked for where all is well: a dump is known by its first bytes, and what is known by
      its documents is looked for when nothing was counted.

      """
    for section in RecognizedInput.sections {
      text += "\n## \(section.title)\n\n| what it is | message | exit |\n|---|---|---|\n"
      for input in section.inputs {
        let outcome = try say(input)
        let message = String(decoding: outcome.error, as: UTF8.self).split(separator: "\n")
          .map { escaped(String($0.trimmingPrefix("analyze: "))) }.joined(separator: "<br>")
        text += "| \(escaped(input.what)) | \(message) | \(outcome.status) |\n"
      }
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("$", with: "\\$").replacing("<", with: "&lt;").replacing("|", with: "\\|")
  }
}
