import Foundation
import TestSupport
import Testing

@Suite("Presets")
struct PresetTests {
  /// The files of the folder, by name without extension.
  static let names = files(in: "Sources/analyze/Presets").map { String($0.dropLast(5)) }

  /// The samples, as `NAME/FORM`.
  static let forms = names.flatMap { name in
    files(in: "samples/presets/\(name)").filter { !$0.hasSuffix(".totals.json") }
      .map { "\(name)/\($0)" }
  }

  @Test("Every file is a preset of the program", arguments: names)
  func isListed(_ name: String) throws {
    let outcome = try run("analyze --preset \(name) --print-mapping")
    #expect(outcome.status == 0, "Preset.swift needs a line for it")
    let others = try text(run("analyze --preset none-of-them").error)
    #expect(others.split { " ,;\n".contains($0) }.contains(name[...]))
  }

  @Test("What a preset prints is a mapping that says the same", arguments: names)
  func printsItself(_ name: String) throws {
    let printed = try run("analyze --preset \(name) --print-mapping")
    let again = try run(
      "analyze --preset \(name) --print-mapping >$TMPDIR/m.toml"
        + " && analyze --mapping $TMPDIR/m.toml --print-mapping")
    #expect(!printed.output.isEmpty)
    #expect(text(again.output) == text(printed.output), "\(text(again.error))")
  }

  @Test("Every preset has a section of the page, and a sample of a form", arguments: names)
  func isDocumented(_ name: String) throws {
    let page = try String(
      contentsOf: Package.root.appendingPathComponent("docs/presets.md"), encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix("`\(name)`\n") })
    let own = Self.forms.filter { $0.hasPrefix("\(name)/") }
    #expect(!own.isEmpty)
    for form in own { #expect(section.contains("`samples/presets/\(form)`"), "\(form)") }
    #expect(name == "default" || section.contains("\nSource: "))
  }

  @Test("Samples give the totals beside them", arguments: forms)
  func totals(_ form: String) throws {
    let path = "samples/presets/\(form)"
    let stem = path.prefix(upTo: path.lastIndex(of: ".") ?? path.endIndex)
    let file = try String(
      contentsOf: Package.root.appendingPathComponent("\(stem).totals.json"), encoding: .utf8)
    let expected = ExpectedTotals(value: try #require(JSONValue(file)))
    let name = form.prefix { $0 != "/" }
    let outcome = try run(
      "analyze --preset \(name) \(path) \(expected.arguments) --all --format json")
    #expect(outcome.status == (expected.isComplete ? 0 : 3), "\(text(outcome.error))")
    let result = try #require(JSONValue(text(outcome.output)), "\(text(outcome.error))")
    expected.expect(result, of: form)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func run(_ line: String) throws -> ShellCommand.Outcome {
    try ShellCommand(
      line, in: Package.root.path,
      environment: ["PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).run()
  }

  private static func files(in folder: String) -> [String] {
    let path = Package.root.appendingPathComponent(folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
