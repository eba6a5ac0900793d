import ArgumentParser
import SystemPackage

/// The root command. Files are arguments of the default subcommand, so that other subcommands keep
/// their names.
struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Award, redeem and deduct totals per user from a dump of loyalty transactions.",
    version: version,
    subcommands: [TotalsCommand.self, Generate.self],
    defaultSubcommand: TotalsCommand.self)

  static let version = "0.1.0"
}

@main
enum Main {
  static func main() {
    Signals.prepare()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The root's own help would leave out the options of the default command.
    if ["--help", "-h", "help"].contains(arguments.first), arguments.count == 1 {
      print(TotalsCommand.helpMessage(columns: Terminal.columns(of: .standardOutput)))
      exit(with: .complete)
    }
    do {
      var command = try Analyze.parseAsRoot(arguments)
      try command.run()
    } catch let status as ExitStatus {
      exit(with: status)
    } catch {
      if Analyze.exitCode(for: error).isSuccess {
        // Help and version are answers.
        print(Analyze.fullMessage(for: error, columns: Terminal.columns(of: .standardOutput)))
        exit(with: .complete)
      }
      Diagnostics.write(Analyze.fullMessage(for: error))
      exit(with: .usage)
    }
    exit(with: .complete)
  }
}
