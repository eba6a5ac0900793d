import ArgumentParser
import LoyaltyAnalytics

/// Which groups there are, which of them are shown, and how they are told.
struct GroupOptions: ParsableArguments {
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
      "Show the first n groups; 20 without it, 1000 of a page, and all days, months and the like.",
      valueName: "n"))
  var top: Int?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Skip the first n groups.", valueName: "n"))
  var skip = 0

  @Flag(name: .long, help: "Show all.")
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
