internal import ArgumentParser

struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", subcommands: [Generate.self])
}

Analyze.main()
