import Foundation
import TestSupport
import Testing

/// What a terminal is sent, in each format: `script` of util-linux has one.
@Suite("On a terminal")
struct TerminalOutputTests {
  static let formats = ["table", "json", "jsonl", "csv", "tsv", "markdown"]

  /// All controls, as the escapes of JSON, in a key, a name, an address, a status and a type.
  static let input: String = {
    let controls =
      Array(0..<0x20) + Array(0x7F..<0xA0)
      + [0x061C, 0x200E, 0x200F] + Array(0x2028...0x202E) + Array(0x2066...0x2069)
    let text = controls.map { code in
      let digits = String(code, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined(separator: "x")
    func line(_ fields: String) -> String {
      #"{"user_id":"\#(text)","user_first_name":"\#(text)","user_last_name":"\#(text)","#
        + #""user_email":"\#(text)@b","points":1,\#(fields)}"# + "\n"
    }
    return line(#""transaction_type":"award","points_status":"approved""#)
      + line(#""transaction_type":"award","points_status":"\#(text)""#)
      + line(#""transaction_type":"\#(text)","points_status":"approved""#)
      + line(#""transaction_type":"award","points_status":"approved","\#(text)":1,"#)
  }()

  @Test(
    "A page is not for a terminal, and a hint that is followed helps",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: ["report", "--format html", "report -o /dev/stdout"])
  func page(words: String) throws {
    let outcome = try ShellCommand(
      "cat >input.jsonl; script -qec 'analyze \(words) input.jsonl' /dev/null </dev/null; echo $?; "
        + "analyze \(words) input.jsonl -o report.html; echo $?; rm input.jsonl report.html",
      in: scratch(), input: Array(Self.input.utf8),
      environment: [
        "PATH": "\(Package.products.path):/usr/bin:/bin", "TERM": "xterm", "NO_COLOR": "1",
      ]
    ).run()
    let text = String(decoding: outcome.output, as: UTF8.self).replacing("\r\n", with: "\n")
    #expect(
      text
        == "analyze: html is for a browser, not for a terminal: write it to a file with -o report.html\n2\n3\n"
    )
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x09: false
    case ..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  @Test(
    "A workbook does not go to it",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: ["", "-o /dev/stdout", "-o /dev/tty"])
  func workbook(output: String) throws {
    let outcome = try ShellCommand(
      "script -qec 'analyze none.jsonl --format xlsx \(output)' /dev/null </dev/null",
      in: scratch(),
      environment: [
        "PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm",
      ]
    ).run()
    // Said before anything is read: the file is not there.
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("analyze: xlsx is nothing"))
  }

  @Test(
    "No control reaches it raw, whatever the format and wherever it is written to",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: formats, ["", "-o /dev/stdout", "-o /dev/tty", "--rejects /dev/tty"])
  func controls(format: String, output: String) throws {
    for locale in ["C.UTF-8", "C"] {
      let outcome = try ShellCommand(
        "cat >input.jsonl; script -qec 'analyze input.jsonl --color never --progress never"
          + " --format \(format) \(output)' /dev/null </dev/null; rm input.jsonl",
        in: scratch(), input: Array(Self.input.utf8),
        environment: [
          "PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": locale, "TERM": "xterm",
        ]
      ).run()
      // A terminal begins each line anew by itself.
      var text = String(decoding: outcome.output, as: UTF8.self).replacing("\r\n", with: "\n")
      #expect(text.contains("counted") || text.contains("award"), "\(text)")
      // In lines of C's locale no byte above ASCII may go out: some are controls to such a terminal.
      let found = text.unicodeScalars.first {
        isControl($0) || locale == "C" && !$0.isASCII && format != "table"
      }
      if let found { text = "\(found.value): \(text.debugDescription)" }
      #expect(found == nil, "\(format) \(output) \(locale): \(text)")
    }
  }

  @Test("Off a terminal csv has every text as it is, and json the same value in escapes")
  func elsewhere() throws {
    let environment = ["PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let outcome = try ShellCommand(
      "analyze - --format csv", in: scratch(), input: Array(Self.input.utf8),
      environment: environment
    ).run()
    let text = String(decoding: outcome.output, as: UTF8.self)
    #expect(text.unicodeScalars.contains("\u{1B}") && text.unicodeScalars.contains("\u{202E}"))
    let json = try ShellCommand(
      "analyze - --format jsonl", in: scratch(), input: Array(Self.input.utf8),
      environment: environment
    ).run()
    struct Row: Decodable { var user_id: String }
    let row = try JSONDecoder().decode(Row.self, from: Data(json.output))
    #expect(row.user_id.unicodeScalars.contains("\u{9B}"))
    #expect(!String(decoding: json.output, as: UTF8.self).unicodeScalars.contains { isControl($0) })
  }

  private func scratch() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }
}
