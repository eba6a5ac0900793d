import ArgumentParser

/// Options of the default command that partial totals cannot have.
enum RefusedOptions {
  /// Those that `map` refuses, each with what to do instead.
  private static let ofMap: [(names: [String], reason: String)] = [
    (["--dedupe"], "it needs the documents of all splits together; analyze --dedupe reads them at once"),
    (["--strict", "--max-errors"], "analyze reduce takes it"),
    (["--rejects"], "a split counts what it rejects, and keeps the first ones of each reason"),
    (["--chart"], "partial totals have no months; analyze draws it"),
    (
      ["--format", "--output", "-o", "--spreadsheet", "--wide"],
      "map writes partial totals as JSON lines; analyze reduce prints them, but for html"
    ),
    (
      ["--sort", "--ascending", "--top", "--skip", "--all", "--pseudonymise", "--fail-empty"],
      "it is about the result; analyze reduce takes it"
    ),
  ]
  /// Those that `reduce` refuses.
  private static let ofReduce: [(names: [String], reason: String)] = [
    (["--dedupe"], "it needs the documents of all splits together; analyze --dedupe reads them at once"),
    (["--rejects"], "partial totals keep the first rejected documents of each reason only"),
    (["--chart"], "partial totals have no months; analyze draws it"),
  ]

  /// Names of options of `map` that stand in files of settings, and are of no use to it.
  static let settingsOfMap = ["strict", "max-errors", "rejects", "chart"]

  /// Looks at the arguments of `map` and `reduce` before they are parsed.
  ///
  /// - Throws: `ValidationError` that says why an option makes no sense there.
  static func check(_ arguments: [String]) throws {
    guard let command = arguments.first else { return }
    let list: [(names: [String], reason: String)]
    switch command {
    case MapCommand._commandName: list = ofMap
    case ReduceCommand._commandName: list = ofReduce
    default: return
    }
    let words = arguments.prefix { $0 != "--" }
    for (index, word) in words.enumerated() {
      let name = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : word
      if let entry = list.first(where: { $0.names.contains(name) }) {
        throw ValidationError("\(command) does not take \(name): \(entry.reason)")
      }
      let value =
        word.hasPrefix("--format=") ? String(word.dropFirst(9)) : index > 0 ? word : ""
      if value == "html", word.hasPrefix("--format=") || words[index - 1] == "--format" {
        throw ValidationError(
          "\(command) does not take --format html: partial totals have no months; analyze makes the page")
      }
    }
  }
}
