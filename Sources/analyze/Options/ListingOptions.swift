import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

/// Which transactions are listed, and how.
struct ListingOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Only this user, in the order of time, with the balance after each; may be repeated.",
      valueName: "key"))
  var user: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "The same by the key as JSON results print it: 5, \"5\", null.",
      valueName: "json"))
  var userKey: [String] = []

  @Flag(
    name: .long,
    help: "All documents, also those that do not count, with what became of them and why.")
  var explain = false

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "The key of totals per store, type, status, day, month, year, or any field.",
      valueName: "field"))
  var by: [String] = []

  // Numbers below zero are values too, and wrong ones; without this they would be unknown options.
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Show so many; 20 of a table without it.", valueName: "n"))
  var top: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Pass over so many first.", valueName: "n"))
  var skip = 0

  @Flag(name: .long, help: "Show all, of a table as well.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "jsonl (default), csv, tsv, json, markdown or table (default on a terminal).",
      valueName: "format"),
    completion: .list(ReportFormat.ofRows.map(\.rawValue)), transform: ReportFormat.namedOfRows)
  var format: ReportFormat?

  @OptionGroup
  var target: ListOutputOptions
}

extension ListingOptions {
  /// How many rows a table has without `--top`.
  private static let tableRows = 20

  /// The format that is asked for, or that the output file's name tells, or the one for people or
  /// programs.
  ///
  /// - Throws: `ValidationError` for a name that promises what no format is.
  func chosenFormat(isTerminal: Bool) throws -> ReportFormat {
    if let format { return try format.checked(forListOf: "transactions") }
    guard let output = target.output, output != "-" else { return isTerminal ? .table : .jsonl }
    if let format = ReportFormat(pathExtension: output) {
      return try format.checked(forListOf: "transactions")
    }
    try ReportFormat.checkExtension(
      of: output, Arguments.ofProcess, among: ReportFormat.ofRows,
      columns: ReportFormat.typedColumnsOfTransactions(
        hasBalance: !(user.isEmpty && userKey.isEmpty)))
    return .jsonl
  }

  /// How many rows are shown; nil for all.
  func rowCount(of format: ReportFormat) throws -> Int? {
    if let top, top < 0 { throw ValidationError("--top must not be negative") }
    guard skip >= 0 else { throw ValidationError("--skip must not be negative") }
    if all, top != nil { throw ValidationError("--top and --all contradict each other") }
    return all ? nil : top ?? (format == .table ? Self.tableRows : nil)
  }

  /// The keys of `--user-key`.
  ///
  /// - Throws: `ValidationError` for a text that is none.
  func userKeys() throws -> [GroupKey] {
    try userKey.map { text in
      guard let key = GroupKey(extendedJSON: text) else {
        throw ValidationError(
          "--user-key \(text.shellQuoted): it is a key as JSON results print it, such as 5, "
            + "'\"5\"', '{\"$oid\":\"5f2b18b40000000000000001\"}' or null; --user takes text")
      }
      return key
    }
  }
}
