import Foundation
import TestSupport
import Testing

@Suite("analyze transactions and diff")
struct TransactionsCommandTests {
  private func run(_ line: String, input: [UInt8] = []) throws -> ShellCommand.Outcome {
    try ShellCommand(
      line, in: Package.root.path, input: input,
      environment: [
        "PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
      ]
    ).run()
  }

  @Test(
    "A pipe gives the bytes that the file gives, however small its pieces, compressed or not",
    arguments: ["transactions.bson", "transactions.jsonl", "transactions.csv", "transactions.json"])
  func pipes(sample: String) throws {
    let file = "samples/\(sample)"
    let command = "analyze transactions - --format csv --explain -q"
    let expected = try run("\(command) <\(file)")
    #expect(expected.status == 0)
    #expect(expected.output.count > 100_000)
    for pipe in ["dd bs=701", "cat", "gzip -c"] {
      let outcome = try run("\(pipe) <\(file) 2>/dev/null | \(command) --threads 3")
      #expect(outcome.output == expected.output, "\(pipe)")
    }
  }

  @Test("An interrupted list leaves no file behind")
  func interrupt() throws {
    let outcome = try run(
      """
      cd $TMPDIR && mkfifo input && exec 4<>input
      analyze transactions input -o list.csv & 
      n=0; until [ "$(ls -A | wc -l)" -gt 1 ] || [ $n -ge 1000 ]; do sleep 0.02; n=$((n + 1)); done
      kill -TERM $!; wait $!; s=$?; ls -A; exit $s
      """)
    #expect(outcome.status == 128 + 15)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "input\n")
    let message = String(decoding: outcome.error, as: UTF8.self)
    #expect(message.contains("interrupted after 0 documents"))
    #expect(message.contains("nothing was written"))
  }

  @Test(
    "Lists and differences name no person under --pseudonymise",
    arguments: [
      "transactions - --explain", "transactions - --explain --format json",
      "transactions - --explain --format table --all", "transactions - --explain --format csv",
      "transactions - --format markdown", "transactions - --user K3Y-OF-ADA --format csv",
      "transactions - --user-key '\"K3Y-OF-ADA\"' --format json",
      "transactions - --explain --where user_email=nobody --format json",
      "transactions - --explain --by user_email --user ada@secret.example",
      "transactions - --strict", "diff - /dev/null", "diff /dev/null - --format json",
      "diff - /dev/null --format csv --where user_id=K3Y-OF-ADA",
      "diff - /dev/null --by user_email",
    ])
  func pseudonyms(command: String) throws {
    var input = ""
    for (type, points, status) in [
      ("award", "1", "approved"), ("award", "1", "pending"), ("x", "1", "approved"),
      ("award", "\"ADAFIRST\"", "approved"),
    ] {
      let fields = PseudonymTests.secrets.sorted { $0.key < $1.key }
        .map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
      input +=
        "{\(fields),\"transaction_type\":\"\(type)\",\"points\":\(points),"
        + "\"points_status\":\"\(status)\"}\n"
    }
    input += #"{"user_id":"K3Y-OF-ADA" "ADAFIRST":1}"# + "\n"
    let outcome = try run(
      "cd $TMPDIR; echo 0123456789abcdef0123 >key; touch r; analyze \(command) --pseudonymise key"
        + " -v --rejects r; s=$?; cat r; exit $s", input: Array(input.utf8))
    #expect([0, 1, 3].contains(outcome.status))
    let text = String(decoding: outcome.output + outcome.error, as: UTF8.self)
    #expect(!text.isEmpty)
    for secret in PseudonymTests.secrets.values { #expect(!text.contains(secret), "\(text)") }
  }

  @Test(
    "No control reaches a terminal raw",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: ["table", "json", "jsonl", "csv", "tsv", "markdown"])
  func controls(format: String) throws {
    for command in ["transactions in --explain", "transactions in --user x", "diff in /dev/null"] {
      let outcome = try run(
        "cd $TMPDIR; cat >in; script -qec 'analyze \(command) --color never --progress never"
          + " --format \(format)' /dev/null </dev/null",
        input: Array(TerminalOutputTests.input.utf8))
      let text = String(decoding: outcome.output, as: UTF8.self)
      let raw = text.unicodeScalars.filter { scalar in
        switch scalar.value {
        // The terminal makes a carriage return and a line feed of one.
        case 0x0A, 0x0D, 0x09: false
        case ..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
      #expect(raw.isEmpty, "\(command)")
    }
  }
}
