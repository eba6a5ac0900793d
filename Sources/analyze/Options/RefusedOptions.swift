/// Options of the default command that partial totals cannot have.
enum RefusedOptions {
  /// Those that `map` refuses, each with what to do instead.
  private static let ofMap: [(names: [String], reason: String)] = [
    (
      ["--dedupe"],
      "it needs the documents of all splits together; analyze --dedupe reads them at once"
    ),
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
    (
      ["--dedupe"],
      "it needs the documents of all splits together; analyze --dedupe reads them at once"
    ),
    (["--rejects"], "partial totals keep the first rejected documents of each reason only"),
    (["--chart"], "partial totals have no months; analyze draws it"),
  ]

  /// Looks at the arguments of `map` and `reduce` before they are parsed.
  ///
  /// - Returns: Why an option makes no sense there; nil where all is well.
  static func refusal(_ arguments: [String]) -> String? {
    guard let command = arguments.first else { return nil }
    let list: [(names: [String], reason: String)]
    switch command {
    case "map": list = ofMap
    case "reduce": list = ofReduce
    default: return nil
    }
    let words = arguments.prefix { $0 != "--" }
    for (index, word) in words.enumerated() {
      let name = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : word
      if let entry = list.first(where: { $0.names.contains(name) }) {
        return "\(command) does not take \(name): \(entry.reason)"
      }
      if word == "--format=html" || word == "html" && index > 0 && words[index - 1] == "--format" {
        return
          "\(command) does not take --format html: partial totals have no months; analyze makes "
          + "the page"
      }
    }
    return nil
  }
}
