import ArgumentParser
import LoyaltyReports

/// `analyze report FILE… -o report.html`: the totals as a page, the same as `--format html`.
struct ReportCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a page of the totals, with charts.",
    usage: "analyze report [<options>] [<file> ...] -o <file>.html",
    discussion: """
      EXAMPLES:
        analyze report dump.bson -o report.html
        analyze report dump.bson --from 2014 --store 12 -o store-12.html
        analyze report dump.bson --pseudonymise key.txt -o report.html.gz

      One file that needs no network: figures, points by month, balances, stores, types and a table that \
      sorts and filters. The same as --format html without the word report.
      """)

  @Argument(
    help: ArgumentHelp("Dumps to read, in this order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var page: PageOptions

  @OptionGroup(title: "HOW IT IS READ")
  var reading: ReadingOptions

  @OptionGroup(title: "RESOURCES")
  var resources: ResourceOptions

  @OptionGroup(title: "WHAT IS TOLD")
  var messages: MessageOptions

  func validate() throws {
    if messages.quiet, messages.verbose {
      throw ValidationError("--quiet and --verbose contradict each other; leave one out")
    }
  }

  func run() throws {
    var totals = try TotalsCommand.parse([])
    totals.files = files
    totals.filter = filter
    totals.result = try page.resultOptions()
    totals.reading = reading
    totals.resources = resources
    totals.messages = messages
    try totals.run()
  }
}
