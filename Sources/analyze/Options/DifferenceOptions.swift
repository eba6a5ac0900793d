import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

/// Which differences are shown, and how.
struct DifferenceOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("The older dumps, where they are more than one.", valueName: "file"),
    completion: .file())
  var old: [String] = []

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("The newer dumps, likewise.", valueName: "file"), completion: .file())
  var new: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Totals per store, type, status, day, month, year, or any field instead of the user; store,month for both.",
      valueName: "field"))
  var by: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rank by how much net (default), awarded, redeemed, deducted or transactions have changed, or by user.",
      valueName: "column"),
    completion: .list(Ranking.Column.allCases.map(\.rawValue)), transform: choice)
  var sort = Ranking.Column.net

  @Flag(name: .long, help: "Rank from the smallest change.")
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
    completion: .list(ReportFormat.ofRows.map(\.rawValue)), transform: ReportFormat.namedOfRows)
  var format: ReportFormat?

  @OptionGroup
  var target: ListOutputOptions

  @Flag(name: .long, help: "Exit with 4 when there is a difference.")
  var exitCode = false
}

extension DifferenceOptions {
  /// The format that is asked for, or that the output file's name tells, or a table.
  ///
  /// - Throws: `ValidationError` for a name that promises what no format is.
  func chosenFormat() throws -> ReportFormat {
    if let format { return try format.checked(forListOf: "differences") }
    guard let output = target.output, output != "-" else { return .table }
    if let format = ReportFormat(pathExtension: output) {
      return try format.checked(forListOf: "differences")
    }
    try ReportFormat.checkExtension(
      of: output, Arguments.ofProcess, among: ReportFormat.ofRows,
      columns: ReportFormat.typedColumnsOfDifferences)
    return .table
  }

  /// The order and the part of the result to show.
  func ranking() throws -> Ranking {
    guard top >= 0 else { throw ValidationError("--top must not be negative") }
    guard skip >= 0 else { throw ValidationError("--skip must not be negative") }
    var ranking = Ranking()
    ranking.column = sort
    ranking.ascending = ascending
    ranking.skip = skip
    ranking.top = all ? nil : top
    return ranking
  }
}
