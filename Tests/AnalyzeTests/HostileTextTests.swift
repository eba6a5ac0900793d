import Foundation
import TestSupport
import Testing

/// Text that somebody made up reaches a terminal, a spreadsheet or a message only as text.
@Suite struct HostileTextTests {
  private static func run(
    _ line: String, _ input: String, files: [String] = []
  ) throws -> ShellCommand.Outcome {
    try ShellCommand(
      line, in: Package.root.path, input: Array(input.utf8),
      environment: [
        "PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
        "COLUMNS": "200", "TZ": "UTC",
      ]
    ).run()
  }

  private static func document(
    user: String, name: String = "Ada", type: String = "award", points: String = "5",
    status: String = "approved"
  ) -> String {
    """
    {"user_id":"\(user)","user_first_name":"\(name)","user_last_name":"\(name)",\
    "user_email":"\(name)","transaction_type":"\(type)","points":\(points),\
    "points_status":"\(status)","approved_time":"2015-01-01T00:00:00Z"}

    """
  }

  /// Escapes, the C1 twin of an escape, line and paragraph ends, marks that turn text round, and those
  /// that isolate it.
  static let controls = [
    "\\u001b[2J", "\\u009b2J", "\\u0007", "\\r", "\\n", "\\u0000", "\\u007f", "\\u2028", "\\u202e",
    "\\u202d", "\\u2066", "\\u2069", "\\u200f", "\\ufeff",
  ]
  static let scalars: Set<Unicode.Scalar> = [
    "\u{1B}", "\u{9B}", "\u{7}", "\r", "\0", "\u{7F}", "\u{2028}", "\u{202E}", "\u{202D}",
    "\u{2066}", "\u{2069}",
  ]

  @Test("No control reaches the terminal", arguments: ["table", "markdown"])
  func controls(format: String) throws {
    for control in Self.controls {
      let text = "a\(control)b"
      let input =
        Self.document(user: text, name: text, type: "award")
        + Self.document(user: text, type: "\(text)") + Self.document(user: text, status: text)
        + Self.document(user: text, points: "\"x\"") + "{\"\(text)\":1,}\n"
      let outcome = try Self.run("analyze - --format \(format)", input)
      for stream in [outcome.output, outcome.error] {
        let found = String(decoding: stream, as: UTF8.self).unicodeScalars.first {
          Self.scalars.contains($0)
        }
        #expect(found == nil, "\(control) \(format)")
      }
    }
  }

  @Test("Nor by the message of a total that is too large, of values seen, or of a file's name")
  func messages() throws {
    let user = "\\u001b[2J\\u202e"
    let large = String(
      repeating: Self.document(user: user, points: "99999999999999999999"), count: 3)
    let inputs = [
      ("analyze -", large), ("analyze - --status none", Self.document(user: "a", status: user)),
      ("analyze - --type x=award", Self.document(user: "a", type: user)),
      ("analyze - --store s", "{\"user_id\":\"a\",\"store_id\":\"\(user)\"}\n"),
      ("analyze \"$(printf '\\033[2J')\"", ""),
    ]
    for (line, input) in inputs {
      let outcome = try Self.run(line, input)
      let text = String(decoding: outcome.error + outcome.output, as: UTF8.self)
      #expect(!text.isEmpty)
      #expect(
        !text.unicodeScalars.contains { Self.scalars.contains($0) },
        "\(line): \(text.debugDescription)")
    }
  }

  @Test(
    "Text cells that a spreadsheet would run are prefixed, in every column",
    arguments: ["csv", "tsv"])
  func formulas(format: String) throws {
    let separator: Character = format == "csv" ? "," : "\t"
    for start in ["=", "+", "-", "@", "\\t", "\\r"] {
      let text = "\(start)cmd"
      let outcome = try Self.run(
        "analyze - --spreadsheet --format \(format)", Self.document(user: text, name: text))
      let row = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").dropFirst()
        .joined(separator: "\n")
      let cells = row.split(separator: separator, omittingEmptySubsequences: false).prefix(4)
      for cell in cells {
        #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(start.debugDescription): \(row)")
      }
    }
  }

  @Test("Messages and rejects say where and what, never what was there")
  func secrets() throws {
    let secret = "S3CRET"
    let lines = [
      Self.document(user: secret, name: secret, points: "\"\(secret)\""),
      "{\"user_id\":[\"\(secret)\"],\"transaction_type\":\"award\",\"points\":1,\"approved_time\":1500000000}\n",
      "{\"user_id\":\"\(secret)\",\"transaction_type\":\"award\",\"points\":1,\"approved_time\":\"\(secret)\"}\n",
      "{\"user_id\":\"\(secret)\n", "\(secret)\n", "{\"user_id\":\(secret)}\n",
      "{\"_id\":{\"$oid\":\"\(secret)\"},\"user_id\":{\"$oid\":\"\(secret)\"},\"points\":1}\n",
      "{\"points\":{\"$numberDecimal\":\"\(secret)\"},\"user_id\":\"\(secret)\\x\"}\n",
    ]
    let rejects = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: rejects) }
    let outcome = try Self.run(
      "analyze - --from 2014-01-01 --rejects \(rejects.path) --verbose --top 0", lines.joined())
    let kept = try String(contentsOf: rejects, encoding: .utf8)
    #expect(kept.split(separator: "\n").count >= 7)
    #expect(!kept.contains(secret), "\(kept)")
    let message = String(decoding: outcome.error, as: UTF8.self)
    #expect(!message.contains(secret), "\(message)")
  }
}
