import ArgumentParser
import LoyaltyAnalytics
import SystemPackage

/// Defaults of options from a file, in front of what is given on the command line.
///
///     # ~/.config/analyze/config.toml
///     timezone = "Europe/Vienna"
///     top = 50
///     store = ["12", "14"]
///     chart = true
///
/// Names are those of the long options. An option of the command line takes the place of the file's
/// value, a list as a whole; `--no-NAME` takes back a flag.
struct ConfigFile {
  /// What an option takes.
  private enum Kind { case value, list, flag }

  private let file: TOMLFile

  private static let options: [String: Kind] = [
    "store": .list, "status": .list, "from": .value, "to": .value, "timezone": .value,
    "where": .list, "preset": .value, "mapping": .value, "fields": .list, "type": .list,
    "negative": .value, "amounts": .value, "time-format": .list,
    "records": .value, "unwind": .value, "delimiter": .value, "trim": .flag,
    "dedupe": .flag,
    "invalid-utf8": .value,
    "by": .list, "sort": .value, "ascending": .flag, "top": .value, "skip": .value, "all": .flag,
    "format": .value, "chart": .flag, "spreadsheet": .flag, "wide": .flag, "fail-empty": .flag,
    "color": .value, "progress": .value,
    "quiet": .flag,
    "verbose": .flag, "stats": .flag, "input-format": .value, "namespace": .value,
    "strict": .flag, "max-errors": .value, "rejects": .value, "max-record": .value,
    "threads": .value, "memory": .value, "temp-dir": .value, "temp-limit": .value,
  ]
  /// Those that are about how totals are shown.
  private static let ofTotals: Set<String> = [
    "sort", "ascending", "top", "skip", "all", "format", "chart", "spreadsheet", "wide",
  ]
  /// Those that are about how dumps are read and what is told, whatever is asked of them.
  private static let ofInspection: Set<String> = [
    "input-format", "namespace", "records", "invalid-utf8", "max-record", "strict", "max-errors",
    "rejects", "threads", "color", "progress", "quiet", "verbose", "stats",
  ]
  /// The long options that are about one run.
  private static let commandLineOnly = [
    "output", "pseudonymise", "config", "no-config", "print-mapping",
  ]
  /// Options of the command line that leave a setting without a meaning.
  private static let overrides = [
    "all": ["top"], "top": ["all"], "verbose": ["quiet"], "quiet": ["verbose"],
  ]

  /// The names that a file may have.
  static var names: [String] { options.keys.sorted() }

  /// Reads a file.
  private init(path: String) throws {
    file = try TOMLFile(path: path)
  }

  /// The file that holds for a command line: the one of `--config`, of `ANALYZE_CONFIG`, or of the
  /// user, if there is one.
  ///
  /// The first two are not looked for: reading them throws when they are not there.
  static func path(for arguments: [String]) -> String? {
    if arguments.prefix(while: { $0 != "--" }).contains("--no-config") { return nil }
    if let path = Arguments.values(of: "--config", in: arguments).last { return path }
    if let path = variable("ANALYZE_CONFIG") { return path }
    guard let path = pathOfUser,
      let probe = try? FileDescriptor.open(FilePath(path), .readOnly)
    else { return nil }
    try? probe.close()
    return path
  }

  /// The files that hold where no command line says otherwise, there or not: that of `ANALYZE_CONFIG`,
  /// and the user's.
  static var pathsOfSurroundings: [String] {
    [variable("ANALYZE_CONFIG"), pathOfUser].compactMap { $0 }
  }

  private static var pathOfUser: String? {
    let base = variable("XDG_CONFIG_HOME") ?? variable("HOME").map { "\($0)/.config" }
    return base.map { "\($0)/analyze/config.toml" }
  }

