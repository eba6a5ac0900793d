import Foundation
import TestSupport
import Testing

/// `--output=$OUT` with `OUT` not set, and its like: nothing behind an option may be taken for its
/// value.
@Suite("Empty values")
struct EmptyValueTests {
  private func run(_ line: String, dump: [UInt8], settings: String = "") throws {
    let command = ShellCommand(
      "cat >d.bson; printf '%s' \"$SETTINGS\" >s.toml; cp d.bson kept; \(line); s=$?; "
        + "cmp d.bson kept && ls | tr '\\n' ' '; exit $s",
      in: try scratch().path, input: dump,
      environment: [
        "PATH": "\(Package.products.path):/usr/bin:/bin", "SETTINGS": settings,
        "LC_ALL": "C.UTF-8",
      ])
    let outcome = try command.run()
    try? FileManager.default.removeItem(atPath: command.directory)
    #expect(outcome.status == 2, "\(line)")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "d.bson kept s.toml ", "\(line)")
    #expect(
      String(decoding: outcome.error, as: UTF8.self).contains(" an empty value; name one"),
      "\(line): \(String(decoding: outcome.error, as: UTF8.self))")
  }

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func sample() throws -> [UInt8] {
    try Array(
      Data(contentsOf: Package.root.appendingPathComponent("samples/transactions.bson")))
  }

  @Test("Every option refuses an empty value, and the dump stays")
  func commandLine() throws {
    let dump = try sample()
    let options = try CommandHelp.optionsWithValue()
    try #require(options.count > 25 && options.contains("-o") && options.contains("--rejects"))
    for option in options {
      try run("analyze \(option)= d.bson", dump: dump)
      try run("analyze \(option) '' d.bson", dump: dump)
    }
  }

  @Test("Every setting of a file refuses an empty value")
  func settings() throws {
    let dump = try sample()
    for option in try CommandHelp.optionsWithValue() where option.hasPrefix("--") {
      let name = option.dropFirst(2)
      guard !["output", "pseudonymise", "config"].contains(name) else { continue }
      try run("analyze --config s.toml d.bson", dump: dump, settings: "\(name) = \"\"\n")
      try run("ANALYZE_CONFIG=s.toml analyze d.bson", dump: dump, settings: "\(name) = \"\"\n")
    }
  }
}
