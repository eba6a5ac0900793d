import Foundation
import TestSupport
import Testing

/// `--pseudonymise`: nothing that names a person is printed, whatever the format and the message.
@Suite("Pseudonyms")
struct PseudonymTests {
  /// What must not be seen, by field.
  static let secrets = [
    "user_id": "K3Y-OF-ADA", "user_email": "ada@secret.example", "user_first_name": "ADAFIRST",
    "user_last_name": "LOVELAST", "phone": "0699777",
  ]

  private static func line(_ changes: [String: String], _ more: String = "") -> String {
    var fields = secrets
    fields["transaction_type"] = "award"
    fields["points_status"] = "approved"
    for (name, value) in changes { fields[name] = value }
    let texts = fields.sorted { $0.key < $1.key }.map { #""\#($0.key)":"\#($0.value)""# }
    return "{" + texts.joined(separator: ",") + #","points":1\#(more)}"# + "\n"
  }

  private func run(_ options: String, _ input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try ShellCommand(
      "echo 0123456789abcdef0123 >key; touch rejects; analyze --pseudonymise key --rejects rejects"
        + " -v \(options) -; cat rejects", in: folder.path, input: Array(input.utf8),
      environment: ["PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).run()
    return String(decoding: outcome.output + outcome.error, as: UTF8.self)
  }

  @Test(
    "No output and no message names a person",
    arguments: [
      "", "--format json", "--format jsonl", "--format csv", "--format tsv", "--format markdown",
      "--chart", "--by user_email", "--by user_first_name", "--by user_last_name", "--by phone",
      "--fields user=phone", "--strict", "--max-errors 1", "--store nosuch", "--status nosuch",
      "--where user_email=ada@secret.example", "--where 'user_email=nobody' --format json",
      "--where phone=0699777 --format json", "--where user_id=K3Y-OF-ADA", "--from 2030-01-01",
      "--fields status=phone", "--by phone --fields status=phone",
      "--by phone --fields type=phone", "--by phone --fields store=phone --store x",
      "--fields type=user_email", "--fields store=user_id --store x",
    ])
  func outputs(options: String) throws {
    let values = Array(Self.secrets.values)
    // Values in the place of names, names without values, bytes that end early.
    let input =
      Self.line([:]) + Self.line([:], #","ada@secret.example""#)
      + Self.line([:], #","0699777":"#) + #"{"user_id":"K3Y-OF-ADA" "ADAFIRST":1}"# + "\n"
      + #"{"LOVELAST":tru}"# + "\n" + Self.line([:], #","ada@secret.example":"\u12""#)
      + Self.line(["points_status": "pending"]) + #"{"user_id":"K3Y-OF-ADA"#
    let text = try run(options, input)
    #expect(!text.isEmpty)
    for secret in values {
      #expect(!text.contains(secret), "\(options): \(secret): \(text)")
    }
  }

  @Test("A total that is too large does not name its user either")
  func overflow() throws {
    let line = Self.line([:]).replacing(#""points":1"#, with: #""points":99999999999999999999"#)
    let text = try run("", line + line)
    #expect(text.contains("beyond 10^20"))
    for secret in Self.secrets.values { #expect(!text.contains(secret)) }
  }

  @Test("A currency or channel is nobody, and that is told")
  func others() throws {
    let text = try run("--by channel --format csv", Self.line(["channel": "WEBSHOP"]))
    #expect(text.contains("WEBSHOP"))
    #expect(text.contains("--pseudonymise leaves channel as it is"))
  }
}
