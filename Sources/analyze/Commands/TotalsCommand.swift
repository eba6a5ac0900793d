import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// `analyze FILE…`: totals per user.
struct TotalsCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "Award, redeem and deduct totals per user from a dump of loyalty transactions.",
    usage: "analyze [<options>] [<file> ...]",
    discussion: """
      EXAMPLES:
        analyze dump.bson
        analyze export.jsonl --top 50
        mongodump -d shop -c transactions --out - | analyze
        analyze dump.bson --store 12 --from 2014-07-01 --to 2014-12-31
        analyze dump.bson --by user_email --sort net --format json
        analyze dump.bson --by month --timezone Europe/Vienna -o months.csv
        analyze 2014.bson.gz 2015.bson.gz --chart

      Reads what mongodump and mongoexport write, recognised by content; - or no file is standard \
      input. Exit status: 0 complete, 1 failed, 2 usage, 3 printed but incomplete. \
      \(Version.whereItLives)
      """)

  @Argument(
    help: ArgumentHelp("Dumps to read, in this order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var result: ResultOptions

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
    Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
    if filter.printMapping {
      guard result.output == nil else {
        throw ValidationError(
          "--print-mapping prints to standard output: '> \(result.output.map(\.shellQuoted) ?? "FILE")' "
            + "behind the command writes it to the file")
      }
      var output = DescriptorOutput.standardOutput
      var settings = try filter.settings()
      try settings.take(filter, by: result.groups.by, reading)
      try output.write(settings.toml)
      return
    }
    var paths = files
    if paths.isEmpty {
      guard !Terminal.isTerminal(.standardInput) else {
        Diagnostics.write(
          """
          analyze: no file to read

          usage: analyze [<options>] <file> ...
             or: mongodump --out - ... | analyze

          'analyze --help' lists the options.
          """)
        throw ExitStatus.usage
      }
      paths = ["-"]
    }
    try present(try makeAnalysis(), reading: paths) { analysis in
      try messages.withProgress("nothing was printed") {
        try analysis.run(paths: paths, progress: $0)
      }
    }
  }

  /// Prints the answer to a question, and says what is to be known beside it.
  ///
  /// - Parameters:
  ///   - paths: What is read for it, and must not be written over.
  ///   - scan: Finds the answer.
  func present(
    _ question: Analysis, reading paths: [String],
    answering scan: (Analysis) throws -> Analysis.Result
  ) throws {
    var analysis = question
    let hide = try hiding(analysis.query, key: result.groups.pseudonymise)
    try protect(
      paths, analysis.input, output: result.output, key: result.groups.pseudonymise)
    if result.format == nil, let path = result.output,
      case .file? = try? OutputDestination(path)
    {
      try ReportFormat.checkExtension(
        of: path, Arguments.ofProcess, columns: ReportFormat.typedColumnsOfTotals)
    }
    try checkWorkbook()
    let watch = ContinuousClock.now
    let answer: Analysis.Result
    let report: Report
    do {
      // Before the reading: what is wrong beside the dumps is told at once.
      let target = try OutputDestination(result.output)
      if result.chosenFormat == .html, target.isTerminal { throw PageOnTerminal() }
      try check(paths)
      if result.chosenFormat == .xlsx { try XLSXWriter.checkLibrary() }
      warnOfFormat()
      let rejects = try reading.rejects.map { try RejectsFile(path: $0) }
      analysis.rejects.onReject = rejects?.append
      analysis.onOpen = rejects.beginning(analysis.onOpen)
      answer = try scan(analysis)
      try UncountedInput.check(answer, analysis.query)
      try rejects?.close()
      let builder = ReportBuilder(answer, analysis, filter, result)
      let fields =
        result.groups.pseudonymise == nil ? UnfitMapping(answer, analysis, reading, files) : nil
      if let reason = builder.unknownField(fields) { throw NoResult(reason) }
      var built = builder.report
      built.notices += fields?.notices ?? []
      if result.chosenFormat == .html {
        built.command = builder.command(files: paths, reading: reading, by: result.groups.by)
      }
      report = built
      if result.groups.failEmpty, answer.documents.counted == 0 {
        for notice in report.notices { Diagnostics.warn(notice) }
        throw NoResult(["nothing was counted"])
      }
      try show(answer, report, on: target, hiding: hide)
    } catch {
      for sentence in sentences(for: error) { Diagnostics.error(sentence) }
      for notice in offer(onColumnsOf: error, question) { Diagnostics.warn(notice) }
      let isUsage = (error as? DumpError)?.code == .usage || error is PageOnTerminal
      throw isUsage ? ExitStatus.usage : ExitStatus.failed
    }
    tell(answer, report)
    if messages.stats {
      let seconds = (ContinuousClock.now - watch).inSeconds
      if [.json, .jsonl].contains(result.chosenFormat) {
        StatsReport.writeJSON(answer, threads: analysis.threads, seconds: seconds)
      } else {
        StatsReport.write(answer, threads: analysis.threads, seconds: seconds)
      }
    }
    if !answer.isComplete { throw ExitStatus.incomplete }
  }

  /// Sees to it that no workbook goes to a terminal.
  private func checkWorkbook() throws {
    guard !result.chosenFormat.isText, let target = try? OutputDestination(result.output),
      target.leadsToTerminal
    else { return }
    throw ValidationError(
      "\(result.chosenFormat.rawValue) is nothing that a terminal shows; name a file: -o totals."
        + result.chosenFormat.rawValue)
  }

  /// Says what the format leaves out.
  private func warnOfFormat() {
    let format = result.chosenFormat
    if result.chart, !result.drawsChart {
      Diagnostics.warn("--chart is drawn below a table only, not in \(format.rawValue)")
    }
    if result.spreadsheet, format != .csv, format != .tsv {
      Diagnostics.warn("--spreadsheet is about csv and tsv only, not \(format.rawValue)")
    }
  }

  /// The run that the options ask for.
  private func makeAnalysis() throws -> Analysis {
    var analysis = Analysis(try filter.query(by: result.groups.by))
    analysis.ranking = try result.ranking(of: analysis.query)
    analysis.input = try inputOptions()
    analysis.rejects = rejectPolicy
    analysis.addsUpMonths = result.drawsChart
    analysis.addsUpOverview = result.chosenFormat == .html
    if analysis.addsUpOverview, analysis.query.dedupes {
      throw ValidationError(
        "a page of html cannot be made with --dedupe; csv, json, xlsx and the others can")
    }
    analysis.onOpen = onOpen
    analysis.threads = try resources.threadCount()
    analysis.memory = try resources.budget()
    tellDecisions(
      analysis.query, analysis.input, threads: analysis.threads, analysis.memory,
      result.chosenFormat)
    return analysis
  }

  /// What puts other names into a row.
  private typealias Hiding = @Sendable (TotalsRow) -> TotalsRow

  var hidesNames: Bool { result.groups.pseudonymise != nil }

  /// Prints the report where it belongs.
  private func show(
    _ answer: Analysis.Result, _ report: Report, on target: OutputDestination, hiding hide: Hiding?
  ) throws {
    switch target {
    case .standardOutput:
      var output = DescriptorOutput.standardOutput(isStyled: result.chosenFormat == .table)
      try write(answer, report, hiding: hide, target, to: &output)
    case .descriptor(let descriptor, let name):
      var output = DescriptorOutput(
        descriptor, name: name, isStyled: result.chosenFormat == .table)
      try write(answer, report, hiding: hide, target, to: &output)
    case .stream(let path):
      var output = try DescriptorOutput(
        opening: path, isStyled: result.chosenFormat == .table)
      try write(answer, report, hiding: hide, target, to: &output)
    case .file(let path):
      var output = try AtomicOutputFile(replacing: path)
      try write(answer, report, hiding: hide, target, to: &output)
      try output.commit()
    }
  }

  private func write<Output: ReportOutput & ~Copyable>(
    _ answer: Analysis.Result, _ report: Report, hiding hide: Hiding?, _ target: OutputDestination,
    to output: inout Output
  ) throws {
    // A chart has the width that it is given, a table takes what it needs of it.
    var style = target.style(messages.color)
    if result.wide { style.width = .max }
    var chartStyle = style
    chartStyle.width = target.width ?? TableStyle.plain.width
    var rows = ChartedRows(
      answer.rows, areUsers: report.noun.one == "user",
      limit: result.drawsChart ? ReportChart.maximumUsers : 0, hiding: hide)
    // Before anything is printed: a sum may be out of range.
    let chart = try answer.months.map { try ReportChart($0, report: report, style: chartStyle) }
    let workbook = XLSXWriter(space: resources.temporarySpace) { Diagnostics.warn($0) }
    try result.chosenFormat.writer(
      style: style, isForSpreadsheet: result.spreadsheet, workbook: workbook
    ).write(report, rows: &rows, to: &output)
    try chart?.write(users: rows.charted, to: &output)
  }

  /// Says what is to be known beside the result.
  private func tell(_ answer: Analysis.Result, _ report: Report) {
    lazy var summary = ReportSummary(report, unicode: Terminal.isUnicode)
    remark(summary)
    tell(answer, hidingNames: hidesNames)
    if !result.chosenFormat.holdsSummary {
      for line in summary.lines { Diagnostics.warn(line) }
    }
    if result.chosenFormat != .table {
      for notice in report.notices { Diagnostics.warn(notice) }
    }
  }

  private func sentences(for error: any Error) -> [String] {
    switch error {
    case let error as DumpError where error.code == .io && [error.path] == files.prefix(1):
      return [Advice.message(for: error) + Self.suggestion(for: error.path)]
    case let error as DumpError:
      return [
        Advice.message(for: error, hidingNames: hidesNames) + advice(onColumnsOf: error)
      ]
    case is PageOnTerminal:
      return ["html is for a browser, not for a terminal: write it to a file with -o report.html"]
    default: return sentences(for: error, hidingNames: hidesNames)
    }
  }
}

extension TotalsCommand {
  /// A subcommand that may have been meant by a word which is no file.
  private static func suggestion(for path: String) -> String {
    guard path.allSatisfy({ $0.isLetter || $0 == "-" }) else { return "" }
    return SpellingSuggestion.nearest(to: path, among: CommandOverview.subcommandNames).map {
      "; did you mean 'analyze \($0)'?"
    } ?? ""
  }
}

/// A page would fill the terminal with markup.
private struct PageOnTerminal: Error {}
