import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

/// What a page shows.
struct PageOptions: ParsableArguments {
  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Write the page to a file, as a whole or not at all; .gz or .zst behind the name compresses. - is standard output.",
      valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Totals per store, type, status, input, day, week, month, quarter, year, weekday, hour, or any field instead of the user; store,month for both.",
      valueName: "field"), completion: .list(Grouping.named.map(\.word)))
  var by: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rank by awarded (default), redeemed, deducted, net, transactions or user; days, months and the like are in the order of time without it.",
      valueName: "column"),
    completion: .list(Ranking.Column.allCases.map(\.rawValue)), transform: choice)
  var sort: Ranking.Column?

  @Flag(name: .long, help: "Rank from the smallest.")
  var ascending = false

  // Numbers below zero are values too, and wrong ones; without this they would be unknown options.
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Rows of the table; 1000 without it, and all days, months and the like.", valueName: "n"))
  var top: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Skip the first n rows.", valueName: "n"))
  var skip = 0

  @Flag(name: .long, help: "Show all in the table.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tokens in place of user keys, e-mails and names, made with the key in a file.",
      valueName: "keyfile"),
    completion: .file())
  var pseudonymise: String?

  @Flag(name: .long, help: "Fail when nothing was counted.")
  var failEmpty = false
}

extension PageOptions {
  /// The same as options of the default command.
  ///
  /// - Throws: `ValidationError` for a name that promises another format.
  func resultOptions() throws -> ResultOptions {
    if let output, output != "-", let format = ReportFormat(pathExtension: output),
      format != .html
    {
      throw ValidationError(
        "--output \(output.shellQuoted): a report is a page of html; without the word report, "
          + "'analyze FILE -o \(output.shellQuoted)' writes \(format.rawValue)")
    }
    var result = try ResultOptions.parse([])
    result.by = by
    result.sort = sort
    result.ascending = ascending
    result.top = top
    result.skip = skip
    result.all = all
    result.output = output
    result.pseudonymise = pseudonymise
    result.failEmpty = failEmpty
    result.format = .html
    return result
  }
}
