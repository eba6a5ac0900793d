import ArgumentParser
import LoyaltyReports
import SystemPackage

/// The root command. Files are arguments of the default subcommand, so that other subcommands keep
/// their names.
struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Award, redeem and deduct totals per user from a dump of loyalty transactions.",
    version: version,
    subcommands: [
      TotalsCommand.self, TransactionsCommand.self, DiffCommand.self, InspectCommand.self,
      GenerateCommand.self,
    ],
    defaultSubcommand: TotalsCommand.self)

  static let version = "0.1.0"
}

@main
enum Main {
  static func main() {
    Signals.prepare()
    let arguments = Arguments.ofProcess
    let columns = Terminal.columns(of: .standardOutput)
    if let text = CommandOverview.answer(to: arguments, columns: columns) { answer(text) }
    var defaults: ConfigFile.Defaults?
    do {
      try EmptyValue.check(arguments)
      try CommandOverview.checkHelp(arguments)
      if takesDefaults(arguments) {
        defaults = try ConfigFile.defaults(for: arguments, tellsFormat: tellsFormat)
      }
      var command = try command(of: arguments, with: defaults)
      try command.run()
    } catch let status as ExitStatus {
      exit(with: status)
    } catch let error as SettingsError {
      Diagnostics.error(error)
      exit(with: .usage)
    } catch let error as OutputError {
      Diagnostics.error(error)
      exit(with: .failed)
    } catch let error as ValidationError where defaults?.isNamed(in: error.message) == true {
      Diagnostics.error("\(defaults?.path ?? ""): \(error.message)")
      exit(with: .usage)
    } catch {
      if Analyze.exitCode(for: error).isSuccess {
        // Help and version are answers.
        answer(Analyze.fullMessage(for: error, columns: columns))
      }
      // What the command itself finds wrong comes without the command's name.
      var message =
        error is ValidationError
        ? CommandOverview.fullMessage(for: error) : Analyze.fullMessage(for: error)
      let prefix = "Error: "
      if message.hasPrefix(prefix) { message = "analyze: \(message.dropFirst(prefix.count))" }
      // `totals` is what runs without a name; help on it is the program's own.
      Diagnostics.write(message.replacing("'analyze totals --help'", with: "'analyze --help'"))
      exit(with: .usage)
    }
    exit(with: .complete)
  }

  /// Prints what was asked for, and ends the process.
  private static func answer(_ text: String) -> Never {
    var output = DescriptorOutput.standardOutput
    do {
      try output.write(text)
    } catch {
      Diagnostics.error("\(error)")
      exit(with: .failed)
    }
    exit(with: .complete)
  }

  /// The command that the arguments stand for, with the defaults of the user's file.
  private static func command(
    of arguments: [String], with defaults: ConfigFile.Defaults?
  ) throws -> any ParsableCommand {
    guard takesDefaults(arguments) else { return try Analyze.parseAsRoot(arguments) }
    let rest = ConfigFile.withoutNegations(arguments)
    guard let defaults else { return try Analyze.parseAsRoot(rest) }
    let name = isTotals(arguments) ? "totals" : rest[0]
    let settings = name == "totals" ? defaults.arguments : defaults.argumentsOfQuestion
    do {
      return try Analyze.parseAsRoot(
        [name] + settings + rest.dropFirst(rest.first == name ? 1 : 0))
    } catch {
      try check(defaults)
      throw error
    }
  }

  /// Finds out whether it is the file that has something wrong in it.
  private static func check(_ defaults: ConfigFile.Defaults) throws {
    do {
      _ = try Analyze.parseAsRoot(["totals"] + defaults.arguments)
    } catch {
      throw SettingsError(path: defaults.path, reason: Analyze.message(for: error))
    }
  }

  /// Whether defaults of the user's file hold: for the default command, and for those that must count
  /// the same transactions as it does.
  private static func takesDefaults(_ arguments: [String]) -> Bool {
    let others = [TransactionsCommand._commandName, DiffCommand._commandName]
    if let first = arguments.first, others.contains(first) { return !asksForHelp(arguments) }
    return isTotals(arguments)
  }

  /// Whether the arguments are those of the default command, and not a question about it.
  private static func isTotals(_ arguments: [String]) -> Bool {
    let others = Analyze.configuration.subcommands.filter { $0 != TotalsCommand.self }
    if let first = arguments.first,
      first == "help" || others.contains(where: { $0._commandName == first })
    {
      return false
    }
    return !asksForHelp(arguments)
  }

  /// Whether the arguments are a question about a command.
  private static func asksForHelp(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { argument in
      ["--help", "-h", "--version", "--help-hidden"].contains(argument)
        || argument.hasPrefix("--generate-completion-script")
        || argument.hasPrefix("--experimental-dump-help")
    }
  }

  /// Whether a command line names an output file whose extension is that of a format.
  private static func tellsFormat(_ arguments: [String]) -> Bool {
    let command = try? Analyze.parseAsRoot(ConfigFile.withoutNegations(arguments)) as? TotalsCommand
    return command?.result.output.flatMap { ReportFormat(pathExtension: $0) } != nil
  }
}
