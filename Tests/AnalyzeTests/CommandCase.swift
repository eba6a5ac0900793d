import Foundation
import TestSupport
import Testing

/// A folder that holds a command and what it must do.
///
///     Cases/<topic>/<name>/
///       cmd      the line that a user types, run by /bin/sh in the root of the package
///       stdin    what it reads; missing: nothing
///       stdout   what it must print; missing: nothing
///       stderr   what it must say; missing: nothing
///       status   its exit status; missing: 0
///
/// `RECORD_CASES=1 swift test --filter AnalyzeTests` writes the last three anew; read the difference
/// before you commit it. That run fails all the same, so that nobody records by accident.
struct CommandCase: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: URL

  var testDescription: String { name }

  /// All cases, by name.
  static let all: [CommandCase] = {
    let files = FileManager.default
    let root = Package.root.appendingPathComponent("Tests/AnalyzeTests/Cases")
    let topics = (try? files.contentsOfDirectory(atPath: root.path)) ?? []
    return topics.sorted().flatMap { topic in
      let folder = root.appendingPathComponent(topic)
      let names = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().map { name in
        CommandCase(name: "\(topic)/\(name)", folder: folder.appendingPathComponent(name))
      }
    }
  }()

  /// Those that print a result, which must not depend on how much memory there was.
  static let withResult = all.filter { [0, 3].contains($0.status) }

  /// The content of one of the files; nothing where it is missing.
  func bytes(_ file: String) -> [UInt8] {
    (try? Array(Data(contentsOf: folder.appendingPathComponent(file)))) ?? []
  }

  /// The exit status that is due.
  var status: Int {
    Int(String(decoding: bytes("status"), as: UTF8.self).filter(\.isNumber)) ?? 0
  }

  /// Runs the command in the same surroundings everywhere: no terminal, 80 columns, UTF-8, UTC.
  func run(environment: [String: String] = [:]) throws -> ShellCommand.Outcome {
    let line = String(decoding: bytes("cmd"), as: UTF8.self)
    try #require(!line.isEmpty, "\(name) has no cmd")
    let command = ShellCommand(
      line, in: Package.root.path, input: bytes("stdin"),
      environment: [
        "PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin",
        "LC_ALL": "C.UTF-8", "COLUMNS": "80", "TZ": "UTC",
      ].merging(environment) { $1 })
    return try command.run()
  }

  /// Writes what the command did as what is due.
  func record(_ outcome: ShellCommand.Outcome) throws {
    try write(outcome.output, to: "stdout")
    try write(outcome.error, to: "stderr")
    try write(outcome.status == 0 ? [] : Array("\(outcome.status)\n".utf8), to: "status")
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    let url = folder.appendingPathComponent(file)
    if bytes.isEmpty {
      try? FileManager.default.removeItem(at: url)
    } else {
      try Data(bytes).write(to: url)
    }
  }
}

/// Where things are.
enum Package {
  /// The folder of Package.swift.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the built program, which is that of the tests.
  static let products = URL(fileURLWithPath: BuiltProducts.path)
}
