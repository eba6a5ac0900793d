import ArgumentParser
import CProcess
import LoyaltyReports
import SystemPackage

/// The root command. Files are arguments of the default subcommand, so that other subcommands keep
/// their names.
struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Award, redeem and deduct totals per user from a dump of loyalty transactions.",
    version: Version.text,
    subcommands: [
      TotalsCommand.self, ReportCommand.self, TransactionsCommand.self, DiffCommand.self,
      InspectCommand.self, SplitCommand.self, MapCommand.self, ReduceCommand.self,
      GenerateCommand.self,
    ],
    defaultSubcommand: TotalsCommand.self)
}

@main
enum Main {
  static func main() {
    analyze_return_large_memory()
    OutOfMemory.prepare()
    Signals.prepare()
    let arguments = Arguments.ofProcess
    // Needs no parser, which takes four fifths of the instructions of a start.
    if arguments == ["--version"] { answer(Version.text) }
    let columns = Terminal.columns(of: .standardOutput)
    if let text = CommandOverview.answer(to: arguments, columns: columns) { answer(text) }
    var defaults: ConfigFile.Defaults?
    var ofMapping: ConfigFile.Defaults?
    do {
      try EmptyValue.check(arguments)
      try CommandOverview.checkHelp(arguments)
      if arguments.contains(where: isUnknownCluster), let reason = unknownOption(arguments) {
        Diagnostics.error(reason)
        exit(with: .usage)
      }
      if let reason = RefusedOptions.refusal(arguments) {
        Diagnostics.error(reason)
        exit(with: .usage)
      }
      if takesDefaults(arguments) {
        defaults = try ConfigFile.defaults(for: arguments, tellsFormat: tellsFormat)
      }
      var command = try command(of: arguments, with: defaults)
      ofMapping = try options(ofMappingOf: command, arguments, defaults)
      if let ofMapping {
        let all = ConfigFile.Defaults(
          path: ofMapping.path, arguments: (defaults?.arguments ?? []) + ofMapping.arguments)
        command = try self.command(of: arguments, with: all)
      }
      if let messages = (command as? any DumpCommand)?.messages
        ?? (command as? InspectCommand)?.messages,
        let notice = defaults?.notice(
          for: arguments, of: isTotals(arguments) ? "totals" : type(of: command)._commandName)
      {
        Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
        Diagnostics.warn(notice)
      }
      try command.run()
    } catch let status as ExitStatus {
      exit(with: status)
    } catch let error as SettingsError {
      Diagnostics.error(error)
      exit(with: .usage)
    } catch let error as OutputError {
      Diagnostics.error(error)
      exit(with: .failed)
    } catch let error as ValidationError where ofMapping?.isNamed(in: error.message) == true {
      Diagnostics.error("\(ofMapping?.path ?? ""): \(error.message)")
      exit(with: .usage)
    } catch let error as ValidationError where defaults?.isNamed(in: error.message) == true {
      Diagnostics.error("\(defaults?.path ?? ""): \(error.message)")
      exit(with: .usage)
    } catch {
      if Analyze.exitCode(for: error).isSuccess {
        // Help and version are answers.
        answer(Analyze.fullMessage(for: error, columns: columns))
      }
      if let text = unknownOption(arguments) {
        Diagnostics.error(text)
        exit(with: .usage)
      }
      // What the command itself finds wrong comes without the command's name.
      var message =
        error is ValidationError
        ? wrongValue(error, arguments.first) : Analyze.fullMessage(for: error)
      message += valueWithHyphen(in: message, arguments).map { "\n\($0)" } ?? ""
      let prefix = "Error: "
      if message.hasPrefix(prefix) { message = "analyze: \(message.dropFirst(prefix.count))" }
      // `totals` is what runs without a name; help on it is the program's own.
      Diagnostics.write(message.replacing("'analyze totals --help'", with: "'analyze --help'"))
      exit(with: .usage)
    }
    exit(with: .complete)
  }

  /// How a value is given that begins with a hyphen, where an option seems to have none.
  private static func valueWithHyphen(in message: String, _ arguments: [String]) -> String? {
    guard message.contains("Missing value for") else { return nil }
    for (option, value) in zip(arguments, arguments.dropFirst())
    where option.hasPrefix("--") && !option.contains("=") && message.contains("'\(option) ") {
      guard value.hasPrefix("-"), !value.hasPrefix("--"), value.count > 1 else { continue }
      return "  A value that begins with a hyphen is written behind an equals sign: "
        + "\(option)=\(value.shellQuoted)"
    }
    return nil
  }

