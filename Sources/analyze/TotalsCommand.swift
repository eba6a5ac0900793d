import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// `analyze FILE…`: totals per user.
struct TotalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "Award, redeem and deduct totals per user from a dump of loyalty transactions.",
    usage: "analyze [<options>] [<file> ...]",
    discussion: """
      EXAMPLES:
        analyze dump.bson
        analyze export.jsonl --top 50
        mongodump --out - … | analyze
        analyze dump.bson --store 12 --from 2014-07-01 --to 2014-12-31
        analyze dump.bson --by user_email --sort net --format json

      Reads what mongodump and mongoexport write, recognised by content; - or no file is standard \
      input. Exit status: 0 complete, 1 failed, 2 usage, 3 printed but incomplete.
      """)

  @Argument(help: ArgumentHelp("Dumps to read, in this order.", valueName: "file"))
  var files: [String] = []

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var result: ResultOptions

  @OptionGroup(title: "HOW IT IS READ")
  var reading: ReadingOptions

  @OptionGroup(title: "WHAT IT MAY TAKE")
  var resources: ResourceOptions

  func run() throws {
    var paths = files
    if paths.isEmpty {
      guard !Terminal.isTerminal(.standardInput) else {
        Diagnostics.write(
          """
          analyze: no file to read

          usage: analyze [<options>] <file> …
             or: mongodump --out - … | analyze

          'analyze --help' lists the options.
          """)
        throw ExitStatus.usage
      }
      paths = ["-"]
    }
    let analysis = try makeAnalysis()
    let watch = ContinuousClock.now
    let progress = RunProgress()
    Signals.onInterrupt {
      Diagnostics.write(
        "analyze: interrupted after \(progress.documents.grouped) documents; nothing was printed")
    }
    let answer: Analysis.Result
    do {
      answer = try analysis.run(paths: paths, progress: progress)
    } catch {
      Diagnostics.write("analyze: \(sentence(for: error))")
      throw ExitStatus.failed
    }
    try show(answer, analysis)
    if result.stats {
      StatsText.write(answer, seconds: ContinuousClock.now - watch)
    }
    if !answer.isComplete { throw ExitStatus.incomplete }
  }

  /// The run that the options ask for.
  private func makeAnalysis() throws -> Analysis {
    var analysis = Analysis(try filter.query(by: result.by))
    analysis.ranking = try result.ranking()
    analysis.input = InputOptions(
      forcedFormat: reading.inputFormat, namespace: reading.namespace,
      maximumRecordSize: reading.maxRecord.bytes)
    guard reading.maxErrors >= 1 else {
      throw ValidationError("--max-errors must be at least 1")
    }
    analysis.rejects.isStrict = reading.strict
    analysis.rejects.maximumMalformed = reading.maxErrors
    if let path = reading.rejects {
      analysis.rejects.onReject = try RejectsFile(path: path).append
    }
    analysis.threads = try resources.threadCount()
    analysis.memory = try resources.budget()
    return analysis
  }

  /// Prints the report, and what belongs on standard error.
  private func show(_ answer: Analysis.Result, _ analysis: Analysis) throws {
    let report = ReportMaker(answer, analysis, filter, result).report
    var rows = answer.rows
    let style = TableStyle(
      width: Terminal.columns(of: .standardOutput), color: false, unicode: Terminal.isUnicode)
    var output = StandardOutput()
    do {
      try result.format.writer(style: style).write(report, rows: &rows, to: &output)
    } catch {
      Diagnostics.write("analyze: \(error)")
      throw ExitStatus.failed
    }
    for input in answer.inputs where input.isEmpty {
      Diagnostics.write("analyze: \(input.displayName): the input is empty")
    }
    for reject in answer.firstRejects {
      let total = answer.documents.rejected[reject.reject.reason]
      let more = total > 1 ? " (and \((total - 1).grouped) more of this kind)" : ""
      Diagnostics.write("analyze: \(Diagnostics.sentence(reject))\(more)")
    }
    for input in answer.inputs {
      if let damage = input.damage {
        Diagnostics.write(
          "analyze: \(input.displayName): \(damage.reason), at byte \(damage.offset.grouped)")
      }
    }
    if !result.format.holdsSummary {
      for line in ReportSummary(report, unicode: Terminal.isUnicode).lines {
        Diagnostics.write("analyze: \(line)")
      }
    }
    if result.format != .table {
      for notice in report.notices { Diagnostics.write("analyze: \(notice)") }
    }
  }

  private func sentence(for error: any Error) -> String {
    switch error {
    case let rejected as RejectedDocument:
      let place = Diagnostics.sentence(rejected.located)
      if let count = rejected.count {
        return "\(place)\nanalyze: given up after \(count.grouped) malformed documents; raise "
          + "--max-errors to go on"
      }
      return "\(place)\nanalyze: given up at the first rejected document, as --strict asks"
    default:
      return "\(error)"
    }
  }
}

extension Analysis.Result {
  /// Whether every byte of the input was understood.
  var isComplete: Bool {
    documents.rejected.total == 0
      && inputs.allSatisfy { $0.bytesSkipped == 0 && $0.damage == nil }
  }
}

extension RejectedCounts {
  /// The count for one reason.
  subscript(reason: Rejection) -> Int {
    switch reason {
    case .malformed: malformed
    case .time: time
    case .user: user
    case .points: points
    }
  }
}
