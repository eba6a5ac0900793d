import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

/// `analyze transactions FILE…`: the transactions themselves.
struct TransactionsCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "transactions",
    abstract: "List the transactions that the totals are made of.",
    usage: usage,
    discussion: """
      EXAMPLES:
        analyze transactions dump.bson --format csv -o transactions.csv
        analyze transactions dump.bson --user 5f2b18b4 --format table --all
        analyze transactions dump.bson --explain | grep '"excluded'

      The points of the counted rows add up to the totals, exactly. Rows stand in the order of the \
      input, those of --user in the order of time.
      """)

  /// What an interrupt leaves of an output that takes rows as they come.
  private static let partOnly = "what was printed is not all"

  private static let usage = "analyze transactions [<options>] [<file> ...]"

  @Argument(
    help: ArgumentHelp("Dumps to read, in this order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var listing: ListingOptions

  @OptionGroup(title: "HOW IT IS READ")
  var reading: ReadingOptions

  @OptionGroup(title: "WHAT IT MAY TAKE")
  var resources: ResourceOptions

  @OptionGroup(title: "WHAT IS TOLD")
  var messages: MessageOptions

  func validate() throws {
    if messages.quiet, messages.verbose {
      throw ValidationError("--quiet and --verbose contradict each other; leave one out")
    }
  }

  func run() throws {
    Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
    if filter.printMapping {
      var output = DescriptorOutput.standardOutput
      try output.write(filter.settings().toml)
      return
    }
    let paths = try inputs(files, usage: Self.usage)
    let isTerminal = Terminal.isTerminal(.standardOutput)
    let format = try listing.chosenFormat(isTerminal: isTerminal)
    var run = try makeListing(format)
    let hide = try hiding(run.query, key: listing.target.pseudonymise)
    try protect(paths, run.input, output: listing.target.output, key: listing.target.pseudonymise)
    let watch = ContinuousClock.now
    let answer: Analysis.Result
    do {
      // Before the reading: what is wrong beside the dumps is told at once.
      let target = try OutputDestination(listing.target.output)
      try check(paths)
      let rejects = try reading.rejects.map { try RejectsFile(path: $0) }
      run.rejects.onReject = rejects?.append
      run.onOpen = rejects.beginning(run.onOpen)
      let keyNames = run.query.keyNames(reserved: TransactionColumn.reservedNames)
      let formatter = TransactionFormatter(
        format, keyNames: keyNames, explains: listing.explain, hasBalance: run.isOfUsers,
        unwinds: run.query.mapping.unwind != nil, isForSpreadsheet: listing.target.spreadsheet,
        hiding: hide)
      let list = TransactionListReport(
        format, formatter, keyNames: keyNames,
        isOfOneUser: run.users.count + run.userKeys.count == 1,
        isForSpreadsheet: listing.target.spreadsheet,
        style: target.style(messages.color))
      let result: TransactionListing.Result
      switch target {
      case .standardOutput:
        let output = DescriptorOutput.standardOutput(isStyled: format == .table)
        result = try show(
          run, paths, formatter, TransactionListWriter(list, output), Self.partOnly)
      case .descriptor(let descriptor, let name):
        let output = DescriptorOutput(descriptor, name: name, isStyled: format == .table)
        result = try show(
          run, paths, formatter, TransactionListWriter(list, output), Self.partOnly)
      case .stream(let path):
        let output = try DescriptorOutput(opening: path, isStyled: format == .table)
        result = try show(
          run, paths, formatter, TransactionListWriter(list, output), Self.partOnly)
      case .file(let path):
        let writer = TransactionListWriter(list, try AtomicOutputFile(replacing: path))
        result = try show(run, paths, formatter, writer, "nothing was written")
        try writer.finish()?.commit()
      }
      try rejects?.close()
      answer = result.answer
      tell(result, run, format)
    } catch {
      for sentence in sentences(for: error, hidingNames: hidesNames) { Diagnostics.error(sentence) }
      throw (error as? DumpError)?.code == .usage ? ExitStatus.usage : ExitStatus.failed
    }
    if messages.stats {
      StatsReport.write(
        answer, threads: run.threads, seconds: (ContinuousClock.now - watch).inSeconds)
    }
    if !answer.isComplete { throw ExitStatus.incomplete }
  }

  private var hidesNames: Bool { listing.target.pseudonymise != nil }

  /// The run that the options ask for.
  private func makeListing(_ format: ReportFormat) throws -> TransactionListing {
    let query = try filter.query(by: listing.by)
    var run = TransactionListing(query)
    run.users = listing.user
    run.userKeys = try listing.userKeys()
    guard query.grouping.parts.count == 1 || !run.isOfUsers else {
      throw ValidationError(
        "--by \(query.grouping.word): --user and --user-key name keys of one field; name one field, or "
          + "leave them out and choose rows with --where")
    }
    run.explains = listing.explain
    run.top = try listing.rowCount(of: format)
    run.skip = listing.skip
    run.input = try inputOptions()
    run.rejects = rejectPolicy
    run.onOpen = onOpen
    run.threads = try resources.threadCount()
    run.memory = try resources.budget()
    tellDecisions(run.query, run.input, threads: run.threads, run.memory, format)
    run.conditions = run.query.conditions.map {
      $0.shown(hidingValue: hidesNames && run.query.namesPerson($0.field))
    }
    return run
  }

  /// Reads all inputs, and prints their rows.
  private func show<Output: ReportOutput & ~Copyable>(
    _ run: TransactionListing, _ paths: [String], _ formatter: TransactionFormatter,
    _ writer: TransactionListWriter<Output>, _ consequence: String
  ) throws -> TransactionListing.Result {
    let result = try messages.withProgress(consequence) {
      try run.run(paths: paths, progress: $0, format: formatter, write: writer.append)
    }
    try UncountedInput.check(result.answer, run.query)
    let fields =
      hidesNames ? nil : UnfitMapping(result.answer, Analysis(run.query), reading, paths)
    if let reason = try builder(result, run).unknownField(fields) {
      // Without the command that would add up what is listed here.
      throw NoResult(Array(reason.prefix(2)))
    }
    let isEmpty = result.answer.documents.counted == 0 || run.isOfUsers && result.rows == 0
    if listing.target.failEmpty, isEmpty {
      for notice in try report(result, run).notices { Diagnostics.warn(notice) }
      throw NoResult(["nothing was counted" + (run.isOfUsers ? " of these users" : "")])
    }
    let start = min(run.skip, result.rows)
    let count = min(run.top ?? .max, result.rows - start)
    try writer.end(
      report(result, run), rows: result.rows, shown: start..<start + count)
    return result
  }

  /// What became of documents and inputs, and the question.
  private func report(_ result: TransactionListing.Result, _ run: TransactionListing) throws
    -> Report
  {
    var report = try builder(result, run).report
    report.query.removeAll { $0.name == "sort" || $0.name == "ascending" }
    if run.isOfUsers {
      let keys = (listing.user + listing.userKey).map { hidesNames ? "(hidden)" : $0 }
      report.query.append(QueryEntry("users", .list(keys)))
    }
    report.query.append(QueryEntry("explain", .flag(run.explains)))
    if !hidesNames {
      report.notices +=
        UnfitMapping(result.answer, Analysis(run.query), reading, files).noticeOfFields
    }
    report.notices += userNotices(result, run)
    return report
  }

  private func builder(
    _ result: TransactionListing.Result, _ run: TransactionListing
  ) throws -> ReportBuilder {
    var analysis = Analysis(run.query)
    analysis.ranking.skip = run.skip
    analysis.ranking.top = run.top
    var shown = try ResultOptions.parse([])
    shown.groups.by = listing.by
    shown.groups.pseudonymise = listing.target.pseudonymise
    return ReportBuilder(result.answer, analysis, filter, shown, hasKeys: result.hasKeys)
  }

  /// What is to be said of users that are asked for.
  private func userNotices(
    _ result: TransactionListing.Result, _ run: TransactionListing
  ) -> [String] {
    guard let users = result.users else { return [] }
    guard result.rows > 0 else {
      return result.answer.documents.counted == 0
        ? [] : ["No transaction that counts is of a user that --user or --user-key names."]
    }
    var notices = [
      "\(result.rows.grouped) \(result.rows == 1 ? "row" : "rows") of \(users.grouped) "
        + "\(users == 1 ? "user" : "users")."
    ]
    let query = run.query
    if query.from != nil || query.until != nil || !query.stores.isEmpty
      || !query.conditions.isEmpty || query.statuses != .standard
    {
      notices.append(
        "Balances begin at 0: what the filters leave out is not in them.")
    }
    return notices
  }

  /// Says what is to be known beside the rows.
  private func tell(
    _ result: TransactionListing.Result, _ run: TransactionListing, _ format: ReportFormat
  ) {
    tell(result.answer, hidingNames: hidesNames)
    guard messages.quiet || format != .table, let report = try? report(result, run) else { return }
    lazy var summary = ReportSummary(report, unicode: Terminal.isUnicode)
    remark(summary)
    guard format != .table else { return }
    if !format.holdsSummary {
      for line in summary.lines { Diagnostics.warn(line) }
    }
    for notice in report.notices { Diagnostics.warn(notice) }
  }
}

extension Query {
  /// What the group key, or each of its parts, is called beside other columns; `_id`, or `_id.store`, as
  /// `$group` has it, where one of them has that name.
  func keyNames(reserved: Set<String>) -> [String] {
    let names = grouping.names(mapping)
    return names.map { name in
      guard reserved.contains(name) else { return name }
      return names.count == 1 ? "_id" : "_id.\(name)"
    }
  }
}

extension Query.Condition {
  /// The condition as it is told.
  func shown(hidingValue: Bool) -> String {
    field + comparison.rawValue + (hidingValue ? "(hidden)" : value)
  }
}
