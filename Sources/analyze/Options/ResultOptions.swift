import ArgumentParser
import LoyaltyReports

/// What is shown, and how.
struct ResultOptions: ParsableArguments {
  @OptionGroup
  var groups: GroupOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "table, json, jsonl, csv, tsv, markdown, xlsx or html.", valueName: "format"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)), transform: ReportFormat.named)
  var format: ReportFormat?

  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Write to a file, as a whole or not at all; its extension tells the format, .gz or .zst behind it compresses. - is standard output.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(
    name: .long,
    help: "CSV and TSV for a spreadsheet: a byte order mark, and ' before what it would run.")
  var spreadsheet = false

  @Flag(name: .long, help: "A table as wide as its content, on a terminal as well.")
  var wide = false

  @Flag(name: .long, help: "Draw months and the top users below the table.")
  var chart = false
}