  /// What a command finds wrong with its arguments, and how it is used.
  private static func wrongValue(_ error: any Error, _ name: String?) -> String {
    let command = Analyze.configuration.subcommands.first {
      $0._commandName == name && $0 != TotalsCommand.self
    }
    guard let name, let command else { return CommandOverview.fullMessage(for: error) }
    return command.fullMessage(for: error)
      .replacing("'\(name) --help'", with: "'analyze \(name) --help'")
  }

  /// What is wrong with an option that the command does not have; nil where all are known, or where
  /// it stands in the user's file of settings.
  /// Whether an argument may be taken for letters of options with a request for help among them, which
  /// the parser answers whatever the others are: a file called `-shop.jsonl`.
  private static func isUnknownCluster(_ argument: String) -> Bool {
    argument.count > 2 && argument.hasPrefix("-") && !argument.hasPrefix("--")
      && argument.contains("h")
  }

  private static func unknownOption(_ arguments: [String]) -> String? {
    guard let program = try? CommandDescription.program() else { return nil }
    // A command that help does not show knows its options itself.
    if let first = arguments.first, first != "totals",
      Analyze.configuration.subcommands.contains(where: { $0._commandName == first }),
      !program.commands.contains(where: { $0.commandName == first })
    {
      return nil
    }
    let named = arguments.first.flatMap { first in
      program.commands.first { $0.commandName == first }
    }
    return UnknownOption.message(
      for: named == nil ? ConfigFile.withoutNegations(arguments) : Array(arguments.dropFirst()),
      of: named ?? program)
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
    guard takesDefaults(arguments) || defaults != nil else {
      return try Analyze.parseAsRoot(arguments)
    }
    let rest = ConfigFile.withoutNegations(arguments)
    let name = isTotals(arguments) ? "totals" : rest[0]
    let words = Array(rest.dropFirst(rest.first == name ? 1 : 0))
    guard let defaults else {
      return try name == "totals" ? totals(words, of: rest) : Analyze.parseAsRoot(rest)
    }
    let settings = defaults.arguments(for: name)
    try EmptyValue.check(settings)
    do {
      let all = [name] + settings + words
      return try name == "totals" ? totals(settings + words, of: all) : Analyze.parseAsRoot(all)
    } catch {
      try check(defaults)
      throw error
    }
  }

  /// What the mapping file of a command says that is an option; nil where it says nothing of the kind.
  private static func options(
    ofMappingOf command: any ParsableCommand, _ arguments: [String],
    _ defaults: ConfigFile.Defaults?
  ) throws -> ConfigFile.Defaults? {
    guard let question = command as? any DumpCommand, let path = question.filter.mapping else {
      return nil
    }
    var settings = MappingSettings()
    try MappingFile(path: path).apply(to: &settings)
    let given = ConfigFile.given(arguments).union(ConfigFile.given(defaults?.arguments ?? []))
    let words = settings.words(unlessIn: given)
    return words.isEmpty ? nil : ConfigFile.Defaults(path: path, arguments: words)
  }

  /// The command of totals. Without its siblings it is parsed in two thirds of the instructions; what
  /// is wrong is said by the whole program all the same.
  private static func totals(
    _ words: [String], of arguments: [String]
  ) throws -> any ParsableCommand {
    do {
      return try TotalsCommand.parseAsRoot(words)
    } catch {
      return try Analyze.parseAsRoot(arguments)
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
    let others = [
      TransactionsCommand._commandName, DiffCommand._commandName, ReportCommand._commandName,
      InspectCommand._commandName,
    ]
    if let first = arguments.first, others.contains(first) { return !asksForHelp(arguments) }
    // Where a hundred machines have to count alike, only a file that is named holds.
    if let first = arguments.first,
      [MapCommand._commandName, ReduceCommand._commandName].contains(first)
    {
      return !asksForHelp(arguments)
        && arguments.prefix { $0 != "--" }.contains { $0.hasPrefix("--config") }
    }
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
