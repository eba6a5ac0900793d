import DumpReader
import Foundation
import TestSupport
import Testing

/// Everything that is recognised is told as `docs/recognised.md` says, and what the messages advise works.
@Suite struct RecognizedTests {
  private static func run(_ line: String, in folder: ScratchFolder) throws -> ShellCommand.Outcome {
    try ShellCommand(
      line, in: folder.path,
      environment: ["PATH": "\(BuiltProducts.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).run()
  }

  private static func folder(of input: RecognizedInput) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for file in input.files { try folder.write(file.name, file.bytes) }
    return folder
  }

  private static func say(_ input: RecognizedInput) throws -> ShellCommand.Outcome {
    try run("analyze \(input.arguments)", in: folder(of: input))
  }

  @Test func pageSaysWhatIsSaid() throws {
    let page = try RecognizedPage.text { try Self.say($0) }
    let known = try? String(contentsOf: RecognizedPage.file, encoding: .utf8)
    if ProcessInfo.processInfo.environment["ANALYZE_RECORD"] != nil {
      try Data(page.utf8).write(to: RecognizedPage.file)
      Issue.record("the page was written anew; run again to check it")
      return
    }
    #expect(known == page, "docs/recognised.md is not up to date")
  }

  @Test(arguments: RecognizedInput.sections.indices)
  func nothingIsPrintedAsAResult(_ section: Int) throws {
    for input in RecognizedInput.sections[section].inputs {
      let outcome = try Self.say(input)
      #expect(outcome.status == 1 || outcome.status == 2, "\(input.what)")
      #expect(outcome.output.isEmpty, "\(input.what)")
    }
  }

  /// Pastes what a message advises, and looks.
  @Test(arguments: RecognizedInput.sections.indices)
  func adviceWorks(_ section: Int) throws {
    for input in RecognizedInput.sections[section].inputs {
      guard let awarded = input.awarded else { continue }
      let folder = try Self.folder(of: input)
      let told = try Self.run("analyze \(input.arguments)", in: folder)
      let message = String(decoding: told.error, as: UTF8.self)
      let command = try #require(message.split(separator: ": ").last).trimmingCharacters(
        in: .newlines)
      #expect(command.contains("analyze"), "\(input.what): \(message)")
      // What is piped into it may be no tool of every machine.
      let tool = command.prefix { $0 != " " }
      let isThere = try Self.run("command -v \(tool)", in: folder).status == 0
      guard isThere else { continue }
      let outcome = try Self.run("\(command) --format json", in: folder)
      let output = String(decoding: outcome.output, as: UTF8.self)
      #expect(outcome.status == 0, "\(command): \(String(decoding: outcome.error, as: UTF8.self))")
      #expect(
        output.contains("\"totals\": {\"awarded_points\": \(awarded),"), "\(command): \(output)")
    }
  }

  /// What only looks like one of them stays what it is.
  @Test(arguments: [
    ("jsonl", "{\"a\":\"db.points.insertOne(\"}\n{\"a\":\"': None\"}\n"),
    ("jsonl", "{'user_id': 'ada', 'note': null}\n"),
    ("jsonl", "{\"base64\":\"QUJD\"}\n"),
    ("jsonl", "{\"a\":\"x\\\"=>1\"}\n"),
    ("json", "[[{\"a\":1}]]\n"),
    ("csv", "db.points.insert,b\n1,2\n"),
    ("csv", "insert into,values\n1,2\n"),
    ("csv", "deadbeef,cafe\n1,2\n"),
    ("csv", "object(s),array(n)\n1,2\n"),
    ("csv", "map[a],map[b]\n1,2\n"),
    ("csv", "version,oid\n1,2\n"),
    ("csv", "a,b\n\"{\"\"a\"\":1}\",2\n"),
    ("csv", "- a,b\n1,2\n"),
    ("csv", "00000000,6de2\n1,2\n"),
    ("csv", "user_id , points\nada     , 10\n"),
    ("csv", "f(a),b\n1,2\n"),
    ("csv", "x^,b\n1,2\n"),
  ])
  func whatOnlyLooksLikeIt(format: String, text: String) throws {
    let file = try TemporaryFile(Array(text.utf8))
    #expect(try RecognizedContent(of: file.path).format == format, "\(text)")
  }
}
