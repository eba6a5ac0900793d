import ArgumentParser

/// The command line as its user sees it: the options of the default subcommand beside the names of
/// the others. Help, completion scripts and the manual page are made of it; nothing is run by it.
///
/// The root command itself knows no options, see ``Analyze``.
struct CommandOverview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: TotalsCommand.configuration.abstract,
    usage: "analyze [<options>] [<file> ...]" + (others.isEmpty ? "" : "\nanalyze <subcommand>"),
    discussion: TotalsCommand.configuration.discussion,
    version: Version.text,
    subcommands: others)

  /// The subcommands but for the one whose options are here.
  private static var others: [any ParsableCommand.Type] {
    Analyze.configuration.subcommands.filter {
      $0 != TotalsCommand.self && $0.configuration.shouldDisplay
    }
  }

  @OptionGroup var totals: TotalsCommand

  /// The answer to arguments that ask about the command line: help, or a completion script.
  ///
  /// - Returns: nil when they ask for something else.
  static func answer(to arguments: [String], columns: Int) -> String? {
    guard let first = arguments.first else { return nil }
    // The short answer behind files and options as well; that of a subcommand is whole.
    let words = arguments.prefix { $0 != "--" }
    if words.contains("-h"), !words.contains("--help"), !subcommandNames.contains(first) {
      return ShortHelp.text
    }
    guard arguments.count <= 2 else { return nil }
    switch first {
    case "--help", "help":
      return arguments.count == 1 ? helpMessage(columns: columns) : nil
    case "--help-hidden":
      return arguments.count == 1 ? helpMessage(includeHidden: true, columns: columns) : nil
    case "--experimental-dump-help":
      return arguments.count == 1 ? _dumpHelp() : nil
    case "--generate-completion-script":
      return arguments.dropFirst().first.flatMap(completionScript)
    default:
      let option = "--generate-completion-script="
      guard first.hasPrefix(option) else { return nil }
      return completionScript(String(first.dropFirst(option.count)))
    }
  }

  /// Sees to it that help is there for what it is asked about.
  ///
  /// - Throws: `ValidationError` for a subcommand that there is none of.
  static func checkHelp(_ arguments: [String]) throws {
    guard arguments.first == "help",
      let name = arguments.dropFirst().first(where: { !$0.hasPrefix("-") }),
      name != "help",
      !Analyze.configuration.subcommands.contains(where: { $0._commandName == name })
    else { return }
    throw ValidationError(
      "there is no subcommand '\(name)'\(SpellingSuggestion.question(name, among: subcommandNames))"
    )
  }

  /// The words that are no files, for suggestions.
  static var subcommandNames: [String] {
    Analyze.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { $0._commandName } + ["help"]
  }

  private static func completionScript(_ shell: String) -> String? {
    try? CompletionScript.text(for: shell)
  }
}

extension CommandDescription {
  /// The program: the options of the default command, and the other commands below it.
  ///
  /// - Throws: when the parser describes itself in another form than is known.
  static func program() throws -> CommandDescription {
    try CommandDescription(of: CommandOverview.self)
  }
}
