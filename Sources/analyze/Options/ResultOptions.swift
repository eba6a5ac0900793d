import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

/// What is shown, and how.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Totals per store, type, status, day, month, year, or any field instead of the user.",
      valueName: "field"))
  var by: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rank by awarded (default), redeemed, deducted, net, transactions or user.",
      valueName: "column"),
    completion: .list(Ranking.Column.allCases.map(\.rawValue)), transform: choice)
  var sort = Ranking.Column.awarded

  @Flag(name: .long, help: "Rank from the smallest.")
  var ascending = false

  // Numbers below zero are values too, and wrong ones; without this they would be unknown options.
  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("Show so many.", valueName: "n"))
  var top = 20

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Pass over so many first.", valueName: "n"))
  var skip = 0

  @Flag(name: .long, help: "Show all.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp("table (default), json, jsonl, csv, tsv or markdown.", valueName: "format"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)), transform: choice)
  var format: ReportFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file, as a whole or not at all, for its owner's eyes only; its extension tells the format. - is standard output.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .long, help: "CSV and TSV texts as they are, also those like formulas.")
  var rawCells = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tokens in place of user keys, e-mails and names, made with the key in a file.",
      valueName: "keyfile"),
    completion: .file())
  var pseudonymise: String?

  @Flag(name: .long, help: "Draw points by month and the top users below the table.")
  var chart = false
}
