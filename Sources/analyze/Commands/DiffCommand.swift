import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

/// `analyze diff OLD NEW`: which groups differ between two dumps.
struct DiffCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show whose totals differ between two dumps.",
    usage: """
      analyze diff [<options>] <old> <new>
      analyze diff [<options>] --old <file> ... --new <file> ...
      """,
    discussion: """
      EXAMPLES:
        analyze diff may.bson june.bson
        analyze diff may.bson june.bson --by store --all --format csv -o stores.csv
        analyze diff --old 2023.bson 2024.bson --new all.jsonl --exit-code

      The sides may be of different formats. Exit status: 0 complete, 1 failed, 2 usage, 3 printed but \
      incomplete, 4 different, with --exit-code.
      """)

  @Argument(
    help: ArgumentHelp("The older dump, and the newer one.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var differences: DifferenceOptions

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
    let (old, new) = try sides()
    let format = try differences.chosenFormat()
    var analysis = try makeAnalysis(format)
    let hide = try hiding(analysis.query, key: differences.target.pseudonymise)
    try protect(
      old + new, analysis.input, output: differences.target.output,
      key: differences.target.pseudonymise)
    let watch = ContinuousClock.now
    let result: Comparison.Result
    let report: DifferenceReport
    do {
      // Before the reading: what is wrong beside the dumps is told at once.
      let target = try OutputDestination(differences.target.output)
      try check(old + new)
      let rejects = try reading.rejects.map { try RejectsFile(path: $0) }
      analysis.rejects.onReject = rejects?.append
      analysis.onOpen = rejects.beginning(analysis.onOpen)
      let comparison = Comparison(analysis)
      result = try messages.withProgress("nothing was printed") {
        try comparison.run(old: old, new: new, progress: $0)
      }
      for side in [result.before, result.after] {
        try UncountedInput.check(side, analysis.query)
      }
      try rejects?.close()
      let before = try builder(result.before, analysis, hasKeys: result.hasKeys.before)
      let after = try builder(result.after, analysis, hasKeys: result.hasKeys.after)
      let fields =
        hidesNames ? nil : UnfitMapping(result.after, analysis, reading, old + new)
      if let reason = unknownField(before, after, fields) { throw NoResult(reason) }
      var found = DifferenceReport(
        result, before: before.report, after: after.report, ranking: analysis.ranking)
      if !hidesNames {
        found.before.notices += UnfitMapping(result.before, analysis, reading, old).noticeOfFields
        found.after.notices += UnfitMapping(result.after, analysis, reading, new).noticeOfFields
      }
      for (side, name) in [(found.before, "older"), (found.after, "newer")]
      where differences.target.failEmpty && side.documents.counted == 0 {
        for notice in side.notices { Diagnostics.warn(notice) }
        throw NoResult(["nothing was counted of the \(name) side"])
      }
      report = found
      try show(result, report, format, hiding: hide, on: target)
    } catch {
      for sentence in sentences(for: error, hidingNames: hidesNames) { Diagnostics.error(sentence) }
      throw (error as? DumpError)?.code == .usage ? ExitStatus.usage : ExitStatus.failed
    }
    tell(result, report, format)
    if messages.stats {
      let seconds = (ContinuousClock.now - watch).inSeconds
      for side in [result.before, result.after] {
        StatsReport.write(side, threads: analysis.threads, seconds: seconds)
      }
    }
    if differences.exitCode, result.total > 0 { throw ExitStatus.different }
    if !report.complete { throw ExitStatus.incomplete }
  }

  private var hidesNames: Bool { differences.target.pseudonymise != nil }

  /// The inputs of both sides.
  private func sides() throws -> (old: [String], new: [String]) {
    let (old, new) = (differences.old, differences.new)
    let sides: (old: [String], new: [String])
    if old.isEmpty, new.isEmpty {
      guard files.count == 2 else {
        let found =
          switch files.count {
          case 0: "no dump is named"
          case 1: "only one dump is named"
          default: "\(files.count) dumps are named"
          }
        throw ValidationError(
          "\(found); diff takes the older dump and the newer one, or --old FILE… --new FILE…")
      }
      sides = ([files[0]], [files[1]])
    } else {
      guard !old.isEmpty, !new.isEmpty else {
        throw ValidationError(
          "\(old.isEmpty ? "--old" : "--new") is missing; with --old and --new both sides are named so"
        )
      }
      guard files.isEmpty else {
        throw ValidationError(
          "\(files[0].shellQuoted) belongs to no side; name it behind --old or --new")
      }
      sides = (old, new)
    }
    if (sides.old + sides.new).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("- is named twice; standard input can be read once")
    }
    return sides
  }

  /// The question of both sides.
  private func makeAnalysis(_ format: ReportFormat) throws -> Analysis {
    var analysis = Analysis(try filter.query(by: differences.by))
    analysis.ranking = try differences.ranking()
    analysis.input = try inputOptions()
    analysis.rejects = rejectPolicy
    analysis.onOpen = onOpen
    analysis.threads = try resources.threadCount()
    analysis.memory = try resources.budget()
    tellDecisions(
      analysis.query, analysis.input, threads: analysis.threads, analysis.memory, format)
    return analysis
  }

  /// What makes a report of totals of one side.
  private func builder(
    _ side: Analysis.Result, _ analysis: Analysis, hasKeys: Bool
  ) throws -> ReportBuilder {
    var shown = try ResultOptions.parse([])
    shown.groups.by = differences.by
    shown.groups.pseudonymise = differences.target.pseudonymise
    return ReportBuilder(side, analysis, filter, shown, hasKeys: hasKeys)
  }

  /// Why there is no result where a field is named that no document of either side has.
  private func unknownField(
    _ before: ReportBuilder, _ after: ReportBuilder, _ fields: UnfitMapping?
  ) -> [String]? {
    // A side in which nothing counts tells nothing of the fields.
    let sides = [before, after].filter { $0.answer.documents.counted > 0 }
    guard let first = sides.first else { return nil }
    let reason = first.unknownField(fields, alsoIn: sides.count == 2 ? sides[1] : nil)
    // Without the command that would add up both sides together.
    return reason.map { Array($0.prefix(2)) }
  }

  /// Prints the differences where they belong.
  private func show(
    _ result: Comparison.Result, _ report: DifferenceReport, _ format: ReportFormat,
    hiding hide: (@Sendable (TotalsRow) -> TotalsRow)?, on target: OutputDestination
  ) throws {
    let writer = DifferenceWriter(
      format, isForSpreadsheet: differences.target.spreadsheet, style: target.style(messages.color))
    var rows = result.rows
    switch target {
    case .standardOutput:
      var output = DescriptorOutput.standardOutput(isStyled: format == .table)
      try writer.write(report, rows: &rows, hiding: hide, to: &output)
    case .descriptor(let descriptor, let name):
      var output = DescriptorOutput(descriptor, name: name, isStyled: format == .table)
      try writer.write(report, rows: &rows, hiding: hide, to: &output)
    case .stream(let path):
      var output = try DescriptorOutput(opening: path, isStyled: format == .table)
      try writer.write(report, rows: &rows, hiding: hide, to: &output)
    case .file(let path):
      var output = try AtomicOutputFile(replacing: path)
      try writer.write(report, rows: &rows, hiding: hide, to: &output)
      try output.commit()
    }
  }

  /// Says what is to be known beside the result.
  private func tell(
    _ result: Comparison.Result, _ report: DifferenceReport, _ format: ReportFormat
  ) {
    tell(result.before, hidingNames: hidesNames)
    tell(result.after, hidingNames: hidesNames)
    for (name, side) in [("before", report.before), ("after", report.after)] {
      remark(ReportSummary(side, unicode: Terminal.isUnicode), of: name)
    }
    guard format != .table else { return }
    if !format.holdsSummary {
      for line in report.lines(unicode: Terminal.isUnicode) { Diagnostics.warn(line) }
    }
    for notice in report.notices { Diagnostics.warn(notice) }
  }
}
