import Foundation
import TestSupport
import Testing

@Suite("Manual page")
struct ManualTests {
  // `packaging/manual` writes the page; this finds out that it was forgotten.
  @Test("The manual page has every option, with the words of the help")
  func isUpToDate() throws {
    let help = try CommandHelp.read()
    let page = try String(
      contentsOf: Package.root.appendingPathComponent("docs/man/analyze.1"), encoding: .utf8)
    let lines = Set(page.split(separator: "\n"))
    var count = 0
    var commands = [help.command]
    while let command = commands.popLast() {
      commands += (command.subcommands ?? []).filter { $0.shouldDisplay != false }
      for argument in command.arguments ?? [] where argument.shouldDisplay != false {
        count += 1
        for name in argument.names ?? [] {
          #expect(
            page.contains("Fl \(name.option.dropFirst())"), "\(name.option): run packaging/manual")
        }
        if let abstract = argument.abstract {
          #expect(lines.contains(abstract[...]), "\(abstract): run packaging/manual")
        }
      }
    }
    #expect(count > 30)
  }

  @Test("The manual page says how the program is called, and all that it can exit with")
  func corrections() throws {
    let page = try String(
      contentsOf: Package.root.appendingPathComponent("docs/man/analyze.1"), encoding: .utf8)
    let section = page.split(separator: "\n").split { $0.hasPrefix(".Sh") }
    let synopsis = try #require(section.first { $0.contains(".Op Fl -by Ar field...") })
    #expect(!synopsis.contains(".Ar subcommand"))
    #expect(synopsis.last == ".Op Ar file...")
    let exit = try #require(section.first { $0.contains(".It 0") })
    #expect(
      exit.filter { $0.hasPrefix(".It ") } == [
        ".It 0", ".It 1", ".It 2", ".It 3", ".It 4", ".It 128 + n",
      ])
    #expect(!exit.contains { $0.hasPrefix(".Ex") })
  }
}
