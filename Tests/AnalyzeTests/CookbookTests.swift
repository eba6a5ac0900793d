import Foundation
import TestSupport
import Testing

/// The lines of docs/cookbook.md, run as they stand.
@Suite("Cookbook")
struct CookbookTests {
  /// The lines of all blocks of shell.
  static let lines: [String] = {
    let page =
      (try? String(
        contentsOf: Package.root.appendingPathComponent("docs/cookbook.md"), encoding: .utf8)) ?? ""
    var lines: [String] = []
    var isShell = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isShell = line == "```sh"
      } else if isShell {
        lines.append(String(line))
      }
    }
    return lines
  }()

  @Test("Every line does what it says")
  func all() throws {
    try #require(Self.lines.count >= 8)
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let tools = folder.appendingPathComponent("tools")
    try files.createDirectory(at: tools, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let sample = Package.root.appendingPathComponent("samples/transactions.bson").path
    // What is not installed everywhere; each does as much as the line needs.
    for (name, script) in [
      ("mongodump", "cat '\(sample)'"), ("aws", "gzip -c '\(sample)'"),
      ("duckdb", "cat >/dev/null; case $2 in *\"TO 'totals.parquet'\"*) : >totals.parquet;; esac"),
      ("openssl", "echo 0123456789abcdef0123456789abcdef"),
    ] {
      let path = tools.appendingPathComponent(name).path
      _ = files.createFile(
        atPath: path, contents: Data("#!/bin/sh\n\(script)\n".utf8),
        attributes: [.posixPermissions: 0o755])
    }
    try files.copyItem(atPath: sample, toPath: folder.appendingPathComponent("dump.bson").path)
    for line in Self.lines {
      let outcome = try ShellCommand(
        line, in: folder.path,
        environment: [
          "PATH": "\(Package.products.path):\(tools.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8",
        ]
      ).run()
      #expect(outcome.status == 0, "\(line): \(String(decoding: outcome.error, as: UTF8.self))")
    }
    for name in [
      "totals.csv", "totals.xlsx", "totals.jsonl.zst", "totals.parquet", "rejects.jsonl",
    ] {
      #expect(files.fileExists(atPath: folder.appendingPathComponent(name).path), "\(name)")
    }
  }
}