  private static func variable(_ name: String) -> String? {
    Terminal.environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Options that change how a result looks or is made, and not what is in it.
  private static let looks: Set<String> = [
    "sort", "ascending", "top", "skip", "all", "format", "chart", "spreadsheet", "wide", "color",
    "progress", "quiet", "verbose", "stats", "max-errors", "rejects", "max-record", "threads",
    "memory", "temp-dir", "temp-limit", "fail-empty", "strict", "input-format",
  ]

  /// What a file adds to a command line.
  struct Defaults {
    /// The file, as the user named it.
    var path: String
    /// The settings as options.
    var arguments: [String]
    /// The options that are among them, such as `--top`.
    private var names: Set<Substring> { Set(arguments.map { $0.prefix { $0 != "=" } }) }

    /// Says what is added that changes the result, where nobody named the file: filters, mapping, the
    /// grouping; nil for nothing.
    ///
    /// - Parameter command: The name of the command.
    func notice(for arguments: [String], of command: String) -> String? {
      let isNamed = arguments.prefix { $0 != "--" }.contains { $0.hasPrefix("--config") }
      let added = self.arguments(for: command).filter { argument in
        !looks.contains(String(argument.dropFirst(2).prefix { $0 != "=" }))
      }
      guard !isNamed, !added.isEmpty else { return nil }
      let shown = Arguments.hideNames ? added.map(Self.withoutValue) : added
      return "\(path) adds \(shown.map(\.shellQuoted).joined(separator: " "))"
    }

    /// A condition without its value, which may say who somebody is; other options as they are.
    private static func withoutValue(_ argument: String) -> String {
      let option = "--where="
      guard argument.hasPrefix(option) else { return argument }
      return option
        + (Query.Condition(String(argument.dropFirst(option.count))).map {
          $0.field + $0.comparison.rawValue
        } ?? "") + "(hidden)"
    }

    /// Those that decide which transactions count, how they are read and what that may take: what
    /// every question about dumps takes, however its result is shown.
    var argumentsOfQuestion: [String] {
      arguments.filter {
        !ConfigFile.ofTotals.contains(String($0.dropFirst(2).prefix { $0 != "=" }))
      }
    }

    /// Those that a command takes.
    func arguments(for command: String) -> [String] {
      switch command {
      case "totals", "reduce": arguments
      case "inspect":
        arguments.filter { argument in
          ConfigFile.ofInspection.contains(String(argument.dropFirst(2).prefix { $0 != "=" }))
        }
      case "map":
        argumentsOfQuestion.filter { argument in
          !["strict", "max-errors", "rejects", "fail-empty"].contains(
            argument.dropFirst(2).prefix { $0 != "=" })
        }
      default: argumentsOfQuestion
      }
    }

    /// Whether a message is about one of the options.
    func isNamed(in message: String) -> Bool {
      !names.isDisjoint(with: message.split { $0 == " " || $0 == ":" || $0 == "=" })
    }
  }

  /// What the file that holds for a command line adds to it; nil when there is none.
  ///
  /// - Parameter tellsFormat: Whether a command line names an output file whose extension is that of
  ///   a format.
  /// - Throws: ``SettingsError`` when one is named that is not there, or has something wrong in it.
  static func defaults(
    for arguments: [String], tellsFormat: ([String]) -> Bool
  ) throws -> Defaults? {
    if Terminal.environment("ANALYZE_CONFIG") == "",
      !arguments.contains(where: { $0.hasPrefix("--config") || $0 == "--no-config" })
    {
      throw ValidationError("ANALYZE_CONFIG has an empty value; name one, or unset it")
    }
    return try path(for: arguments).map {
      Defaults(
        path: $0,
        arguments: try ConfigFile(path: $0).options(
          before: arguments, tellsFormat: tellsFormat(arguments)))
    }
  }

  /// The settings as options, without those that the command line speaks about.
  ///
  /// - Throws: ``SettingsError`` for names that there are none of, and values of the wrong kind.
  private func options(before arguments: [String], tellsFormat: Bool) throws -> [String] {
    var given = Self.given(arguments)
    if tellsFormat { given.insert("format") }
    var result: [String] = []
    for (name, value) in file.entries {
      guard let kind = Self.options[name] else {
        if Self.commandLineOnly.contains(name) {
          throw error("\(name) can be given on the command line only")
        }
        throw error(
          "there is no setting '\(name)', they are named like the long options"
            + SpellingSuggestion.question(name, among: Self.names))
      }
      var values: [String] = []
      switch (kind, value) {
      case (.flag, .flag(let isOn)): values = isOn ? ["--\(name)"] : []
      case (.flag, _): throw error("\(name) is true or false")
      case (.list, .list(let items)) where items.isEmpty:
        throw error("\(name) has an empty list; name one, or leave it out")
      case (.list, .list(let items)):
        values = try items.map { "--\(name)=\(try text($0, name))" }
      default: values = ["--\(name)=\(try text(value, name))"]
      }
      if given.isDisjoint(with: [name, "no-\(name)"] + (Self.overrides[name] ?? [])) {
        result += values
      }
    }
    return result
  }

  /// The command line without what only takes back a setting.
  static func withoutNegations(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let options = arguments[..<end].filter { argument in
      guard argument.hasPrefix("--no-") else { return true }
      return Self.options[String(argument.dropFirst(5))] != .flag
    }
    return options + arguments[end...]
  }

  /// The names of the options of a command line.
  static func given(_ arguments: [String]) -> Set<String> {
    var result: Set<String> = []
    for argument in arguments.prefix(while: { $0 != "--" }) {
      if argument.hasPrefix("--") {
        result.insert(String(argument.dropFirst(2).prefix { $0 != "=" }))
      } else if argument.hasPrefix("-"), argument != "-" {
        // What is behind -o is a name.
        let letters = argument.prefix { $0 != "o" }
        if letters.contains("q") { result.insert("quiet") }
        if letters.contains("v") { result.insert("verbose") }
      }
    }
    return result
  }

  private func text(_ value: TOMLFile.Value, _ name: String) throws -> String {
    switch value {
    case .text(""): throw error("\(name) has an empty value; name one, or leave it out")
    case .text(let text), .number(let text): return text
    case .flag, .list, .table: throw error("\(name) takes a text or a number")
    }
  }

  private func error(_ reason: String) -> SettingsError {
    SettingsError(path: file.path, reason: reason)
  }
}
